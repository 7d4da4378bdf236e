"""The painter on GenEval's six tasks in the storybook world (arXiv:2310.11513), graded by an independent grader.

Not comparable with hub models' GenEval figures: the world differs. Ceiling: rendered scenes through the painter's own
autoencoder. Floor: of the other rendered scenes, the one whose brief is nearest.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from PIL import Image

from agent.brief.content import content_of
from agent.brief.model import Brief
from agent.brief.requirements import requirements_of
from agent.brief.wording import brief_prompt
from benchmarks.datasets import PainterBrief, load_painter_briefs, load_pictures
from benchmarks.judges import rules
from benchmarks.measuring import Figures, Ticker, median_seconds, peak_memory_mb
from benchmarks.proportions import proportion, wilson_interval
from tools import profiles
from tools.engines.painting import PaintRequest
from tools.engines.pocket.painter import PocketPainter
from tools.hooks import Hooks, Progress
from tools.model_manager import ModelManager
from tools.profiles import Profile

BATCH = 8
"""Pictures painted at once."""
SEEDS = 4
"""Pictures painted of each brief."""
QUICK_EVERY = 4
"""A quick run takes every fourth brief, with one seed."""
PLAIN_STEPS, PLAIN_GUIDANCE = 20, 3.0
"""A sampler without shortcuts, for comparison."""
DRAFT_STEPS, DRAFT_GUIDANCE = 1, 1.0
"""The fastest that the painter can do."""
TIMED_RUNS = 5


def paint_request(brief: Brief, seed: int, profile: Profile) -> PaintRequest:
    """A request for a new picture of a brief, with the profile's sampler settings."""
    return PaintRequest(
        brief_prompt(brief), seed=seed, steps=profile.steps, guidance=profile.guidance, content=content_of(brief)
    )


def paint_briefs(
    painter: PocketPainter, jobs: list[tuple[Brief, int]], profile: Profile, tick: Callable[[int], None]
) -> list[Image.Image]:
    """Paint briefs with their seeds, BATCH at a time; `tick` is called with the number of pictures of each batch."""
    pictures: list[Image.Image] = []
    for start in range(0, len(jobs), BATCH):
        batch = [paint_request(brief, seed, profile) for brief, seed in jobs[start : start + BATCH]]
        pictures += painter.paint(batch, Hooks())
        tick(len(batch))
    return pictures


class _Job(NamedTuple):
    """One picture to paint."""

    row: PainterBrief
    seed: int


class _Tally:
    """Grades of the painted pictures."""

    def __init__(self) -> None:
        self.by_task: dict[str, list[bool]] = {}
        self.seen: dict[bool, list[bool]] = {True: [], False: []}
        self.geneval: list[bool] = []
        self.means: list[float] = []
        self.products: list[float] = []

    def add(self, row: PainterBrief, view: rules.PictureDetections) -> None:
        """Grade one picture of a brief."""
        passed = rules.passes_strict(view, row["brief"])
        self.by_task.setdefault(row["task"], []).append(passed)
        self.seen[row["seen"]].append(passed)
        self.geneval.append(rules.passes_geneval(view, row["brief"]))
        chances = [max(rules.probability(view, r), 1e-6) for r in requirements_of(row["brief"])]
        self.means.append(statistics.fmean(chances))
        self.products.append(statistics.geometric_mean(chances))

    def figures(self, briefs: int, seeds: int) -> Figures:
        """The grades of pictures of so many briefs with so many seeds each."""
        passed = [value for values in self.by_task.values() for value in values]
        overall = statistics.fmean(passed)
        return {
            "graded_by": "package:grader (the renderer's templates)", "pictures": len(passed),
            "overall_strict": round(overall, 3), "interval": list(wilson_interval(overall, briefs)),
            "overall_geneval": round(statistics.fmean(self.geneval), 3),
            "tasks": {task: proportion(values)["share"] for task, values in self.by_task.items()},
            "task_intervals": {task: proportion(values, seeds)["interval"] for task, values in self.by_task.items()},
            "seen": proportion(self.seen[True], seeds), "unseen": proportion(self.seen[False], seeds),
            "soft_tifa_am": round(statistics.fmean(self.means), 3),
            "soft_tifa_gm": round(statistics.fmean(self.products), 3),
        }  # fmt: skip


