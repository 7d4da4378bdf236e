"""The database: connecting, pragmas, migrations, and errors translated into one sentence."""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import os
import shutil
import sqlite3
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError
from sqlmodel import create_engine

from storage.errors import BadSettings, CannotWrite, NewerDatabase
from tools.paths import home

HEAD = "0005"
"""The newest migration. Comparing with it spares loading Alembic; a test keeps it up to date."""
NEEDS_DRIVER = 'A Postgres server needs more libraries: pip install "gouache[postgres]".'
_DATABASES = "databases.txt"
"""File in the home folder that lists the databases elsewhere whose sessions have had pictures here."""
_DAMAGE = ("not a database", "malformed", "no such table", "no such column", "already exists", "duplicate column")
"""Parts of SQLite's reasons that only a damaged file, or one that something else wrote, gives."""


class _Unwritable(CannotWrite):
    """The place can't be written; it may still be read."""


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
    except _driver_errors() as error:
        reason = " ".join(str(getattr(error, "orig", error)).split())
        if _is_of_server(error):
            raise CannotWrite(f"The database server failed ({reason}); is it running, and is its disk full?") from error
        if "locked" in reason:
            raise CannotWrite("Another process is using the session database; try again in a moment.") from error
        if any(sign in reason for sign in _DAMAGE):
            raise _damaged(reason) from error
        if any(sign in reason for sign in ("readonly", "full", "disk I/O", "unable to open")):
            raise _Unwritable(
                f"The session could not be saved ({reason}); free some space or check the folder."
            ) from error
        raise
    except ValueError as error:
        if _raised_by_sqlalchemy(error) and not isinstance(error, UnicodeError):
            raise _damaged(str(error)) from error
        raise
    except OSError as error:
        raise _Unwritable(
            f"Could not write {error.filename or 'a file'}: {error.strerror}; check folder and disk."
        ) from error


def _driver_errors() -> tuple[type[Exception], ...]:
    return (DatabaseError, sqlite3.DatabaseError, *_server_errors())


def _server_errors() -> tuple[type[Exception], ...]:
    """Return what the server's driver raises where SQLAlchemy does not stand between; nothing before it is loaded."""
    psycopg = sys.modules.get("psycopg")
    return () if psycopg is None else (psycopg.OperationalError,)


def _is_of_server(error: Exception) -> bool:
    """Return whether the server is gone, refuses, or has no room; other errors of it are faults of ours."""
    return isinstance(getattr(error, "orig", error), _server_errors())


def _damaged(reason: str) -> CannotWrite:
    return CannotWrite(f"The session database is damaged ({reason}); move it away to start afresh.")


def _raised_by_sqlalchemy(error: ValueError) -> bool:
    """Return whether SQLAlchemy could not read a value: it raises plain errors for bad JSON and bad times."""
    frames = traceback.walk_tb(error.__traceback__)
    modules = [str(frame.f_globals.get("__name__", "")).partition(".")[0] for frame, _ in frames]
    return modules[-1] == "sqlalchemy" or (modules[-1] == "json" and "sqlalchemy" in modules)


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
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "sqlite":
                # Python's driver would commit before each table, and two processes must not migrate at once.
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            else:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": lock_key("migrate")})
            if _version(connection) != HEAD:
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
    except CommandError as error:
        raise _damaged(f"tables {version}, which no gouache wrote") from error


def default_database() -> str | Path:
    """Return where the database is: the URL in GOUACHE_DATABASE_URL, or the SQLite file in the home folder."""
    return os.environ.get("GOUACHE_DATABASE_URL") or home() / "gouache.db"


def lock_key(name: str) -> int:
    """Return the number, in 64 bits with a sign, by which a Postgres server knows a lock of ours."""
    return int.from_bytes(hashlib.sha256(f"gouache {name}".encode()).digest()[:8], signed=True)


@contextmanager
def server_lock(engine: Engine, name: str) -> Iterator[bool]:
    """Hold a lock of a Postgres server for the block, or find that somebody else does: that is the value.

    The server lets go of it by itself when this process or its connection ends, on whatever machine it runs.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        key = {"key": lock_key(name)}
        held = bool(connection.execute(text("SELECT pg_try_advisory_lock(:key)"), key).scalar())
        try:
            yield held
        finally:
            # Where the connection is lost, so is the lock.
            with contextlib.suppress(OperationalError):
                if held:
                    connection.execute(text("SELECT pg_advisory_unlock(:key)"), key)


def is_server(engine: Engine) -> bool:
    """Return whether the database is a server's, and not a file."""
    return engine.dialect.name == "postgresql"


