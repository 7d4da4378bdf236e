"""The ledger: tool calls are written before they run and completed afterwards, so that no call runs twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from PIL import Image
from sqlmodel import Session as Transaction
from sqlmodel import col, delete, func, insert, select, update

from storage.errors import UnknownPicture
from storage.store import Store
from storage.tables import Check, Picture, Session, ToolCall, Turn, utc_now
from tools.images.identity import LAYOUT_KEY, attach_recipe
from tools.types import Check as CheckValue
from tools.types import Result

_MOVES = ("undo", "redo", "goto", "branch")
"""Tools after which another picture is the current one."""


class SessionWorkspace:
    """A session as tools see it. Moves are collected here and written together with the completed call."""

    def __init__(
        self,
        store: Store,
        session: str,
        candidate: int | None = None,
        deleted_too: bool = False,
        recent: Mapping[int, Image.Image] | None = None,
    ) -> None:
        """Read the current picture and the redo stack of a session.

        Args:
            store: Where the session is.
            session: The session's id.
            candidate: Id of the picture that takes the place of the current one while a turn makes attempts.
            deleted_too: Also let tools open deleted pictures, which others were made from.
            recent: Pictures by id that were just painted, so that they need not be read from their files.
        """
        self.store, self.session, self.deleted_too = store, session, deleted_too
        self.recent = recent or {}
        self._cursor = candidate
        self._rows: dict[int | None, Picture] = {}
        self.moved = False

    @property
    def cursor(self) -> int | None:
        """Id of the picture that tools work on; None before the first."""
        if self._cursor is None and not self.moved:
            self._cursor = self._session.cursor
        return self._cursor

    @cached_property
    def redo_stack(self) -> list[int]:
        """Ids of the pictures that undo left, newest last."""
        return list(self._session.redo or [])

    @cached_property
    def _session(self) -> Session:
        # Read only where it is needed: every call of a turn has a workspace, and few of them move.
        return self.store.session(self.session)

    def open(self, number: int | None = None) -> Image.Image:
        """Return the picture with this number, or the current one; see `tools.base.Workspace`."""
        row = self._row(number)
        recent = self.recent.get(row.id or 0)
        if recent is not None:
            picture = recent.copy()
        else:
            picture = self.store.files.open(row.hash, f"#{row.number}" if row.number else "the new picture")
        attach_recipe(picture, row.recipe)
        layout = (row.recipe or {}).get("layout")
        if layout:
            picture.info[LAYOUT_KEY] = layout
        return picture

    def identity(self, number: int | None = None) -> str:
        """Return the hash of the picture with this number, or of the current one."""
        return self._row(number).hash

    def number(self) -> int | None:
        """Return the number of the current picture."""
        return None if self.cursor is None else self.store.picture(self.cursor).number

    def move(self, number: int) -> int:
        """Make a picture the current one; nothing can be redone after that."""
        row = self.store.numbered_picture(self.session, number)
        if row.id != self.cursor and self.cursor is not None:
            self.redo_stack = []
        self._set_cursor(row.id)
        return number

    def leave(self) -> int | None:
        """Make no picture the current one; undo goes back to the one that was.

        Returns:
            Its number; None where there was none.
        """
        left = self.number()
        if left is not None:
            self.redo_stack = []
            self._set_cursor(None)
        return left

    def undo(self) -> int | None:
        """Go back to the picture that was current before this one was made.

        Returns:
            The number of the picture gone to; None where there is nothing to undo.
        """
        if self.cursor is None:
            left = self._left()
            return None if left is None else self.move(left)
        row = self.store.picture(self.cursor)
        before = self._before(row) or self._ancestor(row)
        return self._undo_to(before) if before is not None else None

    def _left(self) -> int | None:
        """Return the number of the picture that was left for the empty sheet."""
        for turn in reversed(self.store.turns(self.session)):
            calls = [call for call in self.store.calls(turn.id) if call.tool == "restart"]
            left = (calls[-1].data or {}).get("left") if calls else None
            if left is not None:
                return int(left)
        return None

    def _before(self, row: Picture) -> Picture | None:
        """Return the picture that was current when the turn of this one began to paint."""
        visible = self.store.pictures(self.session)
        by_id, by_number = {p.id: p for p in visible}, {p.number: p for p in visible}
        own = self.store.turn(row.turn_id).number
        for turn in reversed(self.store.turns(self.session)):
            if turn.number > own:
                continue
            place = by_id.get(turn.picture_id) if turn.number < own else None
            if place is None:
                moves = [(call.data or {}).get("number") for call in self.store.calls(turn.id) if call.tool in _MOVES]
                place = next((by_number[number] for number in reversed(moves) if number in by_number), None)
            if place is not None and place.id != row.id:
                return place
        return None

    def _ancestor(self, row: Picture) -> Picture | None:
        """Return the nearest picture that this one was made from and that is not deleted."""
        while row.parent_id is not None:
            row = self.store.picture(row.parent_id)
            if row.deleted is None:
                return row
        return None

    def redo(self) -> int | None:
        """Reverse the last undo; None where there is nothing to redo."""
        if not self.redo_stack:
            return None
        self._set_cursor(self.redo_stack.pop())
        return self.number()

    def _row(self, number: int | None) -> Picture:
        row = self._rows.get(number)
        if row is None:
            if number is not None:
                row = self.store.numbered_picture(self.session, number, self.deleted_too)
            elif self.cursor is not None:
                row = self.store.picture(self.cursor)
            else:
                raise UnknownPicture("There is no picture yet; say what to paint.")
            self._rows[number] = row
        return row

    def _set_cursor(self, picture: int | None) -> None:
        self._cursor, self.moved = picture, True
        self._rows.clear()

    def _undo_to(self, row: Picture) -> int | None:
        self.redo_stack.append(self.cursor or 0)
        self._set_cursor(row.id)
        return self.number()


@dataclass(frozen=True)
class NewPicture:
    """What is stored with a new picture: its parent's id, its brief, and the element that the turn was about."""

    parent_id: int | None
    brief: dict[str, Any]
    focus: str | None


