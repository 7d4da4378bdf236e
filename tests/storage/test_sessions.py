"""Sessions are renamed, starred, deleted and brought back."""

from __future__ import annotations

import pytest

from storage import sessions
from storage.errors import BadTitle, SessionBusy, UnknownPicture, UnknownSession
from storage.store import Store


def test_a_title_is_cleaned_and_has_limits(store: Store, session: str) -> None:
    before = store.session(session).updated
    assert sessions.rename(store, session, " my \x1b[31m bird\n").title == "my bird"
    assert store.session(session).updated == before
    for wrong in (" ", "x" * 121):
        with pytest.raises(BadTitle, match="1 to 120"):
            sessions.rename(store, session, wrong)
    assert store.session(session).title == "my bird"
    assert [row.id for row in sessions.search(store, "MY bird")] == [session]


def test_starred_sessions_come_first_without_becoming_newer(store: Store, session: str) -> None:
    newer = store.new_session("pocket", 0).id
    assert sessions.star(store, session).starred
    assert [row.id for row in store.sessions()] == [session, newer]
    assert [row.id for row in store.sessions(1)] == [newer]
    assert [row.id for row in sessions.search(store, "")] == [session, newer]
    assert not sessions.star(store, session).starred
    assert [row.id for row in store.sessions()] == [newer, session]


def test_a_deleted_session_is_hidden_until_it_is_brought_back(store: Store, session: str) -> None:
    other = store.new_session("pocket", 0).id
    files = sorted(store.files.folder.rglob("*.png"))
    sessions.delete(store, other)
    sessions.delete(store, session)
    assert store.sessions() == store.sessions(1) == sessions.search(store, "bird") == []
    for id_ in (session, session[:6]):
        with pytest.raises(UnknownSession):
            store.session(id_)
    with pytest.raises(UnknownSession):
        sessions.delete(store, session)
    assert sorted(store.files.folder.rglob("*.png")) == files
    undeleted = [sessions.undelete(store) for _ in range(3)]
    assert [row.id if row else None for row in undeleted] == [session, other, None]
    assert len(store.pictures(session)) == 2
    assert {row.id for row in store.sessions()} == {session, other}


def test_a_session_at_work_is_not_deleted(store: Store, session: str) -> None:
    with store.lock_session(session), pytest.raises(SessionBusy):
        sessions.delete(store, session)
    assert store.session(session).id == session


def test_a_message_brings_a_deleted_session_back(store: Store, session: str) -> None:
    sessions.delete(store, session)
    store.begin_turn(session, "once more")
    assert store.session(session).deleted is None


def test_sessions_are_found_by_the_beginning_of_their_id(store: Store) -> None:
    made = store.new_session("pocket", 0)
    assert store.session(made.id[:5]).id == made.id
    for wrong in ("zzz", "", "%"):
        with pytest.raises(UnknownSession):
            store.session(wrong)
    with pytest.raises(UnknownPicture, match="none yet"):
        store.numbered_picture(made.id, 1)
