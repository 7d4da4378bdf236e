"""Rewrite, act, look: from a plan to a checked picture."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from langgraph.runtime import Runtime

from agent import limits
from agent.brief.lookups import Outside
from agent.brief.model import Brief, prompt
from agent.brief.requirements import joined, requirements, seen, told
from agent.director.plan import Plan
from agent.events import Forming, Looked, Prompted, Stage, Step
from agent.graph.state import Call, Kit, State, Try
from agent.messages import replies
from agent.turns import tool_calls
from agent.turns.regressions import inherited
from agent.turns.retry_policy import Tried, after_fault, next_call, scored
from agent.turns.tool_calls import OVER, brief_of
from storage import ledger
from storage.tables import ToolCall
from tools.actions.generate import near, strangers
from tools.actions.inspect import QUESTIONS_AT_ONCE
from tools.base import Hooks, Work
from tools.catalog import tool
from tools.errors import Cancelled, FaultyPicture, GouacheError
from tools.text import language
from tools.types import Check, Result


class UnknownRequirement(GouacheError):
    """A requirement's number that the picture does not have."""


STAGES = {
    "generate": "painting", "edit": "editing", "open": "opening", "check": "looking", "describe": "looking",
    "explain": "looking", "enhance": "enhancing", "restyle": "restyling",
}  # fmt: skip


def rewrite(state: State, runtime: Runtime[Kit]) -> dict[str, Any]:
    """The brief becomes the painter's prompt, and the plan becomes tool calls; words that a closed painter does not
    know end the turn here."""
    kit = runtime.context
    if "words" in state:
        # What holds of the picture is what these words say, not what was asked for before them.
        state = state | {"brief": told(state["words"]).model_dump(mode="json")}
    words = tool_calls.written(state)
    made = tool_calls.of(kit, state, words)
    strange = [word for call in made["calls"] for word in _strangers(call)] if kit.closed else []
    if strange:
        lang = language(state["exchange"][0][1])
        refusal = replies.outside(lang, Outside("thing", " ".join(dict.fromkeys(strange)), near(strange)))
        plan = Plan(do="decline").model_dump(exclude_none=True, mode="json")
        kit.store.update_turn(state["turn"], plan=plan)
        return {"plan": plan, "say": refusal, "calls": []}
    shown = tool_calls.prompted(made)
    if shown is not None:
        base = state.get("base")
        kit.emit(Prompted(shown, prompt(brief_of(kit.store.picture(base) if base is not None else None))))
        kit.store.update_turn(state["turn"], prompt=shown)
    return {"brief": state["brief"], **made}


def _strangers(call: Call) -> list[str]:
    return strangers(call["arguments"].get("prompt", ""), call["arguments"].get("instruction", ""))


def _questions(brief: Brief, before: Brief | None = None) -> list[dict[str, Any]]:
    return [r.model_dump() for r in requirements(brief, before)[:QUESTIONS_AT_ONCE]]


def _direct(plan: Plan, kit: Kit, state: State) -> Call:
    """The one call of a plan that paints nothing. A number that the plan leaves out is the current picture's."""
    current = kit.store.current(state["session"])
    here = current.number if current else None
    match plan.do:
        case "compare":
            return {"tool": "compare", "arguments": {"first": plan.n or here, "second": plan.m or here}}
        case "goto":
            return {"tool": "goto", "arguments": {"number": plan.n or here}}
        case "describe":
            return {"tool": "describe", "arguments": {"picture": plan.n}}
        case "check" if "why" in state:
            asked = kit.store.checks(current.id or 0) if current else []
            if not asked:
                raise UnknownRequirement("No requirement of this picture was checked; say what it must show.")
            if state["why"] > len(asked):
                raise UnknownRequirement(f"This picture has {len(asked)} requirements; write /why 1 to {len(asked)}.")
            return {"tool": "explain", "arguments": {"requirement": asked[state["why"] - 1].requirement}}
        case "check":
            row = kit.store.numbered(state["session"], plan.n) if plan.n else current
            return {"tool": "check", "arguments": {"picture": plan.n, "requirements": _questions(brief_of(row))}}
        case _:
            return {"tool": plan.do, "arguments": {}}


