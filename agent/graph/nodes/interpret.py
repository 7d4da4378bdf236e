"""Interpret: the message becomes a plan in canonical words, a question, or a refusal with a reason."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, replace
from typing import Any

from langgraph.runtime import Runtime

from agent import limits
from agent.brief.edits import EditError
from agent.brief.model import Brief
from agent.commands.command import BadCommand, Command, Options
from agent.commands.table import command_texts, parse_command
from agent.director.base import Misunderstood
from agent.director.choose import director_for
from agent.director.plan import SAY_LIMIT, Plan
from agent.director.view import STEPS, HistoryStep, View, focus_after
from agent.events import Interpreted, Stage
from agent.graph.state import FORMAT, NodeContext, State
from agent.messages.errors import error_sentence
from agent.messages.language import is_other_language
from agent.messages.replies import Replies
from agent.messages.taught import taught_sentence
from agent.turns import settings
from agent.turns.offers import is_offer, taken_up
from agent.turns.plan_resolution import PlanResolver, ResolvedPlan, brief_of, is_upload
from agent.turns.settled_plan import changes_nothing, settle_plan
from storage.errors import UnknownPicture
from storage.queries import newest_pictures
from storage.tables import Picture
from tools.actions.painting import unknown_in_request
from tools.errors import (
    BadArguments,
    BadProfile,
    Cancelled,
    GouacheError,
    ModelDamaged,
    ModelMissing,
    OutOfMemory,
)
from tools.text import has_words, simplified
from tools.vocabulary.base import UnknownTerm

log = logging.getLogger("gouache")


@dataclass(frozen=True)
class _Interpretation:
    """A plan that can be carried out.

    Attributes:
        resolved: The plan.
        options: What a command adds to it.
        calls: How often the language model was asked.
        exchange: What it heard, where that is not the turn's exchange.
    """

    resolved: ResolvedPlan
    options: Options
    calls: int = 0
    exchange: list[list[str]] | None = None


def interpret(state: State, runtime: Runtime[NodeContext]) -> dict[str, Any]:
    """Parse a command or ask the director for a plan, and resolve it."""
    context = runtime.context
    context.emit(Stage("thinking"))
    begin = time.perf_counter()
    current = context.store.current(state.session)
    replies = context.replies(state)
    try:
        if has_words(state.message):
            made = _interpret(state, context, current, replies)
        else:  # A language model makes something even of brackets.
            made = _declined(replies.say("unclear"), current)
    except UnknownTerm as wish:
        made = _declined(replies.unknown_term(wish), current)
    except EditError as error:
        made = _declined(replies.edit_error(error), current)
    except BadCommand as error:
        made = _declined(error.answer.text(replies.language, context.vocabulary.closed), current)
    except (Cancelled, ModelMissing, ModelDamaged, OutOfMemory, BadProfile):
        raise  # The turn stops or fails; nothing was wrong with what was asked.
    except GouacheError as error:
        made = _declined(error_sentence(error, replies.language), current)
    seconds = state.model_seconds + time.perf_counter() - begin
    resolved, plan = made.resolved, made.resolved.plan
    changes = replies.phrases.changes(resolved.before, resolved.brief) if plan.edits else ()
    context.emit(Interpreted(plan.intent, changes))
    base = resolved.base
    return {
        "format": FORMAT,
        "plan_values": plan.stored(),
        "option_values": made.options.stored(),
        "brief_values": resolved.brief.model_dump(mode="json"),
        "missed": [edit.model_dump(mode="json", exclude_none=True) for edit in resolved.missed],
        "doubt": plan.doubt,
        "base": base.id if base else None,
        "focus": focus_after(resolved.brief, plan.intent, plan.edits, base.focus if base else None),
        "reply": _reply(state, made, replies),
        "director_calls": state.director_calls + made.calls,
        "model_seconds": seconds,
        **({"exchange": made.exchange} if made.exchange else {}),
    }


def _reply(state: State, made: _Interpretation, replies: Replies) -> str | None:
    """What a turn that needs no tool answers, where it does."""
    answer = made.options.answer or (replies.taught(made.resolved.plan.text) if made.resolved.plan.text else None)
    said = made.resolved.plan.intent in ("chat", "decline") and not state.message.startswith("/")
    return replies.say("languages") if said and is_other_language(state.message) else answer


def _declined(reason: str, current: Picture | None) -> _Interpretation:
    plan = Plan(intent="decline", text=reason[:SAY_LIMIT])
    return _Interpretation(ResolvedPlan(plan, current, brief_of(current)), Options(answer=reason))


def _interpret(state: State, context: NodeContext, current: Picture | None, replies: Replies) -> _Interpretation:
    """The message's plan, resolved.

    Raises:
        UnknownTerm, EditError, GouacheError: why it can't be carried out.
    """
    command = parse_command(state.message)
    if command is None:
        # An answer to a question goes on with the region that its command named.
        options = Options(region=state.options.region)
    else:
        _apply_settings(command, state, context)
        options = replace(command.options, answer=_command_answer(command, replies))
    resolver = PlanResolver(context.store, state.session, current, context.vocabulary)
    if command is not None and command.plan is not None:
        made = _Interpretation(resolver.resolve(command.plan, not options.beside_brief), options)
    else:
        exchange = state.exchange if command is None else [["user", command.message]]
        offered = is_offer(exchange)
        if offered and (answer := taken_up(exchange[-1][1])) is not None:
            plan = (
                Plan(intent="undo")
                if answer == "yes"
                else Plan(intent="chat", text=taught_sentence("ok", replies.language))
            )
            return _Interpretation(resolver.resolve(plan), options)
        exchange = exchange[-1:] if offered else exchange  # What is no answer to an offer is a message of its own.
        view = _view(state, context, current, exchange)
        made = replace(_direct(view, context, resolver, options, replies), exchange=exchange)
    intent = made.resolved.plan.intent
    if made.options.region and intent in ("create", "again", "enhance"):
        raise BadArguments("In a region only things, style or scene can change; ask for that, or leave /region out.")
    return made


def _command_answer(command: Command, replies: Replies) -> str | None:
    """What a command answers by itself."""
    match command.lists:
        case "commands":
            return "\n".join(
                f"{usage}  {description}" for usage, description in command_texts(replies.language).values()
            )
        case "world":
            return replies.world(command.kind)
        case _:
            return command.answer.text(replies.language) if command.answer else None


def _apply_settings(command: Command, state: State, context: NodeContext) -> None:
    """Check a prompt of the person's own, and keep what a command sets.

    Raises:
        UnknownTerm, BadArguments: a closed painter's words, a size that can't be painted.
    """
    if command.options.prompt is not None:
        unknown = unknown_in_request(context.vocabulary, command.options.prompt)
        if unknown:
            raise UnknownTerm.joined([context.vocabulary.unknown("thing", word) for word in unknown])
    if command.seed is not None or command.settings:
        settings.update_settings(context.store, state.session, context.profile, command.seed, command.settings)


def _view(state: State, context: NodeContext, current: Picture | None, exchange: list[list[str]]) -> View:
    made = newest_pictures(context.store, state.session, STEPS)
    steps = tuple(
        HistoryStep(number, parent, Plan.model_validate(plan or {"do": "edit"}), Brief.model_validate(brief))
        for number, parent, plan, brief in made
    )
    return View(
        brief=brief_of(current),
        focus=current.focus if current else None,
        pictures=made[-1][0] if made else 0,
        at=current.number if current else None,
        # The language model was taught Simplified Chinese; what is stored stays as it was written.
        exchange=tuple((who, simplified(text)) for who, text in exchange),
        steps=steps,
        own=is_upload(context.store, current),
    )


def _direct(
    view: View, context: NodeContext, resolver: PlanResolver, options: Options, replies: Replies
) -> _Interpretation:
    """The director's plan, resolved; a plan that does not fit may be corrected with the reason.

    Raises:
        UnknownTerm, EditError, GouacheError: why the last plan can't be carried out.
    """
    asked = _Asked(context, view)
    try:
        plan = asked.plan()
    except Misunderstood as error:
        log.warning("no plan came: %s", error)
        # The model's fault, not the person's: there is nothing to ask them.
        unreadable = Plan(intent="decline", text=replies.say("unreadable"))
        return _Interpretation(resolver.resolve(unreadable), options, asked.calls)
    try:
        resolved = resolver.resolve(plan)
    except (EditError, UnknownPicture) as error:
        if not asked.may_repair:
            raise
        try:
            plan = asked.plan(_reason(error, context))
            resolved = resolver.resolve(plan)
        except Misunderstood:
            raise error from None
    checks = context.store.checks(resolved.base.id or 0) if resolved.base is not None else []
    if resolved.base is not None and not options.region and changes_nothing(plan, resolved, checks):
        raise EditError("same", picture=resolved.base.number or 0)
    options = _with_variations(options, resolved.plan)
    if plan.intent == "surprise":
        things = replies.phrases.listed(map(replies.phrases.element, resolved.brief.elements))
        options = replace(options, answer=replies.say("surprise", list=things))
    return _Interpretation(resolved, options, asked.calls)


class _Asked:
    """The director at work on one view; its language model may be loaded anew between two plans."""

    def __init__(self, context: NodeContext, view: View) -> None:
        self.context, self.view = context, view
        self.calls = 0
        self.may_repair = False

    def plan(self, refusal: str | None = None) -> Plan:
        """A plan; `refusal` says why the last one was refused."""

        def ask(model: Any) -> Plan:
            director = director_for(self.context.profile, model)
            try:
                plan = director.interpret(self.view, self.context.cancel, refusal)
                return settle_plan(plan, self.view, self.context.vocabulary)
            finally:
                self.calls += director.calls
                self.may_repair = self.calls <= director.repairs

        return self.context.models.use("director", ask)


def _reason(error: EditError | UnknownPicture, context: NodeContext) -> str:
    """Why a plan was refused, in English, which every chat model reads."""
    if isinstance(error, EditError):
        return Replies("en", context.vocabulary).edit_error(error)
    return str(error)


def _with_variations(options: Options, plan: Plan) -> Options:
    """Of "again" the plan's number is how many pictures are wanted."""
    if plan.intent != "again" or not plan.picture or plan.picture < 2:
        return options
    return Options(variations=min(plan.picture, limits.VARIATIONS), region=options.region)
