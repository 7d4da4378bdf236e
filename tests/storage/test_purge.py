"""Purging: what was deleted is gone from the disk, and nothing else is."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import text

from storage import pictures, sessions
from storage.errors import UnknownPicture
from storage.purge import purge
from storage.snapshots import fork_session
from storage.store import Store
from tools.errors import BadPicture


def hashes(store: Store, session: str) -> list[str]:
    """The hashes of a session's numbered pictures."""
    return [row.hash for row in store.pictures(session)]


def test_a_deleted_session_is_gone_with_its_files_and_rows(store: Store, session: str) -> None:
    files = [store.files.path(hash_) for hash_ in hashes(store, session)]
    with store.engine.begin() as connection:
        connection.execute(text("CREATE TABLE writes (thread_id TEXT)"))
        connection.execute(text("INSERT INTO writes VALUES (:turn)"), {"turn": f"{session}-3"})
    sessions.delete(store, session)
    for file in store.files.folder.rglob("*.png"):
        os.utime(file, (0, 0))
    done = purge(store, 0)
    assert (done.sessions, done.pictures) == (1, 0)
    assert done.freed_bytes > 0
    assert not any(file.exists() for file in files)
    with store.engine.connect() as connection:
        for table in ("session", "turn", "picture", "tool_call", '"check"', "writes"):
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 0, table
    assert sessions.undelete(store) is None


def test_what_a_fork_shares_stays(store: Store, session: str) -> None:
    copy = fork_session(store, session)
    sessions.delete(store, session)
    for file in store.files.folder.rglob("*.png"):
        os.utime(file, (0, 0))
    purge(store, 0)
    assert [store.files.open(hash_, "#1").size for hash_ in hashes(store, copy.id)] == [(8, 8), (8, 8)]


def test_only_what_was_deleted_long_enough_ago_goes(store: Store, session: str) -> None:
    sessions.delete(store, session)
    assert purge(store, 1).sessions == 0
    assert sessions.undelete(store) is not None


def test_a_deleted_picture_leaves_its_place_and_no_content(store: Store, session: str) -> None:
    first, second = store.pictures(session)
    pictures.delete(store, session, 2)
    os.utime(store.path(second), (0, 0))
    assert purge(store, 0).pictures == 1
    assert not store.path(second).exists()
    assert pictures.undelete(store, session) is None
    with pytest.raises(UnknownPicture):
        store.numbered_picture(session, 2)
    row = store.picture(second.id or 0)
    assert (row.parent_id, row.recipe, row.caption, row.brief) == (first.id, None, None, None)
    with pytest.raises(BadPicture, match="missing"):
        store.files.open(row.hash, "#2")
    assert store.files.open(first.hash, "#1").size == (8, 8)


def test_files_without_rows_go_once_they_are_old(store: Store, session: str) -> None:
    fresh = store.files.path(store.files.save(Image.new("RGB", (9, 9)), None))
    old = store.files.path(store.files.save(Image.new("RGB", (10, 10)), None))
    os.utime(old, (time.time() - 90_000,) * 2)
    purge(store, 0)
    assert fresh.exists()
    assert not old.exists()
    assert len(store.pictures(session)) == 2


def test_a_file_that_is_in_use_again_is_as_good_as_new(store: Store, session: str) -> None:
    old = store.files.path(store.files.save(Image.new("RGB", (10, 10)), None))
    os.utime(old, (time.time() - 90_000,) * 2)
    store.files.save(Image.new("RGB", (10, 10)), None)
    purge(store, 0)
    assert old.exists()
    assert len(store.pictures(session)) == 2


def test_pictures_of_another_database_stay(store: Store, session: str, tmp_path: Path) -> None:
    files = [store.files.path(hash_) for hash_ in hashes(store, session)]
    for file in files:
        os.utime(file, (0, 0))
    other = Store(store.folder, f"sqlite:///{tmp_path / 'other.db'}")
    purge(other, 0)
    assert all(file.exists() for file in files)
    other.new_session("pocket", 1)
    lost = store.files.path(other.files.save(Image.new("RGB", (10, 10)), None))
    os.utime(lost, (0, 0))
    purge(store, 0)
    assert lost.exists()
