"""Where the graph goes next: pure functions of the state."""

from __future__ import annotations

from typing import Literal

from agent import limits
from agent.director.plan import LOOKING, MOVING, PAINTING
from agent.graph.state import State


def after_interpret(state: State) -> Literal["clarify", "rewrite", "act", "reply"]:
    """By intent; a second question in one turn becomes the reply."""
    intent = state.plan.intent
    if intent == "ask" and state.questions < limits.QUESTIONS:
        return "clarify"
    if intent in PAINTING:
        return "rewrite"
    return "act" if intent in MOVING | LOOKING else "reply"


def after_rewrite(state: State) -> Literal["act", "reply"]:
    """To the first tool call, if there is one to make."""
    return "act" if state.calls else "reply"


def after_act(state: State) -> Literal["act", "look", "reply"]:
    """A look at what was painted; then the calls that are left."""
    if state.unchecked:
        return "look"
    return "act" if state.calls else "reply"


def after_look(state: State) -> Literal["act", "reply"]:
    """The calls that are left, or another attempt where the look planned one."""
    return "act" if state.calls else "reply"
