"""Rewrite, act, look: from a plan to a checked picture."""

from __future__ import annotations

import time
from typing import Any

from langgraph.runtime import Runtime

from agent import limits
from agent.brief import Brief, prompt
from agent.drift import between, clean_root
from agent.edits import instructions
from agent.events import Forming, Looked, Prompted, Stage, Step
from agent.plan import Plan
from agent.policy import after_fault, next_call, scored
from agent.questions import requirements, seen
from agent.state import Call, Kit, State, Try
from storage import ledger
from tools.catalog import tool
from tools.contract import Hooks, Work
from tools.errors import Cancelled, FaultyPicture, GouacheError
from tools.look import QUESTIONS_AT_ONCE
from tools.values import Check, Result


class UnknownRequirement(GouacheError):
    """A requirement's number that the picture does not have."""


STAGES = {"generate": "painting", "edit": "editing", "open": "opening", "check": "looking", "describe": "looking",
          "explain": "looking"}  # fmt: skip


def _sampler(kit: Kit, words: str, brief: Brief, seed: int) -> dict[str, Any]:
    return {
        "prompt": words, "negative": ", ".join(brief.avoid), "seed": seed,
        "steps": kit.profile.steps, "guidance": kit.profile.guidance,
    }  # fmt: skip


def rewrite(state: State, runtime: Runtime[Kit]) -> dict[str, Any]:
    """The brief becomes the painter's prompt, and the plan becomes tool calls."""
    kit, plan = runtime.context, Plan.model_validate(state["plan"])
    brief, base_id = Brief.model_validate(state["brief"]), state.get("base")
    base = kit.store.picture(base_id) if base_id is not None else None
    old = Brief.model_validate(base.brief) if base and base.brief else Brief()
    words, turn = state.get("words") or prompt(brief), kit.store.turn(state["turn"])
    kit.emit(Prompted(words, prompt(old)))
    kit.store.update_turn(state["turn"], prompt=words)
    seed = kit.store.session(state["session"]).seed + 100 * turn.number
    calls: list[Call] = []
    folded: dict[str, Any] = {}
    if "opened" in state:
        return {"calls": [{"tool": "open", "arguments": {"path": state["opened"]}}], "fresh": True}
    if plan.do == "branch":
        calls.append({"tool": "branch", "arguments": {"number": base.number if base else None}})
    if plan.do == "again" and base is not None and (base.recipe or {}).get("tool") != "open":
        made = base.recipe or {}
        sampler = {"steps": kit.profile.steps, "guidance": kit.profile.guidance}
        arguments = {**made.get("arguments", {}), **sampler, "seed": seed}
        if "words" in state:
            # One's own words replace the prompt and the change, not the seed: only what they say should differ.
            arguments |= {"prompt": words, "seed": made.get("arguments", {}).get("seed", seed)}
            arguments |= {"instruction": words} if "instruction" in arguments else {}
        kit.store.update_turn(state["turn"], prompt=arguments.get("prompt", words))
        parent = kit.store.picture(base.parent_id) if base.parent_id is not None else None
        if parent is not None and not arguments.get("picture"):
            arguments["picture"] = parent.number
        calls.append({"tool": made.get("tool", "generate"), "arguments": arguments})
        return {"calls": calls, "fresh": parent is None, "base": parent.id if parent else None}
    if plan.do in ("create", "again"):
        size = {"width": kit.profile.width, "height": kit.profile.height}
        calls.append({"tool": "generate", "arguments": {**_sampler(kit, words, brief, seed), **size}})
    elif plan.edits:
        edits = list(plan.edits)
        worn = clean_root(kit.store, base) if base is not None and plan.do == "edit" else None
        if worn is not None:
            base, count, far = worn
            old = Brief.model_validate(base.brief or {})
            edits, folded = between(old, brief), {"folded": [base.number or 0, count, round(far, 1)]}
        keep = not any(e.op in limits.EDIT_AS_NEW for e in edits)
        calls.append(
            {"tool": "edit", "arguments": {
                **_sampler(kit, words, brief, seed), "picture": base.number if base else None,
                "instruction": instructions(old, edits), "keep": keep}}
        )  # fmt: skip
    return {"calls": calls, "fresh": plan.do in ("create", "again"), **folded}


