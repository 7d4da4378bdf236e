"""What the studio's thread reports to the screen, as one union of values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from agent.events import Event
from tui.session.message_queue import QueuedMessage
from tui.session.records import StoredTurn

FailureScope = Literal["session", "message", "answer", "turn"]
"""What a failure belongs to: opening the session, a message or an answer that was refused, or the turn that began."""


@dataclass(frozen=True)
class EventReceived:
    """The studio emitted an event."""

    event: Event


@dataclass(frozen=True)
class SessionOpened:
    """A stored session was read.

    Attributes:
        turns: Its last turns.
        picture_paths: Its picture files, by number.
        messages: All its messages, oldest first.
        waiting: Messages that waited when it was left; they are in the queue again.
    """

    turns: list[StoredTurn]
    picture_paths: dict[int, str]
    messages: list[str]
    waiting: list[QueuedMessage] = field(default_factory=list)


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
