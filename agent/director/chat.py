"""The chat director: any chat model, with a system prompt, worked examples, and a chance to correct itself."""

from __future__ import annotations

from threading import Event
from typing import Any, Protocol, get_args

from pydantic import ValidationError

from agent import limits
from agent.brief.edits import Operation
from agent.brief.model import RelationKind
from agent.brief.wording import PLACE_WORDS
from agent.director.base import Misunderstood
from agent.director.examples import examples
from agent.director.plan import Intent, Plan
from agent.director.schema import plan_schema
from agent.director.view import View, render_view
from tools.actions.enhance import HOW
from tools.vocabulary.base import TermKind, Vocabulary
from tools.vocabulary.reference_styles import SWATCHES

Messages = list[dict[str, str]]
"""Chat messages: `role` and `content` each."""


class ChatModel(Protocol):
    """A language model that answers chat messages with JSON under a schema."""

    def write(self, prompt: Messages, schema: dict[str, Any], cancel: Event, limit: int = 400) -> str:
        """JSON text."""


def system_prompt(vocabulary: Vocabulary) -> str:
    """The system prompt; its template refuses undefined names."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("agent", "director/prompts"), undefined=StrictUndefined, autoescape=False, trim_blocks=True
    )

    def names(kind: TermKind) -> list[str]:
        return [term.name for term in vocabulary.terms(kind)]

    return environment.get_template("system.jinja").render(
        intents=get_args(Intent),
        operations=get_args(Operation),
        methods=HOW,
        swatches=list(SWATCHES),
        places=list(PLACE_WORDS),
        relations=get_args(RelationKind),
        closed=vocabulary.closed,
        scenes=names("scene"),
        styles=names("style"),
        colors=names("color"),
        examples=[{"view": render_view(view), "plan": plan.compact()} for view, plan in examples()],
    )


class ChatDirector:
    """See `agent.director.base.Director`. What does not parse is sent back with the reason, as often as `repairs`."""

    repairs = limits.REPAIRS

    def __init__(self, model: ChatModel, vocabulary: Vocabulary) -> None:
        self.model = model
        self.system = system_prompt(vocabulary)
        self.calls = 0

    def interpret(self, view: View, cancel: Event, refusal: str | None = None) -> Plan:
        """The plan for a view's newest message.

        Raises:
            Misunderstood: nothing that parses came.
            Cancelled: the person stopped it.
        """
        while True:
            self.calls += 1
            text = self.model.write(self._messages(view, refusal), plan_schema(), cancel)
            try:
                plan = Plan.model_validate_json(text)
            except ValidationError as error:
                first = error.errors()[0]
                refusal = f"{'.'.join(map(str, first['loc']))}: {first['msg']}."
                if self.calls > self.repairs:
                    raise Misunderstood(refusal) from error
                continue
            return plan.model_copy(update={"edits": tuple(dict.fromkeys(plan.edits))})

    def _messages(self, view: View, refusal: str | None) -> Messages:
        text = render_view(view)
        if refusal:
            text += f"\n(Your last plan was refused: {refusal} Correct it.)"
        return [{"role": "system", "content": self.system}, {"role": "user", "content": text}]
