"""Interpret: the message becomes a plan in canonical words, a question, or a refusal with a reason."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, cast

from langgraph.runtime import Runtime
from langgraph.types import interrupt

from agent import limits
from agent.brief.edits import EditError, apply_edits
from agent.brief.lookups import UnknownTerm, resolve_edit
from agent.brief.model import Brief
from agent.brief.requirements import diff_briefs
from agent.commands import table
from agent.director import base
from agent.director.plan import Plan
from agent.director.view import STEPS, HistoryStep, View, focus_after
from agent.events import Interpreted, Stage
from agent.graph.routing import PAINTING
from agent.graph.state import CountingWriter, NodeContext, State
from agent.messages import replies
from agent.turns import settings
from agent.turns.tool_calls import brief_of, is_upload
from storage.errors import UnknownPicture
from storage.queries import newest_pictures
from storage.tables import Picture
from tools.actions.generate import ensure_in_vocabulary
from tools.actions.restyle import PAINTERLY
from tools.errors import BadArguments, GouacheError
from tools.text import detect_language
from tools.vocabulary.storybook import lexicon


def _view(state: State, context: NodeContext, current: Picture | None) -> View:
    exchange = tuple((who, text) for who, text in state["exchange"])
    it, at = (current.focus, current.number) if current else (None, None)
    made = newest_pictures(context.store, state["session"], STEPS)
    steps = tuple(
        HistoryStep(number, parent, Plan.model_validate(plan or {"do": "edit"}), Brief.model_validate(brief))
        for number, parent, plan, brief in made
    )
    return View(brief_of(current), it, made[-1][0] if made else 0, at, exchange, steps)


def resolve_plan(plan: Plan, brief: Brief, closed: bool) -> tuple[Plan, Brief]:
    """The plan with its edits in canonical words, and the brief after them.

    Raises:
        Outside: a wish outside the world.
        EditError: an edit that does not apply.
    """
    resolved = []
    for edit in plan.edits:
        edit = resolve_edit(edit, brief, closed)
        brief = apply_edits(brief, [edit])
        resolved.append(edit)
    names = {e.what for e in brief.elements}
    missing = [e.of for e in resolved if e.of and e.of not in names]
    if missing and closed:
        raise EditError("beside", missing[0])
    kept = tuple(r for r in brief.relations if r.subject in names and r.object in names)
    return plan.model_copy(update={"edits": tuple(resolved)}), brief.model_copy(update={"relations": kept})


def _base(plan: Plan, state: State, context: NodeContext, current: Picture | None) -> Picture | None:
    if plan.intent == "create":
        return None
    return (
        context.store.numbered(state["session"], plan.picture)
        if plan.intent in ("branch", "enhance") and plan.picture
        else current
    )


def _problem(plan: Plan, state: State, context: NodeContext, current: Picture | None) -> str | None:
    try:
        resolve_plan(plan, brief_of(_base(plan, state, context, current)), context.closed)
    except UnknownTerm:
        return None
    except (EditError, UnknownPicture) as error:
        return str(error)
    return None


def _commanded(state: State, context: NodeContext) -> tuple[Plan | None, dict[str, Any]]:
    """The plan of a slash command, None for anything said; and what it sets."""
    try:
        asked = table.parse_command(state["exchange"][-1][1])
        if asked is not None and asked.prompt is not None:
            ensure_in_vocabulary(asked.prompt, context.closed)
        if asked is not None and (asked.seed is not None or asked.settings):
            settings.update_settings(context.store, state["session"], context.profile, asked.seed, asked.settings)
    except GouacheError as error:
        return Plan(intent="decline"), {"say": str(error)}
    if asked is None:
        return None, {}
    given = {"words": asked.prompt, "opened": asked.opened, "why": asked.why, "vary": asked.vary, "say": asked.answer,
             "manner": asked.manner}  # fmt: skip
    update: dict[str, Any] = {name: value for name, value in given.items() if value}
    if asked.said:
        return None, {"exchange": [["user", asked.said]], "region": list(asked.region)}
    return asked.plan, update


def _understood(state: State, context: NodeContext, current: Picture | None, lang: str) -> tuple[Plan, int]:
    """The language model's plan, and how often it was asked."""
    view, calls = _view(state, context, current), list[int]()

    def ask(writer: base.Writer) -> Plan:
        counted = CountingWriter(writer, calls)
        return base.interpret(
            counted, view, context.closed, context.cancel, lambda p: _problem(p, state, context, current)
        )

    try:
        plan: Plan = context.models.use("director", ask)
    except base.Misunderstood:
        plan = Plan(intent="ask", text=replies.say(lang, "unclear"))
    return plan, len(calls)


