"""What differs between two briefs: for people, and as edits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from agent.brief.edits import Edit
from agent.brief.kinds import pairs
from agent.brief.model import ASPECTS, Brief, Element, Relation
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
    paired = pairs(before, after)
    called = {old.what: new.what for old, new in paired if old and new}
    known = {relation.renamed(called) for relation in before.relations}
    found = [Difference("removed", old) for old, new in paired if new is None]
    found += [Difference("added", None, new) for old, new in paired if old is None]
    found += [one for old, new in paired if old and new for one in _changes(old, new)]
    found += [Difference("relation", None, relation_asked(r)) for r in after.relations if r not in known]
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


def relation_asked(relation: Relation) -> Requirement:
    """What a relation asks of a picture."""
    return Requirement(kind="relation", subject=relation.subject, value=relation.kind, object=relation.landmark)


def _changes(old: Element, new: Element) -> list[Difference]:
    """What differs between two states of a thing: its values together, its attributes one by one."""
    bare = {"attributes": (), "what": old.noun, "kind": None}
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
    paired = pairs(before, after)
    edits = [Edit(op="remove", what=old.what) for old, new in paired if old and new is None]
    for old, new in paired:
        edits += _edits_of_element(old, new, before, after) if new else []
    for name in ("scene", "style"):
        value = getattr(after, name)
        if value not in (None, getattr(before, name)):
            edits.append(Edit.model_validate({"op": name, "to": value}))
    for kind in ASPECTS:
        words = after.aspect(kind)
        if words != before.aspect(kind):
            edits.append(Edit(op=kind, to=words) if words else Edit(op="clear", what=kind))
    return edits


def _edits_of_element(old: Element | None, element: Element, before: Brief, after: Brief) -> list[Edit]:
    known = old or Element(what=element.noun)
    was = known.model_dump() | {"what": known.what}
    values = {**element.model_dump(exclude_none=True, exclude={"kind"}), "what": known.what}
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
        {"rel": r.kind, "of": r.landmark}
        for r in after.relations
        if r.subject == element.what and r not in before.relations
    ]
    first: dict[str, str] = relations[0] if relations else {}
    edits: list[Edit] = []
    if old is None:
        edits.append(Edit.model_validate({"op": "add", **values, **first}))
    elif len(changed) > 1 or relations:
        edits.append(Edit.model_validate({"op": "change", **changed, **first}))
    edits += [Edit.model_validate({"op": "change", "what": known.what, **more}) for more in relations[1:]]
    return edits
