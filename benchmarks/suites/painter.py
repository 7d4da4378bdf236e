"""The painter on GenEval's six tasks in the storybook world (arXiv:2310.11513), graded by an independent grader.

Not comparable with hub models' GenEval figures: the world differs. Ceiling: rendered scenes through the painter's own
autoencoder. Floor: of the other rendered scenes, the one whose brief is nearest.
"""

from __future__ import annotations

import json
import resource
import statistics
import time
from collections.abc import Callable
from importlib import resources
from typing import Any

from agent.brief.model import Brief, brief_prompt
from agent.brief.requirements import requirements_of
from benchmarks.judges import rules
from benchmarks.shares import interval, share
from benchmarks.sheets import sheet
from tools import profiles
from tools.engines.pocket.painter import PaintRequest
from tools.hooks import Hooks
from tools.model_manager import ModelManager
from tools.profiles import Profile

BATCH, SEEDS, QUICK = 8, 4, 4
"""Pictures painted at once, seeds a brief, and every which brief a quick run takes (with one seed)."""
PLAIN_STEPS, PLAIN_GUIDANCE, DRAFT_STEPS = 20, 3.0, 1


def briefs() -> list[dict[str, Any]]:
    """Rows of the suite: `task`, `seen`, `brief`, and the same in GenEval's own format.

    Every QUICK-th has its rendered scene on the sheet.
    """
    text = resources.files("benchmarks").joinpath("data/painter.jsonl").read_text("utf-8")
    return [{**row, "brief": Brief.model_validate(row["brief"])} for row in map(json.loads, text.splitlines())]


def paint(painter: Any, rows: list[tuple[Brief, int]], profile: Profile, tick: Callable[[int], None]) -> list[Any]:
    """Pictures of briefs with their seeds, BATCH at a time."""
    found: list[Any] = []
    for start in range(0, len(rows), BATCH):
        part = rows[start : start + BATCH]
        orders = [
            PaintRequest(brief_prompt(b), seed=s, steps=profile.steps, guidance=profile.guidance) for b, s in part
        ]
        found += painter.paint_many(orders, Hooks())
        tick(len(part))
    return found


def _likeness(a: Brief, b: Brief) -> int:
    return len({r.statement for r in requirements_of(a)} & {r.statement for r in requirements_of(b)})


def _bounds(grader: rules.Grader, painter: Any, rows: list[dict[str, Any]]) -> dict[str, Any]:
    pictures, wanted = sheet("painter", len(rows)), [row["brief"] for row in rows]
    pipeline = painter.pipeline
    decoded = [pipeline.picture(pipeline.encode(p))[0] for p in pictures]
    ceiling = [rules.strict(s, b) for s, b in zip(grader.see(decoded), wanted, strict=True)]
    plain = grader.see(pictures)
    rendered = [rules.strict(s, b) for s, b in zip(plain, wanted, strict=True)]
    floor = []
    for number, brief in enumerate(wanted):
        others = [n for n in range(len(wanted)) if n != number and wanted[n] != brief]
        floor.append(rules.strict(plain[max(others, key=lambda n: _likeness(wanted[n], brief))], brief))
    return {
        "ceiling": share(ceiling)["share"], "ceiling_without_autoencoder": share(rendered)["share"],
        "floor": share(floor)["share"],
    }  # fmt: skip


def _median_seconds(painter: Any, brief: Brief, steps: int, guidance: float, times: int = 5) -> float:
    seconds = []
    for seed in range(times):
        start = time.perf_counter()
        painter.paint(PaintRequest(brief_prompt(brief), seed=seed, steps=steps, guidance=guidance), Hooks())
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def run(quick: bool, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Paint every brief with SEEDS seeds (every QUICK-th once when quick) and grade each picture."""
    every = briefs()
    chosen = list(enumerate(every))[:: QUICK if quick else 1]
    seeds = 1 if quick else SEEDS
    jobs = [(row, row["brief"], 1000 * number + seed) for number, row in chosen for seed in range(seeds)]
    profile = profiles.load_profile("pocket")
    painter, grader = ModelManager(profile).get("painter"), rules.Grader()
    done = 0

    def tick(count: int) -> None:
        nonlocal done
        done += count
        progress(done, len(jobs))

    pictures = paint(painter, [(brief, seed) for _, brief, seed in jobs], profile, tick)
    tasks: dict[str, list[bool]] = {}
    loose, seen = list[bool](), {True: list[bool](), False: list[bool]()}
    means, products = list[float](), list[float]()
    for (row, brief, _), view in zip(jobs, grader.see(pictures), strict=True):
        good = rules.strict(view, brief)
        tasks.setdefault(row["task"], []).append(good)
        loose.append(rules.geneval(view, brief))
        seen[row["seen"]].append(good)
        chances = [max(rules.chance(view, r), 1e-6) for r in requirements_of(brief)]
        means.append(statistics.fmean(chances))
        products.append(statistics.geometric_mean(chances))
    flat = [value for values in tasks.values() for value in values]
    overall = statistics.fmean(flat)
    usual = _median_seconds(painter, every[0]["brief"], profile.steps, profile.guidance)
    draft = _median_seconds(painter, every[0]["brief"], DRAFT_STEPS, 1.0)
    plain = _median_seconds(painter, every[0]["brief"], PLAIN_STEPS, PLAIN_GUIDANCE)
    return {
        "graded_by": "package:grader (the renderer's templates)", "pictures": len(flat),
        "overall_strict": round(overall, 3), "interval": list(interval(overall, len(chosen))),
        "overall_geneval": round(statistics.fmean(loose), 3),
        "tasks": {task: share(values)["share"] for task, values in tasks.items()},
        "task_intervals": {task: share(values, seeds)["interval"] for task, values in tasks.items()},
        "seen": share(seen[True], seeds), "unseen": share(seen[False], seeds),
        "soft_tifa_am": round(statistics.fmean(means), 3), "soft_tifa_gm": round(statistics.fmean(products), 3),
        **_bounds(grader, painter, every[::QUICK]),
        "seconds_per_picture": round(usual, 3), "seconds_draft": round(draft, 3), "seconds_plain": round(plain, 3),
        "speedup_vs_plain": round(plain / usual, 2),
        "evaluations": profile.steps * (2 if profile.guidance > 1 else 1),
        "weights_mb": round(painter.nbytes() / 2**20, 1),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10),
    }  # fmt: skip
