"""Following a model while it is loaded: the libraries tell nothing of it, so the memory that comes to be used does."""

from __future__ import annotations

import threading
from collections.abc import Callable

import psutil

from tools.device import device

_INTERVAL = 0.2
"""Seconds between two reports."""


class LoadWatch:
    """Reports, as a context, how many bytes of a model are in memory while it is loaded.

    What the process takes more than before is an estimate of that; it never goes back and never exceeds the whole. The
    end is told when the model is there.

    Args:
        total: Bytes that the model's weights will take; 0 where nobody knows, and nothing is told.
        tell: Called from a thread with (bytes, bytes in all).
    """

    def __init__(self, total: int, tell: Callable[[int, int], None]) -> None:
        self._total, self._tell = total, tell
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)

    def __enter__(self) -> LoadWatch:
        if self._total:
            self._before = _taken()
            self._tell(0, self._total)
            self._thread.start()
        return self

    def __exit__(self, kind: object, *error: object) -> None:
        if self._total:
            self._ended.set()
            self._thread.join()
            self._tell(self._total, self._total)

    def _follow(self) -> None:
        most = 0
        while not self._ended.wait(_INTERVAL):
            most = max(most, min(_taken() - self._before, self._total - 1))
            self._tell(most, self._total)


def _taken() -> int:
    """Bytes that this process has in main memory and on a graphics card."""
    taken = int(psutil.Process().memory_info().rss)
    if device().startswith("cuda"):
        import torch

        taken += torch.cuda.memory_allocated()
    return taken
