"""Rewrite, act, look: from a plan to a checked picture."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from langgraph.runtime import Runtime

from agent import limits
from agent.brief.lookups import UnknownTerm
from agent.brief.model import Brief, brief_prompt
from agent.brief.requirements import brief_from_caption, brief_from_prompt, merge_briefs, requirements_of
from agent.director.plan import Plan
from agent.events import Checked, Preview, PromptWritten, SamplerStep, Stage
from agent.graph.state import AttemptScore, NodeContext, PlannedCall, State
from agent.messages import replies
from agent.turns import tool_calls
from agent.turns.regressions import inherited_failures
from agent.turns.retry_policy import Attempt, after_fault, next_call, score_attempt
from agent.turns.tool_calls import OVER, brief_of
from storage import ledger
from storage.tables import ToolCall
from tools.actions.generate import nearest_terms, unknown_in_request
from tools.actions.inspect import QUESTIONS_AT_ONCE
from tools.base import ToolContext
from tools.catalog import find_tool
from tools.errors import Cancelled, FaultyPicture, GouacheError
from tools.hooks import Hooks
from tools.text import detect_language
from tools.types import Check, Result


class UnknownRequirement(GouacheError):
    """A requirement's number that the picture does not have."""


STAGES = {
    "generate": "painting", "edit": "editing", "open": "opening", "check": "looking", "describe": "looking",
    "explain": "looking", "enhance": "enhancing", "restyle": "restyling",
}  # fmt: skip


def rewrite(state: State, runtime: Runtime[NodeContext]) -> dict[str, Any]:
    """The brief becomes the painter's prompt, and the plan becomes tool calls; words that a closed painter does not
    know end the turn here."""
    context = runtime.context
    if "words" in state:
        # What holds of the picture is what these words say, not what was asked for before them.
        state = state | {"brief": brief_from_prompt(state["words"]).model_dump(mode="json")}
    words = tool_calls.painter_prompt(state)
    made = tool_calls.build_calls(context, state, words)
    strange = [word for call in made["calls"] for word in _strangers(call)] if context.closed else []
    if strange:
        lang = detect_language(state["exchange"][0][1])
        refusal = replies.unknown_term(
            lang, UnknownTerm("thing", " ".join(dict.fromkeys(strange)), nearest_terms(strange))
        )
        plan = Plan(intent="decline").stored()
        context.store.update_turn(state["turn"], plan=plan)
        return {"plan": plan, "say": refusal, "calls": []}
    shown = tool_calls.prompt_of_calls(made)
    if shown is not None:
        base = state.get("base")
        context.emit(
            PromptWritten(shown, brief_prompt(brief_of(context.store.picture(base) if base is not None else None)))
        )
        context.store.update_turn(state["turn"], prompt=shown)
    return {"brief": state["brief"], **made}


def _strangers(call: PlannedCall) -> list[str]:
    return unknown_in_request(call["arguments"].get("prompt", ""), call["arguments"].get("instruction", ""))


def _questions(brief: Brief, before: Brief | None = None) -> list[dict[str, Any]]:
    return [r.model_dump() for r in requirements_of(brief, before)[:QUESTIONS_AT_ONCE]]


def _direct(plan: Plan, context: NodeContext, state: State) -> PlannedCall:
    """The one call of a plan that paints nothing. A number that the plan leaves out is the current picture's."""
    current = context.store.current(state["session"])
    here = current.number if current else None
    match plan.intent:
        case "compare":
            return {"tool": "compare", "arguments": {"first": plan.picture or here, "second": plan.other or here}}
        case "goto":
            return {"tool": "goto", "arguments": {"number": plan.picture or here}}
        case "describe":
            return {"tool": "describe", "arguments": {"picture": plan.picture}}
        case "check" if "why" in state:
            asked = context.store.checks(current.id or 0) if current else []
            if not asked:
                raise UnknownRequirement("No requirement of this picture was checked; say what it must show.")
            if state["why"] > len(asked):
                raise UnknownRequirement(f"This picture has {len(asked)} requirements; write /why 1 to {len(asked)}.")
            return {"tool": "explain", "arguments": {"requirement": asked[state["why"] - 1].requirement}}
        case "check":
            row = context.store.numbered(state["session"], plan.picture) if plan.picture else current
            return {"tool": "check", "arguments": {"picture": plan.picture, "requirements": _questions(brief_of(row))}}
        case _:
            return {"tool": plan.intent, "arguments": {}}


def _run(context: NodeContext, state: State, call: PlannedCall, step: int) -> Any:
    """One tool call through the ledger: a finished one is never run again."""
    chosen = find_tool(call["tool"])
    row = ledger.begin_call(context.store, state["turn"], step, call["tool"], call["arguments"])
    if row.status == "done":
        return row
    workspace = ledger.SessionWorkspace(context.store, state["session"], call.get("on"), gone=call["tool"] == "edit")
    context.emit(Stage(STAGES.get(call["tool"], call["tool"])))
    preview = (lambda picture: context.emit(Preview(picture))) if context.previews else None
    hooks = Hooks(lambda done, total: context.emit(SamplerStep(done, total)), preview, context.cancel)
    start = time.perf_counter()
    try:
        result: Result = chosen.run(chosen.parse(call["arguments"]), ToolContext(context.models, workspace, hooks))
    except Cancelled:
        ledger.fail_call(context.store, row.id, "cancelled", "cancelled", time.perf_counter() - start)
        raise
    except GouacheError as error:
        ledger.fail_call(context.store, row.id, "failed", str(error), time.perf_counter() - start)
        raise
    seconds = time.perf_counter() - start
    painted = None
    if chosen.paints:
        if result.recipe and result.recipe.model:
            model = result.recipe.model
            context.store.remember_model(model.hash, model.role, model.kind, model.name)
        parent = None if state.get("fresh") else state.get("base")
        painted = ledger.NewPicture(parent, state["brief"], state.get("focus"))
    return ledger.complete_call(context.store, row.id, result, seconds, workspace, painted)


