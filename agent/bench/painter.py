"""The painter on GenEval's six tasks in the storybook world, under strict rules.

Graded by the studio's own eyes, which share their world with the painter: an upper estimate until an
independent grader stands here. Not comparable with hub models' GenEval figures: the world differs.
"""

from __future__ import annotations

import json
import math
import statistics
import time
from collections.abc import Callable
from importlib import resources
from typing import Any

from agent.brief import Brief, prompt
from agent.questions import requirements
from tools import profiles
from tools.contract import Hooks
from tools.engines.painter import Order
from tools.shelf import Shelf


def interval(share: float, count: int) -> tuple[float, float]:
    """95 % Wilson interval of a share of `count` trials."""
    z = 1.96
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return round(middle - half, 3), round(middle + half, 3)


def run(quick: bool, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Paint every brief once (a fifth of them when quick) and grade each requirement."""
    text = resources.files(__package__).joinpath("data/painter.jsonl").read_text("utf-8")
    rows = [json.loads(line) for line in text.splitlines()][:: 5 if quick else 1]
    profile = profiles.load("pocket")
    shelf = Shelf(profile)
    painter, eyes = shelf.get("painter"), shelf.get("eyes")
    tasks: dict[str, list[bool]] = {}
    seen: dict[bool, list[bool]] = {True: [], False: []}
    seconds, means, products = [], list[float](), list[float]()
    for number, row in enumerate(rows):
        brief = Brief.model_validate(row["brief"])
        order = Order(prompt=prompt(brief), seed=number, steps=profile.steps, guidance=profile.guidance)
        start = time.perf_counter()
        picture = painter.paint(order, Hooks())
        seconds.append(time.perf_counter() - start)
        checks = eyes.check(picture, requirements(brief))
        good = all(c.probability >= 0.5 for c in checks)
        tasks.setdefault(row["task"], []).append(good)
        seen[row["seen"]].append(good)
        chances = [max(c.probability, 1e-6) for c in checks]
        means.append(statistics.fmean(chances))
        products.append(statistics.geometric_mean(chances))
        progress(number + 1, len(rows))
    every = [value for values in tasks.values() for value in values]
    overall = statistics.fmean(statistics.fmean(values) for values in tasks.values())
    return {
        "graded_by": "eyes (not independent)", "overall_strict": round(overall, 3),
        "interval": list(interval(statistics.fmean(every), len(every))),
        "tasks": {task: round(statistics.fmean(values), 3) for task, values in tasks.items()},
        "seen": round(statistics.fmean(seen[True]), 3), "unseen": round(statistics.fmean(seen[False] or [0]), 3),
        "soft_tifa_am": round(statistics.fmean(means), 3), "soft_tifa_gm": round(statistics.fmean(products), 3),
        "seconds_per_picture": round(statistics.median(seconds), 3),
        "evaluations": profile.steps * (2 if profile.guidance > 1 else 1),
        "weights_mb": round(painter.nbytes() / 2**20, 1), "pictures": len(every),
    }  # fmt: skip
