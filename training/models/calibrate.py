"""Calibrate the eyes: `python -m training.models.calibrate` writes `calibration.json` beside their weights.

Each kind of requirement gets a slope and a bias of its log-odds (Platt, 1999) that make its truths likeliest, and the
bounds from which it passes or fails, and whether its failures are to be trusted. The evidence is rendered pictures
that training never saw, and the even rows of the painted pictures labelled by hand, each counted three times; the odd
rows are the benchmark's.
"""

from __future__ import annotations

import json

import numpy as np
import torch
from PIL import Image
from torch.nn import functional as F

from benchmarks.datasets import load_labelled_pictures
from tools import profiles
from tools.engines.pocket.eyes import LEAST, PocketEyes, calibrate, eyes_question
from tools.model_manager import ModelManager
from tools.types import Requirement
from training.export import WEIGHTS
from training.scenes import pool
from training.suites import truths_of

RENDERED = 300
WRONG = 0.05
"""Of what passes, and of what fails, at most this share may be the other way."""
APART = 0.5
"""Least difference of true and false positive rate of a kind whose failure is worth another picture."""
Evidence = dict[str, list[tuple[dict[str, float], str, bool]]]
"""By kind: the eyes' scores by answer, the answer that meets the requirement, and whether it holds."""


def _evidence(eyes: PocketEyes) -> Evidence:
    rng, found = np.random.default_rng(404), Evidence()
    pictures, pairs = pool.load("test")
    rows = [
        (Image.fromarray(pictures[row, 1]), [(Requirement.model_validate(f), bool(f.pop("holds"))) for f in facts])
        for row in range(RENDERED)
        for facts in [truths_of(rng, pairs[row].after)]
    ]
    for picture, facts in [*rows, *load_labelled_pictures("painted")[::2] * 3]:
        reading = eyes.model.read(eyes._pixels(picture))[0]
        for requirement, truth in facts:
            pair = eyes_question(requirement)
            if pair is not None and requirement.kind != "absent":  # Asked as what exists, and judged so.
                found.setdefault(requirement.kind, []).append((reading.answers(*pair[0]), pair[1], truth))
    return found


def platt(chances: np.ndarray, truths: np.ndarray) -> tuple[float, float]:
    """Slope and bias of a logistic regression of truths on log-odds."""
    odds = torch.from_numpy(np.log(np.maximum(chances, LEAST) / np.maximum(1 - chances, LEAST)))
    truth, weights = torch.from_numpy(truths.astype(np.float64)), torch.tensor([1.0, 0.0], dtype=torch.float64)
    weights.requires_grad_(True)
    optimizer = torch.optim.LBFGS([weights], max_iter=100, line_search_fn="strong_wolfe")

    def loss() -> float:
        optimizer.zero_grad()
        value = F.binary_cross_entropy_with_logits(weights[0] * odds + weights[1], truth)
        # Hardly any pull towards what was measured, but a kind that is always right needs some.
        value = value + 1e-3 * ((weights[0] - 1) ** 2 + weights[1] ** 2)
        value.backward()
        return float(value)

    optimizer.step(loss)
    slope, bias = weights.tolist()
    return round(slope, 3), round(bias, 3)


def bounds(chances: np.ndarray, truths: np.ndarray) -> tuple[float, float]:
    """The lowest pass bound and the highest fail bound that keep their sides WRONG-pure; .9 and .1 where none does."""
    grid = np.arange(0.02, 0.99, 0.02)
    high = [t for t in grid if (chances >= t).any() and 1 - truths[chances >= t].mean() <= WRONG]
    low = [t for t in grid if (chances < t).any() and truths[chances < t].mean() <= WRONG]
    return round(float(max(min(high, default=0.9), 0.5)), 2), round(float(min(max(low, default=0.1), 0.5)), 2)


def main() -> None:
    """Fit every kind and write the file."""
    eyes, table = ModelManager(profiles.load_profile("pocket")).get("eyes"), {}
    for kind, rows in _evidence(eyes).items():
        truths = np.array([truth for _, _, truth in rows])
        raw = np.array([scores.get(answer, 0.0) for scores, answer, _ in rows])
        slope, bias = platt(raw, truths)
        chances = np.array([calibrate(chance, {"slope": slope, "bias": bias}) for chance in raw])
        high, low = bounds(chances, truths)
        apart = float((chances[truths] >= 0.5).mean() - (chances[~truths] >= 0.5).mean())
        table[kind] = {"slope": slope, "bias": bias, "pass": high, "fail": low, "trusted": apart >= APART}
        print(kind, table[kind], len(rows))
    (WEIGHTS / "eyes" / "calibration.json").write_text(json.dumps(table, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
