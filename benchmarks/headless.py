"""Probes of the app while it runs headless: when it is idle, when it has answered, when it draws."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

from textual import events
from textual.widgets import Static

from tui.app.app import GouacheApp
from tui.widgets.card import TurnCard

TIMEOUT = 180
"""Seconds after which a wait is given up."""


async def wait_until(condition: Callable[[], object], interval: float = 0.001) -> None:
    """Wait until a condition holds.

    Args:
        condition: What must become true.
        interval: Seconds between two tries; a costly condition would slow down what it waits for.

    Raises:
        TimeoutError: it does not hold after TIMEOUT seconds.
    """
    start = time.perf_counter()
    while not condition():
        if time.perf_counter() - start > TIMEOUT:
            raise TimeoutError("the app does not answer")
        await asyncio.sleep(interval)


def has_reply(card: TurnCard | None) -> bool:
    """Whether a card shows a reply."""
    return card is not None and any(str(reply.render()) for reply in card.query(".reply").results(Static))


def finished_turns(app: GouacheApp) -> int:
    """The number of the newest turn that is over; a long conversation does not keep all its cards."""
    return next((card.number for card in reversed(app.main.transcript.tail) if has_reply(card)), 0)


def has_finished(app: GouacheApp, turns: int) -> bool:
    """Whether so many turns are over."""
    return finished_turns(app) >= turns


def is_idle(app: GouacheApp) -> bool:
    """Whether nothing runs and no message waits."""
    return not app.main.stage and app.worker.inbox.empty()


class DrawingClock:
    """Note when the app last gave its terminal something to draw; Textual has no event for it."""

    def __init__(self, app: GouacheApp) -> None:
        self.last = 0.0
        self.first_by_text: dict[str, float] = {}
        """By text of the prompt, when it was first drawn."""
        display = app._display

        def noting_display(*arguments: Any) -> None:
            display(*arguments)
            self.last = time.perf_counter()
            self.first_by_text.setdefault(app.main.prompt.value, self.last)

        app._display = noting_display  # type: ignore[method-assign, assignment]

    async def wait_for_text(self, text: str) -> float:
        """Wait until the prompt is drawn with this text; when that was."""
        await wait_until(lambda: text in self.first_by_text)
        return self.first_by_text[text]

    async def wait_after(self, moment: float) -> None:
        """Wait for the first drawing after a moment."""
        await wait_until(lambda: self.last > moment)


def press(app: GouacheApp, key: str) -> None:
    """Send a key as the terminal's driver does.

    The pilot's own press waits first until the process is idle: at least 20 ms, and a second while a picture is
    painted.
    """
    app.post_message(events.Key(key, key if len(key) == 1 else None))


def milliseconds_since(start: float) -> float:
    """Milliseconds since a moment of `time.perf_counter`."""
    return 1000 * (time.perf_counter() - start)
