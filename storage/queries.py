"""What screens read of a long session: a page of turns at a time, each with everything that its card shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, cast
from sqlalchemy.orm import aliased
from sqlmodel import Session as Transaction
from sqlmodel import col, select

from storage.store import Store
from storage.tables import Check, Picture, ToolCall, Turn
from tools.types import Check as CheckValue


@dataclass(frozen=True)
class TurnRecord:
    """A turn, the picture that it ended with, that picture's checks, and the turn's tool calls in order."""

    turn: Turn
    picture: Picture | None
    checks: list[CheckValue]
    calls: list[ToolCall]


def turn_page(
    store: Store, session: str, count: int, before: int | None = None, after: int | None = None
) -> list[TurnRecord]:
    """Return at most `count` turns, oldest first.

    Args:
        store: Where the session is.
        session: The session's id.
        count: The size of the page.
        before: Return the turns just below this number.
        after: Return the turns just above this number. Without either, return the last turns.
    """
    with store.transaction() as t:
        query = select(Turn).where(Turn.session_id == session)
        if after is not None:
            turns = list(t.exec(query.where(Turn.number > after).order_by(col(Turn.number)).limit(count)).all())
        else:
            query = query if before is None else query.where(Turn.number < before)
            turns = list(t.exec(query.order_by(col(Turn.number).desc()).limit(count)).all())[::-1]
        picture_ids = [turn.picture_id for turn in turns if turn.picture_id is not None]
        pictures = {row.id: row for row in t.exec(select(Picture).where(col(Picture.id).in_(picture_ids))).all()}
        checks = _checks_by_picture(t, picture_ids)
        calls = _calls_by_turn(t, [turn.id for turn in turns])
    return [
        TurnRecord(turn, pictures.get(turn.picture_id), checks.get(turn.picture_id or 0, []), calls.get(turn.id, []))
        for turn in turns
    ]


def _checks_by_picture(t: Transaction, pictures: list[int]) -> dict[int, list[CheckValue]]:
    checks: dict[int, list[CheckValue]] = {}
    for check in t.exec(select(Check).where(col(Check.picture_id).in_(pictures)).order_by(col(Check.id))).all():
        checks.setdefault(check.picture_id, []).append(check.value())
    return checks


def _calls_by_turn(t: Transaction, turns: list[str]) -> dict[str, list[ToolCall]]:
    calls: dict[str, list[ToolCall]] = {}
    for call in t.exec(select(ToolCall).where(col(ToolCall.turn_id).in_(turns))).all():
        calls.setdefault(call.turn_id, []).append(call)
    return {turn: sorted(rows, key=ToolCall.order) for turn, rows in calls.items()}


def brief_before(store: Store, session: str, number: int) -> dict[str, Any] | None:
    """Return the brief that was in force before turn `number`; None where no earlier turn has one."""
    with store.transaction() as t:
        query = select(Turn.brief).where(Turn.session_id == session, Turn.number < number)
        query = query.where(cast(col(Turn.brief), String) != "null")  # The column also holds JSON's null.
        brief = t.exec(query.order_by(col(Turn.number).desc()).limit(1)).first()
        return dict(brief) if brief else None


def session_messages(store: Store, session: str) -> list[str]:
    """Return all messages of a session, oldest first."""
    with store.transaction() as t:
        return list(t.exec(select(Turn.message).where(Turn.session_id == session).order_by(col(Turn.number))).all())


def newest_messages(store: Store, session: str, turn: int, count: int) -> list[str]:
    """Return at most `count` messages of a session up to turn number `turn`, newest first."""
    query = select(Turn.message).where(Turn.session_id == session, Turn.number <= turn)
    with store.transaction() as t:
        return list(t.exec(query.order_by(col(Turn.number).desc()).limit(count)).all())


def messages_of(store: Store, turns: set[str]) -> dict[str, str]:
    """Return the messages of these turns, by turn id."""
    with store.transaction() as t:
        return dict(t.exec(select(Turn.id, Turn.message).where(col(Turn.id).in_(turns))).all())


def picture_hashes(store: Store, session: str) -> dict[int, str]:
    """Return the hashes of a session's numbered pictures, by number, without deleted ones."""
    with store.transaction() as t:
        query = select(Picture.number, Picture.hash).where(Picture.session_id == session)
        query = query.where(col(Picture.deleted).is_(None))
        return {number: hash_ for number, hash_ in t.exec(query).all() if number is not None}


def picture_parents(store: Store, session: str) -> dict[int, int | None]:
    """Return the parent's id of every picture of a session, deleted and unnumbered ones included, by picture id."""
    with store.transaction() as t:
        return dict(t.exec(select(Picture.id, Picture.parent_id).where(Picture.session_id == session)).all())  # type: ignore[arg-type]


def newest_pictures(
    store: Store, session: str, count: int
) -> list[tuple[int, int | None, dict[str, Any], dict[str, Any]]]:
    """Return the first picture and at most `count` newest ones, oldest first.

    Returns:
        For each picture its number, its parent's number, the plan of the turn that made it, and its brief.
    """
    parent = aliased(Picture)
    query = select(Picture.number, parent.number, Turn.plan, Picture.brief)
    query = query.join(Turn, col(Turn.id) == Picture.turn_id)
    query = query.outerjoin(parent, col(parent.id) == Picture.parent_id).where(Picture.session_id == session)
    query = query.where(col(Picture.number).is_not(None)).order_by(col(Picture.number).desc())
    with store.transaction() as t:
        found = [*t.exec(query.limit(count)).all()]
        if found and found[-1][0] != 1:
            found += t.exec(query.where(Picture.number == 1)).all()
    found.reverse()
    return [(number or 0, above, dict(plan or {}), dict(brief or {})) for number, above, plan, brief in found]
