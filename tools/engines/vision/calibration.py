"""What eyes' probabilities are worth, by kind of requirement: fitted on known truth, and kept by the model's hash.

Raw probabilities of vision-language models can't be trusted, and not alike for every kind. Each kind gets a slope and a
bias of its log-odds (Platt, 1999) that make its truths likeliest, bounds from which it passes or fails, and whether it
tells true from false well enough to be believed at all.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from pydantic import BaseModel, ConfigDict, ValidationError
from torch.nn import functional as F

from tools.engines.pocket.eyes import LEAST, calibrate
from tools.files import read_text
from tools.paths import home

WRONG = 0.05
"""Of what passes, and of what fails, at most this share may be the other way."""
LEAST_GAP = 0.5
"""Least difference of true and false positive rate of a kind that is to be believed."""
LEAST_ROWS = 20
"""Statements of a kind, true and false together, from which on it is fitted."""
_MAX_BYTES = 1 << 20


class KindCalibration(BaseModel):
    """One kind of requirement.

    Attributes:
        slope: See `tools.engines.pocket.eyes.calibrate`; so `bias`.
        high: The calibrated probability from which it passes.
        low: The calibrated probability below which it fails.
        true_positives: Share of true statements at .5 or more.
        false_positives: Share of false statements at .5 or more.
        rows: How many statements there were.
    """

    model_config = ConfigDict(frozen=True)

    slope: float
    bias: float
    high: float
    low: float
    true_positives: float
    false_positives: float
    rows: int

    @property
    def trusted(self) -> bool:
        """Whether it tells true from false; else its answer is that it is unsure."""
        return self.true_positives - self.false_positives >= LEAST_GAP

    @property
    def bounds(self) -> dict[str, float]:
        """As `tools.engines.pocket.eyes.calibrate` and `verdict` take them."""
        return {"slope": self.slope, "bias": self.bias, "pass": self.high, "fail": self.low}


class Calibration(BaseModel):
    """What is known of one model.

    Attributes:
        model: Its name, for people.
        asked: A digest of the words that it is asked with; with others it answers otherwise.
        pictures: How many it was measured on.
        kinds: By kind of requirement.
    """

    model_config = ConfigDict(frozen=True)

    model: str
    asked: str
    pictures: int
    kinds: dict[str, KindCalibration]


def digest(*words: str) -> str:
    """A digest of the words that a model is asked with."""
    return hashlib.sha256("\0".join(words).encode()).hexdigest()[:16]


def _file(model_hash: str) -> Path:
    return home() / "calibration" / f"{hashlib.sha256(model_hash.encode()).hexdigest()[:32]}.json"


def load_calibration(model_hash: str, asked: str) -> Calibration | None:
    """What was stored of a model that is asked with these words; None where nothing readable is."""
    try:
        found = Calibration.model_validate_json(read_text(_file(model_hash), _MAX_BYTES))
    except (OSError, ValueError, ValidationError):
        return None
    return found if found.asked == asked else None


def save_calibration(model_hash: str, calibration: Calibration) -> Path:
    """Store what was measured of a model; returns the file.

    Raises:
        OSError: the home folder can't be written.
    """
    path = _file(model_hash)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}.new")
    beside.write_text(calibration.model_dump_json(indent=1) + "\n", "utf-8")
    return beside.replace(path)


def fit_platt(chances: np.ndarray, truths: np.ndarray) -> tuple[float, float]:
    """Return slope and bias of a logistic regression of truths (N,) on the log-odds of chances (N,)."""
    odds = torch.from_numpy(np.log(np.maximum(chances, LEAST) / np.maximum(1 - chances, LEAST)))
    truth = torch.from_numpy(truths.astype(np.float64))
    weights = torch.tensor([1.0, 0.0], dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=100, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        value = F.binary_cross_entropy_with_logits(weights[0] * odds + weights[1], truth)
        # Hardly any pull towards what was measured, but a kind that is always right needs some.
        value = value + 1e-3 * ((weights[0] - 1) ** 2 + weights[1] ** 2)
        value.backward()
        return value.detach()

    optimizer.step(loss)
    slope, bias = weights.tolist()
    return round(slope, 3), round(bias, 3)


def fit_bounds(chances: np.ndarray, truths: np.ndarray) -> tuple[float, float]:
    """Return the lowest pass bound and the highest fail bound whose sides have at most WRONG wrong ones.

    The bounds are .9 and .1 where there are none, and lie on their side of .5.
    """
    grid = np.arange(0.02, 0.99, 0.02)
    high = [t for t in grid if (chances >= t).any() and 1 - truths[chances >= t].mean() <= WRONG]
    low = [t for t in grid if (chances < t).any() and truths[chances < t].mean() <= WRONG]
    return round(float(max(min(high, default=0.9), 0.5)), 2), round(float(min(max(low, default=0.1), 0.5)), 2)


def fit_kind(chances: Sequence[float], truths: Sequence[bool]) -> KindCalibration:
    """Fit one kind on raw chances and truths of as many statements, some true and some false."""
    raw, truth = np.array(chances, np.float64), np.array(truths, bool)
    slope, bias = fit_platt(raw, truth)
    calibrated = np.array([calibrate(chance, {"slope": slope, "bias": bias}) for chance in raw])
    high, low = fit_bounds(calibrated, truth)
    rates = [round(float((calibrated[rows] >= 0.5).mean()), 4) for rows in (truth, ~truth)]
    return KindCalibration(
        slope=slope, bias=bias, high=high, low=low, true_positives=rates[0], false_positives=rates[1], rows=len(raw)
    )
