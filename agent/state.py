"""The graph's state: ids and small values only, and the kit that nodes work with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event as Flag
from typing import Any, TypedDict

from agent.events import Event
from storage.store import Store
from tools.profiles import Profile
from tools.shelf import Shelf


class Call(TypedDict):
    """A tool call to make: name and arguments as JSON."""

    tool: str
    arguments: dict[str, Any]


class Try(TypedDict):
    """One picture painted in this turn and how it scored."""

    picture: int
    passed: int
    failed: int
    score: float


class State(TypedDict, total=False):
    """What one turn carries from node to node."""

    session: str
    turn: str
    exchange: list[list[str]]
    questions: int
    plan: dict[str, Any]
    calls: list[Call]
    step: int
    brief: dict[str, Any]
    focus: str | None
    base: int | None
    fresh: bool
    tries: list[Try]
    faults: int
    answer: dict[str, Any]
    say: str
    words: str
    opened: str
    why: int
    folded: list[float]
    model_seconds: float


@dataclass(frozen=True)
class Kit:
    """What nodes may touch: the store, the models, the outside."""

    store: Store
    shelf: Shelf
    profile: Profile
    emit: Callable[[Event], None]
    cancel: Flag
    previews: bool = False

    @property
    def closed(self) -> bool:
        """Whether the painter knows only the storybook world."""
        return self.profile.world == "storybook"
