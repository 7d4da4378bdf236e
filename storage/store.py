"""The store: sessions, turns and pictures, as the other rooms use them."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlmodel import Session as Transaction
from sqlmodel import col, func, select

from storage.database import connect, translate_io_errors
from storage.errors import BadTitle, SessionBusy, UnknownPicture, UnknownSession
from storage.files import PictureFiles
from storage.paths import database_url, home
from storage.search import column_mentions, english_terms
from storage.tables import Check, Model, Picture, Session, ToolCall, Turn, now
from tools.text import clean
from tools.types import Check as CheckValue

OPEN = ("running", "asking")
LONGEST_TITLE = 120
"""Characters of a name that a person gives a session."""


class Store:
    """Sessions in a database, pictures in files beside it."""

    def __init__(self, folder: Path | None = None, url: str | None = None) -> None:
        """Opens or makes both.

        Raises:
            CannotWrite: the folder can't be written.
            NewerDatabase: the tables are a newer gouache's.
        """
        self.folder = folder or home()
        with translate_io_errors():
            self.folder.mkdir(parents=True, exist_ok=True)
        self.engine = connect(url or (f"sqlite:///{folder / 'gouache.db'}" if folder else database_url()))
        self.files = PictureFiles(self.folder / "pictures")

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """One transaction: committed at the end, rolled back on any error."""
        with translate_io_errors(), Transaction(self.engine, expire_on_commit=False) as transaction:
            yield transaction
            transaction.commit()

    @property
    def checkpoint_path(self) -> Path:
        """The SQLite file for the graph's checkpoints: the session database itself where that is SQLite."""
        return self.folder / "gouache.db"

    @contextmanager
    def working(self, session: str) -> Iterator[None]:
        """Only one process at a time works on a session.

        Raises:
            SessionBusy: another one does.
        """
        folder = self.folder / "locks"
        with translate_io_errors():
            folder.mkdir(exist_ok=True)
        lock = FileLock(folder / f"{session}.lock", timeout=0)
        with translate_io_errors():
            try:
                lock.acquire()
            except Timeout as error:
                raise SessionBusy(
                    f"Session {session} is at work in another window; wait for it or start a new session."
                ) from error
        try:
            yield
        finally:
            lock.release()

    def new_session(self, profile: str, seed: int) -> Session:
        """A fresh session."""
        row = Session(id=secrets.token_hex(4), profile=profile, seed=seed, redo=[])
        with self.transaction() as t:
            t.add(row)
        return row

    def session(self, id_: str) -> Session:
        """A session by id or by the beginning of it; deleted ones are not found.

        Raises:
            UnknownSession: none or several begin so.
        """
        with self.transaction() as t:
            there = select(Session).where(col(Session.deleted).is_(None))
            rows = t.exec(there.where(Session.id == id_)).all()
            rows = rows or t.exec(there.where(col(Session.id).startswith(id_, autoescape=True))).all()
        if len(rows) != 1 or not id_:
            raise UnknownSession(f"There is no session “{id_}”; see `gouache sessions`.")
        return rows[0]

    def rename(self, session: str, title: str) -> Session:
        """Give a session another name.

        Raises:
            BadTitle: empty, or more than LONGEST_TITLE characters.
            UnknownSession: there is none.
        """
        name = " ".join(clean(title).split())
        if not name or len(name) > LONGEST_TITLE:
            raise BadTitle(f"A session's name has 1 to {LONGEST_TITLE} characters, not {len(name)}; give another.")
        return self._set(session, title=name)

    def star(self, session: str) -> Session:
        """Star a session, or take its star away.

        Raises:
            UnknownSession: there is none.
        """
        return self._set(session, starred=not self.session(session).starred)

    def delete(self, session: str) -> Session:
        """Hide a session everywhere. Its rows and files stay: `undelete` brings it back.

        Raises:
            SessionBusy: it is at work.
            UnknownSession: there is none.
        """
        with self.working(self.session(session).id):
            return self._set(session, deleted=now())

    def undelete(self) -> Session | None:
        """Bring back the session that was deleted last; None where none is left to bring back."""
        with self.transaction() as t:
            gone = select(Session).where(col(Session.deleted).is_not(None))
            row = t.exec(gone.order_by(col(Session.deleted).desc())).first()
            if row is not None:
                row.deleted = None
        return row

    def _set(self, session: str, **values: object) -> Session:
        id_ = self.session(session).id
        with self.transaction() as t:
            row = t.get_one(Session, id_)
            for name, value in values.items():
                setattr(row, name, value)
        return row

    def set_sampler(self, session: str, seed: int, sampler: dict[str, Any]) -> None:
        """The base seed and the settings of a session's pictures from now on."""
        with self.transaction() as t:
            row = t.get_one(Session, session)
            row.seed, row.sampler = seed, sampler

    def set_profile(self, session: str, profile: str) -> None:
        """The profile that a session goes on with."""
        with self.transaction() as t:
            t.get_one(Session, session).profile = profile

    def sessions(self, newest: int | None = None) -> list[Session]:
        """The so many newest sessions, newest first; without a number up to 100 of them, starred ones before others."""
        with self.transaction() as t:
            query = select(Session).where(col(Session.deleted).is_(None))
            query = query if newest else query.order_by(col(Session.starred).desc())
            return list(t.exec(query.order_by(col(Session.updated).desc()).limit(newest or 100)).all())

    def search(self, words: str, limit: int = 100) -> list[Session]:
        """The sessions in which every word stands in a name, a message, a prompt or a picture's caption.

        Prompts and captions are English: things, colours, scenes and styles of the storybook world are found there
        by their Chinese and other names, too. Starred sessions come first, then the newest.
        """
        with self.transaction() as t:
            query = select(Session).where(col(Session.deleted).is_(None))
            for word in words.split()[:8]:
                english = english_terms(word)
                turns = select(Turn.session_id).where(
                    col(Turn.message).icontains(word, autoescape=True)
                    | column_mentions(col(Turn.prompt), word, english)
                )
                shown = select(Picture.session_id).where(
                    col(Picture.number).is_not(None), column_mentions(col(Picture.caption), word, english)
                )
                named = col(Session.title).icontains(word, autoescape=True)
                query = query.where(named | col(Session.id).in_(turns) | col(Session.id).in_(shown))
            order = (col(Session.starred).desc(), col(Session.updated).desc())
            return list(t.exec(query.order_by(*order).limit(limit)).all())

    def begin_turn(self, session: str, message: str) -> Turn:
        """Write a message down before anything is done about it."""
        with self.transaction() as t:
            number = 1 + (t.exec(select(func.max(Turn.number)).where(Turn.session_id == session)).one() or 0)
            row = Turn(id=f"{session}-{number}", session_id=session, number=number, message=message)
            t.add(row)
            owner = t.get_one(Session, session)
            owner.title = owner.title or message[:60]
            # A session that another window still had open when it was deleted is wanted after all.
            owner.updated, owner.deleted = now(), None
        return row

    def update_turn(self, turn: str, **values: object) -> Turn:
        """Change fields of a turn."""
        with self.transaction() as t:
            row = t.get_one(Turn, turn)
            for name, value in values.items():
                setattr(row, name, value)
        return row

    def turn(self, turn: str) -> Turn:
        """A turn by id."""
        with self.transaction() as t:
            return t.get_one(Turn, turn)

    def turns(self, session: str) -> list[Turn]:
        """A session's turns, oldest first."""
        with self.transaction() as t:
            return list(t.exec(select(Turn).where(Turn.session_id == session).order_by(col(Turn.number))).all())

    def last_message(self, session: str) -> str:
        """What was said last; empty in a fresh session."""
        with self.transaction() as t:
            query = select(Turn.message).where(Turn.session_id == session).order_by(col(Turn.number).desc())
            return t.exec(query).first() or ""

    def open_turn(self, session: str) -> Turn | None:
        """The turn that was left running or asking, if any."""
        with self.transaction() as t:
            query = select(Turn).where(Turn.session_id == session, col(Turn.status).in_(OPEN))
            return t.exec(query.order_by(col(Turn.number).desc())).first()

    def pictures(self, session: str) -> list[Picture]:
        """The numbered pictures of a session, in order; deleted ones are not among them."""
        with self.transaction() as t:
            query = select(Picture).where(Picture.session_id == session, col(Picture.number).is_not(None))
            query = query.where(col(Picture.deleted).is_(None))
            return list(t.exec(query.order_by(col(Picture.number))).all())

    def picture(self, id_: int) -> Picture:
        """A picture by id."""
        with self.transaction() as t:
            return t.get_one(Picture, id_)

    def update_picture(self, id_: int, **values: object) -> None:
        """Change fields of a picture."""
        with self.transaction() as t:
            row = t.get_one(Picture, id_)
            for name, value in values.items():
                setattr(row, name, value)

    def numbered(self, session: str, number: int, gone: bool = False) -> Picture:
        """A session's picture by its number; also a deleted one with `gone`.

        Raises:
            UnknownPicture: there is none, or it was deleted.
        """
        with self.transaction() as t:
            row = t.exec(select(Picture).where(Picture.session_id == session, Picture.number == number)).first()
            if row is not None and row.deleted is not None and not gone:
                raise UnknownPicture(f"Picture #{number} was deleted; Ctrl+Z in the tree of pictures brings it back.")
            if row is None:
                last = t.exec(select(func.max(Picture.number)).where(Picture.session_id == session)).one()
                there = f"there are #1 to #{last}" if last else "there are none yet"
                raise UnknownPicture(f"There is no picture #{number}; {there}.")
            return row

    def current(self, session: str) -> Picture | None:
        """The picture where the person stands."""
        row = self.session(session)
        return self.picture(row.cursor) if row.cursor is not None else None

    def path(self, picture: Picture) -> Path:
        """The file of a picture."""
        return self.files.path(picture.hash)

    def checks(self, picture: int) -> list[CheckValue]:
        """A picture's checks, in the order they were asked."""
        with self.transaction() as t:
            rows = t.exec(select(Check).where(Check.picture_id == picture).order_by(col(Check.id))).all()
            return [row.value() for row in rows]

    def calls(self, turn: str) -> list[ToolCall]:
        """A turn's tool calls, in order."""
        with self.transaction() as t:
            return list(t.exec(select(ToolCall).where(ToolCall.turn_id == turn).order_by(col(ToolCall.created))).all())

    def made(self, pictures: list[int]) -> dict[int, ToolCall]:
        """The calls that made these pictures, by picture."""
        with self.transaction() as t:
            rows = t.exec(select(ToolCall).where(col(ToolCall.picture_id).in_(pictures))).all()
            return {row.picture_id: row for row in rows if row.picture_id is not None}

    def source(self, picture: Picture) -> int | None:
        """The picture that one was made from: its parent, or a try of its turn that was not handed over."""
        origin = (picture.recipe or {}).get("parent")
        with self.transaction() as t:
            query = select(Picture.id).where(Picture.turn_id == picture.turn_id, Picture.hash == origin)
            query = query.where(col(Picture.id) < picture.id).order_by(col(Picture.id).desc())
            return t.exec(query).first() or picture.parent_id

    def remember_model(self, hash_: str, role: str, kind: str, name: str) -> None:
        """Note that these weights have made something here."""
        with self.transaction() as t:
            if t.get(Model, hash_) is None:
                t.add(Model(hash=hash_, role=role, kind=kind, name=name))
