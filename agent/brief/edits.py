"""Edits: what one message changes in the brief, and how they apply."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from agent.brief.model import Brief, Element, Relation, RelationKind

Operation = Literal["add", "remove", "change", "replace", "scene", "style", "avoid", "note"]


Reason = Literal[
    "absent", "beside", "one_kind", "present", "add", "replacement", "scene", "style", "nothing", "unnamed", "upload",
    "empty",
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
    """One change of the brief. `to` holds the new thing, scene, style or note where the operation needs one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    op: Operation
    what: str | None = Field(None, max_length=60)
    to: str | None = Field(None, max_length=200)
    color: str | None = Field(None, max_length=30)
    count: int | None = Field(None, ge=1, le=99)
    size: str | None = Field(None, max_length=30)
    place: str | None = Field(None, max_length=40)
    rel: RelationKind | None = None
    of: str | None = Field(None, max_length=60)

    @property
    def attributes(self) -> dict[str, str | int]:
        """Only the element attributes that this edit sets."""
        values = {"color": self.color, "count": self.count, "size": self.size, "place": self.place}
        return {key: value for key, value in values.items() if value is not None}


def _need(brief: Brief, what: str | None) -> Element:
    found = brief.element(what or "")
    if found is None:
        raise EditError("absent", what or "such thing", present=brief.names)
    return found


def _with_relation(relations: tuple[Relation, ...], edit: Edit, subject: str) -> tuple[Relation, ...]:
    if edit.rel is None or edit.of is None or edit.of == subject:
        return relations
    kept = tuple(r for r in relations if (r.subject, r.object) not in {(subject, edit.of), (edit.of, subject)})
    return (*kept, Relation(subject=subject, kind=edit.rel, object=edit.of))


def _add(brief: Brief, edit: Edit) -> Brief:
    if not edit.what:
        raise EditError("add")
    old = brief.element(edit.what)
    if old is not None:
        new = old.model_copy(update={"count": old.count + (edit.count or 1)})
        other = {k: v for k, v in edit.attributes.items() if k != "count" and v != getattr(old, k)}
        if other:
            raise EditError("one_kind", old.what, example=new)
        elements = tuple(new if e is old else e for e in brief.elements)
    else:
        elements = (*brief.elements, Element.model_validate({"what": edit.what, **edit.attributes}))
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
    elements = tuple(e.model_copy(update=edit.attributes) if e is old else e for e in brief.elements)
    relations = brief.relations
    if edit.place:
        # A thing that is moved need no longer stand where it stood to its neighbours.
        relations = tuple(r for r in relations if old.what not in (r.subject, r.object))
    return brief.model_copy(update={"elements": elements, "relations": _with_relation(relations, edit, old.what)})


def _replace(brief: Brief, edit: Edit) -> Brief:
    old = _need(brief, edit.what)
    if not edit.to:
        raise EditError("replacement", old.what)
    if edit.to != old.what and brief.element(edit.to):
        raise EditError("present", edit.to)
    new = old.model_copy(update={"color": None, **edit.attributes, "what": edit.to})

    def renamed(name: str) -> str:
        return new.what if name == old.what else name

    relations = tuple(
        r.model_copy(update={"subject": renamed(r.subject), "object": renamed(r.object)}) for r in brief.relations
    )
    elements = tuple(new if e is old else e for e in brief.elements)
    avoid = tuple(a for a in brief.avoid if a != edit.to)
    return brief.model_copy(update={"elements": elements, "relations": relations, "avoid": avoid})


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


def apply_edits(brief: Brief, edits: list[Edit]) -> Brief:
    """The brief after all edits, in order.

    Raises:
        EditError: when an edit names something that is not there or leaves out what it needs.
    """
    for edit in edits:
        brief = _apply_one(brief, edit)
    return brief
