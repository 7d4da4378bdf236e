"""What cases are played with, and who hears of it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from agent.dialogues.cases import Case
from agent.dialogues.judges.loading import judge_turn, load_judges, require_judges_here
from agent.dialogues.results import ScriptResult, TurnResult
from agent.dialogues.runner import run_case
from agent.events import Event
from storage.store import Store
from tools import profiles
from tools.errors import BadProfile, GouacheError
from tools.model_manager import ModelManager

Emit = Callable[[Event], None]
EndTurn = Callable[[ScriptResult, TurnResult], None]
LeftCase = tuple[Case, ScriptResult | None]
"""A case that is to be played, and what of it is done already."""


def ignore(*told: object) -> None:
    """Nobody listens."""
    del told


def require_models(names: Iterable[str], judges: str) -> None:
    """Refuse what would fail with every turn. A profile that can't be read is left to its scripts, which say so.

    Args:
        names: The profiles that are to play.
        judges: As for `load_judges`.

    Raises:
        GouacheError: a model of theirs was not fetched, or fits nowhere here.
    """
    for name in dict.fromkeys(names):
        with contextlib.suppress(BadProfile):
            ModelManager(profiles.load_profile(name)).require()
    require_judges_here(judges)


class Stage:
    """What cases are played with: the store, and the models of each profile, which its scripts share."""

    def __init__(self, judge: str = "") -> None:
        self.store = Store()
        self.judge = judge
        self.judges = load_judges(judge)
        self._managers: dict[str, ModelManager] = {}

    def play(self, case: Case, begun: ScriptResult | None, emit: Emit, end_turn: EndTurn) -> ScriptResult:
        """Play a case, or what is left of it; whatever goes wrong is told in the result."""
        try:
            if case.profile not in self._managers:
                require_models([case.profile], self.judge)
                self._managers[case.profile] = ModelManager(profiles.load_profile(case.profile))
        except GouacheError as error:
            result = begun or case.new_result()
            result.error = str(error)
            return result

        def end(result: ScriptResult, turn: TurnResult) -> None:
            judge_turn(self.judges, turn, result.turns[-2] if len(result.turns) > 1 else None)
            end_turn(result, turn)

        return run_case(case, self.store, self._managers[case.profile], emit, end, begun)


@dataclass
class Listener:
    """Who hears of a run as it goes on.

    Attributes:
        begin: Called with a case before it is played.
        event: Called with the events of its turns; not where worker processes play.
        end_turn: Called after a turn is written.
        end_case: Called after a case.
    """

    begin: Callable[[Case], None]
    event: Emit
    end_turn: EndTurn
    end_case: Callable[[ScriptResult], None]
