"""Wait for text that another thread reads, so that stopping need not wait for a server that says nothing."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Generator, Iterator
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from tools.errors import Cancelled

T = TypeVar("T")
_LOOK = 0.05
"""Seconds between two looks at whether to stop."""


class TooSlow(Exception):
    """The time was over before the end came."""


def read_in_thread(produce: Callable[[], Generator[T]], cancel: threading.Event, seconds: float) -> Iterator[T]:
    """Yield what a slow iterator yields, read in a daemon thread.

    The thread is left alone when nobody waits for it any more: it ends with the next thing that comes, and a process
    that ends does not wait for it.

    Args:
        produce: Makes the iterator; called in the thread, which closes it at the end.
        cancel: Set from another thread to stop.
        seconds: How long all of it may take.

    Raises:
        Cancelled: `cancel` was set.
        TooSlow: the time is over.
    """
    arrived: SimpleQueue[tuple[str, Any]] = SimpleQueue()
    unwanted = threading.Event()
    threading.Thread(target=_read, args=(produce, arrived, unwanted), name="language-model", daemon=True).start()
    end = time.monotonic() + seconds
    try:
        while True:
            if cancel.is_set():
                raise Cancelled
            if time.monotonic() > end:
                raise TooSlow
            try:
                kind, value = arrived.get(timeout=_LOOK)
            except Empty:
                continue
            if kind == "error":
                raise value
            if kind == "end":
                return
            yield value
    finally:
        unwanted.set()


def _read(
    produce: Callable[[], Generator[Any]], arrived: SimpleQueue[tuple[str, Any]], unwanted: threading.Event
) -> None:
    """Put what a generator yields into a queue, until that is unwanted; then its end, or its error."""
    try:
        # Closed where the reading ends, so that a server learns at once that nobody listens.
        with contextlib.closing(produce()) as source:
            for value in source:
                if unwanted.is_set():
                    return
                arrived.put(("value", value))
        arrived.put(("end", None))
    except BaseException as error:  # It is raised where somebody waits.
        arrived.put(("error", error))
