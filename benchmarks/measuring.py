"""What the suites share: the type of their figures, progress, seconds and memory."""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

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
