"""Stored sessions, turns and pictures as the values that screens and widgets show."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from agent.events import Event

INITIAL_TURNS = 20
"""Turns that a session opens with, and that a long conversation is shortened to: enough to fill any screen."""


@dataclass(frozen=True)
class ShownPicture:
    """A picture file that a turn showed. `number` is None for a sheet, such as a comparison."""

    path: str
    number: int | None


@dataclass(frozen=True)
class StoredTurn:
    """A stored turn: the events that its card was made from, and the picture that it showed."""

    turn_id: str
    number: int
    message: str
    events: tuple[Event, ...]
    picture: ShownPicture | None = None


@dataclass(frozen=True)
class SessionRow:
    """A stored session in a list: when its last turn was, its last message, and its current picture's file."""

    id: str
    last_used: str
    title: str
    last_message: str
    picture_path: str | None
    starred: bool = False


@dataclass(frozen=True)
class PictureNode:
    """A picture of the version tree. `number` is 0 for a file that is no picture of the session."""

    number: int
    parent: int | None
    message: str
    path: str
    current: bool = False
    starred: bool = False
    brief: dict[str, Any] = field(default_factory=dict)
    recipe: dict[str, Any] = field(default_factory=dict)

    @property
    def made_by(self) -> str:
        """The tool that made the picture: of a first one the painter, though its last attempt may be an edit."""
        tool = str(self.recipe.get("tool", ""))
        return "generate" if tool == "edit" and self.parent is None else tool