def begin_call(store: Store, turn: str, step: int, tool: str, arguments: dict[str, Any], **values: object) -> ToolCall:
    """Write a call down before it runs, and return its row.

    A call that was written before keeps its row: with its result where it is done, else with one more attempt.

    Args:
        store: Where to write.
        turn: The turn's id.
        step: How many calls the turn has begun.
        tool: The tool's name.
        arguments: The tool's arguments as JSON.
        **values: Fields of the turn to set in the same transaction.
    """
    id_ = f"{turn}:{step}"
    with store.transaction() as t:
        if values:
            t.exec(update(Turn).where(col(Turn.id) == turn).values(**values))
        row = t.get(ToolCall, id_)
        if row is None:
            row = ToolCall(id=id_, turn_id=turn, tool=tool, arguments=arguments)
            t.add(row)
        elif row.status != "done":
            row.attempts += 1
            row.status = "running"
            row.error = None
    return row


def complete_call(
    store: Store, call: str, result: Result, seconds: float, workspace: SessionWorkspace, painted: NewPicture | None
) -> ToolCall:
    """Write a call's result: the picture file first, then its row, the call and the moves in one transaction.

    Args:
        store: Where to write.
        call: The call's id.
        result: What the tool returned.
        seconds: How long the tool ran.
        workspace: The moves that the tool made.
        painted: What to store with a new picture. None where the picture is no picture of the session but a sheet,
            such as a comparison; its hash is kept in the call's data.
    """
    hash_ = store.files.save(result.picture, result.recipe) if result.picture is not None else None
    with store.transaction() as t:
        row = t.get_one(ToolCall, call)
        is_sheet = hash_ is not None and painted is None
        row.data = {**result.data, "sheet": hash_} if is_sheet else dict(result.data)
        if hash_ is not None and painted is not None:
            row.picture_id = _add_picture(t, workspace.session, row.turn_id, hash_, result, painted)
        if workspace.moved:
            session = t.get_one(Session, workspace.session)
            session.cursor = workspace.cursor
            session.redo = list(workspace.redo_stack)
            session.updated = utc_now()
        row.status = "done"
        row.seconds = round(seconds, 4)
    return row


def _add_picture(
    t: Transaction, session: str, turn: str, hash_: str, result: Result, painted: NewPicture
) -> int | None:
    assert result.picture is not None
    picture = Picture(
        session_id=session,
        turn_id=turn,
        hash=hash_,
        parent_id=painted.parent_id,
        width=result.picture.width,
        height=result.picture.height,
        brief=painted.brief,
        focus=painted.focus,
        recipe=result.recipe.model_dump() if result.recipe else None,
    )
    t.add(picture)
    t.flush()
    return picture.id


def fail_call(store: Store, call: str, status: str, error: str, seconds: float) -> None:
    """Record that a call failed or was cancelled."""
    with store.transaction() as t:
        row = t.get_one(ToolCall, call)
        row.status = status
        row.error = error
        row.seconds = round(seconds, 4)


def save_checks(store: Store, picture: int, checks: list[CheckValue], caption: str | None) -> None:
    """Store a picture's checks in place of any earlier ones, and its caption where there is one."""
    with store.transaction() as t:
        t.exec(delete(Check).where(col(Check.picture_id) == picture))
        if checks:
            rows = [{"picture_id": picture, **check.model_dump(exclude={"trusted"})} for check in checks]
            t.exec(insert(Check), params=rows)
        if caption is not None:
            t.exec(update(Picture).where(col(Picture.id) == picture).values(caption=caption))


def finish_turn(
    store: Store,
    turn: str,
    picture: int | None,
    compose: Callable[[int | None], str],
    variations: Sequence[int] = (),
    **values: object,
) -> str:
    """End a turn in one transaction: number its picture, make it the current one, and write the reply.

    Ending a turn twice changes nothing the second time.

    Args:
        store: Where to write.
        turn: The turn's id.
        picture: Id of the picture that the turn ends with, if it made one.
        compose: Makes the reply from the picture's number.
        variations: Ids of all pictures of the turn that get numbers, in this order, `picture` among them.
        **values: Other fields of the turn to set.

    Returns:
        The reply.
    """
    with store.transaction() as t:
        row = t.get_one(Turn, turn)
        session = t.get_one(Session, row.session_id)
        number = None
        if picture is not None:
            final = t.get_one(Picture, picture)
            if final.number is None:
                _number_pictures(t, row.session_id, variations or [picture])
                session.cursor = final.id
                session.redo = []
            number = final.number
            row.picture_id = final.id
        for name, value in values.items():
            setattr(row, name, value)
        row.status = "done"
        row.reply = compose(number)
        session.updated = utc_now()
        return row.reply


def _number_pictures(t: Transaction, session: str, pictures: Sequence[int]) -> None:
    query = select(func.max(Picture.number)).where(col(Picture.session_id) == session)
    last = t.exec(query).one() or 0
    for number, id_ in enumerate(pictures, last + 1):
        t.get_one(Picture, id_).number = number
