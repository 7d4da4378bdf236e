"""Judges of one's own: a Python function that scores every turn."""

from __future__ import annotations

import importlib
import math
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from agent.dialogues.judges.base import Judge, timed
from agent.dialogues.results import Judgement, TurnResult
from tools.errors import GouacheError
from tools.text import one_line

_NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*:[A-Za-z_]\w*")


def load_function(name: str) -> Judge:
    """Import `module:function`, also from the working directory.

    The function is given a `TurnResult`, whose `path` is the current picture's file. It returns one score or a mapping
    of names to scores; true and false count as 1 and 0.

    Raises:
        GouacheError: there is no such function.
    """
    if not _NAME.fullmatch(name):
        raise GouacheError(
            f"“{one_line(name, 60)}” is not a judge; write grader, pictures:PROFILE, replies:PROFILE or "
            "MODULE:FUNCTION."
        )
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

    def judge(turn: TurnResult, before: TurnResult | None) -> Judgement:
        del before
        judgement = Judgement(calls=1)
        with timed(judgement):
            said = function(turn)
        scores = said if isinstance(said, dict) else {label: said}
        try:
            numbers = {one_line(str(key), 60): float(value) for key, value in scores.items()}
        except (TypeError, ValueError) as error:
            raise GouacheError(f"The judge {name} returned {one_line(repr(said), 60)}, no number.") from error
        judgement.scores = {key: value for key, value in numbers.items() if math.isfinite(value)}
        return judgement

    return judge
