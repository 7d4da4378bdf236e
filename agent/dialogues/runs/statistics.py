"""The statistics of paired comparisons: bootstrap intervals by dialogue, and the exact McNemar test."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

LEVEL = 0.95
"""Confidence of intervals; tests call a difference at one minus this."""
_RESAMPLES = 4000
_AT_ONCE = 2_000_000
"""Most drawn numbers in memory at once."""


class Interval(NamedTuple):
    """A mean difference, and the bounds of its interval."""

    mean: float
    low: float
    high: float


def paired_interval(differences: Sequence[float], dialogues: Sequence[int], seed: int = 0) -> Interval:
    """Return the mean of paired differences with its percentile bootstrap interval.

    Whole dialogues are drawn, with replacement, because turns of one dialogue depend on one another.

    Args:
        differences: One for each pair, at least one.
        dialogues: The dialogue of each pair, as a number from 0.
        seed: The same seed gives the same interval.
    """
    sums = np.bincount(dialogues, np.asarray(differences, float))
    counts = np.bincount(dialogues)
    drawn_from = np.flatnonzero(counts)
    sums, counts, size = sums[drawn_from], counts[drawn_from], len(drawn_from)
    random, means = np.random.default_rng(seed), []
    rows = max(1, _AT_ONCE // size)
    for first in range(0, _RESAMPLES, rows):
        drawn = random.integers(0, size, (min(rows, _RESAMPLES - first), size))
        means.append(sums[drawn].sum(1) / counts[drawn].sum(1))
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(np.concatenate(means), (tail, 1 - tail))
    return Interval(float(sums.sum() / counts.sum()), float(low), float(high))


def mcnemar(broken: int, repaired: int) -> float:
    """Return the exact two-sided p-value of McNemar's test.

    Args:
        broken: Pairs that passed before and fail now.
        repaired: Pairs that failed before and pass now.
    """
    flips, fewer = broken + repaired, min(broken, repaired)
    tail = sum(math.comb(flips, number) for number in range(fewer + 1))
    return min(1.0, float(2 * tail / 2**flips))
