"""Shares of successes with their uncertainty."""

from __future__ import annotations

import math


def interval(share: float, count: int) -> tuple[float, float]:
    """95 % Wilson interval of a share of `count` trials; the whole range where there are none."""
    if not count:
        return 0.0, 1.0
    z = 1.96
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return round(middle - half, 3), round(middle + half, 3)


def share(values: list[bool], each: int = 1) -> dict[str, float | int | list[float]]:
    """A share with its interval and number of trials, ready for JSON.

    `each` trials of one thing (seeds of one brief) count as one in the interval: they are not independent.
    """
    mean = sum(values) / len(values) if values else 0.0
    return {"share": round(mean, 3), "interval": list(interval(mean, len(values) // each)), "n": len(values)}
