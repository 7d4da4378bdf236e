"""The pocket director: the small packaged model, with what helps a small model."""

from __future__ import annotations

from threading import Event
from typing import Any, Protocol

from pydantic import ValidationError

from agent.director.base import Misunderstood
from agent.director.plan import Plan
from agent.director.pocket.completion import complete_plan
from agent.director.pocket.doubt import doubt
from agent.director.pocket.evidence import evidence, hold_to, own_values
from agent.director.pocket.known_things import names_in_pictures
from agent.director.pocket.picture_reference import resolve_reference
from agent.director.pocket.plan_repair import repair_plan
from agent.director.pocket.schema import choices_of, says_between, strict_schema
from agent.director.schema import EDITION, VALUES, plan_schema
from agent.director.view import View, render_view

_OF_WHAT_IS_THERE = ("change", "remove", "replace", "keep", "swap")
"""Operations on things that a picture has."""


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
        schema = self._schema(view)
        self.calls += 1
        text = self.model.write(render_view(view), schema, cancel)
        try:
            plan = Plan.model_validate_json(text)
        except ValidationError as error:
            raise Misunderstood(str(error)) from error
        plan = plan.model_copy(update={"edits": tuple(dict.fromkeys(plan.edits))})
        plan = repair_plan(plan, view)
        plan = resolve_reference(complete_plan(plan, view) if self.edition > 1 else plan, view)
        return plan.doubted(doubt(getattr(self.model, "log_probs", ())))

    def _schema(self, view: View) -> dict[str, Any]:
        """The schema of plans for a view; the second edition's are held to what its words speak for."""
        choices = choices_of(view, self.edition)
        if self.edition == 1 or not choices.names:
            return strict_schema(plan_schema(choices, self.edition), says_between(view))
        schema = plan_schema(choices, self.edition)
        heard = evidence(view)
        values = own_values(heard, VALUES, choices.values["to"])
        there = tuple(names_in_pictures(choices.names, view))
        if there:
            values |= {(operation, "what"): there for operation in _OF_WHAT_IS_THERE}
        return strict_schema(hold_to(schema, heard), says_between(view), values, "better" in heard.acts)
