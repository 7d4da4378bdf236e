"""Removing for good what was deleted: rows, picture files, locks and checkpoints that nothing shows any more."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import inspect, text
from sqlmodel import Session as Transaction
from sqlmodel import col, delete, select, update

from storage.database import has_other_databases, is_server, translate_io_errors
from storage.errors import SessionBusy
from storage.store import Store
from storage.tables import Check, Picture, Session, ToolCall, Turn, utc_now

_CHECKPOINTS = {"checkpoints", "writes", "checkpoint_blobs", "checkpoint_writes"}
"""Tables of the graph's checkpoints, in SQLite and in Postgres."""
_SETTLED = 24 * 3600
"""Seconds after which a file that no row names belongs to nobody: files are written before their rows."""


@dataclass(frozen=True)
class Purged:
    """What a purge removed.

    Attributes:
        sessions: Number of sessions.
        pictures: Number of single pictures, of sessions that stay.
        files: Number of files.
        freed_bytes: How much smaller the home folder is.
    """

    sessions: int
    pictures: int
    files: int
    freed_bytes: int


def purge(store: Store, days: float) -> Purged:
    """Remove sessions and pictures that were deleted at least `days` days ago, and files that nothing names.

    A removed picture's row stays without number and content where others were made from it. Sessions that are in use
    are left alone, and so are all files where the sessions of another database have theirs in the same folder.

    Raises:
        CannotWrite: The disk is full or read-only, or another process holds the database.
    """
    before = _size(store.folder)
    sessions = _remove_sessions(store, days)
    pictures = _blank_pictures(store, days)
    files = store.files.remove_stale()
    with translate_io_errors():
        if not has_other_databases(store.folder, store.engine.url):
            files += _remove_unnamed(store) + _remove_locks(store)
    if not is_server(store.engine):
        with translate_io_errors(), store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as raw:
            raw.execute(text("VACUUM"))
            raw.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    return Purged(sessions, pictures, files, max(0, before - _size(store.folder)))


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


def _remove_sessions(store: Store, days: float) -> int:
    limit = utc_now() - timedelta(days=days)
    with store.transaction() as t:
        ids = t.exec(select(Session.id).where(col(Session.deleted) <= limit)).all()
    removed = 0
    for id_ in ids:
        try:
            with store.lock_session(id_), store.transaction() as t:
                _remove_session(t, id_)
                removed += 1
        except SessionBusy:
            continue
    return removed


def _remove_session(t: Transaction, session: str) -> None:
    turns = t.exec(select(Turn.id).where(Turn.session_id == session)).all()
    pictures = t.exec(select(Picture.id).where(Picture.session_id == session)).all()
    t.exec(delete(Check).where(col(Check.picture_id).in_(pictures)))
    t.exec(delete(ToolCall).where(col(ToolCall.turn_id).in_(turns)))
    t.exec(delete(Picture).where(col(Picture.session_id) == session))
    t.exec(delete(Turn).where(col(Turn.session_id) == session))
    t.exec(delete(Session).where(col(Session.id) == session))
    # The graph's tables are in the same database; a session that was deleted while it asked something is in them.
    for table in _CHECKPOINTS & set(inspect(t.connection()).get_table_names()):
        statement = text(f"DELETE FROM {table} WHERE thread_id = :turn")
        for turn in turns:
            t.connection().execute(statement, {"turn": turn})


def _blank_pictures(store: Store, days: float) -> int:
    """Empty the rows of deleted pictures, so that nothing names their files and no number leads to them."""
    limit = utc_now() - timedelta(days=days)
    with store.transaction() as t:
        rows = t.exec(select(Picture).where(col(Picture.deleted) <= limit, col(Picture.number).is_not(None))).all()
        for row in rows:
            t.exec(delete(Check).where(col(Check.picture_id) == row.id))
            t.exec(update(Turn).where(col(Turn.picture_id) == row.id).values(picture_id=None))
            row.number = row.recipe = row.brief = row.caption = row.focus = None
            row.hash, row.starred = f"purged-{row.id}", False
        return len(rows)


def _remove_unnamed(store: Store) -> int:
    """Remove the picture files that neither a picture nor a sheet of a call names."""
    with store.transaction() as t:
        named = set(t.exec(select(Picture.hash)).all())
        named |= {str(data["sheet"]) for data in t.exec(select(ToolCall.data)).all() if data and "sheet" in data}
    removed = 0
    with translate_io_errors():
        for file in store.files.folder.glob("??/*"):
            partial = file.suffix == ".part"
            unnamed = file.suffix == ".png" and file.stem not in named
            if (partial or unnamed) and time.time() - file.stat().st_mtime > _SETTLED:
                file.unlink(missing_ok=True)
                removed += 1
    return removed


def _remove_locks(store: Store) -> int:
    """Remove the files of locks and of waiting messages of sessions that no longer exist."""
    with store.transaction() as t:
        known = set(t.exec(select(Session.id)).all())
    files = [*(store.folder / "locks").glob("*.lock"), *(store.folder / "waiting").glob("*.json")]
    stale = [file for file in files if file.name.partition(".")[0] not in known]
    for file in stale:
        file.unlink(missing_ok=True)
    return len(stale)
