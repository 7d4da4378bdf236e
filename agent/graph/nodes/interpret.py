"""Interpret: the message becomes a plan in canonical words, a question, or a refusal with a reason."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, cast

from langgraph.runtime import Runtime
from langgraph.types import interrupt

from agent import limits
from agent.brief.edits import EditError, apply
from agent.brief.lookups import Outside, resolve
from agent.brief.model import Brief
from agent.brief.requirements import changes
from agent.commands import table
from agent.director import base
from agent.director.plan import Plan
from agent.director.view import STEPS, Step, View, focus
from agent.events import Stage, Understood
from agent.graph.routing import PAINTING
from agent.graph.state import Counted, Kit, State
from agent.messages import replies
from agent.turns import settings
from agent.turns.tool_calls import brief_of, own
from storage.errors import UnknownPicture
from storage.queries import newest
from storage.tables import Picture
from tools.actions.generate import inside
from tools.actions.restyle import PAINTERLY
from tools.errors import BadArguments, GouacheError
from tools.text import language
from tools.vocabulary.storybook import lexicon


def _view(state: State, kit: Kit, current: Picture | None) -> View:
    exchange = tuple((who, text) for who, text in state["exchange"])
    it, at = (current.focus, current.number) if current else (None, None)
    made = newest(kit.store, state["session"], STEPS)
    steps = tuple(
        Step(number, parent, Plan.model_validate(plan or {"do": "edit"}), Brief.model_validate(brief))
        for number, parent, plan, brief in made
    )
    return View(brief_of(current), it, made[-1][0] if made else 0, at, exchange, steps)


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
    return kit.store.numbered(state["session"], plan.n) if plan.do in ("branch", "enhance") and plan.n else current


def _problem(plan: Plan, state: State, kit: Kit, current: Picture | None) -> str | None:
    try:
        target(plan, brief_of(_base(plan, state, kit, current)), kit.closed)
    except Outside:
        return None
    except (EditError, UnknownPicture) as error:
        return str(error)
    return None


def _commanded(state: State, kit: Kit) -> tuple[Plan | None, dict[str, Any]]:
    """The plan of a slash command, None for anything said; and what it sets."""
    try:
        asked = table.parse(state["exchange"][-1][1])
        if asked is not None and asked.prompt is not None:
            inside(asked.prompt, kit.closed)
        if asked is not None and (asked.seed is not None or asked.settings):
            settings.keep(kit.store, state["session"], kit.profile, asked.seed, asked.settings)
    except GouacheError as error:
        return Plan(do="decline"), {"say": str(error)}
    if asked is None:
        return None, {}
    given = {"words": asked.prompt, "opened": asked.opened, "why": asked.why, "vary": asked.vary, "say": asked.answer,
             "manner": asked.manner}  # fmt: skip
    update: dict[str, Any] = {name: value for name, value in given.items() if value}
    if asked.said:
        return None, {"exchange": [["user", asked.said]], "region": list(asked.region)}
    return asked.plan, update


def _understood(state: State, kit: Kit, current: Picture | None, lang: str) -> tuple[Plan, int]:
    """The language model's plan, and how often it was asked."""
    view, calls = _view(state, kit, current), list[int]()

    def ask(writer: base.Writer) -> Plan:
        counted = Counted(writer, calls)
        return base.interpret(counted, view, kit.closed, kit.cancel, lambda p: _problem(p, state, kit, current))

    try:
        plan: Plan = kit.shelf.use("director", ask)
    except base.Misunderstood:
        plan = Plan(do="ask", say=replies.say(lang, "unclear"))
    return plan, len(calls)


def _settled(plan: Plan, photograph: Callable[[], bool]) -> Plan:
    """The plan with its intent put right: changes are no repetition, and a style that only a swatch shows no edit, nor
    is any style of a person's own picture, told by `photograph`: painted anew it would be lost.

    Raises:
        EditError: a scene, or a style without a swatch, for a person's own picture.
    """
    if plan.do == "again" and plan.edits:
        return plan.model_copy(update={"do": "edit"})
    whole = [e for e in plan.edits if e.op in limits.EDIT_AS_NEW] if plan.do == "edit" else []
    if not whole:
        return plan
    only = whole[0] if len(plan.edits) == 1 and whole[0].op == "style" else None
    painted = lexicon.style(only.to or "") if only else None
    named = lexicon.swatch(only.to or "") if only and painted is None else None
    if named is None and photograph():
        if painted not in PAINTERLY:
            raise EditError("own")
        named = painted
    return Plan(do="restyle", how=named) if named else plan


def interpret(state: State, runtime: Runtime[Kit]) -> dict[str, Any]:
    """Ask the language model for a plan and settle its words."""
    kit = runtime.context
    kit.emit(Stage("thinking"))
    current = kit.store.current(state["session"])
    lang = language(state["exchange"][0][1])
    begin = time.perf_counter()
    commanded, update = _commanded(state, kit)
    plan, asked = (commanded, 0) if commanded else _understood(cast(State, {**state, **update}), kit, current, lang)
    if plan.do == "again" and plan.n and plan.n > 1 and not commanded:
        update["vary"] = min(plan.n, limits.VARIATIONS)
    update["director_calls"] = state.get("director_calls", 0) + asked
    update["model_seconds"] = state.get("model_seconds", 0.0) + time.perf_counter() - begin
    try:
        plan = _settled(plan, lambda: kit.closed and own(kit, current))
        base = _base(plan, state, kit, current)
        if plan.do != "create" and plan.do in PAINTING and base is None:
            raise EditError("nothing")
        plan, brief = target(plan, brief_of(base), kit.closed)
        if plan.do in ("create", "again") and not brief.elements and not update.keys() & {"words", "opened", "vary"}:
            raise EditError("unnamed")
        if plan.do in PAINTING and plan.do != "create" and not brief.elements and brief_of(base).elements:
            raise EditError("only")
        if "region" in {**state, **update} and plan.do in ("create", "again", "enhance"):
            raise BadArguments("A region takes a change of things, a style or a scene; say that, or leave /region out.")
    except Outside as wish:
        plan, base, brief = Plan(do="decline", say=replies.outside(lang, wish)[:200]), current, brief_of(current)
    except (GouacheError, EditError) as error:
        words = error.say(lang) if isinstance(error, EditError) else str(error)
        plan, base, brief = Plan(do="decline", say=words[:200]), current, brief_of(current)
    before = Brief() if plan.do == "create" else brief_of(base)
    kit.emit(Understood(plan.do, changes(before, brief) if plan.edits else ()))
    kit.store.update_turn(state["turn"], plan=plan.model_dump(exclude_none=True, mode="json"))
    it = focus(brief, plan.do, plan.edits, base.focus if base else None)
    return update | {
        "plan": plan.model_dump(exclude_none=True, mode="json"), "brief": brief.model_dump(mode="json"),
        "base": base.id if base else None, "focus": it,
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
