"""Does looking and trying again pay? Every way to spend K pictures on a wish, scored by a grader the loop never uses.

A wish is a brief of the painter's suite, to be painted anew, or the first turn of a session of the edit suite.

`none` hands over the first picture; `random_k` any of K; `best_k` the one of K that the eyes like best; `loop` follows
the studio's own policy, but for its time bound, and stops early; `oracle` takes one that the grader passes, if there
is one. `best_equal` is best-of-k with the loop's own numbers of pictures dealt to other briefs, so that both spend the
same.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image

from agent import limits
from agent.brief.edits import apply_edits, edit_instruction
from agent.brief.model import Brief, brief_prompt
from agent.brief.requirements import requirements_of
from agent.graph.state import AttemptScore, PlannedCall
from agent.turns.retry_policy import Attempt, best_attempt, next_call, score_attempt
from benchmarks.judges import rules
from benchmarks.sheets import sheet
from benchmarks.suites import edits
from benchmarks.suites.painter import briefs
from tools import profiles
from tools.engines.pocket.painter import PaintRequest
from tools.hooks import Hooks
from tools.images import compare
from tools.model_manager import ModelManager
from tools.profiles import Profile
from tools.types import Check

QUICK, RESAMPLES = 10, 2000
SOURCE = -1
"""The number of the picture that a wish for an edit begins with."""
Candidate = tuple[AttemptScore, list[Check], bool]
"""A try with its checks, and whether the grader passes its picture."""


@dataclass(frozen=True)
class Wish:
    """What the picture must show; of an edit also the picture before, its brief, the words of the change, and whether
    the rest is put back."""

    brief: Brief
    source: Image.Image | None = None
    before: Brief | None = None
    words: str = ""
    keep: bool = True


def wishes(quick: bool) -> list[Wish]:
    """The briefs of the painter's suite (quick: every QUICK-th), then the edit suite's first turns (every other)."""
    rows = edits.sessions()
    found = [Wish(row["brief"]) for row in briefs()[:: QUICK if quick else 1]]
    for row, picture in list(zip(rows, sheet("edits", len(rows)), strict=True))[:: 2 if quick else 1]:
        before, change = row["brief"], row["edits"][0]
        after, keep = apply_edits(before, [change]), change.op not in limits.EDIT_AS_NEW
        found.append(Wish(after, picture, before, edit_instruction(before, change), keep))
    return found


class _Session:
    """One wish's pictures, painted and looked at when they are asked for."""

    def __init__(self, wish: Wish, seed: int, profile: Profile, models: ModelManager, grader: rules.Grader) -> None:
        self.wish, self.brief, self.seed, self.profile, self.grader = wish, wish.brief, seed, profile, grader
        self.painter, self.eyes = models.get("painter"), models.get("eyes")
        self.looked = list[float]()
        self.known: dict[tuple[object, ...], tuple[Candidate, Image.Image, bool]] = {}
        self.tries: dict[int, Image.Image] = {SOURCE: wish.source} if wish.source is not None else {}

    def call(self, seed: int) -> PlannedCall:
        """The tool call of the studio's first try with that seed."""
        sampler = {"steps": self.profile.steps, "guidance": self.profile.guidance}
        given = {"prompt": brief_prompt(self.brief), "seed": seed, **sampler}
        if self.wish.source is None:
            return {"tool": "generate", "arguments": given}
        told = {"instruction": self.wish.words, "keep": self.wish.keep, "picture": SOURCE}
        return {"tool": "edit", "arguments": {**given, **told}}

    def paint(self, call: PlannedCall, number: int) -> Candidate:
        """The call's picture looked at and graded, as the turn's try of that number."""
        given = call["arguments"]
        sampler = {"steps": self.profile.steps, "guidance": self.profile.guidance, "seed": given["seed"]}
        on = call.get("on", given.get("picture"))
        key = on, given["prompt"], given.get("instruction"), given["seed"]
        if key not in self.known:
            order = PaintRequest(given["prompt"], given.get("instruction", ""), keep=given.get("keep", True), **sampler)
            spared = True
            if on is not None:
                source = self.tries[on]
                picture, asked = self.painter.edited(source, order, Hooks())
                away = compare.psnr_outside_mask(source, picture, asked) if asked is not None else None
                spared = away is None or away >= limits.OUTSIDE_DB
            else:
                picture = self.painter.paint(order, Hooks())
            start = time.perf_counter()
            checks = self.eyes.check(picture, requirements_of(self.brief, self.wish.before))
            self.looked.append(time.perf_counter() - start)
            good = rules.strict(self.grader.see([picture])[0], self.brief)
            self.known[key] = (score_attempt(number, checks, spared), checks, good), picture, spared
        (made, checks, good), self.tries[number], self.spared = self.known[key]
        return {**made, "picture": number}, checks, good

    def loop(self) -> list[Candidate]:
        """The studio's tries under its policy."""
        call: PlannedCall | None = self.call(self.seed)
        tried, tries = list[Attempt](), list[Candidate]()
        while call is not None:
            tries.append(self.paint(call, len(tries)))
            tried.append(Attempt(call, tries[-1][0], tuple(tries[-1][1]), self.spared))
            call = next_call(tried, self.brief, 0.0)
        return tries


