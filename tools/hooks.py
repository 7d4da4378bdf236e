"""How a running tool talks to whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event

from PIL import Image

from tools.errors import Cancelled

Progress = Callable[[int, int], None]
"""Called with (steps done, steps in all)."""


def _ignore(done: int, total: int) -> None:
    """Nobody watches."""
    del done, total


@dataclass
class Hooks:
    """Progress, previews and cancellation of one tool call.

    Attributes:
        progress: Called after each step.
        preview: Called now and then with the forming picture, where the model can show it.
        cancel: Set when the person wants it to stop.
    """

    progress: Progress = _ignore
    preview: Callable[[Image.Image], None] | None = None
    cancel: Event = field(default_factory=Event)

    def step(self, done: int, total: int) -> None:
        """Report a step.

        Raises:
            Cancelled: the person has asked to stop.
        """
        if self.cancel.is_set():
            raise Cancelled
        self.progress(done, total)
