"""Where the graph goes next: pure functions of the state."""

from __future__ import annotations

from typing import Literal

from agent import limits
from agent.graph.state import State

PAINTING = ("create", "edit", "again", "branch", "enhance", "restyle")
MOVING = ("describe", "check", "compare", "undo", "redo", "goto")


def after_interpret(state: State) -> Literal["clarify", "rewrite", "act", "reply"]:
    """By intent; a second question in one turn is answered with the question as the reply."""
    do = state["plan"]["do"]
    if do == "ask" and state.get("questions", 0) < limits.QUESTIONS:
        return "clarify"
    if do in PAINTING:
        return "rewrite"
    return "act" if do in MOVING else "reply"


def after_act(state: State) -> Literal["act", "look", "reply"]:
    """A look at what was painted; then more calls."""
    tries = state.get("tries")
    if tries and tries[-1]["passed"] + tries[-1]["failed"] == 0 and tries[-1]["score"] == 0:
        return "look"
    return "act" if state.get("calls") else "reply"


def after_look(state: State) -> Literal["act", "reply"]:
    """Calls that are left, or another try where the look planned one."""
    return "act" if state.get("calls") else "reply"
