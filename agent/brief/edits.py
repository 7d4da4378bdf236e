"""Edits: what one message changes in the brief, how they apply, and their words for an editor model."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from agent.brief.model import Brief, Element, Relation, RelationKind, element_phrase
from tools.vocabulary.storybook import lexicon

Operation = Literal["add", "remove", "change", "replace", "scene", "style", "avoid", "note"]


_WHY = {
    "absent": ("There is no {what} in the picture (there is: {there}).", "图里没有{what}（有的是：{there}）。"),
    "beside": ("There is no {what} in the picture to stand beside.", "图里没有{what}可以挨着。"),
    "one_kind": (
        "There is {what} already, and I can keep only one kind of it at a time.",
        "图里已经有{what}了，同一样东西只能有一种。",
    ),
    "present": ("There is a {what} in the picture already.", "图里已经有{what}了。"),
    "add": ("What should be added?", "要加什么？"),
    "replacement": ("What should replace the {what}?", "{what}要换成什么？"),
    "scene": ("Which scene?", "换成什么场景？"), "style": ("Which style?", "换成什么风格？"),
    "nothing": ("There is no picture yet; say what to paint.", "还没有画，说说想画什么。"),
    "unnamed": ("Name at least one thing to paint.", "说说至少要画一样什么东西。"),
    "own": (
        "This picture is your own, and painted anew it would be lost; I can give it a look instead: watercolor, oil, "
        "sketch, pixel, woodcut, mosaic …",
        "这是你自己的图，重画就没了；我可以给它换种画法：水彩、油画、素描、像素、木刻、马赛克……",
    ),
    "only": (
        "There is only one thing left; say “draw …” to start a new picture.", "只剩一样东西了，说“画……”可以重新开始。",
    ),
}  # fmt: skip


class EditError(ValueError):
    """An edit that can't apply to the brief: why, and the world's words in the reason."""

    def __init__(self, why: str, *what: str, there: tuple[str, ...] = ()) -> None:
        super().__init__(why, *what)
        self.why, self.what, self.there = why, what, there

    def say(self, lang: str) -> str:
        """The reason as a sentence in English ("en") or Chinese ("zh")."""
        english, chinese = _WHY[self.why]
        if lang == "zh":
            there = "、".join(map(lexicon.chinese, self.there)) or "还没有东西"
            return chinese.format(what="".join(map(lexicon.chinese, self.what)), there=there)
        return english.format(what=" ".join(self.what), there=", ".join(self.there) or "nothing yet")

    def __str__(self) -> str:
        return self.say("en")


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
        raise EditError("absent", what or "such thing", there=tuple(e.what for e in brief.elements))
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
        other = {k: v for k, v in edit.attributes.items() if k != "count" and v != getattr(old, k)}
        if other:
            raise EditError("one_kind", *([old.color] if old.color else []), old.what)
        new = old.model_copy(update={"count": old.count + (edit.count or 1)})
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


def edit_instruction(brief: Brief, edit: Edit) -> str:
    """One edit in an editor model's words; `brief` is the brief it applies to."""
    match edit.op:
        case "add":
            words = element_phrase(Element.model_validate({"what": edit.what, **edit.attributes}))
            return f"add {words}" + (f" {edit.rel} the {edit.of}" if edit.rel and edit.of else "")
        case "remove" | "avoid":
            return f"remove the {edit.what or edit.to}"
        case "replace":
            words = element_phrase(Element.model_validate({"what": edit.to, **edit.attributes}))
            return f"replace the {edit.what} with {words}"
        case "scene" | "style":
            return f"change the {edit.op} to {edit.to}"
        case "note":
            return edit.to or ""
        case "change":
            values = [str(v) for k, v in edit.attributes.items() if k in ("size", "color")]
            parts = [f"make the {edit.what} {' and '.join(values)}"] if values else []
            if edit.count:
                parts.append(f"show {element_phrase(Element(what=edit.what or '', count=edit.count))}")
            if edit.place:
                parts.append(f"move the {edit.what} to the {edit.place}")
            if edit.rel and edit.of:
                parts.append(f"move the {edit.what} {edit.rel} the {edit.of}")
            return ", ".join(parts) or "no change"


def edit_instructions(brief: Brief, edits: list[Edit]) -> str:
    """All edits in an editor model's words."""
    return "; ".join(edit_instruction(brief, edit) for edit in edits) or "no change"
