"""Two runs of the same scripts side by side, turn by turn: what became better, what became worse, and how surely."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from agent.dialogues.results import CaseKey, ScriptResult, TurnResult
from agent.dialogues.runs.info import BadRun, RunInfo, read_info, read_results
from agent.dialogues.runs.report import picture_data, render
from agent.dialogues.runs.statistics import LEVEL, mcnemar, paired_interval
from tools.text import one_line

CUMULATIVE = (1, 2, 3)
"""Turns up to which all must have passed: T1, T2, T3."""
_JUDGE = "judge: "
"""How the names of a judge's scores begin."""
_NAMED = 3
"""Scripts that a sentence names at most."""
Verdict = Literal["worse", "better", "no difference"]
PairKey = tuple[str, str, int, int]


@dataclass(frozen=True)
class Run:
    """A finished run: its folder, what run.json says, and its playings."""

    folder: Path
    info: RunInfo
    results: dict[CaseKey, ScriptResult]


def load_run(folder: Path) -> Run:
    """Read a run folder.

    Raises:
        BadRun: there is none, or it is damaged.
    """
    info = read_info(folder)
    return Run(folder, info, read_results(folder, info))


@dataclass(frozen=True)
class Pair:
    """The same turn of the same script with the same seed in two runs; `dialogue` numbers the playing."""

    script: str
    seed: int
    repeat: int
    dialogue: int
    before: TurnResult
    after: TurnResult

    @property
    def flipped(self) -> bool:
        """Whether it passes in one run and fails in the other."""
        return self.before.passed != self.after.passed

    @property
    def intent(self) -> str:
        """What the turn is about: what the script expects, or what was understood."""
        return self.before.expected_intent or self.before.intent or self.after.intent or "none"


@dataclass(frozen=True)
class Difference:
    """A figure of two runs; `difference` is the second's mean minus the first's, `low` and `high` bound it.

    For shares of passed turns, `broken` and `repaired` count flips, and `p` is McNemar's.
    """

    figure: str
    pairs: int
    before: float
    after: float
    difference: float
    low: float
    high: float
    broken: int | None = None
    repaired: int | None = None
    p: float | None = None

    @property
    def verdict(self) -> Verdict:
        """What is called of a share: both its interval and its test must say so."""
        if self.p is None or self.p >= 1 - LEVEL or self.low <= 0 <= self.high:
            return "no difference"
        return "worse" if self.difference < 0 else "better"


@dataclass(frozen=True)
class Comparison:
    """What two runs differ in."""

    runs: tuple[Run, Run]
    pairs: list[Pair]
    passed: Difference
    cumulative: list[Difference]
    figures: list[Difference]
    intents: list[Difference]
    languages: list[Difference]
    turns: list[Difference]
    notes: list[str] = field(default_factory=list)

    @property
    def flips(self) -> list[Pair]:
        """Pairs that pass in one run only: what broke, then what was repaired."""
        return sorted((pair for pair in self.pairs if pair.flipped), key=lambda pair: not pair.before.passed)

    def to_json(self) -> dict[str, Any]:
        """Return everything but the texts and pictures of the turns."""
        tables = ("cumulative", "figures", "intents", "languages", "turns")
        return {
            "verdict": self.passed.verdict,
            "pairs": len(self.pairs),
            "passed": asdict(self.passed),
            **{name: [asdict(row) for row in getattr(self, name)] for name in tables},
            "flips": [
                {
                    "script": pair.script, "seed": pair.seed, "repeat": pair.repeat, "turn": pair.before.number,
                    "now": "passes" if pair.after.passed else "fails",
                    "missed": (pair.before if pair.after.passed else pair.after).missed,
                }
                for pair in self.flips
            ],
            "notes": self.notes,
        }  # fmt: skip


