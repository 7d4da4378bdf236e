"""What a picture shows that nobody described: a brief from what the eyes say of it."""

from __future__ import annotations

import logging

from agent.brief.content import brief_from_content
from agent.brief.edits import EditError
from agent.brief.model import Brief
from agent.director.base import Director, Misunderstood
from agent.director.choose import director_for
from agent.director.view import View
from agent.graph.state import NodeContext
from agent.turns.plan_resolution import resolve_plan
from tools.engines.base import LanguageModel
from tools.errors import Cancelled, GouacheError

log = logging.getLogger("gouache")


def brief_of_caption(caption: str, words: tuple[str, ...], context: NodeContext) -> tuple[Brief, int]:
    """The brief of a picture by its caption, and how often the language model was asked.

    In an open world the director reads the caption as it reads a wish; where it can't, nothing is known for certain.

    Args:
        caption: A sentence.
        words: The same in the packaged eyes' grammar, where they have one.
        context: Whose models are asked.

    Raises:
        Cancelled: the person stopped it.
    """
    if context.vocabulary.closed or context.profile.director.kind == "pocket":
        return brief_from_content(context.vocabulary.read_caption(list(words))), 0
    calls = 0

    def read(model: LanguageModel) -> Brief:
        nonlocal calls
        director: Director = director_for(context.profile, model)
        try:
            plan = director.interpret(View(Brief(), None, 0, None, (("user", caption),)), context.cancel)
        finally:
            calls += director.calls
        return resolve_plan(plan, Brief(), context.vocabulary)[1] if plan.intent == "create" else Brief()

    try:
        return context.models.use("director", read), calls
    except Cancelled:
        raise
    except (Misunderstood, EditError, GouacheError) as error:
        log.warning("a caption was not read: %s", error)
        return Brief(), calls