def connect(where: str | Path) -> Engine:
    """Return an engine whose tables are up to date.

    Where a SQLite file can be read and not written, the engine works on a copy of it: SQLite itself writes beside a
    file that it reads.

    Args:
        where: A SQLAlchemy URL of SQLite or Postgres, or the path of a SQLite file, which may hold any character.

    Raises:
        BadSettings: The URL is neither SQLite's nor Postgres's, or the driver for Postgres is not installed.
        CannotWrite: There is no file to read, and none can be written; or the server does not answer.
        NewerDatabase: A newer gouache wrote the tables.
    """
    try:
        url = URL.create("sqlite", database=str(where)) if isinstance(where, Path) else _with_driver(make_url(where))
        file = Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
        try:
            return _open(url, file)
        except _Unwritable:
            if file is None or not file.exists() or not isinstance(where, Path):
                raise
            return _open_copy(file)
    except ImportError as error:
        raise BadSettings(NEEDS_DRIVER) from error
    except (ArgumentError, NoSuchModuleError) as error:
        raise BadSettings(
            f"GOUACHE_DATABASE_URL can't be used ({error}); write sqlite:///FILE or postgresql+psycopg://…."
        ) from error


def _with_driver(url: URL) -> URL:
    """Return a server's URL, as most services write it, with the driver that gouache uses."""
    if url.drivername in ("postgres", "postgresql"):
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() != "sqlite" and url.drivername != "postgresql+psycopg":
        raise ArgumentError(f"not {url.drivername}")
    return url


def _open(url: URL, file: Path | None) -> Engine:
    with translate_io_errors():
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
        # A server may have been started anew since a connection was last used.
        engine = create_engine(url, pool_pre_ping=url.get_backend_name() != "sqlite")
        if file is not None:
            event.listen(engine, "connect", lambda connection, _: apply_pragmas(connection))
        try:
            migrate(engine)
        except BaseException as error:
            engine.dispose()
            if file is None and isinstance(error, OperationalError):
                place, why = url.render_as_string(hide_password=True), " ".join(str(error.orig).split())
                raise CannotWrite(f"The database {place} can't be opened ({why}); is its server running?") from error
            raise
    return engine


def _open_copy(file: Path) -> Engine:
    """Return an engine on a copy of a SQLite file and its log, which lasts as long as the process.

    Nothing that is written there would be kept, so nothing can be.
    """
    folder = tempfile.mkdtemp(prefix="gouache-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    copy = Path(folder) / file.name
    with translate_io_errors():
        for suffix in ("", "-wal"):
            if Path(f"{file}{suffix}").is_file():
                shutil.copyfile(f"{file}{suffix}", f"{copy}{suffix}")
    engine = _open(URL.create("sqlite", database=str(copy)), copy)
    engine.dispose()
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA query_only=ON"))
    return engine


def note_database(folder: Path, url: URL) -> None:
    """Note in a home folder that the sessions of a database beside it keep their pictures there."""
    file, name = folder / _DATABASES, url.render_as_string(hide_password=True)
    with contextlib.suppress(OSError):  # Of a folder that can only be read nothing is removed, either.
        known = file.read_text("utf-8").splitlines() if file.is_file() else []
        if name not in known:
            file.write_text("\n".join([*known, name, ""]), "utf-8")


def has_other_databases(folder: Path, url: URL) -> bool:
    """Return whether the sessions of another database than this one keep their pictures in a home folder, too."""
    noted, own = folder / _DATABASES, folder / "gouache.db"
    known = set(noted.read_text("utf-8").splitlines()) if noted.is_file() else set()
    if url.database != str(own) and own.is_file():
        # The checkpoints of another SQLite file are in this one; it has tables where it was the database once.
        with contextlib.closing(sqlite3.connect(own)) as connection:
            tables = connection.execute("SELECT name FROM sqlite_master WHERE name = 'picture'").fetchall()
            known |= {str(own)} if tables else set()
    return bool(known - {url.render_as_string(hide_password=True)})