def compare_runs(before: Run, after: Run) -> Comparison:
    """Compare two runs.

    Raises:
        BadRun: they can't be compared; says why.
    """
    pairs, notes = pair_turns(before, after)
    by_time = before.info.machine == after.info.machine
    if not by_time:
        notes.append("The runs come from different machines: seconds are not compared.")
    by_judge = (before.info.judge, before.info.judge_models) == (after.info.judge, after.info.judge_models)
    if not by_judge:
        notes.append("The runs have different judges: their scores are not compared.")
    return Comparison(
        runs=(before, after),
        pairs=pairs,
        passed=share("passed", pairs),
        cumulative=[row for number in CUMULATIVE for row in _cumulative(pairs, number)],
        figures=[
            row
            for row in _figures(pairs)
            if (by_time or not row.figure.endswith("seconds")) and (by_judge or not row.figure.startswith(_JUDGE))
        ],
        intents=_by_group(pairs, lambda pair: pair.intent),
        languages=_by_group(pairs, lambda pair: pair.before.language),
        turns=_by_group(pairs, lambda pair: f"turn {pair.before.number}"),
        notes=notes,
    )


# Pairing


def pair_turns(before: Run, after: Run) -> tuple[list[Pair], list[str]]:
    """Return the turns that both runs have, without those of setups, and sentences on what was left out.

    A turn that was never played, because its script could not begin or its setup failed, counts as failed.

    Raises:
        BadRun: they can't be compared; says why.
    """
    for run in (before, after):
        if run.info.ended is None:
            raise BadRun(f"The run in {run.folder} is not finished; finish it with `gouache run --resume`.")
    one, other = _require_same_scripts(before, after)
    common = [key for key in one if key in other]
    if not common:
        raise BadRun("The runs have no playing in common: they have other seeds, repeats or several other profiles.")
    pairs, planned = [], {case.key: case for case in before.info.cases}
    for dialogue, key in enumerate(common):
        results = before.results.get(one[key]), after.results.get(other[key])
        first, second = (_turns(result) for result in results)
        script, _, seed, repeat = key
        for number in range(1, len(before.info.scripts[planned[one[key]].script_hash].turns) + 1):
            if number not in first and number not in second:
                continue
            turns = [
                have.get(number) or _not_played(number, result, there.get(number))
                for have, there, result in ((first, second, results[0]), (second, first, results[1]))
            ]
            pairs.append(Pair(script, seed, repeat, dialogue, turns[0], turns[1]))
    if not pairs:
        raise BadRun("No turn was played in either run.")
    left = len(one) + len(other) - 2 * len(common)
    return pairs, [f"{left} playings are in one of the runs only and are left out."] * bool(left)


def _require_same_scripts(before: Run, after: Run) -> tuple[dict[PairKey, CaseKey], dict[PairKey, CaseKey]]:
    hashes = [{case.script: case.script_hash for case in run.info.cases} for run in (before, after)]
    common = hashes[0].keys() & hashes[1].keys()
    if not common:
        raise BadRun("The runs have no script in common.")
    changed = sorted(name for name in common if hashes[0][name] != hashes[1][name])
    if changed:
        names = ", ".join(f"“{one_line(name, 40)}”" for name in changed[:_NAMED])
        more = f" and {len(changed) - _NAMED} more" if len(changed) > _NAMED else ""
        raise BadRun(f"The runs played different scripts under one name: {names}{more}; run both with the same.")
    # Two runs of one profile each are compared whatever it is; with several, each profile with itself.
    alone = all(len(run.info.profiles) == 1 for run in (before, after))
    first, second = (
        {(case.script, "" if alone else case.profile, case.seed, case.repeat): case.key for case in run.info.cases}
        for run in (before, after)
    )
    return first, second


def _turns(result: ScriptResult | None) -> dict[int, TurnResult]:
    return {turn.number: turn for turn in (result.turns if result else []) if not turn.setup}


def _not_played(number: int, result: ScriptResult | None, other: TurnResult | None) -> TurnResult:
    error = (result.error if result else "") or "The turn was not played."
    said, intent, language = (other.say, other.expected_intent, other.language) if other else ("", "", "en")
    turn = TurnResult(number, said, "", "failed", "", "", None, None, None, {}, [], {}, error=error)
    turn.expected_intent, turn.language = intent, language
    return turn


