"""Act: make the next tool call."""

from __future__ import annotations

import time
from typing import Any

from langgraph.runtime import Runtime

from agent.brief.requirements import requirements_of
from agent.director.plan import BETTER
from agent.graph.state import NodeContext, State
from agent.turns.calls import AttemptScore, PlannedCall
from agent.turns.plan_resolution import brief_of, readable_below
from agent.turns.retry_policy import after_fault
from agent.turns.tool_calls import OVER
from storage.ledger import NewPicture
from storage.tables import Picture, ToolCall
from tools.actions.inspect import QUESTION_LIMIT, QUESTIONS_AT_ONCE
from tools.errors import Cancelled, FaultyPicture, GouacheError


class UnknownRequirement(GouacheError):
    """A requirement's number that the picture does not have."""


def act(state: State, runtime: Runtime[NodeContext]) -> dict[str, Any]:
    """Make the next tool call. Where another attempt fails, the pictures made before it still count.

    Raises:
        Cancelled: the person stopped it.
        GouacheError: the turn's first picture, or its answer, could not be made.
    """
    context = runtime.context
    calls = state.calls or [_direct_call(state, context)]
    begin = time.perf_counter()
    filed = NewPicture(None if state.fresh else state.base, state.brief_values, state.focus)
    try:
        row = context.runner(state).run(calls[0], state.step, filed)
    except Cancelled:
        raise
    except GouacheError as error:
        return _after_failure(state, calls, error, time.perf_counter() - begin)
    return _after_call(state, calls, row)


def _after_call(state: State, calls: list[PlannedCall], row: ToolCall) -> dict[str, Any]:
    update: dict[str, Any] = {
        "calls": calls[1:],
        "step": state.step + 1,
        "data": row.data or {},
        "model_seconds": state.model_seconds + row.seconds,
    }
    if calls[0]["tool"] in OVER:
        update["work"] = row.data or {}
    if row.picture_id is not None:
        score: AttemptScore = {"picture": row.picture_id, "passed": 0, "failed": 0, "score": 0.0}
        update |= {"faults": 0, "attempts": [*state.attempts, score]}
    return update


def _after_failure(state: State, calls: list[PlannedCall], error: GouacheError, seconds: float) -> dict[str, Any]:
    """Paint a faulty picture again, or go on with the pictures that there are.

    Raises:
        GouacheError: there are none.
    """
    if isinstance(error, FaultyPicture):
        again = after_fault(calls[0], state.faults)
        if again is not None:
            return {
                "calls": [again, *calls[1:]],
                "step": state.step + 1,
                "faults": state.faults + 1,
                "model_seconds": state.model_seconds + seconds,
            }
    if not state.attempts:
        raise error
    rest = calls[1:] if state.options.variations is not None else []
    return {"calls": rest, "step": state.step + 1}


def _question(state: State, context: NodeContext) -> str:
    """What is asked about the picture: a command's words, or the message itself where the eyes may read any words."""
    if state.message.startswith("/"):
        return state.plan.text or ""
    if context.vocabulary.closed or context.profile.eyes.kind == "pocket":
        return ""
    return " ".join(text for who, text in state.exchange if who == "user")[:QUESTION_LIMIT]


def _looking(state: State, context: NodeContext, current: Picture | None) -> PlannedCall:
    """The call that answers a question: eyes that read any words are asked it, others tell what they see.

    Raises:
        UnknownPicture: there is no picture.
    """
    plan = state.plan
    row = context.store.numbered_picture(state.session, plan.picture) if plan.picture else current
    if words := _question(state, context):
        return {"tool": "describe", "arguments": {"picture": row.number if row else None, "question": words}}
    readable = readable_below(context.store, row)
    suspects = [element.noun for element in brief_of(readable).elements]
    number = readable.number if readable else None
    return {"tool": "look", "arguments": {"picture": number, "suspects": suspects[:QUESTIONS_AT_ONCE]}}


def _direct_call(state: State, context: NodeContext) -> PlannedCall:
    """The one call of a plan that paints nothing. A number that the plan leaves out is the current picture's.

    Raises:
        UnknownRequirement: the picture has no such requirement.
    """
    plan, store = state.plan, context.store
    current = store.current(state.session)
    here = current.number if current else None
    match plan.intent:
        case "compare":
            pair = plan.picture or 0, plan.other or 0
            wished = current if here in pair or not any(pair) else store.numbered_picture(state.session, max(pair))
            wish = [r.model_dump() for r in requirements_of(brief_of(wished))[:QUESTIONS_AT_ONCE]]
            held: dict[str, Any] = {"requirements": wish} if plan.method == BETTER else {}
            return {"tool": "compare", "arguments": {"first": plan.picture, "second": plan.other, **held}}
        case "answer":
            return _looking(state, context, current)
        case "goto":
            return {"tool": "goto", "arguments": {"number": plan.picture or here}}
        case "describe":
            question = {"question": words} if (words := _question(state, context)) else {}
            return {"tool": "describe", "arguments": {"picture": plan.picture, **question}}
        case "check" if state.options.requirement is not None:
            found = store.checks(current.id) if current is not None and current.id is not None else []
            asked = [check for check in found if check.verdict != "unchecked"]
            number = state.options.requirement
            if not asked:
                raise UnknownRequirement("No requirement of this picture was checked; say what it must show.")
            if number > len(asked):
                raise UnknownRequirement(f"This picture has {len(asked)} requirements; write /why 1 to {len(asked)}.")
            return {"tool": "explain", "arguments": {"requirement": asked[number - 1].requirement.model_dump()}}
        case "check":
            row = store.numbered_picture(state.session, plan.picture) if plan.picture else current
            asked_of_it = [r.model_dump() for r in requirements_of(brief_of(row))[:QUESTIONS_AT_ONCE]]
            return {"tool": "check", "arguments": {"picture": plan.picture, "requirements": asked_of_it}}
        case _:
            return {"tool": plan.intent, "arguments": {}}
