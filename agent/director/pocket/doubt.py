"""How likely the small model has misread a message, by how sure it was of what it wrote.

A logistic function of its least sure tokens, fitted on written sessions that the weights had not learnt
(`python -m training.reports.doubt`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

LEAST = 3
"""How many of the least sure tokens count."""
_BIAS, _WEIGHT = -1.10, -2.03
"""Of the sum of their log-probabilities."""


def doubt(log_probs: Sequence[float]) -> float:
    """The chance that a plan misreads its message, 0 to 1; 0 where nothing is known of its tokens.

    Args:
        log_probs: Of every token that was chosen, the logarithm of its probability among those that were legal.
    """
    if not log_probs:
        return 0.0
    return 1 / (1 + math.exp(-(_BIAS + _WEIGHT * least_sure(log_probs))))


def least_sure(log_probs: Sequence[float]) -> float:
    """The sum of the log-probabilities of the least sure tokens."""
    return sum(sorted(log_probs)[:LEAST])