def _questions(brief: Brief) -> list[dict[str, Any]]:
    return [r.model_dump() for r in requirements(brief)[:QUESTIONS_AT_ONCE]]


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
            brief = Brief.model_validate(row.brief) if row and row.brief else Brief()
            return {"tool": "check", "arguments": {"picture": plan.n, "requirements": _questions(brief)}}
        case _:
            return {"tool": plan.do, "arguments": {}}


def _run(kit: Kit, state: State, call: Call, step: int, candidate: int | None = None) -> Any:
    """One tool call through the ledger: a finished one is never run again."""
    chosen = tool(call["tool"])
    row = ledger.begin(kit.store, state["turn"], step, call["tool"], call["arguments"])
    if row.status == "done":
        return row
    desk = ledger.SessionDesk(kit.store, state["session"], candidate)
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
    step = state.get("step", 0)
    try:
        row = _run(kit, state, calls[0], step)
    except Cancelled:
        raise
    except FaultyPicture:
        again = after_fault(calls[0], state.get("faults", 0))
        if again is not None:
            return {"calls": [again, *calls[1:]], "step": step + 1, "faults": state.get("faults", 0) + 1}
        if not state.get("tries"):
            raise
        return {"calls": [], "step": step + 1}
    except GouacheError:
        if not state.get("tries"):
            raise
        return {"calls": [], "step": step + 1}
    update: dict[str, Any] = {
        "calls": calls[1:], "step": step + 1, "answer": row.data or {},
        "model_seconds": state.get("model_seconds", 0.0) + row.seconds,
    }  # fmt: skip
    if row.picture_id is not None:
        update["faults"] = 0
        fresh: Try = {"picture": row.picture_id, "passed": 0, "failed": 0, "score": 0.0}
        update["tries"] = [*state.get("tries", []), fresh]
    return update


def look(state: State, runtime: Runtime[Kit]) -> dict[str, Any]:
    """Score the newest picture, requirement by requirement, and plan another try where one pays."""
    kit, step = runtime.context, state.get("step", 0)
    tries = list(state["tries"])
    picture = tries[-1]["picture"]
    arguments = {"requirements": _questions(Brief.model_validate(state["brief"]))}
    row = _run(kit, state, {"tool": "check", "arguments": arguments}, step, candidate=picture)
    checks = [Check.model_validate(value) for value in row.data["checks"]]
    ledger.save_checks(kit.store, picture, checks, row.data.get("caption"))
    if not checks and row.data["confidence"] > limits.SURE_CAPTION:
        # Nobody asked for what one's own file or words show; what the eyes see is the brief to go on from.
        state["brief"] = seen(row.data["words"]).model_dump(mode="json")
        kit.store.update_picture(picture, brief=state["brief"])
    tries[-1] = scored(picture, checks)
    kit.emit(Looked(len(tries), tuple((c.requirement.words, c.verdict, c.probability, c.seen) for c in checks)))
    seconds = state.get("model_seconds", 0.0) + row.seconds
    update: dict[str, Any] = {
        "tries": tries, "step": step + 1, "model_seconds": seconds, "brief": state["brief"],
        "answer": {key: row.data[key] for key in ("caption", "confidence", "words")},
    }  # fmt: skip
    made: list[Call] = [
        {"tool": row.tool, "arguments": row.arguments or {}} for row in kit.store.calls(state["turn"]) if row.picture_id
    ]
    if "words" in state or "opened" in state:
        return update  # The brief does not say what one's own words ask for, so no retry can serve them.
    again = next_call(made[-1], checks, Brief.model_validate(state["brief"]), len(tries), seconds, made)
    if again is not None:
        update["calls"] = [again]
    return update
