"""What an earlier picture of the branch had right and the new one has lost, and what it had wrong already."""

from __future__ import annotations

from agent.brief.edits import Edit
from storage.store import Store
from tools.types import Check, Requirement

DEPTH = 12


def stored_checks(store: Store, picture: int) -> list[Check]:
    """A picture's stored checks."""
    fields = {"requirement", "verdict", "probability", "seen"}
    return [Check.model_validate(row.model_dump(include=fields)) for row in store.checks(picture)]


def _asks(edit: Edit, requirement: Requirement) -> bool:
    """Whether an edit of what is there asks for a requirement anew, or paints anew what it is about."""
    kind = requirement.kind
    if edit.op in ("scene", "style"):
        return kind in ("scene", "style", "color")  # Everything keeps its place.
    if (edit.to if edit.op == "replace" else edit.what) not in (requirement.subject, requirement.object):
        return False
    return edit.op != "change" or kind == "exists" or kind in edit.attributes or (kind == "relation" and bool(edit.rel))


def inherited_failures(store: Store, picture: int, edits: tuple[Edit, ...]) -> frozenset[Requirement]:
    """What a picture plainly fails and these edits of it do not ask for: no other try of theirs would mend it."""
    failed = [c.requirement for c in stored_checks(store, picture) if c.verdict == "fail"]
    return frozenset(r for r in failed if not any(_asks(edit, r) for edit in edits))


def lost_requirements(store: Store, picture: int) -> dict[tuple[int, int], list[Requirement]]:
    """Requirements that a picture plainly fails and an ancestor plainly met.

    By the number of the last picture that met them, and that of the turn that lost them: the next picture's.

    An ancestor that it was not asked of, or that was unsure, ends the search: there is no telling what broke it then.
    At most DEPTH ancestors are looked at.
    """
    open_ = [c.requirement for c in stored_checks(store, picture) if c.verdict == "fail"]
    found: dict[tuple[int, int], list[Requirement]] = {}
    row = store.picture(picture)
    for _ in range(DEPTH):
        if not open_ or row.parent_id is None:
            break
        child, row = row, store.picture(row.parent_id)
        before = {c.requirement: c.verdict for c in stored_checks(store, row.id or 0)}
        met = [r for r in open_ if before.get(r) == "pass"]
        if met and row.number is not None:
            found[row.number, store.turn(child.turn_id).number] = met
        open_ = [r for r in open_ if before.get(r) in ("fail", "n/a")]
    return found
