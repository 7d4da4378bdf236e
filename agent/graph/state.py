"""The graph's state: ids and small values only, and the kit that nodes work with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event as Flag
from typing import Any, NotRequired, TypedDict

from agent.director.base import Writer
from agent.events import Event
from storage.store import Store
from tools.model_manager import ModelManager
from tools.profiles import Profile


class PlannedCall(TypedDict):
    """A tool call to make: name and arguments as JSON. `on` is the id of the try that is the current picture to it."""

    tool: str
    arguments: dict[str, Any]
    on: NotRequired[int]


class AttemptScore(TypedDict):
    """One picture painted in this turn and how it scored."""

    picture: int
    passed: int
    failed: int
    score: float


class CountingWriter:
    """A language model whose calls are counted: `calls` gets the limit of each."""

    def __init__(self, writer: Writer, calls: list[int]) -> None:
        self.writer, self.calls = writer, calls
        self.takes_messages = writer.takes_messages

    def write(self, prompt: Any, schema: dict[str, Any], cancel: Flag, limit: int = 400) -> str:
        """What the language model writes."""
        self.calls.append(limit)
        return self.writer.write(prompt, schema, cancel, limit)


class State(TypedDict, total=False):
    """What one turn carries from node to node."""

    session: str
    turn: str
    exchange: list[list[str]]
    questions: int
    plan: dict[str, Any]
    calls: list[PlannedCall]
    step: int
    brief: dict[str, Any]
    focus: str | None
    base: int | None
    fresh: bool
    tries: list[AttemptScore]
    faults: int
    answer: dict[str, Any]
    say: str
    words: str
    opened: str
    why: int
    vary: int
    region: list[float]
    manner: dict[str, Any]
    folded: list[float]
    did: dict[str, Any]
    director_calls: int
    model_seconds: float


@dataclass(frozen=True)
class NodeContext:
    """What nodes may touch: the store, the models, the outside."""

    store: Store
    models: ModelManager
    profile: Profile
    emit: Callable[[Event], None]
    cancel: Flag
    previews: bool = False

    @property
    def closed(self) -> bool:
        """Whether the painter knows only the storybook world."""
        return self.profile.world == "storybook"
