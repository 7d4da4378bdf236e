"""The brief: what the picture must show now. A value; edits make a new one."""

from __future__ import annotations

import operator
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

RelationKind = Literal["left of", "right of", "above", "below"]
"""Where one thing stands to another: all relations that a closed world has. In an open one any words will do."""
POSITIONS: tuple[str, ...] = get_args(RelationKind)
AspectKind = Literal["time", "light", "mood", "framing", "palette", "lettering", "format"]
"""What is said of a whole picture beside its scene and style. "lettering" is what is written in it, "format" the ratio
of its sides ("16:9")."""
ASPECTS: tuple[AspectKind, ...] = get_args(AspectKind)
Words = Annotated[str, Field(min_length=1, max_length=80)]
"""Free words for one attribute."""


class Element(BaseModel):
    """One thing in the picture; every attribute but the name may stay open.

    Attributes:
        attributes: What else is true of it, each in free words: material, clothing, pose, expression, action.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    what: str
    color: str | None = None
    count: int = 1
    size: str | None = None
    place: str | None = None
    attributes: tuple[str, ...] = Field((), exclude_if=operator.not_)


class Relation(BaseModel):
    """`subject` is `kind` `object`: balloon above castle, man holding lantern."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    subject: str
    kind: str = Field(min_length=1, max_length=40)
    object: str

    @property
    def is_position(self) -> bool:
        """Whether it says where its subject stands, so that it ends when that moves."""
        return self.kind in POSITIONS


class Brief(BaseModel):
    """Requirements carried from turn to turn. Its words are free; a closed vocabulary checks them elsewhere.

    Attributes:
        scene: The setting.
        style: The medium and its manner.
        notes: Wishes that fit nowhere else.
        avoid: Things that must be absent.
        aspects: At most one of each kind, in the order of `ASPECTS`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    elements: tuple[Element, ...] = ()
    relations: tuple[Relation, ...] = ()
    scene: str | None = None
    style: str | None = None
    notes: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    aspects: tuple[tuple[AspectKind, str], ...] = Field((), exclude_if=operator.not_)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its elements, in order."""
        return tuple(element.what for element in self.elements)

    def element(self, what: str) -> Element | None:
        """The element of that name, or None."""
        return next((e for e in self.elements if e.what == what), None)

    def aspect(self, kind: AspectKind) -> str | None:
        """What is said of an aspect, or None."""
        return dict(self.aspects).get(kind)

    def with_aspect(self, kind: AspectKind, words: str | None) -> Brief:
        """This brief with other words for an aspect, or without it."""
        said = {**dict(self.aspects), kind: words}
        aspects = tuple((one, value) for one in ASPECTS if (value := said.get(one)))
        return self.model_copy(update={"aspects": aspects})

    def merge(self, other: Brief) -> Brief:
        """This brief with the elements of `other` that it lacks, and its scene and style where it has none."""
        more = tuple(e for e in other.elements if self.element(e.what) is None)
        update = {
            "elements": (*self.elements, *more),
            "scene": self.scene or other.scene,
            "style": self.style or other.style,
        }
        return self.model_copy(update=update)