def _run(kit: Kit, state: State, call: Call, step: int) -> Any:
    """One tool call through the ledger: a finished one is never run again."""
    chosen = tool(call["tool"])
    row = ledger.begin(kit.store, state["turn"], step, call["tool"], call["arguments"])
    if row.status == "done":
        return row
    desk = ledger.SessionDesk(kit.store, state["session"], call.get("on"), gone=call["tool"] == "edit")
    kit.emit(Stage(STAGES.get(call["tool"], call["tool"])))
    preview = (lambda picture: kit.emit(Forming(picture))) if kit.previews else None
    hooks = Hooks(lambda done, total: kit.emit(Step(done, total)), preview, kit.cancel)
    start = time.perf_counter()
    try:
        result: Result = chosen.run(chosen.parse(call["arguments"]), Work(kit.shelf, desk, hooks))
    except Cancelled:
        ledger.fail(kit.store, row.id, "cancelled", "cancelled", time.perf_counter() - start)
        raise
    except GouacheError as error:
        ledger.fail(kit.store, row.id, "failed", str(error), time.perf_counter() - start)
        raise
    seconds = time.perf_counter() - start
    painted = None
    if chosen.paints:
        if result.recipe and result.recipe.model:
            model = result.recipe.model
            kit.store.remember_model(model.hash, model.role, model.kind, model.name)
        parent = None if state.get("fresh") else state.get("base")
        painted = ledger.Painted(parent, state["brief"], state.get("focus"))
    return ledger.complete(kit.store, row.id, result, seconds, desk, painted)


def act(state: State, runtime: Runtime[Kit]) -> dict[str, Any]:
    """Make the next tool call. Where another try fails, the pictures made before it still count."""
    kit, plan = runtime.context, Plan.model_validate(state["plan"])
    calls = list(state.get("calls") or [_direct(plan, kit, state)])
    step, begin, spent = state.get("step", 0), time.perf_counter(), state.get("model_seconds", 0.0)
    try:
        row = _run(kit, state, calls[0], step)
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
        fresh: Try = {"picture": row.picture_id, "passed": 0, "failed": 0, "score": 0.0}
        update["tries"] = [*state.get("tries", []), fresh]
    return update


def look(state: State, runtime: Runtime[Kit]) -> dict[str, Any]:
    """Score the newest picture, requirement by requirement, and plan another try where one pays."""
    kit, step, plan = runtime.context, state.get("step", 0), Plan.model_validate(state["plan"])
    tries, brief = list(state["tries"]), Brief.model_validate(state["brief"])
    picture, base = tries[-1]["picture"], state.get("base")
    before = brief_of(kit.store.picture(base)) if base is not None and not state.get("fresh") else None
    asked = _questions(brief, None if "words" in state or plan.do in OVER else before)
    row = _run(kit, state, {"tool": "check", "arguments": {"requirements": asked}, "on": picture}, step)
    checks = [Check.model_validate(value) for value in row.data["checks"]]
    ledger.save_checks(kit.store, picture, checks, row.data.get("caption"))
    painted = [r for r in kit.store.calls(state["turn"]) if r.picture_id is not None]
    if row.data["confidence"] > limits.SURE_CAPTION and (not checks or ("words" in state and before is not None)):
        # Nobody asked for what one's own file shows, or for what an edit in one's own words left there; what the eyes
        # see is the brief to go on from.
        brief = joined(brief, seen(row.data["words"]))
        kit.store.update_picture(picture, brief=brief.model_dump(mode="json"))
    tried = _tried(kit, state["turn"], painted, tries)
    tries = [one.scored for one in tried]
    kit.emit(Looked(len(tries), tuple((c.requirement.words, c.verdict, c.probability, c.seen) for c in checks)))
    seconds = state.get("model_seconds", 0.0) + row.seconds
    update: dict[str, Any] = {
        "tries": tries, "step": step + 1, "model_seconds": seconds,
        "brief": state["brief"] if "vary" in state else brief.model_dump(mode="json"),
        "answer": {key: row.data[key] for key in ("caption", "confidence", "words")},
    }  # fmt: skip
    if state.keys() & {"words", "opened", "vary"} or plan.do in OVER:
        return update  # What is not painted from the brief, or is one of several, has one try.
    if base is not None and before is not None and plan.do in ("edit", "branch") and "folded" not in state:
        old = inherited(kit.store, base, plan.edits)
        tried = [replace(one, inherited=old) for one in tried]
    again = next_call(tried, brief, seconds)
    if again is not None:
        update["calls"] = [again]
    return update


def _tried(kit: Kit, turn: str, painted: list[ToolCall], tries: list[Try]) -> list[Tried]:
    """The tries so far with what is known of each, from the ledger."""
    looks = [r.data or {} for r in kit.store.calls(turn) if r.tool == "check" and r.status == "done"]
    found: list[Tried] = []
    for row, look_, one in zip(painted, looks, tries, strict=False):
        checks = [Check.model_validate(value) for value in look_["checks"]]
        away = (row.data or {}).get("outside_db")
        spared = away is None or away >= limits.OUTSIDE_DB
        call: Call = {"tool": row.tool, "arguments": row.arguments or {}}
        if row.tool == "edit" and call["arguments"].get("picture") is None:
            call["on"] = kit.store.source(kit.store.picture(one["picture"])) or 0
        found.append(Tried(call, scored(one["picture"], checks, spared), tuple(checks), spared))
    return found
