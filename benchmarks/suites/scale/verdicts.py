"""How often a comparison calls a difference: of the same thing run twice, and of a loss that was planted."""

from __future__ import annotations

import random
from collections.abc import Callable

from agent.dialogues.results import TurnResult
from agent.dialogues.runs.comparison import Pair, share
from benchmarks.measuring import Figures

SEEDS = 100
DIALOGUES, TURNS = 100, 4
LOSS, ANEW = 0.05, 0.1
"""Share of turns that are lost, and of those in which chance decides anew beside them: some two in a hundred flip."""
_PASSES = (6.0, 1.0)
"""Beta distribution of the chance of a dialogue's turns to pass."""


def measure() -> Figures:
    """Verdicts of SEEDS pairs of runs of DIALOGUES x TURNS turns each."""
    return {
        "pairs_of_runs": SEEDS,
        "turns": DIALOGUES * TURNS,
        "same_thing_called_different": sum(_verdict(_same, seed) != "no difference" for seed in range(SEEDS)),
        "loss": LOSS,
        "loss_found": sum(_verdict(_lost, seed) == "worse" for seed in range(SEEDS)),
    }


def _verdict(pair_up: Callable[[random.Random, float], tuple[bool, bool]], seed: int) -> str:
    chance = random.Random(seed)
    pairs = []
    for dialogue in range(DIALOGUES):
        passes = chance.betavariate(*_PASSES)
        for number in range(1, TURNS + 1):
            before, after = pair_up(chance, passes)
            pairs.append(Pair("script", dialogue, 1, dialogue, _turn(number, before), _turn(number, after)))
    return share("passed", pairs).verdict


def _same(chance: random.Random, passes: float) -> tuple[bool, bool]:
    return chance.random() < passes, chance.random() < passes


def _lost(chance: random.Random, passes: float) -> tuple[bool, bool]:
    before = chance.random() < passes
    after = chance.random() < passes if chance.random() < ANEW else before
    # Only what passes can be lost, so that the loss is LOSS of all turns.
    return before, after and chance.random() >= LOSS * sum(_PASSES) / _PASSES[0]


def _turn(number: int, passed: bool) -> TurnResult:
    missed = [] if passed else ["missed"]
    return TurnResult(number, "", "edit", "done", "", "", None, None, None, {}, [], {}, missed=missed)
