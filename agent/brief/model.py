"""The brief: what the picture must show now. A value; edits make a new one."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

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
    """Requirements carried from turn to turn. Its words are free; a closed vocabulary checks them elsewhere."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    elements: tuple[Element, ...] = ()
    relations: tuple[Relation, ...] = ()
    scene: str | None = None
    style: str | None = None
    notes: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its elements, in order."""
        return tuple(element.what for element in self.elements)

    def element(self, what: str) -> Element | None:
        """The element of that name, or None."""
        return next((e for e in self.elements if e.what == what), None)

    def merge(self, other: Brief) -> Brief:
        """This brief with the elements of `other` that it lacks, and its scene and style where it has none."""
        more = tuple(e for e in other.elements if self.element(e.what) is None)
        update = {
            "elements": (*self.elements, *more),
            "scene": self.scene or other.scene,
            "style": self.style or other.style,
        }
        return self.model_copy(update=update)
