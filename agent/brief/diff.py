"""What differs between two briefs: for people, and as edits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from agent.brief.edits import Edit
from agent.brief.model import Brief, Element
from tools.types import Requirement


@dataclass(frozen=True)
class Difference:
    """One thing that differs between two briefs; a side is None where the brief has nothing of the kind."""

    kind: Literal["added", "removed", "changed", "relation", "scene", "style", "note", "avoid"]
    before: Element | Requirement | str | None = None
    after: Element | Requirement | str | None = None


def differences(before: Brief, after: Brief) -> list[Difference]:
    """What differs: things first, then where they stand to each other, scene, style, notes, and what must be absent."""
    old = {e.what: e for e in before.elements}
    new = {e.what: e for e in after.elements}
    found = [Difference("removed", e) for name, e in old.items() if name not in new]
    found += [Difference("added", None, e) for name, e in new.items() if name not in old]
    found += [Difference("changed", old[name], e) for name, e in new.items() if name in old and old[name] != e]
    found += [
        Difference("relation", None, Requirement(kind="relation", subject=r.subject, value=r.kind, object=r.object))
        for r in after.relations
        if r not in before.relations
    ]
    if before.scene != after.scene:
        found.append(Difference("scene", before.scene, after.scene))
    if before.style != after.style:
        found.append(Difference("style", before.style, after.style))
    found += [Difference("note", None, note) for note in after.notes if note not in before.notes]
    return found + [Difference("avoid", None, name) for name in after.avoid if name not in before.avoid]


def edits_between(before: Brief, after: Brief) -> list[Edit]:
    """Edits that lead from one brief to another."""
    edits = [Edit(op="remove", what=name) for name in before.names if after.element(name) is None]
    for element in after.elements:
        edits += _edits_of_element(element, before, after)
    for name in ("scene", "style"):
        value = getattr(after, name)
        if value not in (None, getattr(before, name)):
            edits.append(Edit.model_validate({"op": name, "to": value}))
    return edits


def _edits_of_element(element: Element, before: Brief, after: Brief) -> list[Edit]:
    old = before.element(element.what)
    was = (old or Element(what=element.what)).model_dump()
    values = element.model_dump(exclude_none=True)
    changed = {key: value for key, value in values.items() if key == "what" or was[key] != value}
    relations = [
        {"rel": r.kind, "of": r.object}
        for r in after.relations
        if r.subject == element.what and r not in before.relations
    ]
    first: dict[str, str] = relations[0] if relations else {}
    edits: list[Edit] = []
    if old is None:
        edits.append(Edit.model_validate({"op": "add", **values, **first}))
    elif len(changed) > 1 or relations:
        edits.append(Edit.model_validate({"op": "change", **changed, **first}))
    edits += [Edit.model_validate({"op": "change", "what": element.what, **more}) for more in relations[1:]]
    return edits
