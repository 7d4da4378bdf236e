"""The pocket director: the small packaged model, with what helps a small model."""

from __future__ import annotations

from threading import Event
from typing import Any, Protocol

from pydantic import ValidationError

from agent.director.base import Misunderstood
from agent.director.plan import Plan
from agent.director.pocket.picture_reference import resolve_reference
from agent.director.pocket.plan_repair import repair_plan
from agent.director.pocket.schema import choices_of, says_between, strict_schema
from agent.director.schema import EDITION, plan_schema
from agent.director.view import View, render_view


class TextModel(Protocol):
    """A language model that continues a text with JSON under a schema."""

    def write(self, prompt: str, schema: dict[str, Any], cancel: Event, limit: int = 400) -> str:
        """JSON text."""


class PocketDirector:
    """It copies things from the message, writes under a strict schema, and has its slips put right.

    It was taught to write a plan once, from the view alone, so it has no use for the reason of a refusal.
    """

    repairs = 0

    def __init__(self, model: TextModel) -> None:
        self.model = model
        self.edition = int(getattr(model, "edition", EDITION))
        self.calls = 0

    def interpret(self, view: View, cancel: Event, refusal: str | None = None) -> Plan:
        """The plan for a view's newest message; see `agent.director.base.Director`."""
        del refusal
        schema = strict_schema(plan_schema(choices_of(view, self.edition), self.edition), says_between(view))
        self.calls += 1
        text = self.model.write(render_view(view), schema, cancel)
        try:
            plan = Plan.model_validate_json(text)
        except ValidationError as error:
            raise Misunderstood(str(error)) from error
        plan = plan.model_copy(update={"edits": tuple(dict.fromkeys(plan.edits))})
        return resolve_reference(repair_plan(plan, view), view)
