"""Rewrite: the brief becomes the painter's prompt, and the plan becomes tool calls."""

from __future__ import annotations

import time
from typing import Any

from langgraph.runtime import Runtime

from agent.brief.content import brief_from_content
from agent.brief.wording import brief_prompt
from agent.director.plan import Plan
from agent.events import PromptWritten
from agent.graph.state import NodeContext, State
from agent.graph.writing import write_words
from agent.turns.plan_resolution import brief_of
from agent.turns.settings import TurnSettings
from agent.turns.tool_calls import CallBuilder, PaintingPlan, PlannedTurn
from tools.actions.painting import unknown_in_request
from tools.vocabulary.base import UnknownTerm


def rewrite(state: State, runtime: Runtime[NodeContext]) -> dict[str, Any]:
    """Plan the turn's tool calls. Notes with words that a closed painter does not know end the turn here."""
    context = runtime.context
    begin = time.perf_counter()
    # Asked before the transaction, because it may load the painter.
    varied = state.options.variations is not None
    batch_size = int(context.models.get("painter").batch_size) if varied else 1
    with context.store.transaction():
        turn = _planned(state, context, batch_size)
    if turn.prompt is not None and state.options.prompt is None:
        refusal = _refusal(state, context)
        if refusal is not None:
            return refusal
    update: dict[str, Any] = {
        "prompt": turn.prompt,
        "calls": turn.calls,
        "brief_values": turn.brief.model_dump(mode="json"),
        "base": turn.base,
        "fresh": turn.fresh,
        "folded": turn.folded,
    }
    base = context.store.picture(state.base) if state.base is not None else None
    if turn.worded and context.profile.writes_prompts:
        written = write_words(turn, base, context)
        update |= {
            "prompt": written.prompt,
            "calls": written.calls,
            "director_calls": state.director_calls + written.asked,
            "model_seconds": state.model_seconds + time.perf_counter() - begin,
        }
        context.emit(PromptWritten(written.told, written.before))
    elif turn.prompt is not None:
        context.emit(PromptWritten(turn.prompt, brief_prompt(brief_of(base))))
    return update


def _planned(state: State, context: NodeContext, batch_size: int) -> PlannedTurn:
    """The turn's calls, in the brief's own words or the person's."""
    options = state.options
    brief = state.brief
    if options.prompt is not None:
        # What holds of the picture is what these words say, not what was asked for before them.
        brief = brief_from_content(context.vocabulary.read_prompt(options.prompt), options.prompt)
    base = context.store.picture(state.base) if state.base is not None else None
    builder = CallBuilder(
        context.store,
        TurnSettings.read(context.store, state.session, state.turn, context.profile),
        batch_size,
    )
    return builder.build(PaintingPlan(state.plan, options, brief, base))


def _refusal(state: State, context: NodeContext) -> dict[str, Any] | None:
    """The end of a turn whose notes or things to avoid a closed painter does not know; None where it does."""
    texts = [*state.brief.notes, *(edit.what or edit.to or "" for edit in state.plan.edits if edit.op == "avoid")]
    unknown = [word for text in texts for word in unknown_in_request(context.vocabulary, text)]
    if not unknown:
        return None
    wish = UnknownTerm.joined([context.vocabulary.unknown("thing", word) for word in dict.fromkeys(unknown)])
    reply = context.replies(state).unknown_term(wish)
    return {"plan_values": Plan(intent="decline").stored(), "reply": reply, "calls": []}
