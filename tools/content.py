"""What a picture is to show and what an edit changes, as structure, for painters that need no English.

The pocket painter takes these beside the prompt: what must be in the picture then need not be read back from words.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, field_serializer

Freedom = Literal["color", "size", "cell"]


class ThingSpec(BaseModel):
    """One kind of thing in the picture, in the vocabulary's own name; None where nothing is said.

    Attributes:
        certain: False where the word may stand for something else ("orange" may be a colour).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    count: int | None = None
    color: str | None = None
    size: str | None = None
    certain: bool = True


class ContentSpec(BaseModel):
    """What a picture shows: things in the order they are named, scene and style.

    Attributes:
        unknown: Words that the vocabulary does not have.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    things: tuple[ThingSpec, ...] = ()
    scene: str | None = None
    style: str | None = None
    unknown: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """All names, the uncertain ones too."""
        return frozenset(thing.name for thing in self.things)


class ChangeSpec(BaseModel):
    """What an edit changes.

    Attributes:
        freed: By thing what of it may change; nothing named means that it is placed anew, colour and all.
        replaced: By a new thing the one whose place it takes.
        mentioned: Every thing that the edit speaks of, also as a landmark.
        scene: Whether the scene changes.
        style: Whether the style changes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    freed: dict[str, frozenset[Freedom]] = {}
    replaced: dict[str, str] = {}
    mentioned: frozenset[str] = frozenset()
    scene: bool = False
    style: bool = False

    @field_serializer("freed")
    def _sorted_freed(self, freed: dict[str, frozenset[Freedom]]) -> dict[str, list[str]]:
        """In a fixed order, so that the same change is always written in the same bytes."""
        return {name: sorted(kinds) for name, kinds in freed.items()}

    @field_serializer("mentioned")
    def _sorted_mentioned(self, mentioned: frozenset[str]) -> list[str]:
        return sorted(mentioned)
