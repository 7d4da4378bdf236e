"""Stored sessions as screens show them."""

from __future__ import annotations

from PIL import Image

from storage import pictures
from storage.ledger import SessionWorkspace, begin_call, complete_call
from storage.store import Store
from tests.tui.helpers import save_turn
from tools.types import Result
from tui.session.history import picture_nodes, session_rows, stored_turns


def test_a_turn_comes_with_the_events_of_its_card(store: Store, two_pictures: str) -> None:
    (turn,) = stored_turns(store, two_pictures, count=1, after=1)
    assert (turn.number, turn.message) == (2, "another")
    assert [type(event).__name__ for event in turn.events] == [
        "Interpreted", "PromptWritten", "Checked", "TurnFinished",
    ]  # fmt: skip
    assert turn.picture is not None
    assert turn.picture.number == 2


def test_a_move_and_a_sheet_show_their_pictures(store: Store, two_pictures: str) -> None:
    for tool, data in (("goto", {"number": 1}), ("compare", {"sheet": "ab" * 32}), ("goto", {"number": 9})):
        turn = store.begin_turn(two_pictures, f"/{tool}")
        call = begin_call(store, turn.id, 0, tool, {})
        complete_call(store, call.id, Result(data=data), 0.1, SessionWorkspace(store, two_pictures), None)
        store.update_turn(turn.id, plan={"do": tool}, status="done", reply="There.")
    moved, compared, failed = (turn.picture for turn in stored_turns(store, two_pictures, count=3))
    assert moved is not None
    assert moved.number == 1
    assert compared is not None
    assert compared.number is None
    assert compared.path.endswith("ab.png")
    assert failed is None


def test_a_deleted_picture_is_not_shown(store: Store, two_pictures: str) -> None:
    parent = store.numbered_picture(two_pictures, 2).id
    save_turn(store, two_pictures, "a third", Image.new("RGB", (8, 8)), parent=parent)
    pictures.delete(store, two_pictures, 2)
    assert stored_turns(store, two_pictures, count=2)[0].picture is None
    assert [(node.number, node.parent) for node in picture_nodes(two_pictures)] == [(1, None), (3, 1)]


def test_stars_and_the_current_picture_are_marked(store: Store, two_pictures: str) -> None:
    pictures.star(store, two_pictures, 1)
    assert [(node.starred, node.current) for node in picture_nodes(two_pictures)] == [(True, False), (False, True)]


def test_sessions_are_listed_and_found(store: Store, two_pictures: str) -> None:
    (row,) = session_rows()
    assert (row.id, row.title, row.last_message) == (two_pictures, "a red bird", "another")
    assert row.picture_path == str(store.path(store.pictures(two_pictures)[1]))
    assert [row.id for row in session_rows("another")] == [two_pictures]
    assert session_rows("wyvern") == []
