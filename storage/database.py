"""The database: opening, pragmas, migrations, and one sentence for what can go wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, event, inspect, text
from sqlalchemy.exc import DatabaseError
from sqlmodel import create_engine

from storage.errors import CannotWrite, NewerDatabase

HEAD = "0004"
"""The newest migration; a test compares it with the migrations folder."""


def apply_pragmas(connection: sqlite3.Connection) -> None:
    """Write-ahead log, NORMAL durability, foreign keys, and patience with other writers."""
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def translate_io_errors() -> Iterator[None]:
    """Turn full and read-only disks into one sentence.

    Raises:
        CannotWrite: with what to do.
    """
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        reason = str(getattr(error, "orig", error))
        if "locked" in reason:
            raise CannotWrite("Another process holds the session database; try again in a moment.") from error
        if "not a database" in reason or "malformed" in reason:
            raise CannotWrite(f"The session database is damaged ({reason}); move it away to start anew.") from error
        if "readonly" in reason or "full" in reason or "disk I/O" in reason or "unable to open" in reason:
            raise CannotWrite(
                f"The session could not be saved ({reason}); free some space or check the folder."
            ) from error
        raise
    except OSError as error:
        raise CannotWrite(
            f"Could not write {error.filename or 'a file'}: {error.strerror}; check folder and disk."
        ) from error


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def migrate(engine: Engine) -> None:
    """Bring the tables up to HEAD, all or nothing, one process at a time.

    Raises:
        NewerDatabase: when a newer gouache wrote them.
    """
    with engine.connect() as connection:
        version = _version(connection)
    if version == HEAD:
        return
    if version is not None and version > HEAD:
        raise NewerDatabase(
            f"These sessions were written by a newer gouache (tables {version}, known {HEAD}); upgrade gouache."
        )
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            # Python's driver would commit before each table; and two first starts must not meet.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        if _version(connection) != HEAD:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def connect(url: str) -> Engine:
    """An engine on migrated tables.

    Raises:
        CannotWrite: the folder can't be written.
        NewerDatabase: see `migrate`.
    """
    with translate_io_errors():
        if url.startswith("sqlite:///"):
            Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", lambda connection, _: apply_pragmas(connection))
        migrate(engine)
    return engine
