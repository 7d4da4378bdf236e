"""Look: check the newest picture, requirement by requirement, and plan another attempt where one pays."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from langgraph.runtime import Runtime

from agent import limits
from agent.brief.model import Brief
from agent.brief.requirements import requirements_of, unchecked_of
from agent.events import Checked
from agent.graph.captioned import brief_of_caption
from agent.graph.state import NodeContext, State
from agent.turns.calls import AttemptScore, PlannedCall
from agent.turns.plan_resolution import brief_of, readable_below
from agent.turns.regressions import inherited_failures
from agent.turns.retry_policy import Attempt, Budget, next_call, score_attempt
from agent.turns.tool_calls import OVER
from storage import ledger
from storage.tables import Picture, ToolCall
from tools.actions.inspect import QUESTIONS_AT_ONCE
from tools.types import Check


def look(state: State, runtime: Runtime[NodeContext]) -> dict[str, Any]:
    """Ask the eyes, file what they say, and decide about another attempt."""
    context, plan = runtime.context, state.plan
    picture = state.attempts[-1]["picture"]
    source = context.store.picture(state.base) if state.base is not None and not state.fresh else None
    before = brief_of(source) if source is not None else None
    # Work over a picture, and a person's own words, say nothing about what must be gone.
    keeps_all = state.options.prompt is not None or plan.intent in OVER
    asked = requirements_of(state.brief, None if keeps_all else before)[:QUESTIONS_AT_ONCE]
    if not can_be_read(state, context, source):
        asked = []
    call: PlannedCall = {
        "tool": "check",
        "arguments": {"requirements": [r.model_dump() for r in asked]},
        "on": picture,
    }
    row = context.runner(state).run(call, state.step, ledger.NewPicture(None, {}, None))
    checks = [Check.model_validate(value) for value in (row.data or {})["checks"]]
    unchecked = _unchecked(state, context)
    # Asked before the transaction, because it may load the language model.
    seen, asked_model = _seen(state, context, source, row.data or {}, checks)
    with context.store.transaction():
        if seen is not None:
            context.store.update_picture(picture, brief=seen.model_dump(mode="json"))
        update = _judge(state, context, row, seen or state.brief, source)
        data = row.data or {}
        ledger.save_checks(context.store, picture, [*checks, *unchecked], data.get("caption"))
    context.emit(Checked(len(update["attempts"]), (*checks, *unchecked)))
    return update | {"director_calls": state.director_calls + asked_model}


def can_be_read(state: State, context: NodeContext, source: Picture | None) -> bool:
    """Whether the eyes know the look of what was painted: the packaged ones know no restyled picture."""
    if context.profile.eyes.kind != "pocket" or state.plan.intent not in OVER:
        return True
    return state.plan.intent == "enhance" and readable_below(context.store, source) is source


def _unchecked(state: State, context: NodeContext) -> list[Check]:
    """What an open brief asks for and no question can tell."""
    if context.vocabulary.closed or state.options.prompt is not None:
        return []
    return [Check(requirement=r, verdict="unchecked", probability=0.0) for r in unchecked_of(state.brief)]


def _judge(state: State, context: NodeContext, row: ToolCall, brief: Brief, source: Picture | None) -> dict[str, Any]:
    """File what the eyes said, and say what follows from it; `brief` is the one to go on from."""
    plan, data = state.plan, row.data or {}
    attempts = _attempts(state, context)
    scores = [attempt.score for attempt in attempts]
    seconds = state.model_seconds + row.seconds
    update: dict[str, Any] = {
        "attempts": scores,
        "step": state.step + 1,
        "model_seconds": seconds,
        "data": {key: data[key] for key in ("caption", "confidence", "words")},
    }
    if state.options.variations is None:
        update["brief_values"] = brief.model_dump(mode="json")
    if state.options.beside_brief or plan.intent in OVER:
        return update  # What is not painted from the brief, or is one of several, has one attempt.
    again = next_call(_with_inherited(attempts, state, context, source), brief, seconds, Budget.of(context.profile))
    if again is not None:
        update["calls"] = [again]
    return update


def _seen(
    state: State, context: NodeContext, source: Picture | None, data: dict[str, Any], checks: list[Check]
) -> tuple[Brief | None, int]:
    """The turn's brief with what the eyes saw where nobody said what it shows; and calls of the language model.

    That is so of a person's own file and, in a closed world, of what an edit in their own words left as it was.
    """
    unknown = not checks or (state.options.prompt is not None and source is not None)
    unknown = unknown if context.vocabulary.closed else state.options.upload is not None
    if data["confidence"] <= limits.SURE_CAPTION or not unknown or not can_be_read(state, context, source):
        return None, 0
    found, calls = brief_of_caption(data["caption"], tuple(data["words"]), context)
    return state.brief.merge(found), calls


def _attempts(state: State, context: NodeContext) -> list[Attempt]:
    """The attempts so far with what is known of each, from the ledger."""
    calls = context.store.calls(state.turn)
    painted = [call for call in calls if call.picture_id is not None]
    looks = [call for call in calls if call.tool == "check" and call.status == "done"]
    rows = zip(painted, looks, state.attempts, strict=False)
    return [_attempt(context, paint, look_, score) for paint, look_, score in rows]


def _attempt(context: NodeContext, paint: ToolCall, look_: ToolCall, score: AttemptScore) -> Attempt:
    checks = [Check.model_validate(value) for value in (look_.data or {})["checks"]]
    outside = (paint.data or {}).get("outside_db")
    spared = outside is None or outside >= limits.OUTSIDE_DB
    call: PlannedCall = {"tool": paint.tool, "arguments": paint.arguments or {}}
    if paint.tool == "edit" and call["arguments"].get("picture") is None:
        call["on"] = context.store.source_picture(context.store.picture(score["picture"])) or 0
    return Attempt(call, score_attempt(score["picture"], checks, spared), tuple(checks), spared)


def _with_inherited(
    attempts: list[Attempt], state: State, context: NodeContext, source: Picture | None
) -> list[Attempt]:
    """The attempts with what their source had wrong already, which is no reason to make an edit again."""
    if source is None or state.plan.intent not in ("edit", "branch") or state.folded is not None:
        return attempts
    old = inherited_failures(context.store.checks(source.id or 0), state.plan.edits)
    return [replace(attempt, inherited=old) for attempt in attempts]
