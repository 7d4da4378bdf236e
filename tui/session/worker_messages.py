"""What the studio's thread reports to the screen, as one union of values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from agent.events import Event
from tui.session.records import StoredTurn

FailureScope = Literal["session", "message", "answer", "turn"]
"""What a failure belongs to: opening the session, a message or an answer that was refused, or the turn that began."""


@dataclass(frozen=True)
class EventReceived:
    """The studio emitted an event."""

    event: Event


@dataclass(frozen=True)
class SessionOpened:
    """A stored session was read: its last turns, picture files by number, and all messages, oldest first."""

    turns: list[StoredTurn]
    picture_paths: dict[int, str]
    messages: list[str]


@dataclass(frozen=True)
class PageLoaded:
    """A page of stored turns was read, which are older than those on the screen, or newer."""

    turns: list[StoredTurn]
    older: bool


@dataclass(frozen=True)
class MessageDropped:
    """The first waiting message was not sent, and why."""

    reason: str


@dataclass(frozen=True)
class WorkFailed:
    """Something went wrong: one sentence for the person, and what it belongs to."""

    text: str
    scope: FailureScope


WorkerMessage = EventReceived | SessionOpened | PageLoaded | MessageDropped | WorkFailed
