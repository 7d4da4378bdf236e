"""What a screen reads of a long session: a page of its turns at a time, each with all that its card shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, cast
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from storage.store import Store
from storage.tables import Check, Picture, ToolCall, Turn
from tools.types import Check as CheckValue


@dataclass(frozen=True)
class TurnRecord:
    """A turn, the picture that it made, that picture's checks, and its tool calls in order."""

    turn: Turn
    picture: Picture | None
    checks: list[CheckValue]
    calls: list[ToolCall]


def turn_page(
    store: Store, session: str, count: int, before: int | None = None, after: int | None = None
) -> list[TurnRecord]:
    """At most `count` turns, oldest first: those just below number `before`, those just above `after`, or the last."""
    with store.transaction() as t:
        query = select(Turn).where(Turn.session_id == session)
        if after is not None:
            turns = list(t.exec(query.where(Turn.number > after).order_by(col(Turn.number)).limit(count)).all())
        else:
            query = query if before is None else query.where(Turn.number < before)
            turns = list(t.exec(query.order_by(col(Turn.number).desc()).limit(count)).all())[::-1]
        made = [turn.picture_id for turn in turns if turn.picture_id is not None]
        pictures = {row.id: row for row in t.exec(select(Picture).where(col(Picture.id).in_(made))).all()}
        checks: dict[int, list[CheckValue]] = {}
        for check in t.exec(select(Check).where(col(Check.picture_id).in_(made)).order_by(col(Check.id))).all():
            checks.setdefault(check.picture_id, []).append(check.value())
        calls: dict[str, list[ToolCall]] = {}
        ours = select(ToolCall).where(col(ToolCall.turn_id).in_([turn.id for turn in turns]))
        for call in t.exec(ours.order_by(col(ToolCall.created))).all():
            calls.setdefault(call.turn_id, []).append(call)
    return [
        TurnRecord(turn, pictures.get(turn.picture_id), checks.get(turn.picture_id or 0, []), calls.get(turn.id, []))
        for turn in turns
    ]


def brief_before(store: Store, session: str, number: int) -> dict[str, Any] | None:
    """The brief that the last turn below that number left; None where none left one."""
    with store.transaction() as t:
        query = select(Turn.brief).where(Turn.session_id == session, Turn.number < number)
        query = query.where(cast(col(Turn.brief), String) != "null")  # The column holds JSON's null, too.
        brief = t.exec(query.order_by(col(Turn.number).desc()).limit(1)).first()
        return dict(brief) if brief else None


def session_messages(store: Store, session: str) -> list[str]:
    """Everything that was said, oldest first."""
    with store.transaction() as t:
        return list(t.exec(select(Turn.message).where(Turn.session_id == session).order_by(col(Turn.number))).all())


def messages_of(store: Store, turns: set[str]) -> dict[str, str]:
    """The messages of these turns, by their ids."""
    with store.transaction() as t:
        return dict(t.exec(select(Turn.id, Turn.message).where(col(Turn.id).in_(turns))).all())


def picture_hashes(store: Store, session: str) -> dict[int, str]:
    """The hash of every numbered picture that is not deleted, by its number."""
    with store.transaction() as t:
        query = select(Picture.number, Picture.hash).where(Picture.session_id == session)
        query = query.where(col(Picture.deleted).is_(None))
        return {number: hash_ for number, hash_ in t.exec(query).all() if number is not None}


def picture_parents(store: Store, session: str) -> dict[int, int | None]:
    """By a picture's id its parent's: of every picture of a session, shown or not."""
    with store.transaction() as t:
        return dict(t.exec(select(Picture.id, Picture.parent_id).where(Picture.session_id == session)).all())  # type: ignore[arg-type]


def newest_pictures(
    store: Store, session: str, count: int
) -> list[tuple[int, int | None, dict[str, Any], dict[str, Any]]]:
    """The first picture and at most `count` newest, oldest first: number, the parent's number, the plan of the turn
    that made it, its brief."""
    parent = aliased(Picture)
    with store.transaction() as t:
        query = select(Picture.number, parent.number, Turn.plan, Picture.brief)
        query = query.join(Turn, col(Turn.id) == Picture.turn_id)
        query = query.outerjoin(parent, col(parent.id) == Picture.parent_id).where(Picture.session_id == session)
        query = query.where(col(Picture.number).is_not(None)).order_by(col(Picture.number).desc())
        found = [*t.exec(query.limit(count)).all()]
        if found and found[-1][0] != 1:
            found += t.exec(query.where(Picture.number == 1)).all()
        return [(number or 0, above, dict(plan or {}), dict(brief or {})) for number, above, plan, brief in found][::-1]
