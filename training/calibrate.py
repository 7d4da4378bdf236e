"""Calibrate the eyes: `python -m training.calibrate` writes `calibration.json` beside their weights.

Each kind of requirement gets a temperature (Guo et al., arXiv:1706.04599) that makes its probabilities likeliest, and
the bounds from which it passes or fails. The evidence is rendered pictures that training never saw, and the even rows
of the painted pictures labelled by hand, each counted three times; the odd rows are the benchmark's.
"""

from __future__ import annotations

import json

import numpy as np
from PIL import Image

from agent.bench.eyes import painted
from tools import profiles
from tools.engines.eyes import PocketEyes, question
from tools.shelf import Shelf
from tools.values import Requirement
from training import pool
from training.export import WEIGHTS
from training.suites import truths_of

RENDERED, TEMPERATURES = 300, np.geomspace(0.5, 6, 40)
WRONG = 0.05
"""Of what passes, and of what fails, at most this share may be the other way."""
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
    for picture, facts in [*rows, *painted()[::2] * 3]:
        reading = eyes.model.look(eyes._pixels(picture))[0]
        for requirement, truth in facts:
            pair = question(requirement)
            if pair is not None:
                found.setdefault(requirement.kind, []).append((reading.answers(*pair[0]), pair[1], truth))
    return found


def bounds(chances: np.ndarray, truths: np.ndarray) -> tuple[float, float]:
    """The lowest pass bound and the highest fail bound that keep their sides WRONG-pure; .9 and .1 where none does."""
    grid = np.arange(0.02, 0.99, 0.02)
    high = [t for t in grid if (chances >= t).any() and 1 - truths[chances >= t].mean() <= WRONG]
    low = [t for t in grid if (chances < t).any() and truths[chances < t].mean() <= WRONG]
    return round(float(max(min(high, default=0.9), 0.5)), 2), round(float(min(max(low, default=0.1), 0.5)), 2)


def main() -> None:
    """Fit every kind and write the file."""
    eyes, table = Shelf(profiles.load("pocket")).get("eyes"), {}
    for kind, rows in _evidence(eyes).items():
        truths = np.array([truth for _, _, truth in rows])
        losses = []
        for heat in TEMPERATURES:
            chances = np.clip(
                [eyes.heated(kind, scores, heat).get(answer, 0.0) for scores, answer, _ in rows], 1e-4, 1 - 1e-4
            )
            losses.append(-np.where(truths, np.log(chances), np.log(1 - chances)).mean())
        heat = float(TEMPERATURES[int(np.argmin(losses))])
        chances = np.array([eyes.heated(kind, scores, heat).get(answer, 0.0) for scores, answer, _ in rows])
        high, low = bounds(chances, truths)
        table[kind] = {"temperature": round(heat, 3), "pass": high, "fail": low}
        print(kind, table[kind], len(rows), "loss", round(min(losses), 3))
    (WEIGHTS / "eyes" / "calibration.json").write_text(json.dumps(table, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
