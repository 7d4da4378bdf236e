"""Events: the one typed union that a screen may see. Small values, ids, and small previews."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image


@dataclass(frozen=True)
class TurnStarted:
    """A turn was written down."""

    turn: str
    number: int
    message: str


@dataclass(frozen=True)
class Stage:
    """What is being done now: loading, thinking, painting, editing, looking …"""

    name: str
    detail: str = ""


@dataclass(frozen=True)
class SamplerStep:
    """Sampler steps done, of all."""

    done: int
    total: int


@dataclass(frozen=True)
class Preview:
    """The picture as it seems to become; sent now and then while it is painted, only to a screen that wants it."""

    preview: Image.Image


@dataclass(frozen=True)
class Interpreted:
    """What the message was taken to ask, and how the brief changes (one line a change)."""

    intent: str
    changes: tuple[str, ...] = ()


@dataclass(frozen=True)
class PromptWritten:
    """The prompt that the painter gets, and the one before it."""

    prompt: str
    before: str = ""


@dataclass(frozen=True)
class Checked:
    """One picture was checked: (statement, verdict, probability, what was seen instead)."""

    attempt: int
    checks: tuple[tuple[str, str, float, str], ...]


@dataclass(frozen=True)
class QuestionAsked:
    """The studio needs an answer before it can go on."""

    question: str


@dataclass(frozen=True)
class TurnFinished:
    """The turn is over. `number` and `path` name the picture it ends at, if any."""

    text: str
    status: str
    number: int | None = None
    path: str | None = None
    accounting: dict[str, Any] = field(default_factory=dict)


Event = (
    TurnStarted | Stage | SamplerStep | Preview | Interpreted | PromptWritten | Checked | QuestionAsked | TurnFinished
)
