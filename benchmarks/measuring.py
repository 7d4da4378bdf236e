"""What the suites share: the type of their figures, progress, seconds and memory."""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from inspect import isgeneratorfunction
from typing import Any
from unittest import mock

from tools.hooks import Progress

Figures = dict[str, Any]
"""Measured values by name, ready for JSON; values may be tables themselves."""


class Ticker:
    """Counts finished steps and reports them to a progress callback."""

    def __init__(self, progress: Progress, total: int) -> None:
        self.progress = progress
        self.total = total
        self.done = 0

    def __call__(self, steps: int = 1) -> None:
        """Report that so many more steps are finished."""
        self.done += steps
        self.progress(self.done, self.total)


class Stopwatch:
    """Adds up the seconds that methods take, by the part they belong to; the methods are as before when it ends."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._running: set[str] = set()
        self._patches = ExitStack()

    def __enter__(self) -> Stopwatch:
        return self

    def __exit__(self, *error: object) -> None:
        self._patches.close()

    def watch(self, part: str, owner: type, *names: str) -> None:
        """Count the time in these methods of a class; of a method that is a context manager, that of its block."""
        self.seconds.setdefault(part, 0.0)
        for name in names:
            method = getattr(owner, name)
            # contextlib.contextmanager keeps the generator function that it wraps.
            is_block = isgeneratorfunction(getattr(method, "__wrapped__", None))
            timed = self._timed_block(part, method) if is_block else self._timed_call(part, method)
            self._patches.enter_context(mock.patch.object(owner, name, timed))

    def _timed_call(self, part: str, method: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            with self._counted(part):
                return method(*arguments, **named)

        return call

    def _timed_block(self, part: str, method: Callable[..., Any]) -> Callable[..., Any]:
        @contextmanager
        def block(*arguments: Any, **named: Any) -> Iterator[Any]:
            with self._counted(part), method(*arguments, **named) as value:
                yield value

        return block

    @contextmanager
    def _counted(self, part: str) -> Iterator[None]:
        if part in self._running:
            yield  # Inside another of its part, which counts it.
            return
        self._running.add(part)
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[part] += time.perf_counter() - start
            self._running.discard(part)


def median_seconds(job: Callable[[int], object], runs: int) -> float:
    """Median duration of `runs` calls of a job, which is given the number of the run from 0."""
    seconds = []
    for run in range(runs):
        start = time.perf_counter()
        job(run)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def peak_memory_mb() -> int:
    """The most memory that this process has had resident, in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Linux counts kibibytes, macOS bytes.
    return round(peak / 2**20 if sys.platform == "darwin" else peak / 2**10)
