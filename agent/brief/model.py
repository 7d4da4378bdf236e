"""The brief: what the picture must show now. A value; edits make a new one."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from tools.types import with_article
from tools.vocabulary.storybook import lexicon

RelationKind = Literal["left of", "right of", "above", "below"]


class Element(BaseModel):
    """One thing in the picture; every attribute but the name may stay open."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    what: str
    color: str | None = None
    count: int = 1
    size: str | None = None
    place: str | None = None


class Relation(BaseModel):
    """`subject` is `kind` `object`, e.g. balloon above castle."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    subject: str
    kind: RelationKind
    object: str


class Brief(BaseModel):
    """Requirements carried across turns. The words are free; the pocket's world is checked elsewhere."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    elements: tuple[Element, ...] = ()
    relations: tuple[Relation, ...] = ()
    scene: str | None = None
    style: str | None = None
    notes: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()

    def element(self, what: str) -> Element | None:
        """The element of that name, or None."""
        return next((e for e in self.elements if e.what == what), None)


NUMBERS = {1: "a", 2: "two", 3: "three", 4: "four"}
PLACE_WORDS = {
    "left": "on the left", "right": "on the right", "center": "in the center",
    "top": "at the top", "bottom": "at the bottom",
}  # fmt: skip


def element_phrase(element: Element) -> str:
    """One element in words: "two small red balloons on the left"."""
    noun = element.what if element.count == 1 else lexicon.plural(element.what)
    number = NUMBERS.get(element.count, str(element.count))
    words = [element.size, element.color, noun, PLACE_WORDS.get(element.place or "", element.place)]
    text = " ".join(word for word in words if word)
    return with_article(text, element.what) if element.count == 1 else f"{number} {text}"


def brief_prompt(brief: Brief) -> str:
    """The brief in the painter's words, every requirement once, in a fixed order."""
    parts = [element_phrase(element) for element in brief.elements]
    parts += [f"the {r.subject} {r.kind} the {r.object}" for r in brief.relations]
    if brief.scene:
        parts.append(f"{brief.scene} scene")
    if brief.style:
        parts.append(f"{brief.style} style")
    return ", ".join([*parts, *brief.notes])
