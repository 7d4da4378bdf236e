"""Edits: what one message changes in the brief, and how they apply."""

from __future__ import annotations

import operator
import re
from collections.abc import Collection, Iterable
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from agent.brief.kinds import named_apart, of_kind
from agent.brief.model import ASPECTS, AspectKind, Brief, Element, Relation, Words
from agent.brief.picture_format import parse_format
from tools.vocabulary.colors import recolors

ClosedOperation = Literal[
    "add", "remove", "change", "replace", "scene", "style", "avoid", "note", "time", "weather", "look", "keep", "swap",
    "take", "clear",
]  # fmt: skip
"""Operations of a closed world.

The kind of an aspect says what it is to be, "clear" takes back what was said of one. "keep" removes everything else,
"swap" exchanges colours or places, "take" brings a thing over from another picture.
"""
Operation = Literal[ClosedOperation, AspectKind]
"""Operations of an open world."""
CLEARED = ("scene", "style", *ASPECTS, "notes", "avoid")
"""What can be taken back."""


Reason = Literal[
    "absent", "beside", "one_kind", "present", "add", "replacement", "scene", "style", "nothing", "unnamed", "upload",
    "empty", "aspect", "format", "unset", "swap_color", "swap_place", "swap_pair",
    "same", "not_in",
]  # fmt: skip
"""Why an edit can't be made; `agent.messages` has a sentence for each."""


class EditError(ValueError):
    """An edit that can't be made.

    Attributes:
        reason: Why.
        what: The words that the reason is about.
        present: What the picture shows instead, where that helps.
        example: What could be asked for instead.
        picture: The number of the picture that it is about, where that is another one.
    """

    def __init__(
        self,
        reason: Reason,
        *what: str,
        present: tuple[str, ...] = (),
        example: Element | None = None,
        picture: int | None = None,
    ) -> None:
        super().__init__(reason, *what)
        self.reason, self.what, self.present, self.example, self.picture = reason, what, present, example, picture


class Edit(BaseModel):
    """One change of the brief. `to` holds the new thing, scene, style, aspect or note where the operation needs one.

    Attributes:
        of: What its thing is placed by ("cat and dog" of "between"), or swaps with.
        doing: What its thing is doing, as an English gerund.
        source: The number of the picture that it takes its thing from; "from" on the wire.
        attributes: What is to be true of its thing, in free words.
        without: What of that is to be true no longer, in the brief's words.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True)

    op: Operation
    what: str | None = Field(None, max_length=60)
    to: str | None = Field(None, max_length=200)
    color: str | None = Field(None, max_length=30)
    count: int | None = Field(None, ge=1, le=99)
    size: str | None = Field(None, max_length=30)
    place: str | None = Field(None, max_length=40)
    rel: str | None = Field(None, max_length=40)
    of: str | None = Field(None, max_length=120)
    doing: str | None = Field(None, max_length=40, exclude_if=operator.not_)
    source: int | None = Field(None, ge=1, le=9999, alias="from", exclude_if=operator.not_)
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
        """Colour, count, size, place and doing, as far as this edit sets them."""
        values = {key: getattr(self, key) for key in ("color", "count", "size", "place", "doing")}
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


def landmarks(of: str, names: Collection[str]) -> tuple[str, str | None]:
    """The one or two things that something stands to: "cat and dog" are two, unless that is one thing's name."""
    if of in names or " and " not in of:
        return of, None
    parts = of.split(" and ")
    ways = [(" and ".join(parts[:at]), " and ".join(parts[at:])) for at in range(1, len(parts))]
    return next((way for way in ways if way[0] in names and way[1] in names), ways[0])


def _with_relation(
    relations: tuple[Relation, ...], edit: Edit, subject: str, names: Collection[str]
) -> tuple[Relation, ...]:
    if edit.rel is None or edit.of is None or edit.of == subject:
        return relations
    first, second = landmarks(edit.of, names) if edit.rel == "between" else (edit.of, None)
    new = Relation(subject=subject, kind=edit.rel, object=first, second=second)
    # Of two words on where they stand the newer holds, and so of two on what they do; a man may hold what is above him.
    kept = tuple(r for r in relations if r.names != new.names or r.is_position != new.is_position)
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


def _add(brief: Brief, edit: Edit, kinds: bool) -> Brief:
    if not edit.what:
        raise EditError("add")
    new = element_of(edit, edit.what)
    old = _like(brief, edit)
    if old is None and not kinds and brief.element(edit.what):
        known = _need(brief, edit.what)
        raise EditError("one_kind", known.what, example=known.model_copy(update={"count": known.count + new.count}))
    avoid = tuple(a for a in brief.avoid if a != edit.what)
    if old is not None:
        more = old.model_copy(update={"count": old.count + (edit.count or 1)})
        elements = tuple(more if e is old else e for e in brief.elements)
        relations = _with_relation(brief.relations, edit, old.what, brief.names)
        return brief.model_copy(update={"elements": elements, "relations": relations, "avoid": avoid})
    alone = brief.element(edit.what) is None
    new = new if alone else new.model_copy(update={"what": f"new {edit.what}", "kind": edit.what})
    elements = (*brief.elements, new)
    names = tuple(element.what for element in elements)
    relations = _with_relation(brief.relations, edit, new.what, names)
    return brief.model_copy(update={"elements": elements, "relations": relations, "avoid": avoid})