# Figures


def share(figure: str, pairs: Iterable[Pair]) -> Difference:
    """Return how the share of passed turns differs."""
    told = [(pair.dialogue, pair.before.passed, pair.after.passed) for pair in pairs]
    return _share(figure, told)


def _share(figure: str, told: list[tuple[int, bool, bool]]) -> Difference:
    broken = sum(before and not after for _, before, after in told)
    repaired = sum(after and not before for _, before, after in told)
    row = _difference(figure, [(dialogue, float(before), float(after)) for dialogue, before, after in told])
    counts = {"broken": broken, "repaired": repaired, "p": mcnemar(broken, repaired)}
    return Difference(**{**asdict(row), **counts})


def _difference(figure: str, told: list[tuple[int, float, float]]) -> Difference:
    dialogues, before, after = zip(*told, strict=True)
    interval = paired_interval([b - a for a, b in zip(before, after, strict=True)], dialogues)
    return Difference(figure, len(told), sum(before) / len(told), sum(after) / len(told), *interval)


def _cumulative(pairs: list[Pair], number: int) -> list[Difference]:
    """Return the share of dialogues whose turns up to a number all passed; nothing where none is so long."""
    by_dialogue: dict[int, list[Pair]] = {}
    for pair in pairs:
        by_dialogue.setdefault(pair.dialogue, []).append(pair)
    told = [
        (dialogue, all(p.before.passed for p in turns[:number]), all(p.after.passed for p in turns[:number]))
        for dialogue, turns in by_dialogue.items()
        if len(turns) >= number
    ]
    return [_share(f"T{number}", told)] if told else []


def _by_group(pairs: list[Pair], name_of: Callable[[Pair], str]) -> list[Difference]:
    groups: dict[str, list[Pair]] = {}
    for pair in pairs:
        groups.setdefault(name_of(pair), []).append(pair)
    return [share(name, group) for name, group in sorted(groups.items())]


def turn_figures(turn: TurnResult) -> dict[str, float]:
    """Return every number that is known of a turn, by name."""
    figures = {"expectations missed": float(len(turn.missed)), "wishes missed": float(len(turn.wished))}
    if turn.expected_intent:
        figures["intent right"] = float(turn.intent == turn.expected_intent)
    live = [check for check in turn.checks if check.told]
    if live:
        figures["checks passed"] = sum(check.verdict == "pass" for check in live) / len(live)
        figures["checks' probability"] = sum(check.probability for check in live) / len(live)
    for name, value in turn.accounting.items():
        if name != "begun" and isinstance(value, (int, float)):
            figures[name.replace("_", " ")] = float(value)
    return figures | {f"{_JUDGE}{name}": value for name, value in turn.scores.items()}


def _figures(pairs: list[Pair]) -> list[Difference]:
    told: dict[str, list[tuple[int, float, float]]] = {}
    for pair in pairs:
        before, after = turn_figures(pair.before), turn_figures(pair.after)
        for name in before.keys() & after.keys():
            told.setdefault(name, []).append((pair.dialogue, before[name], after[name]))
    return [_difference(name, values) for name, values in sorted(told.items())]


# The page


def html(comparison: Comparison) -> str:
    """Return the comparison as one HTML page that needs nothing beside itself, with the flips' pictures."""
    shown = {
        (side, turn.hash): picture_data(run.folder, turn.hash)
        for pair in comparison.flips
        for side, (run, turn) in enumerate(zip(comparison.runs, (pair.before, pair.after), strict=True))
        if turn.path and turn.hash
    }
    names = [run.folder.name or str(run.folder) for run in comparison.runs]
    tables = {
        "all turns": [comparison.passed],
        "all turns up to the first, second, third": comparison.cumulative,
        "by turn": comparison.turns,
        "by intent": comparison.intents,
        "by language": comparison.languages,
        "other figures": comparison.figures,
    }
    return render("compare.html", comparison=comparison, pictures=shown, names=names, tables=tables)
