"""Proportions of successes with their uncertainty."""

from __future__ import annotations

import math
from typing import TypedDict

Z_95 = 1.96
"""Standard normal quantile of a two-sided 95 % interval."""


class Proportion(TypedDict):
    """A proportion ready for JSON."""

    share: float
    interval: list[float]
    n: int
    """Number of trials."""


def wilson_interval(share: float, count: int) -> tuple[float, float]:
    """95 % Wilson score interval of a proportion of `count` trials; (0, 1) where there are none."""
    if not count:
        return 0.0, 1.0
    z = Z_95
    scale = 1 + z * z / count
    middle = (share + z * z / (2 * count)) / scale
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / scale
    return round(middle - half, 3), round(middle + half, 3)


def proportion(values: list[bool], trials_per_item: int = 1) -> Proportion:
    """Share of true values, with its interval and the number of trials.

    Args:
        values: Whether each trial succeeded.
        trials_per_item: Trials of the same item (seeds of one brief) count as one in the interval, because they are
            not independent.
    """
    share = sum(values) / len(values) if values else 0.0
    interval = wilson_interval(share, len(values) // trials_per_item)
    return {"share": round(share, 3), "interval": list(interval), "n": len(values)}
