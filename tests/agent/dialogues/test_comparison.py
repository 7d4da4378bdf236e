"""Comparing runs: the test itself is tested on runs whose difference is known."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.dialogues.cases import Case, make_cases
from agent.dialogues.results import ScriptResult, TurnResult
from agent.dialogues.runs.comparison import Run, compare_runs, html, pair_turns, share
from agent.dialogues.runs.info import BadRun, PlannedCase, RunInfo
from agent.dialogues.runs.statistics import mcnemar, paired_interval
from agent.dialogues.scripts.schema import Script

TURNS = 4


def _case(name: str, text: str = "hi") -> Case:
    script = Script.model_validate({"name": name, "turns": [{"say": text}] * TURNS})
    return make_cases([script])[0]


def _run(passes: dict[Case, list[bool]], **about: object) -> Run:
    """A run in memory whose turns pass or fail as said."""
    results = {}
    for case, told in passes.items():
        result = results[case.key] = case.new_result()
        for number, passed in enumerate(told, 1):
            turn = TurnResult(number, "hi", "edit", "done", "ok", "", None, None, None, {}, [], {"seconds": 1.0})
            turn.missed = [] if passed else ["<b>wrong</b>"]
            turn.language = "zh" if case.script.name.endswith("7") else "en"
            result.turns.append(turn)
    planned = [PlannedCase(**case.key._asdict(), turns=TURNS, script_hash=case.script_hash) for case in passes]
    values = {"gouache": "1", "started": datetime.now(UTC), "ended": datetime.now(UTC), "profiles": {"pocket": {}}}
    info = RunInfo.model_validate(
        {**values, "cases": planned, "scripts": {case.script_hash: case.script for case in passes}, **about}
    )
    return Run(Path("nowhere"), info, results)


CASES = [_case(f"script {number}", f"hi {number}") for number in range(100)]


def _same_thing_twice(seed: int) -> tuple[Run, Run]:
    """Two runs with one and the same chance to pass, which some dialogues have less of than others."""
    chance = random.Random(seed)
    chances = {case: chance.betavariate(6, 1) for case in CASES}
    one, other = (
        _run({case: [chance.random() < chances[case] for _ in range(TURNS)] for case in CASES}) for _ in range(2)
    )
    return one, other


def _with_a_loss(seed: int) -> tuple[Run, Run]:
    """A run of 400 turns, and one of which five points in a hundred are lost and one in fifty flips by chance."""
    chance = random.Random(seed)
    before = {case: [chance.random() < 0.85 for _ in range(TURNS)] for case in CASES}
    after = {case: [passed != (chance.random() < 0.02) for passed in told] for case, told in before.items()}
    standing = [(case, number) for case, told in after.items() for number, passed in enumerate(told) if passed]
    for case, number in chance.sample(standing, 20):
        after[case][number] = False
    return _run(before), _run(after)


def _verdicts(make: Callable[[int], tuple[Run, Run]]) -> list[str]:
    return [share("passed", pair_turns(*make(seed))[0]).verdict for seed in range(100)]


def test_of_the_same_thing_twice_a_difference_is_called_at_most_five_times_in_a_hundred() -> None:
    assert sum(verdict != "no difference" for verdict in _verdicts(_same_thing_twice)) <= 5


def test_a_loss_of_five_points_is_found_in_four_of_five() -> None:
    verdicts = _verdicts(_with_a_loss)
    assert sum(verdict == "worse" for verdict in verdicts) >= 80
    assert "better" not in verdicts


def test_mcnemar_is_the_binomial_test() -> None:
    assert mcnemar(0, 0) == 1
    assert mcnemar(5, 5) == 1
    assert mcnemar(0, 5) == pytest.approx(2 / 2**5)
    assert mcnemar(9, 1) == mcnemar(1, 9) == pytest.approx(2 * 11 / 2**10)
    assert 0 <= mcnemar(3000, 2000) < 1e-40


def test_intervals_hold_the_mean_and_widen_where_dialogues_go_together() -> None:
    chance = random.Random(0)
    by_dialogue = [chance.random() - 0.5 for _ in range(40)]
    together = paired_interval(
        [value for value in by_dialogue for _ in range(10)], [n for n in range(40) for _ in range(10)]
    )
    apart = paired_interval([value for value in by_dialogue for _ in range(10)], list(range(400)))
    assert together.low < together.mean < together.high
    assert together.high - together.low > 2 * (apart.high - apart.low)
    assert paired_interval([1.0, 1.0], [0, 5]) == (1, 1, 1)


def test_turns_are_paired_and_counted_by_group() -> None:
    one, two = CASES[6], CASES[7]
    before = _run({one: [True] * 4, two: [True, False, True, True]})
    after = _run({one: [True, False, True, True], two: [True] * 4})
    told = compare_runs(before, after)
    assert (told.passed.broken, told.passed.repaired, told.passed.p) == (1, 1, 1)
    assert told.passed.verdict == "no difference"
    assert [(row.figure, row.before, row.after, row.pairs) for row in told.cumulative] == [
        ("T1", 1, 1, 2), ("T2", 0.5, 0.5, 2), ("T3", 0.5, 0.5, 2),
    ]  # fmt: skip
    assert {row.figure: row.difference for row in told.languages} == {"en": -0.25, "zh": 0.25}
    assert {row.figure for row in told.turns} == {"turn 1", "turn 2", "turn 3", "turn 4"}
    assert {row.figure: row.difference for row in told.figures} == {
        "expectations missed": 0, "wishes missed": 0, "seconds": 0
    }  # fmt: skip
    assert [(flip.script, flip.after.passed) for flip in told.flips] == [("script 6", False), ("script 7", True)]
    page = html(told)
    assert page.count('class="card pair') == 2
    assert "&lt;b&gt;wrong" in page
    assert "<b>" not in page
    assert [flip["now"] for flip in told.to_json()["flips"]] == ["fails", "passes"]


def test_a_script_that_could_not_be_played_counts_as_failed() -> None:
    before, after = _run({CASES[0]: [True] * 4}), _run({CASES[0]: [True]})
    assert (compare_runs(before, after).passed.broken, compare_runs(after, before).passed.repaired) == (3, 3)
    gone = Run(after.folder, after.info, {CASES[0].key: ScriptResult("script 0", "", [], "No profile.")})
    assert compare_runs(before, gone).flips[0].after.error == "No profile."


@pytest.mark.parametrize(
    ("other", "message"),
    [
        (_run({CASES[0]: [True] * 4}, ended=None), "is not finished"),
        (_run({CASES[1]: [True] * 4}), "no script in common"),
        (_run({_case("script 0", "something else"): [True] * 4}), "different scripts under one name: “script 0”"),
        (_run({Case(CASES[0].script, "pocket", 5): [True] * 4}), "no playing in common"),
    ],
)
def test_what_cannot_be_compared_is_refused(other: Run, message: str) -> None:
    with pytest.raises(BadRun, match=message):
        compare_runs(_run({CASES[0]: [True] * 4}), other)


def test_one_profile_is_compared_with_another_and_several_each_with_itself() -> None:
    script = CASES[0].script
    pocket, big = (Case(script, name, 0) for name in ("pocket", "big"))
    assert len(compare_runs(_run({pocket: [True] * 4}), _run({big: [True] * 4}, profiles={"big": {}})).pairs) == 4
    both = _run({pocket: [True] * 4, big: [False] * 4}, profiles={"pocket": {}, "big": {}})
    told = compare_runs(_run({pocket: [True] * 4}), both)
    assert told.passed.difference == 0
    assert "1 playings are in one of the runs only" in told.notes[0]


def test_seconds_of_different_machines_and_scores_of_different_judges_are_not_compared() -> None:
    one, other = (
        _run({CASES[0]: [True] * 4}, machine={"cores": number}, judge=f"judges:{number}") for number in (2, 4)
    )
    for run in (one, other):
        for result in run.results.values():
            result.turns[0].scores = {"beauty": 1.0}
    assert "judge: beauty" in {row.figure for row in compare_runs(one, one).figures}
    told = compare_runs(one, other)
    assert {row.figure for row in told.figures} == {"expectations missed", "wishes missed"}
    assert ["machines" in told.notes[0], "judges" in told.notes[1]] == [True, True]
