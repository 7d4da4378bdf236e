"""Clarify: ask one question and wait for the answer, however long it takes."""

from __future__ import annotations

from typing import Any

from langgraph.runtime import Runtime
from langgraph.types import interrupt

from agent.graph.state import NodeContext, State
from tools.text import clean


def clarify(state: State, runtime: Runtime[NodeContext]) -> dict[str, Any]:
    """Store the question, wait, and add question and answer to the exchange."""
    store = runtime.context.store
    taught = clean(state.plan.text or "").strip() or "?"
    question = runtime.context.replies(state).taught(taught)
    store.update_turn(state.turn, status="asking", question=question, plan=state.plan_values)
    answer = interrupt(question)
    store.update_turn(state.turn, status="running")
    # The language model hears its own words again, which it was taught to read.
    exchange = [*state.exchange, ["you", taught], ["user", str(answer)]]
    return {"exchange": exchange, "questions": state.questions + 1}
