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
from PIL import Image

from benchmarks.datasets import load_labelled_pictures
from tools import profiles
from tools.engines.pocket.eyes import PocketEyes, eyes_question
from tools.engines.vision.calibration import fit_kind
from tools.model_manager import ModelManager
from tools.types import Requirement
from training.scenes.ground_truth import random_statements
from training.scenes.pool import load_pairs, load_pictures
from training.weights import WEIGHTS

RENDERED = 300
"""Rendered pictures in the evidence."""
PAINTED_WEIGHT = 3
"""How often each painted picture counts."""
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


def _fit_kind(rows: list[tuple[dict[str, float], str, bool]]) -> dict[str, Any]:
    fitted = fit_kind([scores.get(answer, 0.0) for scores, answer, _ in rows], [truth for _, _, truth in rows])
    return {**fitted.bounds, "trusted": fitted.trusted}


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
