"""The store: sessions, turns and pictures, as the other rooms read and write them."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session as Transaction
from sqlmodel import col, delete, func, select, update

from storage.database import (
    connect,
    default_database,
    is_server,
    note_database,
    server_lock,
    translate_io_errors,
)
from storage.errors import SessionBusy, UnknownPicture, UnknownSession
from storage.picture_files import PictureFiles
from storage.tables import Check, Model, Picture, Session, ToolCall, Turn, utc_now
from tools.paths import home
from tools.types import Check as CheckValue

OPEN = ("running", "asking", "waiting")
"""States of a turn that has not ended. A waiting one has not begun, because an older one is not through."""
_LISTED = 100
"""Sessions that a list shows at most."""
_TITLE_FROM_MESSAGE = 60
"""Characters of the first message that become the title."""


class Store:
    """Sessions in a database, and pictures in files beside it."""

    def __init__(self, folder: Path | None = None, url: str | None = None) -> None:
        """Open both, and create what is missing. A folder that can only be read is opened for reading.

        Args:
            folder: Where pictures and locks are; the home folder by default.
            url: SQLAlchemy URL of the database; by default gouache.db in `folder`, or what `database_url` says.

        Raises:
            CannotWrite: There is nothing to read, and the folder cannot be written.
            NewerDatabase: A newer gouache wrote the tables.
        """
        self.folder = folder or home()
        with translate_io_errors():
            self.folder.mkdir(parents=True, exist_ok=True)
        where = url or (folder / "gouache.db" if folder else default_database())
        self.engine = connect(where)
        self.files = PictureFiles(self.folder / "pictures")
        if isinstance(where, str):
            note_database(self.folder, self.engine.url)
        self._thread = threading.local()

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Open a transaction that is committed at the end and rolled back on any error.

        Inside another transaction of the same thread it is that one, which commits or rolls back the whole: what is
        read and written together costs one transaction, and rows by their keys are read once.
        """
        outer: Transaction | None = getattr(self._thread, "transaction", None)
        if outer is not None:
            yield outer
            return
        with translate_io_errors(), Transaction(self.engine, expire_on_commit=False) as transaction:
            self._thread.transaction = transaction
            try:
                yield transaction
                transaction.commit()
            finally:
                self._thread.transaction = None

    @property
    def checkpoint_path(self) -> Path:
        """The SQLite file of the graph's checkpoints, which a server has instead where the database is one's."""
        return self.folder / "gouache.db"

    @contextmanager
    def lock_session(self, session: str) -> Iterator[None]:
        """Hold the lock that lets only one process at a time work on a session, of all that share the database.

        Raises:
            SessionBusy: Another process holds it.
        """
        if is_server(self.engine):
            with ExitStack() as stack:
                with translate_io_errors():
                    held = stack.enter_context(server_lock(self.engine, f"session {session}"))
                if not held:
                    raise self._busy(session)
                yield
            return
        folder = self.folder / "locks"
        with translate_io_errors():
            folder.mkdir(exist_ok=True)
        lock = FileLock(folder / f"{session}.lock", timeout=0)
        with translate_io_errors():
            try:
                lock.acquire()
            except Timeout as error:
                raise self._busy(session) from error
        try:
            yield
        finally:
            lock.release()

    @staticmethod
    def _busy(session: str) -> SessionBusy:
        return SessionBusy(f"Session {session} is in use in another window; wait for it or start a new session.")

    # Sessions

    def new_session(self, profile: str, seed: int, scripted: bool = False) -> Session:
        """Create a session; a scripted one is a run's."""
        row = Session(id=secrets.token_hex(4), profile=profile, seed=seed, redo=[], scripted=scripted)
        with self.transaction() as t:
            t.add(row)
        return row

    def session(self, id_: str) -> Session:
        """Return the session with this id, or the only one whose id begins so. Deleted sessions are not found.

        Raises:
            UnknownSession: No session matches, or several do.
        """
        with self.transaction() as t:
            row = t.get(Session, id_)
            if row is not None and row.deleted is None:
                return row
            visible = select(Session).where(col(Session.deleted).is_(None))
            rows = t.exec(visible.where(col(Session.id).startswith(id_, autoescape=True))).all()
        if len(rows) != 1 or not id_:
            raise UnknownSession(f"There is no session “{id_}”; see `gouache sessions`.")
        return rows[0]

    def sessions(self, newest: int | None = None, scripted: bool = False) -> list[Session]:
        """Return the `newest` sessions, newest first; without a number up to 100, starred ones before the others.

        Sessions that runs played are passed over, unless they are asked for: then they are the only ones.
        """
        query = select(Session).where(col(Session.deleted).is_(None), col(Session.scripted).is_(scripted))
        if newest is None:
            query = query.order_by(col(Session.starred).desc())
        with self.transaction() as t:
            return list(t.exec(query.order_by(col(Session.updated).desc()).limit(newest or _LISTED)).all())

    def set_sampler(self, session: str, seed: int, sampler: dict[str, Any]) -> None:
        """Set the base seed and the sampler settings of a session's next pictures."""
        with self.transaction() as t:
            row = t.get_one(Session, session)
            row.seed, row.sampler = seed, sampler

    def set_profile(self, session: str, profile: str) -> None:
        """Set the profile that a session continues with."""
        with self.transaction() as t:
            t.get_one(Session, session).profile = profile

    # Turns and their tool calls

    def begin_turn(self, session: str, message: str, status: str = "running") -> Turn:
        """Write a message down before anything is done about it."""
        with self.transaction() as t:
            number = 1 + (t.exec(select(func.max(Turn.number)).where(Turn.session_id == session)).one() or 0)
            row = Turn(id=f"{session}-{number}", session_id=session, number=number, message=message, status=status)
            t.add(row)
            owner = t.get_one(Session, session)
            owner.title = owner.title or message[:_TITLE_FROM_MESSAGE]
            # A message from another window brings back a session that was deleted while it was open there.
            owner.updated, owner.deleted = utc_now(), None
        return row

    def update_turn(self, turn: str, **values: object) -> None:
        """Change fields of a turn."""
        with self.transaction() as t:
            t.exec(update(Turn).where(col(Turn.id) == turn).values(**values))

    def turn(self, turn: str) -> Turn:
        """Return a turn by its id."""
        with self.transaction() as t:
            return t.get_one(Turn, turn)

    def turns(self, session: str) -> list[Turn]:
        """Return a session's turns, oldest first."""
        with self.transaction() as t:
            return list(t.exec(select(Turn).where(Turn.session_id == session).order_by(col(Turn.number))).all())

    def last_message(self, session: str) -> str:
        """Return the newest message; an empty string in a new session."""
        with self.transaction() as t:
            query = select(Turn.message).where(Turn.session_id == session).order_by(col(Turn.number).desc())
            return t.exec(query).first() or ""

    def open_turn(self, session: str) -> Turn | None:
        """Return the oldest turn that was left running, asking or waiting, if any."""
        with self.transaction() as t:
            query = select(Turn).where(Turn.session_id == session, col(Turn.status).in_(OPEN))
            return t.exec(query.order_by(col(Turn.number))).first()

    def withdraw_turn(self, turn: str) -> None:
        """Remove a turn that is still waiting, and nothing else."""
        with self.transaction() as t:
            t.exec(delete(Turn).where(col(Turn.id) == turn, col(Turn.status) == "waiting"))

    def calls(self, turn: str) -> list[ToolCall]:
        """Return a turn's tool calls, in order."""
        with self.transaction() as t:
            return sorted(t.exec(select(ToolCall).where(ToolCall.turn_id == turn)).all(), key=ToolCall.order)

    def calls_of_pictures(self, pictures: list[int]) -> dict[int, ToolCall]:
        """Return the calls that made these pictures, by picture id."""
        with self.transaction() as t:
            rows = t.exec(select(ToolCall).where(col(ToolCall.picture_id).in_(pictures))).all()
            return {row.picture_id: row for row in rows if row.picture_id is not None}

    # Pictures and their checks

    def pictures(self, session: str) -> list[Picture]:
        """Return the numbered pictures of a session in order, without deleted ones."""
        with self.transaction() as t:
            query = select(Picture).where(Picture.session_id == session, col(Picture.number).is_not(None))
            query = query.where(col(Picture.deleted).is_(None))
            return list(t.exec(query.order_by(col(Picture.number))).all())

    def picture(self, id_: int) -> Picture:
        """Return a picture by its id."""
        with self.transaction() as t:
            return t.get_one(Picture, id_)

    def update_picture(self, id_: int, **values: object) -> None:
        """Change fields of a picture."""
        with self.transaction() as t:
            row = t.get_one(Picture, id_)
            for name, value in values.items():
                setattr(row, name, value)

    def numbered_picture(self, session: str, number: int, deleted_too: bool = False) -> Picture:
        """Return a session's picture by its number.

        Args:
            session: The session's id.
            number: The number that a person sees.
            deleted_too: Also return a deleted picture.

        Raises:
            UnknownPicture: There is no such picture, or it was deleted.
        """
        with self.transaction() as t:
            row = t.exec(select(Picture).where(Picture.session_id == session, Picture.number == number)).first()
            if row is not None and row.deleted is not None and not deleted_too:
                raise UnknownPicture(f"Picture #{number} was deleted; Ctrl+Z in the tree of pictures brings it back.")
            if row is None:
                last = t.exec(select(func.max(Picture.number)).where(Picture.session_id == session)).one()
                known = f"there are #1 to #{last}" if last else "there are none yet"
                raise UnknownPicture(f"There is no picture #{number}; {known}.")
            return row

    def current(self, session: str) -> Picture | None:
        """Return the current picture of a session; None before the first."""
        with self.transaction() as t:
            query = select(Picture).join(Session, col(Session.cursor) == Picture.id)
            return t.exec(query.where(Session.id == session)).first()

    def source_picture(self, picture: Picture) -> int | None:
        """Return the id of the picture that one was made from: an earlier attempt of the same turn, or its parent."""
        origin = (picture.recipe or {}).get("parent")
        with self.transaction() as t:
            query = select(Picture.id).where(Picture.turn_id == picture.turn_id, Picture.hash == origin)
            query = query.where(col(Picture.id) < picture.id).order_by(col(Picture.id).desc())
            return t.exec(query).first() or picture.parent_id

    def path(self, picture: Picture) -> Path:
        """Return the file of a picture."""
        return self.files.path(picture.hash)

    def checks(self, picture: int) -> list[CheckValue]:
        """Return a picture's checks, in the order they were made."""
        with self.transaction() as t:
            rows = t.exec(select(Check).where(Check.picture_id == picture).order_by(col(Check.id))).all()
            return [row.value() for row in rows]

    # Models

    def remember_model(self, hash_: str, role: str, kind: str, name: str) -> None:
        """Record that these weights have made a picture."""
        insert = postgresql.insert if is_server(self.engine) else sqlite.insert
        row = insert(Model).values(hash=hash_, role=role, kind=kind, name=name, first_used=utc_now())
        with self.transaction() as t:  # Another process may do so at the same time.
            t.exec(row.on_conflict_do_nothing())

    def models_first_used(self) -> dict[str, datetime]:
        """Return when weights first made a picture, by their hash."""
        with self.transaction() as t:
            return {row.hash: row.first_used for row in t.exec(select(Model)).all()}
