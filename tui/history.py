"""A stored session as the events that made it, so that reopened cards look as they did."""

from __future__ import annotations

from agent.brief import Brief
from agent.events import Asked, Event, Looked, Prompted, Replied, Understood
from agent.questions import changes
from storage.store import Store
from tools.values import Requirement


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
