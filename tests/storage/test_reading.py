"""Pages of a long session, and single pictures that are starred, deleted and brought back."""

from __future__ import annotations

import pytest

from storage import pictures, queries
from storage.errors import BadDeletion, UnknownPicture
from storage.ledger import SessionWorkspace
from storage.store import Store
from tests.storage.test_sessions import BRIEF, paint
from tui.app.history import picture_nodes, stored_turns


@pytest.fixture
def three(store: Store) -> str:
    """Three pictures in a row, each made from the one before, and two turns that painted nothing."""
    session = store.new_session("pocket", 7).id
    parent = None
    for number in range(3):
        parent = paint(store, session, f"picture {number + 1}", 10 * number, parent)
    for text in ("hello", "thanks"):
        turn = store.begin_turn(session, text)
        store.update_turn(turn.id, plan={"do": "chat"}, status="done", reply="Yes.")
    return session


def test_pages_meet_without_a_gap_and_without_an_overlap(store: Store, three: str) -> None:
    last = queries.turn_page(store, three, 2)
    assert [row.turn.message for row in last] == ["hello", "thanks"]
    assert [row.picture for row in last] == [None, None]
    before = queries.turn_page(store, three, 2, before=last[0].turn.number)
    assert [row.turn.number for row in before] == [2, 3]
    assert [row.picture.number if row.picture else None for row in before] == [2, 3]
    assert [(len(row.checks), len(row.calls)) for row in before] == [(1, 2), (1, 2)]
    assert [row.turn.number for row in queries.turn_page(store, three, 2, after=2)] == [3, 4]
    assert queries.turn_page(store, three, 2, before=1) == []


def test_the_brief_of_a_page_is_the_one_that_stood_before_it(store: Store, three: str) -> None:
    assert queries.brief_before(store, three, 1) is None
    assert queries.brief_before(store, three, 5) == BRIEF  # The chat before it left none.
    assert queries.session_messages(store, three)[-2:] == ["hello", "thanks"]
    (past,) = stored_turns(store, three, count=1, after=1)
    assert past.picture is not None
    assert past.picture[1] == 2


def test_a_move_and_a_sheet_show_their_pictures_again(store: Store, three: str) -> None:
    from storage.ledger import begin_call, complete_call
    from tools.types import Result

    for tool, data in (("goto", {"number": 1}), ("compare", {"sheet": "ab" * 32}), ("goto", {"number": 9})):
        turn = store.begin_turn(three, f"/{tool}")
        call = begin_call(store, turn.id, 0, tool, {})
        complete_call(store, call.id, Result(data=data), 0.1, SessionWorkspace(store, three), None)
        store.update_turn(turn.id, plan={"do": tool}, status="done", reply="There.")
    shown = [past.picture for past in stored_turns(store, three, count=3)]
    assert [picture[1] if picture else "none" for picture in shown] == [1, None, "none"]
    assert shown[1] is not None
    assert shown[1][0].endswith("ab.png")


def test_a_deleted_picture_is_hidden_and_comes_back(store: Store, three: str) -> None:
    with pytest.raises(BadDeletion, match="current picture"):
        pictures.delete(store, three, 3)
    pictures.delete(store, three, 2)
    assert [row.number for row in store.pictures(three)] == [1, 3]
    assert [(v.number, v.parent) for v in picture_nodes(three)] == [(1, None), (3, 1)]
    assert stored_turns(store, three, count=4)[0].picture is None
    with pytest.raises(UnknownPicture, match="was deleted"):
        store.numbered(three, 2)
    workspace = SessionWorkspace(store, three)
    assert workspace.undo() == 1
    assert workspace.redo() == 3
    assert paint(store, three, "another", 90)
    assert store.pictures(three)[-1].number == 4
    assert pictures.undelete(store, three) == 2
    assert pictures.undelete(store, three) is None
    assert [row.number for row in store.pictures(three)] == [1, 2, 3, 4]


def test_redo_does_not_lead_to_a_deleted_picture(store: Store, three: str) -> None:
    workspace = SessionWorkspace(store, three)
    workspace.undo()
    with store.transaction() as t:
        row = t.get_one(type(store.session(three)), three)
        row.cursor, row.redo = workspace.cursor, workspace.redo_stack
    pictures.delete(store, three, 3)
    assert SessionWorkspace(store, three).redo() is None


def test_stars_are_kept(store: Store, three: str) -> None:
    assert pictures.star(store, three, 2)
    assert [v.starred for v in picture_nodes(three)] == [False, True, False]
    assert not pictures.star(store, three, 2)
