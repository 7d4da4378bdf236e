"""Interpret: the message becomes a plan in canonical words, a question, or a refusal with a reason."""

from __future__ import annotations

import time
from typing import Any

from langgraph.runtime import Runtime
from langgraph.types import interrupt

from agent import commands, director, replies
from agent.brief import Brief
from agent.context import View
from agent.edits import EditError, apply
from agent.events import Stage, Understood
from agent.plan import Plan
from agent.questions import changes
from agent.routes import PAINTING
from agent.state import Kit, State
from agent.words import Outside, resolve
from storage.errors import UnknownPicture
from storage.tables import Picture
from tools.errors import GouacheError
from tools.paint import inside
from tools.text import language


def _brief_of(picture: Picture | None) -> Brief:
    return Brief.model_validate(picture.brief) if picture and picture.brief else Brief()


def _view(state: State, kit: Kit, current: Picture | None) -> View:
    pictures = len(kit.store.pictures(state["session"]))
    exchange = tuple((who, text) for who, text in state["exchange"])
    focus = current.focus if current else None
    return View(_brief_of(current), focus, pictures, current.number if current else None, exchange)


def target(plan: Plan, brief: Brief, closed: bool) -> tuple[Plan, Brief]:
    """The plan with its edits in canonical words, and the brief after them.

    Raises:
        Outside: a wish outside the world.
        EditError: an edit that does not apply.
    """
    resolved = []
    for edit in plan.edits:
        edit = resolve(edit, brief, closed)
        brief = apply(brief, [edit])
        resolved.append(edit)
    names = {e.what for e in brief.elements}
    missing = [e.of for e in resolved if e.of and e.of not in names]
    if missing and closed:
        raise EditError("beside", missing[0])
    kept = tuple(r for r in brief.relations if r.subject in names and r.object in names)
    return plan.model_copy(update={"edits": tuple(resolved)}), brief.model_copy(update={"relations": kept})


def _base(plan: Plan, state: State, kit: Kit, current: Picture | None) -> Picture | None:
    if plan.do == "create":
        return None
    return kit.store.numbered(state["session"], plan.n) if plan.do == "branch" and plan.n else current


def _problem(plan: Plan, state: State, kit: Kit, current: Picture | None) -> str | None:
    try:
        target(plan, _brief_of(_base(plan, state, kit, current)), kit.closed)
    except Outside:
        return None
    except (EditError, UnknownPicture) as error:
        return str(error)
    return None


def _commanded(state: State, kit: Kit) -> tuple[Plan, dict[str, Any]] | None:
    """The plan of a slash command and what it sets; None for anything said."""
    try:
        asked = commands.parse(state["exchange"][-1][1])
        if asked is not None and asked.prompt is not None:
            inside(asked.prompt, kit.closed)
    except GouacheError as error:
        return Plan(do="decline", say=str(error)[:200]), {}
    if asked is None:
        return None
    if asked.seed is not None:
        kit.store.set_seed(state["session"], asked.seed)
    update: dict[str, Any] = {"words": asked.prompt} if asked.prompt else {}
    update |= {"opened": asked.opened} if asked.opened else {}
    return asked.plan, update | ({"why": asked.why} if asked.why else {})


def _understood(state: State, kit: Kit, current: Picture | None, lang: str) -> Plan:
    view = _view(state, kit, current)
    try:
        plan: Plan = kit.shelf.use(
            "director",
            lambda writer: director.interpret(
                writer, view, kit.closed, kit.cancel, lambda p: _problem(p, state, kit, current)
            ),
        )
    except director.Misunderstood:
        return Plan(do="ask", say=replies.say(lang, "unclear"))
    return plan


def interpret(state: State, runtime: Runtime[Kit]) -> dict[str, Any]:
    """Ask the language model for a plan and settle its words."""
    kit = runtime.context
    kit.emit(Stage("thinking"))
    current = kit.store.current(state["session"])
    lang = language(state["exchange"][0][1])
    begin = time.perf_counter()
    plan, update = _commanded(state, kit) or (_understood(state, kit, current, lang), {})
    update["model_seconds"] = state.get("model_seconds", 0.0) + time.perf_counter() - begin
    if plan.do == "again" and plan.edits:
        plan = plan.model_copy(update={"do": "edit"})
    try:
        base = _base(plan, state, kit, current)
        if plan.do != "create" and plan.do in PAINTING and base is None:
            raise EditError("nothing")
        plan, brief = target(plan, _brief_of(base), kit.closed)
        if plan.do in ("create", "again") and not brief.elements and not update.keys() & {"words", "opened"}:
            raise EditError("unnamed")
        if plan.do in PAINTING and plan.do != "create" and not brief.elements and _brief_of(base).elements:
            raise EditError("only")
    except Outside as wish:
        plan, base, brief = Plan(do="decline", say=replies.outside(lang, wish)[:200]), current, _brief_of(current)
    except (GouacheError, EditError) as error:
        words = error.say(lang) if isinstance(error, EditError) else str(error)
        plan, base, brief = Plan(do="decline", say=words[:200]), current, _brief_of(current)
    before = Brief() if plan.do == "create" else _brief_of(base)
    kit.emit(Understood(plan.do, changes(before, brief) if plan.edits else ()))
    kit.store.update_turn(state["turn"], plan=plan.model_dump(exclude_none=True, mode="json"))
    focus = next((e.to or e.what for e in reversed(plan.edits) if e.op in ("add", "change", "replace")), None)
    return update | {
        "plan": plan.model_dump(exclude_none=True, mode="json"), "brief": brief.model_dump(mode="json"),
        "base": base.id if base else None, "focus": focus or (base.focus if base else None),
        "step": state.get("step", 0),
    } | ({"say": plan.say or ""} if plan.say else {})  # fmt: skip


def clarify(state: State, runtime: Runtime[Kit]) -> dict[str, Any]:
    """Ask one question and wait for the answer, however long it takes."""
    question = state["plan"].get("say", "?")
    runtime.context.store.update_turn(state["turn"], status="asking", question=question)
    answer = interrupt(question)
    runtime.context.store.update_turn(state["turn"], status="running")
    exchange = [*state["exchange"], ["you", question], ["user", str(answer)]]
    return {"exchange": exchange, "questions": state.get("questions", 0) + 1}
