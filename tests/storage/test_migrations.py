"""Old databases are upgraded, all or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from storage import database, sessions
from storage.snapshots import fork_session
from storage.store import Store


def create_old_database(folder: Path) -> None:
    """Create a database as gouache 0.1 did, with one session."""
    folder.mkdir(parents=True)
    config = Config()
    config.set_main_option("script_location", str(Path(database.__file__).parent / "migrations"))
    engine = create_engine(f"sqlite:///{folder / 'gouache.db'}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        moment = "2025-01-02 03:04:05.000000"
        connection.execute(
            text("INSERT INTO session VALUES ('abcd1234', 'an old bird', 'pocket', 5, 1, '[]', :now, :now)"),
            {"now": moment},
        )
        connection.execute(
            text(
                "INSERT INTO turn (id, session_id, number, message, status, picture_id, created)"
                " VALUES ('abcd1234-1', 'abcd1234', 1, 'a bird', 'done', 1, :now)"
            ),
            {"now": moment},
        )
        connection.execute(
            text(
                "INSERT INTO picture (id, session_id, turn_id, number, hash, width, height, caption, created)"
                " VALUES (1, 'abcd1234', 'abcd1234-1', 1, 'aa', 8, 8, 'a bird', :now)"
            ),
            {"now": moment},
        )
    engine.dispose()


def test_an_old_database_opens_and_keeps_its_data(tmp_path: Path) -> None:
    create_old_database(tmp_path / "old")
    store = Store(tmp_path / "old")
    (row,) = store.sessions()
    assert (row.id, row.title, row.seed, row.cursor, row.starred, row.deleted) == (
        "abcd1234", "an old bird", 5, 1, False, None,
    )  # fmt: skip
    assert row.updated.year == 2025
    assert [p.caption for p in store.pictures(row.id)] == ["a bird"]
    assert sessions.star(store, row.id).starred
    assert fork_session(store, row.id).title == "an old bird (copy)"
    sessions.delete(store, row.id)
    store.engine.dispose()
    assert len(Store(tmp_path / "old").sessions()) == 1


def test_a_killed_upgrade_leaves_the_old_tables_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create_old_database(tmp_path / "old")
    real = command.upgrade

    def killed(*arguments: Any) -> None:
        real(*arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(command, "upgrade", killed)
        with pytest.raises(KeyboardInterrupt):
            Store(tmp_path / "old")
    engine = create_engine(f"sqlite:///{tmp_path / 'old' / 'gouache.db'}")
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "0001"
        columns = {row[1] for row in connection.execute(text("PRAGMA table_info(session)"))}
    engine.dispose()
    assert "starred" not in columns
    assert [row.title for row in Store(tmp_path / "old").sessions()] == ["an old bird"]
