"""Reply: say what was done, what holds and what does not, and hand over the best picture."""

from __future__ import annotations

from typing import Any

from langgraph.runtime import Runtime

from agent import limits
from agent.brief.model import Brief
from agent.brief.requirements import diff_briefs
from agent.director.plan import Plan
from agent.events import Checked, Loss, Standing, TurnFinished
from agent.graph.state import AttemptScore, NodeContext, State
from agent.messages import replies
from agent.turns import settings
from agent.turns.regressions import lost_requirements, standing
from agent.turns.retry_policy import best_attempt
from storage import ledger
from storage.tables import ToolCall
from tools.images.tone import TONES
from tools.text import clean, detect_language
from tools.types import Check, Requirement
from tools.vocabulary.storybook.captions import caption_sentence

MOVING = frozenset({"undo", "redo", "goto", "branch"})
"""Intents that may end at another picture without painting one."""
FREE = frozenset({"open", "compare", "undo", "redo", "goto", "branch"})
"""Tools that ask no model."""


def _asks(call: ToolCall) -> bool:
    """Whether a call asks a model; of the enhancements those of tone do not."""
    return call.tool not in FREE and (call.arguments or {}).get("how") not in (*TONES, "tone")


def _painted(state: State, context: NodeContext, lang: str, chosen: AttemptScore) -> str:
    checks, text = context.store.checks(chosen["picture"]), ""
    if len(state["tries"]) > 1:
        context.emit(Checked(0, tuple(checks)))
        gained = chosen["passed"] - state["tries"][0]["passed"]
        gain = replies.say(lang, "gain", n=gained) if gained > 0 else ""
        gain = replies.say(lang, "no_gain") if chosen["picture"] == state["tries"][0]["picture"] else gain
        text = "" if "vary" in state else replies.say(lang, "best", tries=len(state["tries"]), gain=gain)
    if "did" in state:
        plan = Plan.model_validate(state["plan"])
        text += replies.work_done(lang, state["did"], plan.method, plan.picture)
    text += replies.verdicts(lang, checks) if checks else _described(state, lang)
    away = _outside(context, chosen["picture"])
    if away is not None and away < limits.OUTSIDE_DB:
        text += replies.say(lang, "outside", db=round(away, 1))
    if "folded" in state:
        number, count, far = state["folded"]
        text += replies.say(lang, "folded", number=int(number), count=int(count), db=far)
    return text


def _outside(context: NodeContext, picture: int) -> float | None:
    """PSNR in dB outside of what the picture's edit was to change; None where there is no telling."""
    call = context.store.made([picture]).get(picture)
    return (call.data or {}).get("outside_db") if call is not None else None


def _lost(losses: tuple[Loss, ...], lang: str) -> str:
    """A sentence for each picture and turn that requirements were lost between."""
    grouped: dict[tuple[int, int], list[Requirement]] = {}
    for loss in losses:
        grouped.setdefault((loss.picture, loss.turn), []).append(loss.requirement)
    return "".join(replies.lost_since(lang, *where, requirements) for where, requirements in grouped.items())


def _compared(state: State, context: NodeContext, lang: str, plan: Plan) -> str:
    current = context.store.current(state["session"])
    here = current.number if current and current.number else 1
    first, second = plan.picture or here, plan.other or here
    briefs = [Brief.model_validate(context.store.numbered(state["session"], n).brief or {}) for n in (first, second)]
    lines = diff_briefs(*briefs)
    told = replies.say(lang, "diff", list="; ".join(lines)) if lines else replies.say(lang, "same")
    return replies.say(lang, "compare", first=first, second=second, psnr=state["answer"]["psnr_db"], changes=told)


def _described(state: State, lang: str) -> str:
    answer = state["answer"]
    key = "caption" if answer["confidence"] > limits.SURE_CAPTION else "stranger"
    caption = caption_sentence(answer["words"], lang) if answer.get("words") else answer["caption"]
    return replies.say(lang, key, caption=caption)


def _answered(state: State, context: NodeContext, lang: str, plan: Plan) -> str:
    answer = state.get("answer", {})
    match plan.intent:
        case "undo" | "redo" if answer.get("number") is None:
            return replies.say(lang, f"no_{plan.intent}")
        case "undo" | "redo" | "goto" | "branch":
            return replies.say(lang, "at", number=answer["number"])
        case "describe":
            return _described(state, lang)
        case "check" if "why" in state:
            check = Check.model_validate(answer["check"])
            words = replies.statement(lang, check.requirement)
            return replies.say(lang, "why", statement=words, percent=round(100 * check.probability))
        case "check":
            checks = [Check.model_validate(value) for value in answer["checks"]]
            context.emit(Checked(0, tuple(checks)))
            return replies.verdicts(lang, checks)
        case "compare":
            return _compared(state, context, lang, plan)
        case _:
            return state.get("say") or replies.say(lang, "unclear")


def reply(state: State, runtime: Runtime[NodeContext]) -> dict[str, Any]:
    """End the turn in one transaction."""
    context, plan = runtime.context, Plan.model_validate(state["plan"])
    lang, tries = detect_language(state["exchange"][0][1]), state.get("tries", [])
    calls, chosen = context.store.calls(state["turn"]), best_attempt(tries) if tries else None
    losses: tuple[Loss, ...] = ()
    accounting: dict[str, Any] = {
        "pictures": len(tries),
        "calls": len(calls),
        "model_calls": state.get("director_calls", 0) + sum(map(_asks, calls)),
        "model_seconds": round(state["model_seconds"], 3),
        "gained": chosen["passed"] - tries[0]["passed"] if chosen else 0,
    }
    if chosen is not None:
        text = _painted(state, context, lang, chosen)
        losses = lost_requirements(context.store, chosen["picture"], context.store.checks(chosen["picture"]))
        text += _lost(losses, lang) + replies.cost(lang, accounting)
        away = _outside(context, chosen["picture"])
        accounting |= {"outside_db": away} if away is not None else {}
        if any((c.arguments or {}).get("strength") is not None for c in calls if c.picture_id is not None):
            # It was set for the next edit, which was this one.
            settings.update_settings(context.store, state["session"], context.profile, None, {"strength": None})
    else:
        text = _answered(state, context, lang, plan)
    accounting["lost"] = len(losses)
    beside = [one["picture"] for one in tries] if "vary" in state else []

    def compose(number: int | None) -> str:
        head = replies.say(lang, "made", number=number) if number is not None else ""
        if number is not None and chosen is not None and len(beside) > 1:
            first = number - beside.index(chosen["picture"])
            given = replies.number_list(lang, list(range(first, first + len(beside))))
            head = replies.say(lang, "varied", numbers=given, number=number)
        return clean(f"{head}{'' if lang == 'zh' else ' '}{text}".strip())

    picture, brief = (chosen["picture"], state["brief"]) if chosen is not None else (None, None)
    text = ledger.finish_turn(
        context.store, state["turn"], picture, compose, beside=beside, accounting=accounting, brief=brief
    )
    current = context.store.current(state["session"])
    path = str(context.store.path(current)) if current else None
    if "sheet" in state.get("answer", {}):
        path = str(context.store.files.path(state["answer"]["sheet"]))
    if chosen is not None and current is not None:
        context.emit(Standing(current.number, tuple(context.store.checks(chosen["picture"])), losses))
    elif plan.intent in MOVING:
        context.emit(standing(context.store, state["session"]))
    status = "declined" if plan.intent == "decline" else "done"
    context.emit(TurnFinished(text, status, current.number if current else None, path, accounting))
    return {}
