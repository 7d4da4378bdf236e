"""How far judges agree about the same questions, and what they took."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from agent.dialogues.results import ScriptResult, TurnResult

EYES = "the loop's eyes"
"""The name that the checks of the turns themselves go by among judges."""
Verdicts = dict[tuple[int, str], dict[str, bool]]
"""By turn and question, what each judge says, by its name."""


class Agreement(NamedTuple):
    """How far two judges agree.

    Attributes:
        judges: Their names.
        questions: How many questions both have answered.
        share: The share of equal answers.
        kappa: Cohen's kappa; None where both always say the same one thing, so that nothing is left to chance.
    """

    judges: tuple[str, str]
    questions: int
    share: float
    kappa: float | None


@dataclass(frozen=True)
class JudgeCost:
    """What a judge has done in a run: turns, questions, the share of them that it says yes to, and what that took."""

    judge: str
    turns: int
    questions: int
    yes: float | None
    calls: int
    seconds: float
    tokens: int


@dataclass(frozen=True)
class Judging:
    """All judges of a run; `alpha` is Krippendorff's over all of them, None where there is nothing to compare."""

    costs: list[JudgeCost]
    agreements: list[Agreement]
    alpha: float | None


def cohen_kappa(pairs: Sequence[tuple[bool, bool]]) -> float | None:
    """Return Cohen's kappa (Educational and Psychological Measurement 20, 1960) of two raters; None without variety.

    Args:
        pairs: What both say of each question, at least one.
    """
    agreed = sum(one == other for one, other in pairs) / len(pairs)
    shares = [sum(pair[side] for pair in pairs) / len(pairs) for side in (0, 1)]
    by_chance = shares[0] * shares[1] + (1 - shares[0]) * (1 - shares[1])
    return None if by_chance == 1 else (agreed - by_chance) / (1 - by_chance)


def krippendorff_alpha(units: Iterable[Sequence[bool]]) -> float | None:
    """Return Krippendorff's alpha for nominal data with any number of raters a unit; None without variety.

    By the coincidences of pairable values (Krippendorff, Communication Methods and Measures 5, 2011).

    Args:
        units: What the raters say of each question; one with fewer than two answers counts for nothing.
    """
    totals: Counter[bool] = Counter()
    disagreed = 0.0
    for unit in units:
        if len(unit) < 2:
            continue
        counts = Counter(unit)
        totals += counts
        disagreed += 2 * counts[True] * counts[False] / (len(unit) - 1)
    count = totals.total()
    expected = 2 * totals[True] * totals[False] / max(1, count - 1)
    return 1 - disagreed / expected if expected else None


def judging_of(results: Iterable[ScriptResult]) -> Judging:
    """Return what the judges of a run have said; nothing where it had none."""
    turns = [turn for result in results for turn in result.turns]
    judged = [turn for turn in turns if turn.judgements]
    verdicts = _verdicts(judged)
    names = list(dict.fromkeys(name for said in verdicts.values() for name in said))
    agreements = [found for pair in itertools.combinations(names, 2) if (found := _agreement(pair, verdicts))]
    alpha = krippendorff_alpha(list(said.values()) for said in verdicts.values())
    return Judging(_costs(judged), agreements, alpha if agreements else None)


def _verdicts(turns: Iterable[TurnResult]) -> Verdicts:
    verdicts: Verdicts = {}
    for number, turn in enumerate(turns):
        own = {check.requirement.statement: check.probability for check in turn.checks if check.told}
        asked = {question for judgement in turn.judgements.values() for question in judgement.answers}
        said = {EYES: {question: value for question, value in own.items() if question in asked}}
        for name, answers in (said | {name: one.answers for name, one in turn.judgements.items()}).items():
            for question, probability in answers.items():
                verdicts.setdefault((number, question), {})[name] = probability > 0.5
    return verdicts


def _agreement(pair: tuple[str, str], verdicts: Verdicts) -> Agreement | None:
    both = [(said[pair[0]], said[pair[1]]) for said in verdicts.values() if pair[0] in said and pair[1] in said]
    if not both:
        return None
    return Agreement(pair, len(both), sum(one == other for one, other in both) / len(both), cohen_kappa(both))


def _costs(turns: Iterable[TurnResult]) -> list[JudgeCost]:
    by_judge = [(name, one) for turn in turns for name, one in turn.judgements.items()]
    costs = []
    for name in dict.fromkeys(name for name, _ in by_judge):
        said = [one for judge, one in by_judge if judge == name]
        values = [value > 0.5 for one in said for value in one.answers.values()]
        costs.append(
            JudgeCost(
                judge=name,
                turns=len(said),
                questions=len(values),
                yes=sum(values) / len(values) if values else None,
                calls=sum(one.calls for one in said),
                seconds=sum(one.seconds for one in said),
                tokens=sum(one.tokens for one in said),
            )
        )
    return costs
