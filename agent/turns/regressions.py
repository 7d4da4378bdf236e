"""What an earlier picture of the branch had right and the new one has lost, and what it had wrong already."""

from __future__ import annotations

from agent.brief.edits import Edit
from agent.brief.model import ASPECTS
from agent.events import Loss, Standing
from storage.store import Store
from tools.types import Check, Requirement

DEPTH = 12
_RECOLORING = ("time", "weather", "light", "palette", "look")
"""Aspects that change every colour."""


def asks_for(edit: Edit, requirement: Requirement) -> bool:
    """Whether an edit of what is there asks for a requirement anew, or paints anew what it is about."""
    kind = requirement.kind
    if edit.op in ("scene", "style"):
        return kind in ("scene", "style", "color")  # Everything keeps its place.
    if edit.op in ASPECTS:
        return kind == edit.op or (edit.op in _RECOLORING and kind in ("color", "palette", "light", "time"))
    if kind == "attribute" and edit.op == "change" and edit.what == requirement.subject:
        return requirement.value in edit.attributes
    if edit.op == "swap":
        return requirement.subject in (edit.what, edit.of) and kind in (edit.to, "relation")
    if (edit.to if edit.op == "replace" else edit.what) not in (requirement.subject, requirement.object):
        return False
    return edit.op != "change" or kind == "exists" or kind in edit.values or (kind == "relation" and bool(edit.rel))


def inherited_failures(checks: list[Check], edits: tuple[Edit, ...]) -> frozenset[Requirement]:
    """What a picture's checks say it fails and edits of it do not ask for: no attempt of theirs would mend that."""
    failed = [c.requirement for c in checks if c.verdict == "fail"]
    return frozenset(r for r in failed if not any(asks_for(edit, r) for edit in edits))


def lost_requirements(store: Store, picture: int, checks: list[Check]) -> tuple[Loss, ...]:
    """Requirements that a picture plainly fails and an ancestor plainly met.

    An ancestor that was not asked about a requirement, or was unsure of it, ends the search for it: nobody can say
    which turn broke it. At most DEPTH ancestors are looked at.

    Args:
        store: Where the pictures and their checks are.
        picture: The picture's id.
        checks: Its checks.
    """
    open_ = [c.requirement for c in checks if c.verdict == "fail"]
    found: list[Loss] = []
    row = store.picture(picture)
    for _ in range(DEPTH):
        if not open_ or row.parent_id is None:
            break
        child, row = row, store.picture(row.parent_id)
        before = {c.requirement: c.verdict for c in store.checks(row.id or 0)}
        met = [r for r in open_ if before.get(r) == "pass"]
        if met and row.number is not None:
            turn = store.turn(child.turn_id).number
            found += [Loss(requirement, row.number, turn) for requirement in met]
        open_ = [r for r in open_ if before.get(r) in ("fail", "n/a")]
    return tuple(found)


def standing(store: Store, session: str) -> Standing:
    """The current picture of a session, with its checks and what it lost."""
    current = store.current(session)
    if current is None or current.id is None:
        return Standing(None)
    checks = store.checks(current.id)
    return Standing(current.number, tuple(checks), lost_requirements(store, current.id, checks))
