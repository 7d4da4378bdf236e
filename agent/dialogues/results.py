"""What a script brings: its turns as they went, and what of them counts as failed."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tools.types import Check, Requirement

MARKS = {"pass": "✓", "fail": "✗", "unsure": "?", "n/a": "–", "unchecked": "·"}
"""A character for each verdict of a check."""


class CaseKey(NamedTuple):
    """Which playing of a script: no two of a run have the same."""

    script: str
    profile: str
    seed: int
    repeat: int


@dataclass
class Judgement:
    """What one judge says of a turn, and what that took.

    Attributes:
        answers: By question, the probability from 0 to 1 that the answer is yes; one half where it can't be told.
        scores: Figures by name.
        calls: How often a model was asked.
        seconds: What the judge took, without loading its model.
        tokens: What a language model wrote.
        note: Its reason, in its own words.
    """

    answers: dict[str, float] = field(default_factory=dict)
    scores: dict[str, float] = field(default_factory=dict)
    calls: int = 0
    seconds: float = 0.0
    tokens: int = 0
    note: str = ""


@dataclass
class TurnResult:
    """One turn as it went, and the expectations it missed (sentences)."""

    number: int
    """From 1; the turns of a script's setup are counted apart."""
    say: str
    intent: str
    status: str
    reply: str
    prompt: str
    picture: int | None
    hash: str | None
    path: str | None
    """The current picture's file; in a run folder relative to it."""
    brief: dict[str, Any]
    checks: list[Check]
    accounting: dict[str, Any]
    missed: list[str] = field(default_factory=list)
    error: str = ""
    """Why the turn failed, where it was not expected to."""
    setup: bool = False
    turn: str = ""
    """Id of the stored turn."""
    asked: str = ""
    """The question that was answered within the turn."""
    expected_intent: str = ""
    language: str = "en"
    wished: list[str] = field(default_factory=list)
    """What should have held and did not; it fails nothing."""
    tolerance: str = ""
    """In how many playings the expectations must hold: “4 of 5”; all of them where it is empty."""
    scores: dict[str, float] = field(default_factory=dict)
    """What judges say in figures, by name."""
    judgements: dict[str, Judgement] = field(default_factory=dict)
    """What each judge says, by its name."""
    required: list[Requirement] = field(default_factory=list)
    """What the script asks of the picture."""

    @property
    def passed(self) -> bool:
        """Whether the turn did not fail and everything held that must."""
        return not self.error and not self.missed


@dataclass
class ScriptResult:
    """A script's turns and its session; `error` says why it could not even begin, or go on."""

    name: str
    session: str
    turns: list[TurnResult]
    error: str = ""
    profile: str = ""
    seed: int = 0
    repeat: int = 1
    tags: list[str] = field(default_factory=list)

    @property
    def key(self) -> CaseKey:
        """Which playing it is."""
        return CaseKey(self.name, self.profile, self.seed, self.repeat)

    @property
    def errors(self) -> int:
        """Turns that failed and were not expected to, and the script itself where it could not begin."""
        return sum(bool(t.error) for t in self.turns) + bool(self.error)

    @property
    def missed(self) -> int:
        """Expectations that did not hold."""
        return sum(len(t.missed) for t in self.turns)


def failed_turns(results: list[ScriptResult]) -> set[tuple[CaseKey, bool, int]]:
    """Return the turns that fail a run, by playing, whether they are of the setup, and number.

    A turn that states a tolerance of k of n fails where its expectations hold in less than that share of all playings
    of its script with one profile; errors are never tolerated.
    """
    groups: dict[tuple[str, str, bool, int], list[tuple[CaseKey, TurnResult]]] = defaultdict(list)
    for result in results:
        for turn in result.turns:
            groups[result.name, result.profile, turn.setup, turn.number].append((result.key, turn))
    failed = set()
    for played in groups.values():
        held = sum(not turn.missed for _, turn in played)
        enough = held >= _least(played[0][1].tolerance, len(played))
        failed |= {(key, turn.setup, turn.number) for key, turn in played if turn.error or (turn.missed and not enough)}
    return failed


def _least(tolerance: str, played: int) -> int:
    if not tolerance:
        return played
    held, of = map(int, tolerance.split(" of "))
    return math.ceil(held * played / of)


class RunCounts(NamedTuple):
    """How a run went."""

    scripts: int
    turns: int
    pictures: int
    missed: int
    """Expectations that failed a turn."""
    wished: int
    tolerated: int
    """Turns that missed expectations as rarely as they may."""
    errors: int

    @property
    def passed(self) -> bool:
        """Whether nothing failed."""
        return not self.missed and not self.errors


def count_results(results: list[ScriptResult]) -> RunCounts:
    """Count what a run has brought."""
    failed = failed_turns(results)
    turns = [((result.key, turn.setup, turn.number) in failed, turn) for result in results for turn in result.turns]
    return RunCounts(
        scripts=len(results),
        turns=len(turns),
        pictures=len({turn.hash for _, turn in turns if turn.path}),
        missed=sum(len(turn.missed) for counts, turn in turns if counts),
        wished=sum(len(turn.wished) for _, turn in turns),
        tolerated=sum(bool(turn.missed) for counts, turn in turns if not counts),
        errors=sum(result.errors for result in results),
    )
