"""Single pictures are starred, deleted and brought back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storage import pictures
from storage.errors import BadDeletion, UnknownPicture
from storage.ledger import SessionWorkspace
from storage.store import Store
from storage.tables import Session


def test_the_current_picture_is_not_deleted(store: Store, three_pictures: str) -> None:
    with pytest.raises(BadDeletion, match="current picture"):
        pictures.delete(store, three_pictures, 3)


def test_a_deleted_picture_is_hidden_and_skipped(store: Store, three_pictures: str, paint: Callable[..., int]) -> None:
    pictures.delete(store, three_pictures, 2)
    assert [row.number for row in store.pictures(three_pictures)] == [1, 3]
    with pytest.raises(UnknownPicture, match="was deleted"):
        store.numbered_picture(three_pictures, 2)
    workspace = SessionWorkspace(store, three_pictures)
    assert workspace.undo() == 1
    assert workspace.redo() == 3
    paint(store, three_pictures, "another", 90)
    assert store.pictures(three_pictures)[-1].number == 4


def test_a_deleted_picture_comes_back(store: Store, three_pictures: str) -> None:
    pictures.delete(store, three_pictures, 2)
    assert pictures.undelete(store, three_pictures) == 2
    assert pictures.undelete(store, three_pictures) is None
    assert [row.number for row in store.pictures(three_pictures)] == [1, 2, 3]


def test_redo_does_not_lead_to_a_deleted_picture(store: Store, three_pictures: str) -> None:
    workspace = SessionWorkspace(store, three_pictures)
    workspace.undo()
    with store.transaction() as t:
        row = t.get_one(Session, three_pictures)
        row.cursor, row.redo = workspace.cursor, workspace.redo_stack
    pictures.delete(store, three_pictures, 3)
    assert SessionWorkspace(store, three_pictures).redo() is None


def test_stars_are_kept(store: Store, three_pictures: str) -> None:
    assert pictures.star(store, three_pictures, 2)
    assert [row.starred for row in store.pictures(three_pictures)] == [False, True, False]
    assert not pictures.star(store, three_pictures, 2)
