"""Does looking and trying again pay? Ways to spend K pictures on a wish, scored by a grader the loop never uses.

A wish is a brief of the painter's suite, to be painted anew, or the first turn of a session of the edit suite.

`none` takes the first picture; `random_k` any of K; `best_k` the one of K that the eyes like best; `loop` follows
the studio's own policy, but for its time bound, and stops early; `oracle` takes one that the grader passes, if there
is one. `best_equal` is best-of-k with the loop's own numbers of pictures dealt to other briefs, so that both spend the
same.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence

import numpy as np

from agent import limits
from agent.turns.retry_policy import best_attempt
from benchmarks.measuring import Figures, Ticker
from benchmarks.wishes import Candidate, LoopModels, WishSession, load_wishes
from tools.hooks import Progress

RESAMPLES = 2000
"""Samples of the bootstrap."""


def studio_choice(candidates: Sequence[Candidate]) -> Candidate:
    """The candidate that the studio would show."""
    return candidates[best_attempt([candidate.score for candidate in candidates])["picture"]]


def paired_difference(a: list[float], b: list[float]) -> tuple[float, float, float]:
    """Mean difference a - b over wishes with its 95 % bootstrap interval: mean, low, high."""
    rng = np.random.default_rng(0)
    differences = np.array(a, float) - np.array(b, float)
    samples = rng.integers(len(differences), size=(RESAMPLES, len(differences)))
    low, high = np.quantile(differences[samples].mean(1), [0.025, 0.975])
    return round(float(differences.mean()), 3), round(float(low), 3), round(float(high), 3)


def run(quick: bool, progress: Progress) -> Figures:
    """Measure all wishes together, and new pictures and edits apart; K is the studio's own bound."""
    models, k = LoopModels(), limits.PICTURES
    wishes = load_wishes(quick)
    tick = Ticker(progress, len(wishes))
    all_k: list[list[Candidate]] = []
    loops: list[list[Candidate]] = []
    for number, wish in enumerate(wishes):
        session = WishSession(wish, 1000 * number, models)
        all_k.append(session.all_candidates(k))
        loops.append(session.loop_candidates())
        tick()
    new = sum(wish.source is None for wish in wishes)
    return {
        "graded_by": "package:grader (the renderer's templates)", "k": k, **_figures(all_k, loops),
        "painted": _figures(all_k[:new], loops[:new]), "edited": _figures(all_k[new:], loops[new:]),
        "seconds_per_look": round(statistics.median(models.look_seconds), 4),
    }  # fmt: skip


def _figures(all_k: list[list[Candidate]], loops: list[list[Candidate]]) -> Figures:
    """What every way passes of the same wishes, and what the loop gains over best-of-k with as many pictures."""
    counts = [len(candidates) for candidates in loops]
    # Every wish meets every number of pictures that the loop spent somewhere, so that the mean has no luck in it.
    equal = [statistics.fmean(float(studio_choice(some[:c]).passes) for c in counts) for some in all_k]
    chosen = [studio_choice(candidates) for candidates in loops]
    passes = {
        "none": [float(candidates[0].passes) for candidates in all_k],
        "random_k": [statistics.fmean(float(c.passes) for c in candidates) for candidates in all_k],
        "best_equal": equal,
        "best_k": [float(studio_choice(candidates).passes) for candidates in all_k],
        "loop": [float(candidate.passes) for candidate in chosen],
        "oracle": [float(any(c.passes for c in candidates)) for candidates in all_k],
    }
    gain, low, high = paired_difference(passes["loop"], equal)
    over_none, *over_none_interval = paired_difference(passes["loop"], passes["none"])
    own_gain = statistics.fmean(
        _own_verdict(last) - _own_verdict(candidates[0]) for last, candidates in zip(chosen, loops, strict=True)
    )
    retried = [
        (candidates[0].passes, last.passes)
        for last, candidates in zip(chosen, loops, strict=True)
        if len(candidates) > 1
    ]
    return {
        "wishes": len(all_k), **{name: round(statistics.fmean(values), 3) for name, values in passes.items()},
        "gain": gain, "gain_low": low, "gain_high": high,
        "gain_over_none": over_none, "gain_over_none_interval": over_none_interval,
        "own_gain": round(own_gain, 3), "transfer_ratio": round(over_none / own_gain, 2) if own_gain else None,
        "pictures_per_turn": round(statistics.fmean(counts), 3), "retried": len(retried),
        "repaired": sum(after and not before for before, after in retried),
        "broken": sum(before and not after for before, after in retried),
    }  # fmt: skip


def _own_verdict(candidate: Candidate) -> float:
    """1 where the eyes fail nothing, else 0."""
    return float(candidate.score["failed"] == 0)
