"""Reply: say what was done, what holds and what does not, and hand over the best picture."""

from __future__ import annotations

from typing import Any

from langgraph.runtime import Runtime

from agent import limits, replies
from agent.brief import Brief
from agent.events import Looked, Replied
from agent.plan import Plan
from agent.policy import best
from agent.questions import changes
from agent.regressions import checks_of, lost
from agent.state import Kit, State
from storage import ledger
from tools.text import clean, language
from tools.values import Check
from tools.world.captions import sentence


def _painted(state: State, kit: Kit, lang: str) -> tuple[str, int, int]:
    chosen = best(state["tries"])
    checks = checks_of(kit.store, chosen["picture"])
    text = ""
    if len(state["tries"]) > 1:
        text = replies.say(lang, "best", tries=len(state["tries"]))
        kit.emit(Looked(0, tuple((c.requirement.words, c.verdict, c.probability, c.seen) for c in checks)))
    text += replies.verdicts(lang, checks) if checks else _described(state, lang)
    if "folded" in state:
        number, count, far = state["folded"]
        text += replies.say(lang, "folded", number=int(number), count=int(count), db=far)
    gone = lost(kit.store, chosen["picture"])
    for (number, turn), requirements in gone.items():
        text += replies.lost(lang, number, turn, requirements)
    return text, chosen["picture"], sum(map(len, gone.values()))


def _compared(state: State, kit: Kit, lang: str, plan: Plan) -> str:
    current = kit.store.current(state["session"])
    here = current.number if current and current.number else 1
    first, second = plan.n or here, plan.m or here
    briefs = [Brief.model_validate(kit.store.numbered(state["session"], n).brief or {}) for n in (first, second)]
    lines = changes(*briefs)
    told = replies.say(lang, "diff", list="; ".join(lines)) if lines else replies.say(lang, "same")
    return replies.say(lang, "compare", first=first, second=second, psnr=state["answer"]["psnr_db"], changes=told)


def _described(state: State, lang: str) -> str:
    answer = state["answer"]
    key = "caption" if answer["confidence"] > limits.SURE_CAPTION else "stranger"
    caption = sentence(answer["words"], lang) if answer.get("words") else answer["caption"]
    return replies.say(lang, key, caption=caption)


def _answered(state: State, kit: Kit, lang: str, plan: Plan) -> str:
    answer = state.get("answer", {})
    match plan.do:
        case "undo" | "redo" if answer.get("number") is None:
            return replies.say(lang, f"no_{plan.do}")
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
            kit.emit(Looked(0, tuple((c.requirement.words, c.verdict, c.probability, c.seen) for c in checks)))
            return replies.verdicts(lang, checks)
        case "compare":
            return _compared(state, kit, lang, plan)
        case _:
            return state.get("say") or replies.say(lang, "unclear")


def reply(state: State, runtime: Runtime[Kit]) -> dict[str, Any]:
    """End the turn in one transaction."""
    kit, plan = runtime.context, Plan.model_validate(state["plan"])
    lang, picture, gone = language(state["exchange"][0][1]), None, 0
    if state.get("tries"):
        text, picture, gone = _painted(state, kit, lang)
    else:
        text = _answered(state, kit, lang, plan)
    calls = kit.store.calls(state["turn"])
    tries = state.get("tries", [])
    accounting = {
        "pictures": len(tries),
        "calls": len(calls),
        "model_seconds": round(state["model_seconds"], 3),
        "gained": best(tries)["passed"] - tries[0]["passed"] if tries else 0,
        "lost": gone,
    }

    def compose(number: int | None) -> str:
        head = replies.say(lang, "made", number=number) if number is not None else ""
        return clean(f"{head}{'' if lang == 'zh' else ' '}{text}".strip())

    brief = state["brief"] if picture is not None else None
    text = ledger.hand_over(kit.store, state["turn"], picture, compose, accounting=accounting, brief=brief)
    current = kit.store.current(state["session"])
    path = str(kit.store.path(current)) if current else None
    if "sheet" in state.get("answer", {}):
        path = str(kit.store.files.path(state["answer"]["sheet"]))
    status = "declined" if plan.do == "decline" else "done"
    kit.emit(Replied(text, status, current.number if current else None, path, accounting))
    return {}