def _settled(plan: Plan, photograph: Callable[[], bool]) -> Plan:
    """The plan with its intent put right: changes are no repetition, and a style that only a swatch shows no edit, nor
    is any style of a person's own picture, told by `photograph`: painted anew it would be lost.

    Raises:
        EditError: a scene, or a style without a swatch, for a person's own picture.
    """
    if plan.intent == "again" and plan.edits:
        return plan.model_copy(update={"intent": "edit"})
    whole = [e for e in plan.edits if e.op in limits.EDIT_AS_NEW] if plan.intent == "edit" else []
    if not whole:
        return plan
    only = whole[0] if len(plan.edits) == 1 and whole[0].op == "style" else None
    painted = lexicon.style(only.to or "") if only else None
    named = lexicon.swatch(only.to or "") if only and painted is None else None
    if named is None and photograph():
        if painted not in PAINTERLY:
            raise EditError("own")
        named = painted
    return Plan(intent="restyle", method=named) if named else plan


def interpret(state: State, runtime: Runtime[NodeContext]) -> dict[str, Any]:
    """Ask the language model for a plan and settle its words."""
    context = runtime.context
    context.emit(Stage("thinking"))
    current = context.store.current(state["session"])
    lang = detect_language(state["exchange"][0][1])
    begin = time.perf_counter()
    commanded, update = _commanded(state, context)
    plan, asked = (commanded, 0) if commanded else _understood(cast(State, {**state, **update}), context, current, lang)
    if plan.intent == "again" and plan.picture and plan.picture > 1 and not commanded:
        update["vary"] = min(plan.picture, limits.VARIATIONS)
    update["director_calls"] = state.get("director_calls", 0) + asked
    update["model_seconds"] = state.get("model_seconds", 0.0) + time.perf_counter() - begin
    try:
        plan = _settled(plan, lambda: context.closed and is_upload(context, current))
        base = _base(plan, state, context, current)
        if plan.intent != "create" and plan.intent in PAINTING and base is None:
            raise EditError("nothing")
        plan, brief = resolve_plan(plan, brief_of(base), context.closed)
        if (
            plan.intent in ("create", "again")
            and not brief.elements
            and not update.keys() & {"words", "opened", "vary"}
        ):
            raise EditError("unnamed")
        if plan.intent in PAINTING and plan.intent != "create" and not brief.elements and brief_of(base).elements:
            raise EditError("only")
        if "region" in {**state, **update} and plan.intent in ("create", "again", "enhance"):
            raise BadArguments("A region takes a change of things, a style or a scene; say that, or leave /region out.")
    except UnknownTerm as wish:
        plan, base, brief = (
            Plan(intent="decline", text=replies.unknown_term(lang, wish)[:200]),
            current,
            brief_of(current),
        )
    except (GouacheError, EditError) as error:
        words = error.say(lang) if isinstance(error, EditError) else str(error)
        plan, base, brief = Plan(intent="decline", text=words[:200]), current, brief_of(current)
    before = Brief() if plan.intent == "create" else brief_of(base)
    context.emit(Interpreted(plan.intent, diff_briefs(before, brief) if plan.edits else ()))
    context.store.update_turn(state["turn"], plan=plan.stored())
    it = focus_after(brief, plan.intent, plan.edits, base.focus if base else None)
    return update | {
        "plan": plan.stored(), "brief": brief.model_dump(mode="json"),
        "base": base.id if base else None, "focus": it,
        "step": state.get("step", 0),
    } | ({"say": plan.text or ""} if plan.text else {})  # fmt: skip


def clarify(state: State, runtime: Runtime[NodeContext]) -> dict[str, Any]:
    """Ask one question and wait for the answer, however long it takes."""
    question = state["plan"].get("say", "?")
    runtime.context.store.update_turn(state["turn"], status="asking", question=question)
    answer = interrupt(question)
    runtime.context.store.update_turn(state["turn"], status="running")
    exchange = [*state["exchange"], ["you", question], ["user", str(answer)]]
    return {"exchange": exchange, "questions": state.get("questions", 0) + 1}
