"""The ledger: tool calls written before they run and completed after, so that none runs twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PIL import Image
from sqlmodel import col, func, select

from storage.errors import UnknownPicture
from storage.store import Store
from storage.tables import Check, Picture, Session, ToolCall, Turn, now
from tools.images.identity import LAYOUT_KEY
from tools.types import Check as CheckValue
from tools.types import Result


class SessionWorkspace:
    """A session as tools see it. Moves are kept until the call is completed, then written with it."""

    def __init__(
        self,
        store: Store,
        session: str,
        candidate: int | None = None,
        deleted_too: bool = False,
        recent: Mapping[int, Image.Image] | None = None,
    ) -> None:
        """Look at a session.

        Args:
            store: Where it is.
            session: Its id.
            candidate: The id of a picture that stands in for the current one, while a turn tries pictures.
            deleted_too: Whether deleted pictures may be opened, which others were made from.
            recent: Pictures by id that were just painted, so that they need not be read back.
        """
        self.store, self.session, self.deleted_too = store, session, deleted_too
        self.recent = recent or {}
        row = store.session(session)
        self.cursor = candidate if candidate is not None else row.cursor
        self.redo_stack = list(row.redo or [])
        self.moved = False

    def _row(self, number: int | None) -> Picture:
        if number is not None:
            return self.store.numbered(self.session, number, self.deleted_too)
        if self.cursor is None:
            raise UnknownPicture("There is no picture yet; say what to paint.")
        return self.store.picture(self.cursor)

    def open(self, number: int | None = None) -> Image.Image:
        """See `tools.base.Workspace`."""
        row = self._row(number)
        known = self.recent.get(row.id or 0)
        if known is not None:
            return known.copy()
        picture = self.store.files.open(row.hash, f"#{row.number}" if row.number else "the new picture")
        layout = (row.recipe or {}).get("layout")
        if layout:
            picture.info[LAYOUT_KEY] = layout
        return picture

    def identity(self, number: int | None = None) -> str:
        """The hash of a picture."""
        return self._row(number).hash

    def number(self) -> int | None:
        """The number of the current picture."""
        return None if self.cursor is None else self.store.picture(self.cursor).number

    def _stand(self, picture: int | None) -> None:
        self.cursor, self.moved = picture, True

    def move(self, number: int) -> int:
        """Stand at a picture."""
        row = self.store.numbered(self.session, number)
        if row.id != self.cursor and self.cursor is not None:
            self.redo_stack = []
        self._stand(row.id)
        return number

    def undo(self) -> int | None:
        """Stand at the parent; from a picture that began anew, at the newest of those before its turn."""
        if self.cursor is None:
            return None
        here = row = self.store.picture(self.cursor)
        while row.parent_id is not None:
            row = self.store.picture(row.parent_id)
            if row.deleted is None:
                return self._back(row)
        older = [p for p in self.store.pictures(self.session) if (p.number or 0) < (here.number or 0)]
        older = [p for p in older if p.turn_id != here.turn_id]
        return self._back(older[-1]) if older else None

    def _back(self, row: Picture) -> int | None:
        self.redo_stack.append(self.cursor or 0)
        self._stand(row.id)
        return self.number()

    def redo(self) -> int | None:
        """Take back the last undo."""
        if not self.redo_stack:
            return None
        self._stand(self.redo_stack.pop())
        return self.number()


@dataclass(frozen=True)
class NewPicture:
    """What a new picture is filed under."""

    parent_id: int | None
    brief: dict[str, Any]
    focus: str | None


def begin_call(store: Store, turn: str, step: int, tool: str, arguments: dict[str, Any]) -> ToolCall:
    """Write a call down; a call that is there already comes back, with its result if it has finished."""
    id_ = f"{turn}:{step}"
    with store.transaction() as t:
        row = t.get(ToolCall, id_)
        if row is None:
            row = ToolCall(id=id_, turn_id=turn, tool=tool, arguments=arguments)
            t.add(row)
        elif row.status != "done":
            row.attempts, row.status, row.error = row.attempts + 1, "running", None
    return row


def complete_call(
    store: Store, call: str, result: Result, seconds: float, workspace: SessionWorkspace, painted: NewPicture | None
) -> ToolCall:
    """Write a result: picture file first, then row, call and moves in one transaction."""
    hash_ = store.files.save(result.picture, result.recipe) if result.picture is not None else None
    with store.transaction() as t:
        row = t.get_one(ToolCall, call)
        turn = t.get_one(Turn, row.turn_id)
        row.data = dict(result.data)
        if result.picture is not None and hash_ is not None and painted is None:
            row.data = {**result.data, "sheet": hash_}
        elif result.picture is not None and hash_ is not None and painted is not None:
            picture = Picture(
                session_id=turn.session_id, turn_id=turn.id, hash=hash_, parent_id=painted.parent_id,
                width=result.picture.width, height=result.picture.height, brief=painted.brief, focus=painted.focus,
                recipe=result.recipe.model_dump() if result.recipe else None,
            )  # fmt: skip
            t.add(picture)
            t.flush()
            row.picture_id = picture.id
        if workspace.moved:
            session = t.get_one(Session, turn.session_id)
            session.cursor, session.redo, session.updated = workspace.cursor, list(workspace.redo_stack), now()
        row.status, row.seconds = "done", round(seconds, 4)
    return row


def fail_call(store: Store, call: str, status: str, error: str, seconds: float) -> None:
    """Write down that a call failed or was cancelled."""
    with store.transaction() as t:
        row = t.get_one(ToolCall, call)
        row.status, row.error, row.seconds = status, error, round(seconds, 4)


def save_checks(store: Store, picture: int, checks: list[CheckValue], caption: str | None) -> None:
    """File a picture's checks once; a second look replaces the first."""
    with store.transaction() as t:
        for old in t.exec(select(Check).where(Check.picture_id == picture)).all():
            t.delete(old)
        for check in checks:
            t.add(Check(picture_id=picture, **check.model_dump(exclude={"trusted"})))
        if caption is not None:
            t.get_one(Picture, picture).caption = caption


def finish_turn(
    store: Store, turn: str, picture: int | None, compose: Callable[[int | None], str], beside: Sequence[int] = (),
    **values: object,
) -> str:  # fmt: skip
    """End a turn in one transaction: number its picture if it made one, stand there, and write the reply.

    `beside` are pictures of the turn, that one among them, which are all numbered, in this order. `compose` makes the
    reply from the number. Ending a turn twice changes nothing the second time.
    """
    with store.transaction() as t:
        row = t.get_one(Turn, turn)
        session = t.get_one(Session, row.session_id)
        number = None
        if picture is not None:
            made = t.get_one(Picture, picture)
            if made.number is None:
                query = select(func.max(Picture.number)).where(col(Picture.session_id) == row.session_id)
                last = t.exec(query).one() or 0
                for given, one in enumerate(beside or [picture], last + 1):
                    t.get_one(Picture, one).number = given
                session.cursor, session.redo = made.id, []
            number, row.picture_id = made.number, made.id
        for name, value in values.items():
            setattr(row, name, value)
        row.status, row.reply, session.updated = "done", compose(number), now()
        return row.reply
