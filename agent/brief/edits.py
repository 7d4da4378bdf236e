"""Edits: what one message changes in the brief, and how they apply."""

from __future__ import annotations

import operator
import re
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from agent.brief.model import ASPECTS, AspectKind, Brief, Element, Relation, Words
from agent.brief.picture_format import parse_format
from tools.vocabulary.colors import recolors

ClosedOperation = Literal["add", "remove", "change", "replace", "scene", "style", "avoid", "note"]
"""Operations of a closed world."""
Operation = Literal[ClosedOperation, AspectKind, "clear"]
"""Operations of an open world: an aspect's kind says what it is to be, "clear" takes back what was said of one."""
CLEARED = ("scene", "style", *ASPECTS, "notes", "avoid")
"""What can be taken back."""


Reason = Literal[
    "absent", "beside", "one_kind", "present", "add", "replacement", "scene", "style", "nothing", "unnamed", "upload",
    "empty", "aspect", "format", "unset",
]  # fmt: skip
"""Why an edit can't be made; `agent.messages` has a sentence for each."""


class EditError(ValueError):
    """An edit that can't be made.

    Attributes:
        reason: Why.
        what: The words that the reason is about.
        present: What the picture shows instead, where that helps.
        example: What could be asked for instead.
    """

    def __init__(
        self, reason: Reason, *what: str, present: tuple[str, ...] = (), example: Element | None = None
    ) -> None:
        super().__init__(reason, *what)
        self.reason, self.what, self.present, self.example = reason, what, present, example


class Edit(BaseModel):
    """One change of the brief. `to` holds the new thing, scene, style, aspect or note where the operation needs one.

    Attributes:
        attributes: What is to be true of its thing, in free words.
        without: What of that is to be true no longer, in the brief's words.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    op: Operation
    what: str | None = Field(None, max_length=60)
    to: str | None = Field(None, max_length=200)
    color: str | None = Field(None, max_length=30)
    count: int | None = Field(None, ge=1, le=99)
    size: str | None = Field(None, max_length=30)
    place: str | None = Field(None, max_length=40)
    rel: str | None = Field(None, max_length=40)
    of: str | None = Field(None, max_length=60)
    attributes: tuple[Words, ...] = Field((), max_length=12, exclude_if=operator.not_)
    without: tuple[Words, ...] = Field((), max_length=12, exclude_if=operator.not_)

    @field_validator("attributes", "without", mode="before")
    @classmethod
    def _as_list(cls, value: object) -> object:
        """Several words in one text, as language models write them, apart."""
        return (
            [word.strip() for word in re.split("[,，、]", value) if word.strip()] if isinstance(value, str) else value
        )

    @property
    def values(self) -> dict[str, str | int]:
        """Colour, count, size and place, as far as this edit sets them."""
        values = {"color": self.color, "count": self.count, "size": self.size, "place": self.place}
        return {key: value for key, value in values.items() if value is not None}

    @property
    def describes(self) -> bool:
        """Whether it says what its thing is like."""
        return bool(self.values or self.attributes or self.without)


def _need(brief: Brief, what: str | None) -> Element:
    found = brief.element(what or "")
    if found is None:
        raise EditError("absent", what or "such thing", present=brief.names)
    return found


def _with_relation(relations: tuple[Relation, ...], edit: Edit, subject: str) -> tuple[Relation, ...]:
    if edit.rel is None or edit.of is None or edit.of == subject:
        return relations
    new, pair = Relation(subject=subject, kind=edit.rel, object=edit.of), {subject, edit.of}
    # Of two words on where they stand the newer holds, and so of two on what they do; a man may hold what is above him.
    kept = tuple(r for r in relations if {r.subject, r.object} != pair or r.is_position != new.is_position)
    return (*kept, new)


def _described(element: Element, edit: Edit) -> tuple[str, ...]:
    """An element's attributes after an edit; a thing has one colour, so that another takes the place of the old."""
    new = list(edit.attributes)
    attributes: list[str] = []
    for old in element.attributes:
        other = next((one for one in new if recolors(one, old)), None)
        if other is not None:
            attributes.append(other)
        elif old not in edit.without:
            attributes.append(old)
    return tuple(dict.fromkeys([*attributes, *new]))


def element_of(edit: Edit, name: str) -> Element:
    """The new thing of that name that an edit describes."""
    return Element.model_validate({"what": name, **edit.values, "attributes": edit.attributes})


