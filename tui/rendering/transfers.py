"""How far a model is loaded or fetched, in words: bytes, and the time that is left."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from agent.events import BytesMoved
from tools.text import file_name
from tui import texts

if TYPE_CHECKING:
    from tools.hub.repository import Repository

_SURE_AFTER = 2.0
"""Seconds from which on the rate so far says how long the rest takes; the first ones go into reading libraries."""
_SURE_SHARE = 0.05
"""Share of the whole that has to have come for that."""


def size_text(size: int) -> str:
    """Return a size for people: GB, or MB where it is less than a tenth of one."""
    return f"{size / 2**30:.1f} GB" if size >= 2**30 / 10 else f"{size / 2**20:.1f} MB"


def offer_text(repository: Repository, here: int) -> str:
    """Return what is said of a repository of the hub before it is fetched.

    Args:
        repository: As the hub describes it.
        here: Bytes of it that are on the disk already.
    """
    size, licence = size_text(repository.size), repository.licence or texts.text("models", "no_licence")
    told = texts.text("models", "offer", name=repository.name, size=size, here=size_text(here), licence=licence)
    return told if repository.free else f"{told} {texts.text('models', 'not_free')}"


class TransferClock:
    """Follows one transfer after the other, for the rate of each."""

    def __init__(self) -> None:
        self._transfer = ("", "")
        self._started, self._first = 0.0, 0

    def describe(self, moved: BytesMoved) -> str:
        """Return how far a transfer is; an empty string once it is at its end."""
        now = time.monotonic()
        if (moved.what, moved.model) != self._transfer:
            self._transfer = moved.what, moved.model
            self._started, self._first = now, moved.done
        if moved.done >= moved.total:
            self._transfer = ("", "")
            return ""
        size = size_text(moved.total)
        told = texts.text("transfer", moved.what, model=file_name(moved.model), done=size_text(moved.done), size=size)
        left = self._seconds_left(moved, now - self._started)
        return told if left is None else f"{told} · {left}"

    def _seconds_left(self, moved: BytesMoved, seconds: float) -> str | None:
        came = moved.done - self._first
        if seconds < _SURE_AFTER or came < _SURE_SHARE * moved.total:
            return None
        left = (moved.total - moved.done) * seconds / came
        if left < 90:
            return texts.text("transfer", "seconds_left", seconds=f"{max(1, left):.0f}")
        return texts.text("transfer", "minutes_left", minutes=f"{left / 60:.0f}")
