"""The brief: what the picture must show now. A value; edits make a new one."""

from __future__ import annotations

import operator
from collections.abc import Mapping
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

RelationKind = Literal[
    "left of", "right of", "above", "below", "next to", "between", "behind", "in front of", "on", "in", "around",
    "holding", "wearing",
]  # fmt: skip
"""How one thing stands to another, as plans name it. A closed world may have fewer, an open one takes any words."""
POSITIONS: tuple[str, ...] = get_args(RelationKind)[:-2]
"""Those that say where a thing stands."""
AspectKind = Literal["time", "weather", "light", "mood", "framing", "palette", "look", "lettering", "format"]
"""What is said of a whole picture beside its scene and style. "look" is its colouring (sepia), "lettering" what is
written in it, "format" the ratio of its sides ("16:9")."""
ASPECTS: tuple[AspectKind, ...] = get_args(AspectKind)
Words = Annotated[str, Field(min_length=1, max_length=80)]
"""Free words for one attribute."""


class Element(BaseModel):
    """One thing in the picture; every attribute but the name may stay open.

    Attributes:
        what: Its name, which no other element of the brief has: "balloon", or "red balloon" beside a blue one.
        kind: What it is, where its name says more than that: "balloon"; see `noun`.
        doing: What it is doing, as an English gerund: "sleeping".
        attributes: What else is true of it, each in free words: material, clothing, pose, expression, action.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    what: str
    color: str | None = None
    count: int = 1
    size: str | None = None
    place: str | None = None
    doing: str | None = Field(None, exclude_if=operator.not_)
    attributes: tuple[str, ...] = Field((), exclude_if=operator.not_)
    kind: str | None = Field(None, exclude_if=operator.not_)

    @property
    def noun(self) -> str:
        """What it is, without what tells it apart from others of its kind."""
        return self.kind or self.what


class Relation(BaseModel):
    """`subject` is `kind` `object`: balloon above castle, man holding lantern, cat between dog and tree (`second`)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    subject: str
    kind: str = Field(min_length=1, max_length=40)
    object: str
    second: str | None = Field(None, exclude_if=operator.not_)

    @property
    def names(self) -> frozenset[str]:
        """The names of all elements that it speaks of."""
        return frozenset(filter(None, (self.subject, self.object, self.second)))

    @property
    def landmark(self) -> str:
        """What the subject stands to: "castle", "dog and tree"."""
        return f"{self.object} and {self.second}" if self.second else self.object

    def renamed(self, names: Mapping[str, str]) -> Relation:
        """This relation between elements of other names."""
        said = {key: getattr(self, key) for key in ("subject", "object", "second")}
        return self.model_copy(update={key: names.get(name or "", name) for key, name in said.items()})

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
