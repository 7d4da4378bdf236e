"""The database: connecting, pragmas, migrations, and errors translated into one sentence."""

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
"""The newest migration. Comparing with it spares loading Alembic; a test keeps it up to date."""


def apply_pragmas(connection: sqlite3.Connection) -> None:
    """Set write-ahead logging, NORMAL durability, foreign keys, and a ten-second wait for other writers."""
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def translate_io_errors() -> Iterator[None]:
    """Translate database and file errors that a person can do something about.

    Raises:
        CannotWrite: The disk is full or read-only, or the database is locked or damaged; the message says what to do.
    """
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        reason = str(getattr(error, "orig", error))
        if "locked" in reason:
            raise CannotWrite("Another process is using the session database; try again in a moment.") from error
        if "not a database" in reason or "malformed" in reason:
            raise CannotWrite(f"The session database is damaged ({reason}); move it away to start afresh.") from error
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
    """Return the version of the tables, or None in an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def migrate(engine: Engine) -> None:
    """Upgrade the tables to HEAD in one transaction.

    Raises:
        NewerDatabase: A newer gouache wrote the tables.
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
            # Python's driver would commit before each table, and two processes must not migrate at once.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        if _version(connection) != HEAD:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def connect(url: str) -> Engine:
    """Return an engine whose tables are up to date.

    Raises:
        CannotWrite: The folder cannot be written.
        NewerDatabase: A newer gouache wrote the tables.
    """
    with translate_io_errors():
        if url.startswith("sqlite:///"):
            Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", lambda connection, _: apply_pragmas(connection))
        migrate(engine)
    return engine
