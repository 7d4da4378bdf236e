"""A stored session as the events that made it, so that reopened cards look as they did."""

from __future__ import annotations

from agent.brief import Brief
from agent.events import Asked, Event, Looked, Prompted, Replied, Understood
from agent.questions import changes
from storage.store import Store
from tools.values import Requirement
from tui.widgets.picker import Saved
from tui.widgets.tree import Version


def versions(session: str) -> list[Version]:
    """A session's numbered pictures, parents before children."""
    store = Store()
    rows, cursor = store.pictures(session), store.session(session).cursor
    numbers = {row.id: row.number for row in rows}
    return [
        Version(
            row.number or 0, numbers.get(row.parent_id), store.turn(row.turn_id).message, str(store.path(row)),
            row.id == cursor,
        )
        for row in rows
    ]  # fmt: skip


def sessions(words: str = "") -> list[Saved]:
    """The newest sessions, or those that have the words in their messages or in what their pictures show."""
    store = Store()
    found = store.search(words) if words.strip() else store.sessions()
    rows = []
    for row in found:
        last, current = store.last_message(row.id), store.current(row.id)
        when = f"{row.updated.astimezone():%Y-%m-%d %H:%M}"
        rows.append(Saved(row.id, when, row.title, last, str(store.path(current)) if current else None, row.starred))
    return rows


def history(store: Store, session: str, limit: int = 100) -> list[tuple[str, str, list[Event]]]:
    """(turn, message, events) of the last turns, oldest first."""
    told: list[tuple[str, str, list[Event]]] = []
    before = Brief()
    for turn in store.turns(session)[-limit:]:
        events: list[Event] = []
        if turn.plan:
            after = Brief.model_validate(turn.brief) if turn.brief else before
            told_before = Brief() if turn.plan.get("do") == "create" else before
            events.append(Understood(str(turn.plan.get("do")), changes(told_before, after) if turn.brief else ()))
            before = after
        if turn.prompt:
            events.append(Prompted(turn.prompt))
        path = number = None
        if turn.picture_id is not None:
            picture = store.picture(turn.picture_id)
            path, number = str(store.path(picture)), picture.number
            rows = store.checks(turn.picture_id)
            words = [Requirement.model_validate(c.requirement).words for c in rows]
            events.append(
                Looked(1, tuple((w, c.verdict, c.probability, c.seen) for w, c in zip(words, rows, strict=True)))
            )
        if turn.status == "asking":
            events.append(Asked(turn.question or "?"))
        elif turn.reply:
            status = turn.status if turn.status != "running" else "done"
            events.append(Replied(turn.reply, status, number, path, turn.accounting or {}))
        told.append((turn.id, turn.message, events))
    return told
