"""Stored sessions that several tests use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from storage.ledger import NewPicture, SessionWorkspace, begin_call, complete_call, finish_turn, save_checks
from storage.store import Store
from tools.types import Check, Recipe, Requirement, Result

Paint = Callable[..., int]


@pytest.fixture
def brief() -> dict[str, Any]:
    """The brief of every stored turn."""
    return {"elements": [{"what": "bird", "color": "red"}]}


@pytest.fixture
def paint(brief: dict[str, Any]) -> Paint:
    """Stores a finished turn with two attempts, of which the second got a number; returns that picture's row id."""

    def paint_turn(store: Store, session: str, message: str, shade: int, parent: int | None = None) -> int:
        turn = store.begin_turn(session, message)
        for step in range(2):
            call = begin_call(store, turn.id, step, "generate", {"prompt": "a red bird"})
            picture = Image.new("RGB", (8, 8), (shade, 100 * step, 0))
            result = Result(picture, Recipe(tool="generate", arguments={"prompt": "a red bird"}, seed=step))
            workspace = SessionWorkspace(store, session)
            row = complete_call(store, call.id, result, 0.5, workspace, NewPicture(parent, brief, "bird"))
        assert row.picture_id is not None
        check = Check(requirement=Requirement(kind="exists", subject="bird"), verdict="pass", probability=0.97)
        save_checks(store, row.picture_id, [check], "a red bird; forest scene")
        store.update_turn(turn.id, plan={"do": "create"}, brief=brief, prompt="a red bird")
        finish_turn(store, turn.id, row.picture_id, lambda n: f"Here is #{n}.", accounting={"model_seconds": 1.0})
        return row.picture_id

    return paint_turn


@pytest.fixture
def session(store: Store, paint: Paint) -> str:
    """Id of a session with two pictures, the second made from the first, and a question that waits for an answer.

    The first picture is the current one, and redo leads to the second.
    """
    made = store.new_session("pocket", 7)
    first = paint(store, made.id, "a red bird", 10)
    paint(store, made.id, "again", 20, first)
    asking = store.begin_turn(made.id, "the dog")
    store.update_turn(asking.id, status="asking", question="Which dog?")
    with store.transaction() as t:
        row = t.get_one(type(made), made.id)
        row.cursor, row.redo = first, [row.cursor or 0]
    return made.id


@pytest.fixture
def three_pictures(store: Store, paint: Paint) -> str:
    """Id of a session with three pictures, each made from the one before, and two turns that painted nothing."""
    session = store.new_session("pocket", 7).id
    parent = None
    for number in range(3):
        parent = paint(store, session, f"picture {number + 1}", 10 * number, parent)
    for text in ("hello", "thanks"):
        turn = store.begin_turn(session, text)
        store.update_turn(turn.id, plan={"do": "chat"}, status="done", reply="Yes.")
    return session
