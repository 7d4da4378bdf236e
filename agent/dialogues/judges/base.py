"""What a judge is, and the time that it takes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from agent.dialogues.results import Judgement, TurnResult


class Judge(Protocol):
    """Judges turns."""

    def __call__(self, turn: TurnResult, before: TurnResult | None) -> Judgement | None:
        """Return what it says of a turn; None where there is nothing to judge.

        Args:
            turn: The turn; `path` is the current picture's file.
            before: The turn before it in the same dialogue.
        """


@contextmanager
def timed(judgement: Judgement) -> Iterator[None]:
    """Count the seconds of what is done inside."""
    begun = time.perf_counter()
    try:
        yield
    finally:
        judgement.seconds += time.perf_counter() - begun
