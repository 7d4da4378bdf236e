"""One message of a kind in the second edition's words."""

from __future__ import annotations

from collections.abc import Callable

from agent.director.plan import Plan
from agent.director.view import View
from training.corpus.authored import can_be_written, with_copied_names
from training.corpus.messages import EditMessage, Request, SessionRequest
from training.corpus.speech.speaker import Speaker
from training.corpus.world.acts import world_act, world_ask, world_edit
from training.corpus.world.aspects import world_aspect
from training.corpus.world.changes import world_change
from training.corpus.world.creation import world_add, world_create
from training.corpus.world.questions import world_answer

Maker = Callable[[Speaker, View], Request | EditMessage | None]

WORLD_MAKERS: dict[str, Maker] = {
    "world create": world_create,
    "world add": world_add,
    "world change": world_change,
    "world aspect": world_aspect,
    "world answer": world_answer,
    "world edit": world_edit,
    "world act": world_act,
    "world ask": world_ask,
}
"""By the kinds of message, which makes one; None where the picture does not allow what was drawn."""


def world_request(speaker: Speaker, kind: str, view: View) -> SessionRequest:
    """Draw a message of a kind whose plan can be written: it names things in words of the message or the picture.

    Args:
        speaker: Who writes it.
        kind: A key of `WORLD_MAKERS`; a new picture is asked for where none else fits the view in a few tries.
        view: The state of the session.
    """
    for attempt in range(12):
        made = WORLD_MAKERS[kind if attempt < 8 else "world create"](speaker, view)
        if made is None:
            continue
        if isinstance(made, EditMessage):
            made = Request(made.text, Plan(intent="edit", edits=made.edits))
        shown = View(view.brief, view.focus, view.pictures, view.at, (("user", made.text),), view.steps)
        plan = with_copied_names(made.plan, shown)
        if can_be_written(plan, shown):
            return SessionRequest(view, made.text, plan)
    raise RuntimeError(f"no message of the kind {kind!r}")  # Twelve in a row: a maker is broken.
