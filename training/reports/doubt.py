"""How well the director's own scores tell misread messages: `python -m training.reports.doubt FILE... [--every N]`.

FILE is a writer's file in `training/corpus/written`, without its ending, that the packaged weights have not learnt.
Printed are, by language, the shares of misread messages whose reply would claim that all is there, and of those
understood whose reply would admit something, at several doubts; and the logistic function that fits these messages
(`agent/director/pocket/doubt.py`).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from agent import limits
from agent.director.pocket.director import PocketDirector
from agent.director.pocket.doubt import least_sure
from benchmarks.judges.plans import mean
from benchmarks.judges.understanding import admits, is_understood, paints
from benchmarks.reading.dialogues import replay_rows
from benchmarks.reading.written_world import PAINTED_WORLD, WRITTEN_WORLD
from benchmarks.suites.director import model_interpreter
from tools import profiles
from tools.model_manager import ModelManager
from training.corpus.authored import WRITTEN

DOUBTS = (0.5, limits.DOUBT, 0.8, 0.9, 1.01)


class Reading(NamedTuple):
    """What became of a message: its language, whether it was understood, painted, and told to be left out in part."""

    lang: str
    understood: bool
    paints: bool
    named: bool
    doubt: float
    least_sure: float


def readings(files: list[str], every: int) -> Iterator[Reading]:
    """Yield what the packaged director makes of every message of some sessions."""
    model: Any = ModelManager(profiles.load_profile("pocket")).get("director")
    interpret = model_interpreter(lambda: PocketDirector(model))
    for file in files:
        lines = [line for line in (WRITTEN / f"{file}.jsonl").read_text("utf-8").splitlines() if line.strip()]
        for line in lines[::every]:
            row = json.loads(line)
            for session, view, truth, _ in replay_rows(row, WRITTEN_WORLD):
                plan = interpret(view)
                understood, painted = is_understood(session, plan, truth), paints(session, plan)
                named = painted and admits(session, view, plan.doubted(0.0), PAINTED_WORLD)
                yield Reading(row["lang"], understood, painted, named, plan.doubt, least_sure(model.log_probs))


def fit(found: list[Reading]) -> tuple[float, float]:
    """Return the bias and the weight that make the readings that painted likeliest."""
    from sklearn.linear_model import LogisticRegression

    painted = [one for one in found if one.paints]
    scores = np.array([[one.least_sure] for one in painted])
    model = LogisticRegression(C=1e6).fit(scores, [not one.understood for one in painted])
    return float(model.intercept_[0]), float(model.coef_[0, 0])


def main() -> None:
    """Print the shares and the function."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--every", type=int, default=1)
    given = parser.parse_args()
    found = list(readings(given.files, given.every))
    for lang in sorted({one.lang for one in found}):
        own = [one for one in found if one.lang == lang]
        print(f"{lang}: {len(own)} messages, understood {mean([one.understood for one in own])}")
        for doubt in DOUBTS:
            admitted = {one: one.paints and (one.named or one.doubt >= doubt) for one in own}
            claimed = mean([one.paints and not admitted[one] for one in own if not one.understood])
            accused = mean([admitted[one] for one in own if one.understood])
            print(f"  doubted from {doubt:.2f}: all claimed {claimed}, admitted of the understood {accused}")
    bias, weight = fit(found)
    print(f"doubt = logistic({bias:.2f} + {weight:.2f} * sum of the least sure)")


if __name__ == "__main__":
    main()
