"""What a picture is to show and what an edit changes, as structure, for painters that need no English.

The packaged painters take these beside the prompt: what must be in the picture then need not be read back from words.
"""

from __future__ import annotations

import operator
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_serializer

Freedom = Literal["color", "size", "cell"]
"""What of a thing an edit sets; "cell" is where it stands."""
Tone = Literal["light", "medium light", "medium", "medium dark", "dark"]
"""Skin tones of people."""


class ThingSpec(BaseModel):
    """One kind of thing in the picture, in the vocabulary's own name; None where nothing is said.

    Attributes:
        certain: False where the word may stand for something else ("orange" may be a colour).
        key: What relations and edits call it, where that is not its name: "red balloon" beside a blue one.
        place: Where on the page it is: "left", "top left", "background".
        doing: What it is doing, as an English gerund.
        tone: A person's skin tone.
        flock: Whether the many stand together as a flock.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    count: int | None = None
    color: str | None = None
    size: str | None = None
    certain: bool = True
    key: str | None = None
    place: str | None = None
    doing: str | None = None
    tone: Tone | None = None
    flock: bool = False

    @property
    def called(self) -> str:
        """What relations and edits call it."""
        return self.key or self.name


class RelationSpec(BaseModel):
    """How one thing stands to another, each by what it is called: see `ThingSpec.called`.

    Attributes:
        second: The other thing of "between".
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    subject: str
    kind: str
    object: str
    second: str | None = None


class ContentSpec(BaseModel):
    """What a picture shows: things in the order they are named, how they stand to each other, and its whole.

    Attributes:
        scene: The place.
        time: The time of day.
        look: The whole picture's colouring: "sepia".
        unknown: Words that the vocabulary does not have.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    things: tuple[ThingSpec, ...] = ()
    scene: str | None = None
    style: str | None = None
    unknown: tuple[str, ...] = ()
    relations: tuple[RelationSpec, ...] = ()
    time: str | None = None
    weather: str | None = None
    look: str | None = None

    @property
    def names(self) -> frozenset[str]:
        """All names, the uncertain ones too."""
        return frozenset(thing.name for thing in self.things)


class ChangeSpec(BaseModel):
    """What an edit changes; things are meant by what they are called before it.

    Attributes:
        freed: By thing what of it may change; nothing named means that it is placed anew, colour and all.
        replaced: By a new thing the one whose place it takes.
        mentioned: Every thing that the edit speaks of, also as a landmark.
        scene: Whether the scene changes.
        style: Whether the style changes.
        whole: What else of the whole picture changes: "time", "weather", "look".
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    freed: dict[str, frozenset[Freedom]] = {}
    replaced: dict[str, str] = {}
    mentioned: frozenset[str] = frozenset()
    scene: bool = False
    style: bool = False
    whole: frozenset[Literal["time", "weather", "look"]] = Field(frozenset(), exclude_if=operator.not_)

    @property
    def names_anything(self) -> bool:
        """Whether it names a thing or something of the whole picture."""
        return bool(self.freed or self.replaced or self.scene or self.style or self.whole)

    @field_serializer("freed")
    def _sorted_freed(self, freed: dict[str, frozenset[Freedom]]) -> dict[str, list[str]]:
        """In a fixed order, so that the same change is always written in the same bytes."""
        return {name: sorted(kinds) for name, kinds in freed.items()}

    @field_serializer("mentioned", "whole")
    def _sorted(self, names: frozenset[str]) -> list[str]:
        return sorted(names)
