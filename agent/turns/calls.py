"""The tool calls of a turn, and how the pictures that they painted scored. Plain values: they are checkpointed."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict


class PlannedCall(TypedDict):
    """A tool call to make: name and arguments as JSON. `on` is the id of the attempt that is its current picture."""

    tool: str
    arguments: dict[str, Any]
    on: NotRequired[int]


class AttemptScore(TypedDict):
    """One picture painted in this turn and how it scored; `score` is the mean probability, 0 before it was checked."""

    picture: int
    passed: int
    failed: int
    score: float
