"""Events: the one typed union that a screen may see. Small values, ids, and small previews."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from PIL import Image

    from tools.types import Check, Requirement


@dataclass(frozen=True)
class TurnStarted:
    """A turn was written down."""

    turn: str
    number: int
    message: str


@dataclass(frozen=True)
class Stage:
    """What is being done now: loading, thinking, painting, editing, looking and so on."""

    name: str
    detail: str = ""


@dataclass(frozen=True)
class SamplerStep:
    """Sampler steps done, of all."""

    done: int
    total: int


@dataclass(frozen=True)
class BytesMoved:
    """Bytes of a model that are in memory ("loading") or on the disk ("fetching") now, of all; the end when all are."""

    what: Literal["loading", "fetching"]
    model: str
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
    """A picture was checked. `attempt` counts the turn's own pictures from 1; 0 is a look beside them."""

    attempt: int
    checks: tuple[Check, ...]


@dataclass(frozen=True)
class Loss:
    """A requirement that an earlier picture met: that picture's number, and the number of the turn that lost it."""

    requirement: Requirement
    picture: int
    turn: int


@dataclass(frozen=True)
class Standing:
    """The picture that the person stands at, its checks, and what earlier pictures met and it fails."""

    number: int | None
    checks: tuple[Check, ...] = ()
    losses: tuple[Loss, ...] = ()


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
    TurnStarted
    | Stage
    | SamplerStep
    | BytesMoved
    | Preview
    | Interpreted
    | PromptWritten
    | Checked
    | Standing
    | QuestionAsked
    | TurnFinished
)
