"""Judges of one's own: a Python function that scores every turn. Only the command line names one, never a script."""

from __future__ import annotations

import importlib
import math
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from agent.dialogues.results import TurnResult
from agent.dialogues.runner import fault_sentence
from tools.errors import GouacheError
from tools.text import one_line

Judge = Callable[[TurnResult], dict[str, float]]
"""Scores a turn by names of its own."""
_NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*:[A-Za-z_]\w*")


def load_judge(name: str) -> Judge:
    """Import `module:function`, also from the working directory.

    The function is given a `TurnResult`, whose `path` is the current picture's file. It returns one score or a mapping
    of names to scores; true and false count as 1 and 0.

    Raises:
        GouacheError: there is no such function.
    """
    if not _NAME.fullmatch(name):
        raise GouacheError(f"“{one_line(name, 60)}” is not a judge; write MODULE:FUNCTION.")
    module_name, _, function_name = name.partition(":")
    if str(Path.cwd()) not in sys.path:
        sys.path.append(str(Path.cwd()))
    try:
        function = getattr(importlib.import_module(module_name), function_name, None)
    except ImportError as error:
        raise GouacheError(f"The judge {name} can't be imported ({one_line(str(error))}).") from error
    if not callable(function):
        raise GouacheError(f"The module {module_name} has no function {function_name}.")
    return _checked(name, function)


def _checked(name: str, function: Callable[[TurnResult], Any]) -> Judge:
    label = name.partition(":")[2]

    def judge(turn: TurnResult) -> dict[str, float]:
        said = function(turn)
        scores = said if isinstance(said, dict) else {label: said}
        try:
            numbers = {one_line(str(key), 60): float(value) for key, value in scores.items()}
        except (TypeError, ValueError) as error:
            raise GouacheError(f"The judge {name} returned {one_line(repr(said), 60)}, no number.") from error
        return {key: value for key, value in numbers.items() if math.isfinite(value)}

    return judge


def score_turn(judge: Judge, turn: TurnResult) -> None:
    """Have a turn scored; a judge that fails is the turn's error."""
    try:
        turn.scores = judge(turn)
    except GouacheError as refusal:
        turn.error = turn.error or str(refusal)
    except Exception as bug:  # Anybody's function may raise anything, and a run of hours must not end with it.
        turn.error = turn.error or fault_sentence(bug, "the judge")
