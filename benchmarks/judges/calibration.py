"""How good and how well calibrated probabilities of requirements are."""

from __future__ import annotations

import statistics
from typing import TypedDict

import numpy as np

Answers = dict[str, list[tuple[float, bool]]]
"""By kind of requirement: pairs of the probability given and whether the requirement holds."""


class KindRates(TypedDict):
    """Rates of one kind of requirement; None where no requirement holds, or none fails."""

    tpr: float | None
    fpr: float | None
    ece: float


def _bin_numbers(probabilities: np.ndarray, bins: int) -> np.ndarray:
    """The number of the equal-width bin that each probability is in."""
    numbers: np.ndarray = np.minimum((probabilities * bins).astype(int), bins - 1)
    return numbers


def expected_calibration_error(probabilities: list[float], truths: list[bool], bins: int = 10) -> float:
    """Expected calibration error over equal-width bins (Guo et al., arXiv:1706.04599)."""
    p, t = np.array(probabilities), np.array(truths, float)
    numbers = _bin_numbers(p, bins)
    errors = []
    for number in set(numbers):
        inside = numbers == number
        errors.append(abs(p[inside].mean() - t[inside].mean()) * inside.mean())
    return float(sum(errors))


def accuracy(answers: Answers) -> float:
    """Share of all answers that are right, where a probability of .5 or more counts as yes."""
    right = [(p >= 0.5) == truth for pairs in answers.values() for p, truth in pairs]
    return round(statistics.fmean(right), 4)


def rates_by_kind(answers: Answers) -> dict[str, KindRates]:
    """True and false positive rates and calibration error of every kind of requirement."""
    rates: dict[str, KindRates] = {}
    for kind, pairs in answers.items():
        holding = [p >= 0.5 for p, truth in pairs if truth]
        failing = [p >= 0.5 for p, truth in pairs if not truth]
        error = expected_calibration_error([p for p, _ in pairs], [truth for _, truth in pairs])
        rates[kind] = {
            "tpr": round(statistics.fmean(holding), 3) if holding else None,
            "fpr": round(statistics.fmean(failing), 3) if failing else None,
            "ece": round(error, 3),
        }
    return rates


def reliability(answers: Answers, bins: int = 10) -> dict[str, list[list[float]]]:
    """By kind, for each equal-width bin in use: mean probability, share that holds, number of requirements."""
    curves: dict[str, list[list[float]]] = {}
    for kind, pairs in answers.items():
        p, t = np.array([p for p, _ in pairs]), np.array([truth for _, truth in pairs], float)
        numbers = _bin_numbers(p, bins)
        curves[kind] = []
        for number in sorted(set(numbers.tolist())):
            inside = numbers == number
            curves[kind].append(
                [round(float(p[inside].mean()), 3), round(float(t[inside].mean()), 3), int(inside.sum())]
            )
    return curves