def handed(tries: list[Candidate]) -> Candidate:
    """The candidate that the studio would hand over."""
    return tries[best_attempt([made for made, _, _ in tries])["picture"]]


def paired(a: list[float], b: list[float]) -> tuple[float, float, float]:
    """Mean difference a - b over briefs with its 95 % bootstrap interval."""
    difference, rng = np.array(a, float) - np.array(b, float), np.random.default_rng(0)
    means = difference[rng.integers(len(difference), size=(RESAMPLES, len(difference)))].mean(1)
    low, high = np.quantile(means, [0.025, 0.975])
    return round(float(difference.mean()), 3), round(float(low), 3), round(float(high), 3)


def run(quick: bool, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Every wish, K = the studio's own bound; all together, and pictures painted anew and edits apart."""
    profile = profiles.load_profile("pocket")
    models, grader, k = ModelManager(profile), rules.Grader(), limits.PICTURES
    asked = wishes(quick)
    all_k, loops, looked = list[list[Candidate]](), list[list[Candidate]](), list[float]()
    for number, wish in enumerate(asked):
        session = _Session(wish, 1000 * number, profile, models, grader)
        all_k.append([session.paint(session.call(session.seed + i), i) for i in range(k)])
        loops.append(session.loop())
        looked += session.looked
        progress(number + 1, len(asked))
    new = sum(wish.source is None for wish in asked)
    return {
        "graded_by": "package:grader (the renderer's templates)", "k": k, **figures(all_k, loops),
        "painted": figures(all_k[:new], loops[:new]), "edited": figures(all_k[new:], loops[new:]),
        "seconds_per_look": round(statistics.median(looked), 4),
    }  # fmt: skip


def figures(all_k: list[list[Candidate]], loops: list[list[Candidate]]) -> dict[str, Any]:
    """What every way passes of the same wishes, and what the loop gains over best-of-k with as many pictures."""
    counts = [len(tries) for tries in loops]
    # Every wish meets every number of pictures that the loop spent somewhere, so that the mean has no luck in it.
    equal = [statistics.fmean(float(handed(tries[:c])[2]) for c in counts) for tries in all_k]
    values = {
        "none": [float(tries[0][2]) for tries in all_k],
        "random_k": [statistics.fmean(float(good) for _, _, good in tries) for tries in all_k],
        "best_equal": equal,
        "best_k": [float(handed(tries)[2]) for tries in all_k],
        "loop": [float(handed(tries)[2]) for tries in loops],
        "oracle": [float(any(good for _, _, good in tries)) for tries in all_k],
    }
    gain, low, high = paired(values["loop"], equal)
    over, *span = paired(values["loop"], values["none"])
    own = statistics.fmean(_own(handed(tries)[0]) - _own(tries[0][0]) for tries in loops)
    changed = [(tries[0][2], handed(tries)[2]) for tries in loops if len(tries) > 1]
    return {
        "wishes": len(all_k), **{name: round(statistics.fmean(v), 3) for name, v in values.items()},
        "gain": gain, "gain_low": low, "gain_high": high, "gain_over_none": over, "gain_over_none_interval": span,
        "own_gain": round(own, 3), "transfer_ratio": round(over / own, 2) if own else None,
        "pictures_per_turn": round(statistics.fmean(counts), 3), "retried": len(changed),
        "repaired": sum(after and not before for before, after in changed),
        "broken": sum(before and not after for before, after in changed),
    }  # fmt: skip


def _own(made: AttemptScore) -> float:
    return float(made["failed"] == 0)