def _like(brief: Brief, edit: Edit) -> Element | None:
    """The element of which an edit adds some more: it says nothing of them that is not true of it."""
    said = {key: value for key, value in edit.values.items() if key != "count"}
    for element in of_kind(brief, edit.what or ""):
        same = all(getattr(element, key) == value for key, value in said.items())
        if same and not set(edit.attributes) - set(element.attributes):
            return element
    return None


def _without(brief: Brief, gone: str) -> Brief:
    return brief.model_copy(
        update={
            "elements": tuple(e for e in brief.elements if e.what != gone),
            "relations": tuple(r for r in brief.relations if gone not in r.names),
        }
    )


def _change(brief: Brief, edit: Edit) -> Brief:
    old = _need(brief, edit.what)
    new = old.model_copy(update={**edit.values, "attributes": _described(old, edit)})
    elements = tuple(new if e is old else e for e in brief.elements)
    relations = brief.relations
    if edit.place:
        # A thing that is moved need no longer stand where it stood to its neighbours.
        relations = tuple(r for r in relations if not (r.is_position and old.what in r.names))
    relations = _with_relation(relations, edit, old.what, brief.names)
    return brief.model_copy(update={"elements": elements, "relations": relations})


def _replace(brief: Brief, edit: Edit, kinds: bool) -> Brief:
    old = _need(brief, edit.what)
    if not edit.to:
        raise EditError("replacement", old.what)
    if edit.to != old.noun and brief.element(edit.to) and not kinds:
        raise EditError("present", edit.to)
    update = {"color": None, "doing": None, **edit.values, "kind": edit.to, "attributes": _described(old, edit)}
    elements = tuple(e.model_copy(update=update) if e is old else e for e in brief.elements)
    return brief.model_copy(update={"elements": elements, "avoid": tuple(a for a in brief.avoid if a != edit.to)})


def _swap(brief: Brief, edit: Edit) -> Brief:
    """Two things with each other's colours or places, and what is said of where they stand."""
    one, other = _need(brief, edit.what), _need(brief, edit.of)
    kind = "color" if edit.to == "color" else "place"
    values = getattr(one, kind), getattr(other, kind)
    names = {one.what: other.what, other.what: one.what}
    related = [r for r in brief.relations if kind == "place" and r.is_position and r.names & names.keys()]
    swapped = {one.what: values[1], other.what: values[0]}
    elements = tuple(e.model_copy(update={kind: swapped[e.what]}) if e.what in swapped else e for e in brief.elements)
    relations = tuple(r.renamed(names) if r in related else r for r in brief.relations)
    return brief.model_copy(update={"elements": elements, "relations": relations})


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


def _apply_one(brief: Brief, edit: Edit, kinds: bool) -> Brief:
    match edit.op:
        case "add":
            return _add(brief, edit, kinds)
        case "remove":
            return _without(brief, _need(brief, edit.what).what)
        case "change":
            return _change(brief, edit)
        case "replace":
            return _replace(brief, edit, kinds)
        case "swap":
            return _swap(brief, edit)
        case "avoid":
            name = edit.what or edit.to or ""
            avoid = (*(a for a in brief.avoid if a != name), name)
            return _without(brief, name).model_copy(update={"avoid": avoid})
        case "keep" | "take":
            raise ValueError(f"{edit.op} is read as other edits first")
        case _:
            return _apply_to_whole(brief, edit)


def _apply_to_whole(brief: Brief, edit: Edit) -> Brief:
    match edit.op:
        case "scene" | "style":
            if not edit.to:
                raise EditError(edit.op)
            return brief.model_copy(update={edit.op: edit.to})
        case "note":
            return brief.model_copy(update={"notes": (*brief.notes, edit.to)}) if edit.to else brief
        case "clear":
            return _clear(brief, edit.what or edit.to or "")
        case kind if kind in ASPECTS:
            return _set_aspect(brief, kind, edit.to)
    return brief


def apply_together(brief: Brief, edits: Iterable[Edit], kinds: bool = True) -> Brief:
    """The brief after edits that all mean it as it is: each element keeps its name until the last of them.

    Args:
        brief: What they start from.
        edits: Without "keep" and "take".
        kinds: Whether things of one kind may differ.

    Raises:
        EditError: see `apply_edits`.
    """
    for edit in edits:
        brief = _apply_one(brief, edit, kinds)
    return named_apart(brief)


def apply_edits(brief: Brief, edits: Iterable[Edit], kinds: bool = True) -> Brief:
    """The brief after all edits, in order.

    Args:
        brief: What they start from.
        edits: Without "keep" and "take", which `agent.brief.resolution` reads as others.
        kinds: Whether things of one kind may differ.

    Raises:
        EditError: when an edit names something that is not there or leaves out what it needs.
    """
    for edit in edits:
        brief = apply_together(brief, [edit], kinds)
    return brief
