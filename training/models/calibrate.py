"""Calibrate the eyes: `python -m training.models.calibrate` writes `calibration.json` beside their weights.

Each kind of requirement gets a slope and a bias of its log-odds (Platt, 1999) that make its truths likeliest, the
bounds from which it passes or fails, and whether its failures are to be trusted. The evidence is rendered pictures
that training never saw, and the even rows of the painted pictures labelled by hand, each counted three times; the odd
rows are the benchmark's.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch.nn import functional as F

from benchmarks.datasets import load_labelled_pictures
from tools import profiles
from tools.engines.pocket.eyes import LEAST, PocketEyes, calibrate, eyes_question
from tools.model_manager import ModelManager
from tools.types import Requirement
from training.scenes.ground_truth import random_statements
from training.scenes.pool import load_pairs, load_pictures
from training.weights import WEIGHTS

RENDERED = 300
"""Rendered pictures in the evidence."""
PAINTED_WEIGHT = 3
"""How often each painted picture counts."""
WRONG = 0.05
"""Of what passes, and of what fails, at most this share may be the other way."""
LEAST_GAP = 0.5
"""Least difference of true and false positive rate of a kind whose failure is worth another picture."""
Facts = list[tuple[Requirement, bool]]
Evidence = dict[str, list[tuple[dict[str, float], str, bool]]]
"""By kind: the eyes' scores by answer, the answer that meets the requirement, and whether it holds."""


def _rendered_rows() -> list[tuple[Image.Image, Facts]]:
    rng = np.random.default_rng(404)
    pictures = load_pictures("test")
    pairs = load_pairs("test")
    rows = []
    for row in range(RENDERED):
        statements = random_statements(rng, pairs[row].after)
        facts = [(Requirement.model_validate(fields), bool(fields["holds"])) for fields in statements]
        rows.append((Image.fromarray(pictures[row, 1]), facts))
    return rows


def _collect_evidence(eyes: PocketEyes) -> Evidence:
    evidence = Evidence()
    painted = load_labelled_pictures("painted")[::2]
    for picture, facts in [*_rendered_rows(), *painted * PAINTED_WEIGHT]:
        reading = eyes.model.read(eyes._pixels(picture))[0]
        for requirement, truth in facts:
            pair = eyes_question(requirement)
            # Absence is asked and judged as existence.
            if pair is not None and requirement.kind != "absent":
                scores = reading.answers(*pair[0])
                evidence.setdefault(requirement.kind, []).append((scores, pair[1], truth))
    return evidence


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


def _fit_kind(rows: list[tuple[dict[str, float], str, bool]]) -> dict[str, Any]:
    truths = np.array([truth for _, _, truth in rows])
    raw = np.array([scores.get(answer, 0.0) for scores, answer, _ in rows])
    slope, bias = fit_platt(raw, truths)
    chances = np.array([calibrate(chance, {"slope": slope, "bias": bias}) for chance in raw])
    passes, fails = fit_bounds(chances, truths)
    gap = float((chances[truths] >= 0.5).mean() - (chances[~truths] >= 0.5).mean())
    return {"slope": slope, "bias": bias, "pass": passes, "fail": fails, "trusted": gap >= LEAST_GAP}


def main() -> None:
    """Fit every kind and write the file."""
    eyes = ModelManager(profiles.load_profile("pocket")).get("eyes")
    assert isinstance(eyes, PocketEyes)
    table = {}
    for kind, rows in _collect_evidence(eyes).items():
        table[kind] = _fit_kind(rows)
        print(kind, table[kind], len(rows))
    (WEIGHTS / "eyes" / "calibration.json").write_text(json.dumps(table, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
