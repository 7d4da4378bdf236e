"""The chat director: any chat model, with a system prompt, worked examples, and a chance to correct itself."""

from __future__ import annotations

from threading import Event
from typing import Any, Protocol, get_args

from agent import limits
from agent.brief.edits import ClosedOperation, Operation
from agent.brief.model import RelationKind
from agent.brief.wording import PLACE_WORDS
from agent.director.answers import UnreadableAnswer, read_plan
from agent.director.base import Misunderstood
from agent.director.chat_schema import chat_schema, possible_near
from agent.director.examples import examples
from agent.director.nearest import ExampleBank, LabelledMessage, packaged_bank, situation_of
from agent.director.plan import LISTS, QUESTIONS, Intent, Plan
from agent.director.pocket.picture_reference import resolve_reference
from agent.director.pocket.plan_repair import repair_plan
from agent.director.settle import join_repeated, settle_landmarks
from agent.director.view import View, render_view
from tools.actions.enhance import HOW
from tools.vocabulary.base import TermKind, Vocabulary
from tools.vocabulary.reference_styles import SWATCHES

Messages = list[dict[str, str]]
"""Chat messages: `role` and `content` each."""
_CONTEXT = 4096
"""Tokens that a model reads and writes together, where it does not say."""
_TURN_TOKENS = 12
"""Tokens by which a chat template marks a message and its answer."""


class ChatModel(Protocol):
    """A language model that answers chat messages with JSON under a schema.

    It may have an attribute `context`: how many tokens it reads and writes together.
    """

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
        operations=get_args(ClosedOperation if vocabulary.closed else Operation),
        methods=HOW,
        swatches=list(SWATCHES),
        questions=QUESTIONS,
        lists=LISTS,
        places=list(PLACE_WORDS),
        relations=get_args(RelationKind),
        closed=vocabulary.closed,
        scenes=names("scene"),
        styles=names("style"),
        colors=names("color"),
        examples=[{"view": render_view(view), "plan": plan.compact()} for view, plan in examples(vocabulary.closed)],
    )


class ChatDirector:
    """See `agent.director.base.Director`. What does not parse is sent back with the reason, as often as `repairs`.

    The prompt begins with what never changes, so that a server or a cache that keeps the beginning reads it once: the
    system prompt, then labelled messages that come near, then the view.
    """

    repairs = limits.REPAIRS

    def __init__(self, model: ChatModel, vocabulary: Vocabulary, bank: ExampleBank | None = None) -> None:
        self.model = model
        self.vocabulary = vocabulary
        self.bank = bank or packaged_bank()
        self.system = system_prompt(vocabulary)
        self.calls = 0

    def interpret(self, view: View, cancel: Event, refusal: str | None = None) -> Plan:
        """The plan for a view's newest message.

        Raises:
            Misunderstood: nothing that parses came.
            Cancelled: the person stopped it.
        """
        closed = self.vocabulary.closed
        near = self.bank.nearest(view.exchange[-1][1], situation_of(view, self.vocabulary), limits.NEAR, closed)
        schema = chat_schema(view, self.vocabulary, possible_near(near, view, closed))
        while True:
            self.calls += 1
            text = self.model.write(self._messages(view, near.messages, refusal), schema, cancel, limits.ANSWER_TOKENS)
            try:
                plan = read_plan(text)
            except UnreadableAnswer as error:
                refusal = str(error)
                if self.calls > self.repairs:
                    raise Misunderstood(f"{refusal} The answer was: {text[:500]}") from error
            else:
                plan = repair_plan(join_repeated(plan, view, self.vocabulary), view)
                plan = settle_landmarks(plan, view, self.vocabulary)
                return resolve_reference(plan, view)

    def _messages(self, view: View, near: list[LabelledMessage], refusal: str | None) -> Messages:
        text = render_view(view).removesuffix("\nplan: ")
        if refusal:
            text += f"\n(Your last plan was refused: {refusal} Correct it.)"
        # What is left of the model's context beside the rest and the answer.
        room = getattr(self.model, "context", _CONTEXT) - limits.ANSWER_TOKENS - _tokens(self.system) - _tokens(text)
        shown: list[LabelledMessage] = []
        for example in near[: limits.EXAMPLES]:
            tokens = _tokens(example.context + example.message + example.plan) + _TURN_TOKENS
            if tokens <= room:  # A shorter one that tells less may still fit.
                shown.append(example)
                room -= tokens
        messages = [{"role": "system", "content": self.system}]
        for example in reversed(shown):
            messages.append({"role": "user", "content": f"{example.context}\nuser: {example.message}"})
            messages.append({"role": "assistant", "content": example.plan})
        return [*messages, {"role": "user", "content": text}]


def _tokens(text: str) -> int:
    """About how many tokens a text has, rather more than fewer: three ASCII characters make one, or one other."""
    return sum(3 if ord(c) > 127 else 1 for c in text) // 3 + 1
