"""The eyes on rendered pictures that training never saw, and on painted ones labelled by hand.

Rendered: `data/eyes.png`, `data/eyes.jsonl` (`training/suites/eyes.py`). Painted: `data/painted.png`,
`data/painted.jsonl` (`training/reports/label.py`); only the odd rows, as calibration took the even ones.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from importlib import resources
from typing import Any

import numpy as np
from PIL import Image

from benchmarks.sheets import sheet
from tools import profiles
from tools.model_manager import ModelManager
from tools.types import Requirement


def ece(probabilities: list[float], truths: list[bool], bins: int = 10) -> float:
    """Expected calibration error over equal-width bins (Guo et al., arXiv:1706.04599)."""
    p, t = np.array(probabilities), np.array(truths, float)
    which = np.minimum((p * bins).astype(int), bins - 1)
    return float(sum(abs(p[which == b].mean() - t[which == b].mean()) * (which == b).mean() for b in set(which)))


Truths = list[tuple[Requirement, bool]]
Found = dict[str, list[tuple[float, bool]]]
"""By kind of requirement: probability, truth."""


def _labelled(name: str) -> list[tuple[Image.Image, Truths]]:
    text = resources.files("benchmarks").joinpath(f"data/{name}.jsonl").read_text("utf-8")
    rows = [json.loads(line)["requirements"] for line in text.splitlines()]
    facts = [[(Requirement.model_validate(f), bool(f.pop("holds"))) for f in map(dict, row)] for row in rows]
    return list(zip(sheet(name, len(rows)), facts, strict=True))


def truths() -> list[tuple[Image.Image, Truths]]:
    """Every rendered picture with requirements that hold in it or do not."""
    return _labelled("eyes")


def painted() -> list[tuple[Image.Image, Truths]]:
    """Every painted picture with requirements labelled by hand."""
    return _labelled("painted")


def rates(found: Found) -> tuple[float, dict[str, dict[str, float | None]]]:
    """Accuracy over all (probability, truth) pairs, and rates and calibration error of every kind."""
    kinds = {}
    for kind, pairs in found.items():
        yes, no = [p for p, t in pairs if t], [p for p, t in pairs if not t]
        kinds[kind] = {
            "tpr": round(statistics.fmean(p >= 0.5 for p in yes), 3) if yes else None,
            "fpr": round(statistics.fmean(p >= 0.5 for p in no), 3) if no else None,
            "ece": round(ece([p for p, _ in pairs], [t for _, t in pairs]), 3),
        }
    every = [(p >= 0.5) == t for pairs in found.values() for p, t in pairs]
    return round(statistics.fmean(every), 4), kinds


def reliability(found: Found, bins: int = 10) -> dict[str, list[list[float]]]:
    """By kind, for each of equal-width bins: mean probability, share that holds, number of questions."""
    told: dict[str, list[list[float]]] = {}
    for kind, pairs in found.items():
        p, t = np.array([p for p, _ in pairs]), np.array([t for _, t in pairs], float)
        which = np.minimum((p * bins).astype(int), bins - 1)
        told[kind] = [
            [round(float(p[which == b].mean()), 3), round(float(t[which == b].mean()), 3), int((which == b).sum())]
            for b in sorted(set(which.tolist()))
        ]
    return told


def run(quick: bool, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Check every requirement of every picture (a quarter of the pictures when quick)."""
    step = 4 if quick else 1
    suites = {"rendered": truths()[::step], "painted": painted()[1::2][::step]}
    eyes = ModelManager(profiles.load_profile("pocket")).get("eyes")
    found: dict[str, Found] = {name: {} for name in suites}
    total, seconds, number = 0, list[float](), 0
    for name, rows in suites.items():
        for picture, facts in rows:
            start = time.perf_counter()
            checks = eyes.check(picture, [requirement for requirement, _ in facts])
            seconds.append(time.perf_counter() - start)
            for (requirement, holds), check in zip(facts, checks, strict=True):
                total += 1
                if check.seen:  # Empty where the question is outside the eyes' grammar: they say nothing.
                    found[name].setdefault(requirement.kind, []).append((check.probability, holds))
            number += 1
            progress(number, sum(map(len, suites.values())))
    both = {kind: [*found["rendered"].get(kind, []), *pairs] for kind, pairs in found["painted"].items()}
    both = {**found["rendered"], **both}
    (on_rendered, _), (on_painted, kinds_painted), (_, kinds) = (rates(f) for f in (*found.values(), both))
    return {
        "accuracy_rendered": on_rendered, "accuracy_painted": on_painted,
        "answered": round(sum(map(len, both.values())) / total, 3), "pictures": number,
        "kinds": kinds, "kinds_painted": kinds_painted, "reliability": reliability(both),
        "seconds_per_look": round(statistics.median(seconds), 4), "memory_mb": round(eyes.nbytes() / 2**20, 1),
    }  # fmt: skip
