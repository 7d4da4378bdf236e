"""What a director is: it turns a view of the session, with the newest message, into a plan."""

from __future__ import annotations

from threading import Event
from typing import Protocol

from agent.director.plan import Plan
from agent.director.view import View


class Misunderstood(Exception):
    """No valid plan came; the reason is for the log."""


class Director(Protocol):
    """Interprets messages with a language model.

    Attributes:
        repairs: How often it may be told why a plan was refused and write another.
        calls: How often its language model was asked so far.
    """

    repairs: int
    calls: int

    def interpret(self, view: View, cancel: Event, refusal: str | None = None) -> Plan:
        """The plan for a view's newest message.

        Args:
            view: What the language model is shown.
            cancel: Set when the person wants it to stop.
            refusal: Why its last plan for this view was refused.

        Raises:
            Misunderstood: nothing valid came.
            Cancelled: the person stopped it.
        """
