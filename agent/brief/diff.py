"""What differs between two briefs: for people, and as edits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from agent.brief.edits import Edit
from agent.brief.model import ASPECTS, Brief, Element
from tools.types import Requirement
from tools.vocabulary.colors import head_word


@dataclass(frozen=True)
class Difference:
    """One thing that differs between two briefs; a side is None where the brief has nothing of the kind.

    Attributes:
        subject: The element whose attribute it is, or the kind of an aspect.
    """

    kind: Literal["added", "removed", "changed", "relation", "scene", "style", "note", "avoid", "attribute", "aspect"]
    before: Element | Requirement | str | None = None
    after: Element | Requirement | str | None = None
    subject: str = ""


def differences(before: Brief, after: Brief) -> list[Difference]:
    """What differs: things first, then where they stand to each other, scene, style, notes, and what must be absent."""
    old = {e.what: e for e in before.elements}
    new = {e.what: e for e in after.elements}
    found = [Difference("removed", e) for name, e in old.items() if name not in new]
    found += [Difference("added", None, e) for name, e in new.items() if name not in old]
    found += [one for name, e in new.items() if name in old for one in _changes(old[name], e)]
    found += [
        Difference("relation", None, Requirement(kind="relation", subject=r.subject, value=r.kind, object=r.object))
        for r in after.relations
        if r not in before.relations
    ]
    if before.scene != after.scene:
        found.append(Difference("scene", before.scene, after.scene))
    if before.style != after.style:
        found.append(Difference("style", before.style, after.style))
    found += [
        Difference("aspect", before.aspect(kind), after.aspect(kind), kind)
        for kind in ASPECTS
        if before.aspect(kind) != after.aspect(kind)
    ]
    found += [Difference("note", None, note) for note in after.notes if note not in before.notes]
    return found + [Difference("avoid", None, name) for name in after.avoid if name not in before.avoid]


def _changes(old: Element, new: Element) -> list[Difference]:
    """What differs between two states of a thing: its values together, its attributes one by one."""
    bare = {"attributes": ()}
    before, after = old.model_copy(update=bare), new.model_copy(update=bare)
    found = [Difference("changed", before, after)] if before != after else []
    gained = [words for words in new.attributes if words not in old.attributes]
    for lost in (words for words in old.attributes if words not in new.attributes):
        instead = next((words for words in gained if head_word(words) == head_word(lost)), None)
        gained = [words for words in gained if words != instead]
        found.append(Difference("attribute", lost, instead, new.what))
    return found + [Difference("attribute", None, words, new.what) for words in gained]


def edits_between(before: Brief, after: Brief) -> list[Edit]:
    """Edits that lead from one brief to another."""
    edits = [Edit(op="remove", what=name) for name in before.names if after.element(name) is None]
    for element in after.elements:
        edits += _edits_of_element(element, before, after)
    for name in ("scene", "style"):
        value = getattr(after, name)
        if value not in (None, getattr(before, name)):
            edits.append(Edit.model_validate({"op": name, "to": value}))
    for kind in ASPECTS:
        words = after.aspect(kind)
        if words != before.aspect(kind):
            edits.append(Edit(op=kind, to=words) if words else Edit(op="clear", what=kind))
    return edits


def _edits_of_element(element: Element, before: Brief, after: Brief) -> list[Edit]:
    old = before.element(element.what)
    known = old or Element(what=element.what)
    was = known.model_dump()
    values = element.model_dump(exclude_none=True)
    changed = {key: value for key, value in values.items() if key == "what" or was.get(key) != value}
    changed |= {
        key: words
        for key, words in (
            ("attributes", tuple(one for one in element.attributes if one not in known.attributes)),
            ("without", tuple(one for one in known.attributes if one not in element.attributes)),
        )
        if words
    }
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
