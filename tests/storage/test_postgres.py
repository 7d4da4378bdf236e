"""The same store on a real Postgres server: the tables, what is written, locks, and what goes wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlmodel import SQLModel

from storage import sessions
from storage.errors import BadSettings, CannotWrite, NewerDatabase, SessionBusy
from storage.purge import purge
from storage.queries import brief_before, turn_page
from storage.snapshots import fork_session, take_snapshot
from storage.store import Store
from tests.storage.conftest import Paint


@pytest.fixture
def on_server(home: Path, database: str) -> Iterator[Store]:
    """An empty store whose tables are on the server."""
    store = Store(home, database)
    yield store
    store.engine.dispose()


def test_migrations_create_exactly_the_tables_of_the_code(on_server: Store) -> None:
    with on_server.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []


def test_processes_that_start_together_migrate_once(home: Path, database: str) -> None:
    with ThreadPoolExecutor(6) as threads:
        stores = list(threads.map(lambda _: Store(home, database), range(6)))
    assert [store.sessions() for store in stores] == [[]] * 6
    for store in stores:
        store.engine.dispose()


def told_of(store: Store, session: str) -> Any:
    """Everything that is stored of a session, without ids and times."""
    pages = [turn_page(store, session, 10), brief_before(store, session, 3), purge(store, 0).sessions]
    whole = json.dumps([take_snapshot(store, session), str(pages)], ensure_ascii=False, sort_keys=True)
    whole = re.sub(r"\d{4}-\d\d-\d\d[T ][\d:.]+(Z|\+00:00)?|datetime\.datetime\([^)]*\)\)?", "TIME", whole)
    whole = re.sub(r"(seconds\W{1,4})[\d.e-]+|\([\d.]+ s\)", r"\1TIME", whole)
    return whole.replace(session, "SESSION")


def test_what_is_written_is_equal_to_sqlites(on_server: Store, tmp_path: Path, paint: Paint) -> None:
    told = []
    for store in (on_server, Store(tmp_path / "file")):
        made = store.new_session("pocket", 2**62)
        first = paint(store, made.id, "a red bird 画一只鸟 100% \\ '", 10)
        paint(store, made.id, "again", 20, first)
        store.remember_model("abc", "painter", "pocket", "x")
        store.remember_model("abc", "painter", "pocket", "x")
        assert [row.id for row in sessions.search(store, "BIRD 100%")] == [made.id]
        assert [row.id for row in sessions.search(store, "鸟")] == [made.id]
        assert store.session(made.id[:5]).id == made.id
        copy = fork_session(store, made.id)
        sessions.delete(store, copy.id)
        assert purge(store, 0).sessions == 1
        told.append(told_of(store, made.id))
        store.engine.dispose()
    assert told[0] == told[1]


def test_a_session_is_locked_for_all_who_share_the_database(on_server: Store, database: str, tmp_path: Path) -> None:
    elsewhere = Store(tmp_path / "other machine", database)
    with on_server.lock_session("abc"):
        with pytest.raises(SessionBusy), elsewhere.lock_session("abc"):
            pass
        with elsewhere.lock_session("abd"):
            pass
    with elsewhere.lock_session("abc"):
        pass
    elsewhere.engine.dispose()


def test_a_newer_database_is_left_alone(on_server: Store, home: Path, database: str) -> None:
    with on_server.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase, match="upgrade gouache"):
        Store(home, database)


def test_a_server_that_is_not_there_is_one_sentence(home: Path, database: str) -> None:
    gone = database.replace("test_", "gone_")
    for url in (gone, "postgres://someone:secret@127.0.0.1:1/x"):
        with pytest.raises(CannotWrite, match="is its server running") as caught:
            Store(home, url)
        assert "\n" not in str(caught.value)
        assert "secret" not in str(caught.value)
    with pytest.raises(BadSettings, match=r"postgresql\+psycopg://"):
        Store(home, "postgresql+asyncpg://x/y")


def test_a_connection_that_the_server_ended_is_made_anew(on_server: Store) -> None:
    def end_others() -> None:
        with on_server.engine.connect() as connection:
            others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
            connection.execute(text(f"{others} AND pid <> pg_backend_pid()"))

    def read_twice() -> None:
        with on_server.transaction() as t:
            t.get_one(type(made), made.id)
            end_others()
            t.connection().execute(text("SELECT 1"))

    made = on_server.new_session("pocket", 1)
    with pytest.raises(CannotWrite, match="The database server failed"):
        read_twice()
    assert on_server.session(made.id).id == made.id
