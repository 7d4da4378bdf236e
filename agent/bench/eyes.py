"""The eyes on rendered pictures that training never saw: true and false positive rates a kind, calibration.

Pictures and truths: `data/eyes.png`, `data/eyes.jsonl` (see `training/suites.py`). Painted pictures with labels
by hand are not in this suite yet.
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

from agent.bench.sheets import sheet
from tools import profiles
from tools.shelf import Shelf
from tools.values import Requirement


def ece(probabilities: list[float], truths: list[bool], bins: int = 10) -> float:
    """Expected calibration error over equal-width bins (Guo et al., arXiv:1706.04599)."""
    p, t = np.array(probabilities), np.array(truths, float)
    which = np.minimum((p * bins).astype(int), bins - 1)
    return float(sum(abs(p[which == b].mean() - t[which == b].mean()) * (which == b).mean() for b in set(which)))


Truths = list[tuple[Requirement, bool]]


def truths() -> list[tuple[Image.Image, Truths]]:
    """Every rendered picture with requirements that hold in it or do not."""
    text = resources.files(__package__).joinpath("data/eyes.jsonl").read_text("utf-8")
    rows = [json.loads(line)["requirements"] for line in text.splitlines()]
    facts = [[(Requirement.model_validate(f), bool(f.pop("holds"))) for f in map(dict, row)] for row in rows]
    return list(zip(sheet("eyes", len(rows)), facts, strict=True))


def rates(found: dict[str, list[tuple[float, bool]]]) -> tuple[float, dict[str, dict[str, float]]]:
    """Accuracy over all (probability, truth) pairs, and rates and calibration error of every kind."""
    kinds = {}
    for kind, pairs in found.items():
        yes, no = [p for p, t in pairs if t], [p for p, t in pairs if not t]
        kinds[kind] = {
            "tpr": round(statistics.fmean(p >= 0.5 for p in yes), 3),
            "fpr": round(statistics.fmean(p >= 0.5 for p in no), 3),
            "ece": round(ece([p for p, _ in pairs], [t for _, t in pairs]), 3),
        }
    every = [(p >= 0.5) == t for pairs in found.values() for p, t in pairs]
    return round(statistics.fmean(every), 4), kinds


def run(quick: bool, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Check every requirement of every picture (a quarter of the pictures when quick)."""
    rows = truths()
    eyes = Shelf(profiles.load("pocket")).get("eyes")
    found: dict[str, list[tuple[float, bool]]] = {}
    total, seconds, chosen = 0, list[float](), range(0, len(rows), 4 if quick else 1)
    for number in chosen:
        picture, facts = rows[number]
        wanted = [requirement for requirement, _ in facts]
        start = time.perf_counter()
        checks = eyes.check(picture, wanted)
        seconds.append(time.perf_counter() - start)
        for (requirement, holds), check in zip(facts, checks, strict=True):
            total += 1
            if check.seen:  # Empty where the question is outside the eyes' grammar: they say nothing, not one half.
                found.setdefault(requirement.kind, []).append((check.probability, holds))
        progress(number + 1, len(rows))
    accuracy, kinds = rates(found)
    answered = round(sum(map(len, found.values())) / total, 3)
    return {
        "accuracy_rendered": accuracy, "answered": answered, "pictures": len(chosen), "kinds": kinds,
        "seconds_per_look": round(statistics.median(seconds), 4), "memory_mb": round(eyes.nbytes() / 2**20, 1),
    }  # fmt: skip
