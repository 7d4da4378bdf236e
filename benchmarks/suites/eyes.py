"""The eyes on rendered pictures that training never saw, and on painted ones labelled by hand.

Rendered: `data/eyes.png`, `data/eyes.jsonl` (`training/suites/eyes.py`). Painted: `data/painted.png`,
`data/painted.jsonl` (`training/label.py`); only the odd rows, because calibration used the even ones.
"""

from __future__ import annotations

import statistics
import time

from benchmarks.datasets import load_labelled_pictures
from benchmarks.judges.calibration import Answers, accuracy, rates_by_kind, reliability
from benchmarks.measuring import Figures, Ticker
from tools import profiles
from tools.engines.base import Eyes
from tools.hooks import Progress
from tools.model_manager import ModelManager

QUICK_EVERY = 4
"""A quick run takes every fourth picture."""


def _together(rendered: Answers, painted: Answers) -> Answers:
    """The answers on both kinds of pictures, rendered ones first."""
    extended = {kind: [*rendered.get(kind, []), *pairs] for kind, pairs in painted.items()}
    return {**rendered, **extended}


def run(quick: bool, progress: Progress) -> Figures:
    """Check every requirement of every picture (a quarter of the pictures when quick)."""
    step = QUICK_EVERY if quick else 1
    pictures = {
        "rendered": load_labelled_pictures("eyes")[::step],
        "painted": load_labelled_pictures("painted")[1::2][::step],
    }
    eyes: Eyes = ModelManager(profiles.load_profile("pocket")).get("eyes")
    tick = Ticker(progress, sum(map(len, pictures.values())))
    answers: dict[str, Answers] = {source: {} for source in pictures}
    seconds: list[float] = []
    asked = 0
    for source, labelled in pictures.items():
        for picture, labels in labelled:
            start = time.perf_counter()
            checks = eyes.check(picture, [requirement for requirement, _ in labels])
            seconds.append(time.perf_counter() - start)
            asked += len(labels)
            for (requirement, holds), check in zip(labels, checks, strict=True):
                if check.seen:  # Empty where the question is outside the eyes' grammar: then they do not answer.
                    answers[source].setdefault(requirement.kind, []).append((check.probability, holds))
            tick()
    both = _together(answers["rendered"], answers["painted"])
    return {
        "accuracy_rendered": accuracy(answers["rendered"]), "accuracy_painted": accuracy(answers["painted"]),
        "answered": round(sum(map(len, both.values())) / asked, 3), "pictures": tick.done,
        "kinds": rates_by_kind(both), "kinds_painted": rates_by_kind(answers["painted"]),
        "reliability": reliability(both),
        "seconds_per_look": round(statistics.median(seconds), 4), "memory_mb": round(eyes.nbytes() / 2**20, 1),
    }  # fmt: skip