def _add(brief: Brief, edit: Edit) -> Brief:
    if not edit.what:
        raise EditError("add")
    old = brief.element(edit.what)
    if old is not None:
        new = old.model_copy(update={"count": old.count + (edit.count or 1)})
        other = {k: v for k, v in edit.values.items() if k != "count" and v != getattr(old, k)}
        if other or set(edit.attributes) - set(old.attributes):
            raise EditError("one_kind", old.what, example=new)
        elements = tuple(new if e is old else e for e in brief.elements)
    else:
        elements = (*brief.elements, element_of(edit, edit.what))
    avoid = tuple(a for a in brief.avoid if a != edit.what)
    relations = _with_relation(brief.relations, edit, edit.what)
    return brief.model_copy(update={"elements": elements, "relations": relations, "avoid": avoid})


def _remove(brief: Brief, edit: Edit) -> Brief:
    gone = _need(brief, edit.what).what
    return brief.model_copy(
        update={
            "elements": tuple(e for e in brief.elements if e.what != gone),
            "relations": tuple(r for r in brief.relations if gone not in (r.subject, r.object)),
        }
    )


def _change(brief: Brief, edit: Edit) -> Brief:
    old = _need(brief, edit.what)
    new = old.model_copy(update={**edit.values, "attributes": _described(old, edit)})
    elements = tuple(new if e is old else e for e in brief.elements)
    relations = brief.relations
    if edit.place:
        # A thing that is moved need no longer stand where it stood to its neighbours.
        relations = tuple(r for r in relations if not (r.is_position and old.what in (r.subject, r.object)))
    return brief.model_copy(update={"elements": elements, "relations": _with_relation(relations, edit, old.what)})


def _replace(brief: Brief, edit: Edit) -> Brief:
    old = _need(brief, edit.what)
    if not edit.to:
        raise EditError("replacement", old.what)
    if edit.to != old.what and brief.element(edit.to):
        raise EditError("present", edit.to)
    new = old.model_copy(update={"color": None, **edit.values, "what": edit.to, "attributes": _described(old, edit)})

    def renamed(name: str) -> str:
        return new.what if name == old.what else name

    relations = tuple(
        r.model_copy(update={"subject": renamed(r.subject), "object": renamed(r.object)}) for r in brief.relations
    )
    elements = tuple(new if e is old else e for e in brief.elements)
    avoid = tuple(a for a in brief.avoid if a != edit.to)
    return brief.model_copy(update={"elements": elements, "relations": relations, "avoid": avoid})


def _clear(brief: Brief, kind: str) -> Brief:
    if kind in ("scene", "style") and getattr(brief, kind):
        return brief.model_copy(update={kind: None})
    if kind in ("notes", "avoid") and getattr(brief, kind):
        return brief.model_copy(update={kind: ()})
    known = next((one for one, _ in brief.aspects if one == kind), None)
    if known is None:
        raise EditError("unset", kind)
    return brief.with_aspect(known, None)


def _set_aspect(brief: Brief, kind: AspectKind, words: str | None) -> Brief:
    said = (words or "").strip()
    if kind == "lettering":
        said = said.strip("\"“”'‘’「」『』")
    if not said:
        raise EditError("aspect", kind)
    if kind == "format":
        said = parse_format(said) or ""
        if not said:
            raise EditError("format", words or "")
    return brief.with_aspect(kind, said)


def _apply_one(brief: Brief, edit: Edit) -> Brief:
    match edit.op:
        case "add":
            return _add(brief, edit)
        case "remove":
            return _remove(brief, edit)
        case "change":
            return _change(brief, edit)
        case "replace":
            return _replace(brief, edit)
        case "scene" | "style":
            if not edit.to:
                raise EditError(edit.op)
            return brief.model_copy(update={edit.op: edit.to})
        case "note":
            return brief.model_copy(update={"notes": (*brief.notes, edit.to)}) if edit.to else brief
        case "avoid":
            name = edit.what or edit.to or ""
            kept = tuple(e for e in brief.elements if e.what != name)
            relations = tuple(r for r in brief.relations if name not in (r.subject, r.object))
            avoid = (*(a for a in brief.avoid if a != name), name)
            return brief.model_copy(update={"elements": kept, "relations": relations, "avoid": avoid})
        case "clear":
            return _clear(brief, edit.what or edit.to or "")
        case _:
            return _set_aspect(brief, edit.op, edit.to)


def apply_edits(brief: Brief, edits: list[Edit]) -> Brief:
    """The brief after all edits, in order.

    Raises:
        EditError: when an edit names something that is not there or leaves out what it needs.
    """
    for edit in edits:
        brief = _apply_one(brief, edit)
    return brief
