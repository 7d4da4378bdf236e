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

from tools import profiles
from tools.shelf import Shelf
from tools.values import Requirement


def ece(probabilities: list[float], truths: list[bool], bins: int = 10) -> float:
    """Expected calibration error over equal-width bins (Guo et al., arXiv:1706.04599)."""
    p, t = np.array(probabilities), np.array(truths, float)
    which = np.minimum((p * bins).astype(int), bins - 1)
    return float(sum(abs(p[which == b].mean() - t[which == b].mean()) * (which == b).mean() for b in set(which)))


def run(quick: bool, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Check every requirement of every picture (a quarter of the pictures when quick)."""
    folder = resources.files(__package__).joinpath("data")
    rows = [json.loads(line) for line in folder.joinpath("eyes.jsonl").read_text("utf-8").splitlines()]
    with folder.joinpath("eyes.png").open("rb") as file:
        sheet = Image.open(file).convert("RGB")
    eyes = Shelf(profiles.load("pocket")).get("eyes")
    found: dict[str, list[tuple[float, bool]]] = {}
    seconds, chosen = [], range(0, len(rows), 4 if quick else 1)
    for number in chosen:
        x, y = number % 10 * 128, number // 10 * 128
        picture = sheet.crop((x, y, x + 128, y + 128))
        facts = rows[number]["requirements"]
        wanted = [Requirement.model_validate({k: v for k, v in fact.items() if k != "holds"}) for fact in facts]
        start = time.perf_counter()
        checks = eyes.check(picture, wanted)
        seconds.append(time.perf_counter() - start)
        for fact, check in zip(facts, checks, strict=True):
            found.setdefault(fact["kind"], []).append((check.probability, fact["holds"]))
        progress(number + 1, len(rows))
    kinds, right, total = {}, 0, 0
    for kind, pairs in found.items():
        yes, no = [p for p, t in pairs if t], [p for p, t in pairs if not t]
        right += sum((p >= 0.5) == t for p, t in pairs)
        total += len(pairs)
        kinds[kind] = {
            "tpr": round(statistics.fmean(p >= 0.5 for p in yes), 3),
            "fpr": round(statistics.fmean(p >= 0.5 for p in no), 3),
            "ece": round(ece([p for p, _ in pairs], [t for _, t in pairs]), 3),
        }
    return {
        "accuracy_rendered": round(right / total, 4), "pictures": len(chosen), "kinds": kinds,
        "seconds_per_look": round(statistics.median(seconds), 4), "memory_mb": round(eyes.nbytes() / 2**20, 1),
    }  # fmt: skip
