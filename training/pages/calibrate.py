"""Calibrate the eyes of pages: `python -m training.pages.calibrate EYES POOL` writes `calibration.json` beside them.

Each kind of requirement gets a slope and a bias of its log-odds (Platt, 1999) that make its truths likeliest, the
bounds from which it passes or fails, and whether its failures are to be trusted. The evidence is the pages of the pool
that no training sees, or all pages of a pool that was made for this (`--all`).
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

import numpy as np
from PIL import Image

from tools.engines.pocket.page_eyes import PageEyes
from tools.engines.vision.calibration import LEAST_ROWS, fit_kind
from tools.types import ModelInfo
from training.pages.learning.latents import AUTOENCODER, HELD_OUT
from training.pages.pool import load_pool
from training.pages.reading.facts import page_facts

Evidence = dict[str, list[tuple[float, bool]]]
"""By kind: the raw probability of each statement, and whether it is true."""


def collect_evidence(eyes: PageEyes, pool: Path, most: int, step: int = HELD_OUT) -> Evidence:
    """Return what eyes make of statements about the pages of a pool.

    Args:
        eyes: the eyes; their calibration plays no part.
        pool: folder of the pool.
        most: pages at most.
        step: one page of so many is looked at.
    """
    rng = np.random.default_rng(404)
    evidence: Evidence = defaultdict(list)
    number = looked = 0
    for pictures, pages in load_pool(pool):
        for picture, page in zip(pictures, pages, strict=True):
            number += 1
            if (number - 1) % step or looked >= most:
                continue
            looked += 1
            seen = eyes.look(Image.fromarray(np.asarray(picture)))
            for requirement, truth in page_facts(page, rng):
                pair = eyes.question(requirement)
                # Absence is asked and judged as existence.
                if pair is not None and requirement.kind != "absent":
                    evidence[requirement.kind].append((seen.answers(*pair[0])[pair[1]], truth))
    return evidence


def fit(evidence: Evidence) -> dict[str, dict[str, float | bool]]:
    """Return the calibration of each kind of which there are enough statements, true ones and false ones."""
    table: dict[str, dict[str, float | bool]] = {}
    for kind, rows in evidence.items():
        chances, truths = zip(*rows, strict=True)
        if len(rows) >= LEAST_ROWS and len(set(truths)) == 2:
            fitted = fit_kind(chances, truths)
            table[kind] = {**fitted.bounds, "trusted": fitted.trusted}
            print(kind, fitted, flush=True)
    return table


def main() -> None:
    """Fit every kind and write the file."""
    parser = argparse.ArgumentParser(description="Calibrate the eyes of pages on pages that they never saw.")
    parser.add_argument("eyes", type=Path, help="folder of the reader")
    parser.add_argument("pool", type=Path, help="folder of the pool")
    parser.add_argument("--autoencoder", type=Path, default=AUTOENCODER, help="folder of the autoencoder")
    parser.add_argument("--pages", type=int, default=400, help="pages to look at, at most")
    parser.add_argument("--all", action="store_true", help="look at every page: no training has seen this pool")
    args = parser.parse_args()
    eyes = PageEyes(ModelInfo(role="eyes", kind="pages", name=args.eyes.name, hash=""), args.eyes, args.autoencoder)
    table = fit(collect_evidence(eyes, args.pool, args.pages, 1 if args.all else HELD_OUT))
    (args.eyes / "calibration.json").write_text(json.dumps(table, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