def act(state: State, runtime: Runtime[NodeContext]) -> dict[str, Any]:
    """Make the next tool call. Where another try fails, the pictures made before it still count."""
    context, plan = runtime.context, Plan.model_validate(state["plan"])
    calls = list(state.get("calls") or [_direct(plan, context, state)])
    step, begin, spent = state.get("step", 0), time.perf_counter(), state.get("model_seconds", 0.0)
    try:
        row = _run(context, state, calls[0], step)
    except Cancelled:
        raise
    except FaultyPicture:
        again = after_fault(calls[0], state.get("faults", 0))
        if again is not None:
            # A faulty picture took its time, too.
            spent += time.perf_counter() - begin
            faults = state.get("faults", 0) + 1
            return {"calls": [again, *calls[1:]], "step": step + 1, "faults": faults, "model_seconds": spent}
        if not state.get("tries"):
            raise
        return {"calls": calls[1:] if "vary" in state else [], "step": step + 1}
    except GouacheError:
        if not state.get("tries"):
            raise
        return {"calls": calls[1:] if "vary" in state else [], "step": step + 1}
    update: dict[str, Any] = {
        "calls": calls[1:], "step": step + 1, "answer": row.data or {},
        "model_seconds": spent + row.seconds,
    }  # fmt: skip
    if calls[0]["tool"] in OVER:
        update["did"] = row.data or {}
    if row.picture_id is not None:
        update["faults"] = 0
        fresh: AttemptScore = {"picture": row.picture_id, "passed": 0, "failed": 0, "score": 0.0}
        update["tries"] = [*state.get("tries", []), fresh]
    return update


def look(state: State, runtime: Runtime[NodeContext]) -> dict[str, Any]:
    """Score the newest picture, requirement by requirement, and plan another try where one pays."""
    context, step, plan = runtime.context, state.get("step", 0), Plan.model_validate(state["plan"])
    tries, brief = list(state["tries"]), Brief.model_validate(state["brief"])
    picture, base = tries[-1]["picture"], state.get("base")
    before = brief_of(context.store.picture(base)) if base is not None and not state.get("fresh") else None
    asked = _questions(brief, None if "words" in state or plan.intent in OVER else before)
    row = _run(context, state, {"tool": "check", "arguments": {"requirements": asked}, "on": picture}, step)
    checks = [Check.model_validate(value) for value in row.data["checks"]]
    ledger.save_checks(context.store, picture, checks, row.data.get("caption"))
    painted = [r for r in context.store.calls(state["turn"]) if r.picture_id is not None]
    if row.data["confidence"] > limits.SURE_CAPTION and (not checks or ("words" in state and before is not None)):
        # Nobody asked for what one's own file shows, or for what an edit in one's own words left there; what the eyes
        # see is the brief to go on from.
        brief = merge_briefs(brief, brief_from_caption(row.data["words"]))
        context.store.update_picture(picture, brief=brief.model_dump(mode="json"))
    tried = _tried(context, state["turn"], painted, tries)
    tries = [one.scored for one in tried]
    context.emit(Checked(len(tries), tuple(checks)))
    seconds = state.get("model_seconds", 0.0) + row.seconds
    update: dict[str, Any] = {
        "tries": tries, "step": step + 1, "model_seconds": seconds,
        "brief": state["brief"] if "vary" in state else brief.model_dump(mode="json"),
        "answer": {key: row.data[key] for key in ("caption", "confidence", "words")},
    }  # fmt: skip
    if state.keys() & {"words", "opened", "vary"} or plan.intent in OVER:
        return update  # What is not painted from the brief, or is one of several, has one try.
    if base is not None and before is not None and plan.intent in ("edit", "branch") and "folded" not in state:
        old = inherited_failures(context.store, base, plan.edits)
        tried = [replace(one, inherited=old) for one in tried]
    again = next_call(tried, brief, seconds)
    if again is not None:
        update["calls"] = [again]
    return update


def _tried(context: NodeContext, turn: str, painted: list[ToolCall], tries: list[AttemptScore]) -> list[Attempt]:
    """The tries so far with what is known of each, from the ledger."""
    looks = [r.data or {} for r in context.store.calls(turn) if r.tool == "check" and r.status == "done"]
    found: list[Attempt] = []
    for row, look_, one in zip(painted, looks, tries, strict=False):
        checks = [Check.model_validate(value) for value in look_["checks"]]
        away = (row.data or {}).get("outside_db")
        spared = away is None or away >= limits.OUTSIDE_DB
        call: PlannedCall = {"tool": row.tool, "arguments": row.arguments or {}}
        if row.tool == "edit" and call["arguments"].get("picture") is None:
            call["on"] = context.store.source(context.store.picture(one["picture"])) or 0
        found.append(Attempt(call, score_attempt(one["picture"], checks, spared), tuple(checks), spared))
    return found