def _common_requirements(a: Brief, b: Brief) -> int:
    return len({r.statement for r in requirements_of(a)} & {r.statement for r in requirements_of(b)})


def _nearest_other(briefs: list[Brief], number: int) -> int:
    """The index of the brief most like brief `number`, but not equal to it."""
    wanted = briefs[number]
    others = [n for n, brief in enumerate(briefs) if n != number and brief != wanted]
    return max(others, key=lambda n: _common_requirements(briefs[n], wanted))


def _bounds(grader: rules.Grader, painter: PocketPainter, rows: list[PainterBrief]) -> Figures:
    """What rendered scenes pass: through the autoencoder, as they are, and each for its nearest other brief."""
    pictures = load_pictures("painter", len(rows))
    briefs = [row["brief"] for row in rows]
    pipeline = painter.pipeline
    decoded = grader.see([pipeline.picture(pipeline.encode(picture))[0] for picture in pictures])
    rendered = grader.see(pictures)
    nearest = [rendered[_nearest_other(briefs, number)] for number in range(len(briefs))]

    def share(views: list[rules.PictureDetections]) -> float:
        return proportion([rules.passes_strict(v, b) for v, b in zip(views, briefs, strict=True)])["share"]

    return {
        "ceiling": share(decoded), "ceiling_without_autoencoder": share(rendered), "floor": share(nearest),
    }  # fmt: skip


def _speed(painter: PocketPainter, brief: Brief, profile: Profile) -> Figures:
    """Seconds a picture with the profile's settings, as a draft, and with a plain sampler."""

    def seconds(steps: int, guidance: float) -> float:
        request = replace(paint_request(brief, 0, profile), steps=steps, guidance=guidance)
        return median_seconds(lambda run: painter.paint([replace(request, seed=run)], Hooks()), TIMED_RUNS)

    usual = seconds(profile.steps, profile.guidance)
    draft = seconds(DRAFT_STEPS, DRAFT_GUIDANCE)
    plain = seconds(PLAIN_STEPS, PLAIN_GUIDANCE)
    return {
        "seconds_per_picture": round(usual, 3), "seconds_draft": round(draft, 3), "seconds_plain": round(plain, 3),
        "speedup_vs_plain": round(plain / usual, 2),
    }  # fmt: skip


def run(quick: bool, progress: Progress) -> Figures:
    """Paint every brief with SEEDS seeds (every QUICK_EVERY-th once when quick) and grade each picture."""
    briefs = load_painter_briefs()
    chosen = list(enumerate(briefs))[:: QUICK_EVERY if quick else 1]
    seeds = 1 if quick else SEEDS
    jobs = [_Job(row, 1000 * number + seed) for number, row in chosen for seed in range(seeds)]
    profile = profiles.load_profile("pocket")
    painter: PocketPainter = ModelManager(profile).get("painter")
    grader = rules.Grader()
    requests = [(job.row["brief"], job.seed) for job in jobs]
    pictures = paint_briefs(painter, requests, profile, Ticker(progress, len(jobs)))
    tally = _Tally()
    for job, view in zip(jobs, grader.see(pictures), strict=True):
        tally.add(job.row, view)
    return {
        **tally.figures(len(chosen), seeds),
        **_bounds(grader, painter, briefs[::QUICK_EVERY]),
        **_speed(painter, briefs[0]["brief"], profile),
        "evaluations": profile.steps * (2 if profile.guidance > 1 else 1),
        "weights_mb": round(painter.nbytes() / 2**20, 1),
        "peak_memory_mb": peak_memory_mb(),
    }
