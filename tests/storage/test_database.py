"""The database: its tables, and one sentence for what can go wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlmodel import SQLModel

from storage import database
from storage.errors import BadSettings, CannotWrite, NewerDatabase
from storage.store import Store
from tools.errors import BadFolder
from tools.paths import home as home_folder


def test_migrations_create_exactly_the_tables_of_the_code(store: Store) -> None:
    with store.engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), SQLModel.metadata)
        version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    ours = [d for d in found if "checkpoints" not in str(d) and "writes" not in str(d)]
    assert ours == []
    assert version == database.HEAD


def test_the_database_is_tuned(store: Store) -> None:
    with store.engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 1
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_a_newer_database_is_left_alone(store: Store, home: Path) -> None:
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase, match="upgrade gouache"):
        Store(home)


def test_a_file_that_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "gouache.db").write_text("hello " * 400)
    with pytest.raises(CannotWrite, match="damaged"):
        Store(tmp_path)


def test_a_killed_first_start_leaves_no_half_made_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = command.upgrade

    def killed(*arguments: object) -> None:
        real(*arguments)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(command, "upgrade", killed)
        with pytest.raises(KeyboardInterrupt):
            Store(tmp_path)
    assert Store(tmp_path).sessions() == []


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CannotWrite):
        Store(tmp_path / "file" / "home")


@pytest.mark.parametrize("name", ["per%20cent?x=1", "a#1", "a b", "画室", "a?1", "a&b=c"])
def test_any_folder_can_be_the_home(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    store = Store(folder)
    made = store.new_session("pocket", 1)
    store.engine.dispose()
    assert {file.name for file in folder.iterdir()} >= {"gouache.db"}
    assert [file.name for file in tmp_path.iterdir()] == [name]
    assert Store(folder).sessions()[0].id == made.id


def test_a_folder_that_can_only_be_read_is_read(store: Store, home: Path) -> None:
    made = store.new_session("pocket", 1)
    store.engine.dispose()
    # SQLite writes beside a file that it reads, and can't where a folder has the name of what it would write.
    (home / "gouache.db-shm").unlink(missing_ok=True)
    (home / "gouache.db-shm").mkdir()
    reader = Store(home)
    assert [row.id for row in reader.sessions()] == [made.id]
    with pytest.raises(CannotWrite, match="could not be saved"):
        reader.new_session("pocket", 1)
    reader.engine.dispose()


def test_what_is_still_in_the_log_is_read_too(store: Store, home: Path) -> None:
    made = store.new_session("pocket", 1)
    store.begin_turn(made.id, "a red bird")
    assert (home / "gouache.db-wal").stat().st_size > 0
    reader = database._open_copy(home / "gouache.db")
    with reader.connect() as connection:
        assert connection.execute(text("SELECT message FROM turn")).scalar() == "a red bird"
    reader.dispose()


@pytest.mark.parametrize("url", ["nonsense", "mysql://localhost/x", "sqlite+nosuch:///x"])
def test_a_url_that_opens_nothing_is_one_sentence(tmp_path: Path, url: str) -> None:
    with pytest.raises(BadSettings, match="GOUACHE_DATABASE_URL") as caught:
        Store(tmp_path, url)
    assert "\n" not in str(caught.value)


def test_a_home_of_nobody_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUACHE_HOME", "~nosuchuser/x")
    with pytest.raises(BadFolder, match="no such user"):
        home_folder()


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM alembic_version",
        "DROP TABLE alembic_version",
        "UPDATE alembic_version SET version_num = '0000'",
        "UPDATE alembic_version SET version_num = '0001'",
        "DROP TABLE turn",
        "ALTER TABLE session DROP COLUMN seed",
        "UPDATE session SET redo = '[1, '",
        "UPDATE session SET updated = 'yesterday'",
    ],
)
def test_a_damaged_database_is_one_sentence(store: Store, home: Path, damage: str) -> None:
    made = store.new_session("pocket", 1)
    with store.engine.begin() as connection:
        connection.execute(text(damage))
    store.engine.dispose()

    def read() -> None:
        reopened = Store(home)
        reopened.session(made.id)
        reopened.turns(made.id)

    with pytest.raises(CannotWrite, match="damaged") as caught:
        read()
    assert "\n" not in str(caught.value)
