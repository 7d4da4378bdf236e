"""The graph's state, and what nodes work with.

Every step of the graph is checkpointed, so the state holds ids and small plain values only: what they mean is read
through the properties.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from threading import Event as Flag
from typing import Any

from PIL import Image

from agent import limits
from agent.brief.model import Brief
from agent.commands.command import Options
from agent.director.plan import Plan
from agent.events import Event
from agent.messages.language import conversation_language
from agent.messages.replies import Replies
from agent.turns.calls import AttemptScore, PlannedCall
from agent.turns.run_call import CallRunner
from storage.queries import newest_messages
from storage.settings import system_language
from storage.store import Store
from tools.model_manager import ModelManager
from tools.profiles import Profile
from tools.vocabulary.base import Language, Vocabulary

FORMAT = 2
"""Changes with the meaning of the state: a turn that an older version left is begun again from its message."""


@dataclass
class State:
    """What one turn carries from node to node.

    Attributes:
        session: The session's id.
        turn: The turn's id.
        exchange: ("user" or "you", text) from the message on, with questions and answers.
        format: See FORMAT.
        questions: How many questions were asked back.
        plan_values: The plan, as sessions store it.
        option_values: What a slash command asks for beside it.
        brief_values: The brief that pictures of this turn are filed under.
        focus: What "it" means after this turn.
        missed: Edits that hold what a closed painter leaves out of the plan.
        doubt: How likely the plan misreads the message, 0 to 1.
        base: The id of the picture that is edited.
        fresh: Whether the turn's pictures have no parent.
        prompt: What the painter is given; None where nothing is painted from words.
        calls: The tool calls to make.
        step: How many tool calls were begun.
        attempts: The pictures painted so far.
        faults: Technically faulty pictures in a row.
        data: What the last tool call gave beside a picture.
        work: What the tool gave that worked over a picture.
        folded: Root number, number of edits and drift in dB, where a line of edits was folded into one.
        reply: A reply that needs no tool.
        director_calls: How often the language model was asked.
        model_seconds: Seconds spent in models and tools.
    """

    session: str
    turn: str
    exchange: list[list[str]]
    format: int = 0
    questions: int = 0
    plan_values: dict[str, Any] = field(default_factory=dict)
    option_values: dict[str, Any] = field(default_factory=dict)
    brief_values: dict[str, Any] = field(default_factory=dict)
    focus: str | None = None
    missed: list[dict[str, Any]] = field(default_factory=list)
    doubt: float = 0.0
    base: int | None = None
    fresh: bool = False
    prompt: str | None = None
    calls: list[PlannedCall] = field(default_factory=list)
    step: int = 0
    attempts: list[AttemptScore] = field(default_factory=list)
    faults: int = 0
    data: dict[str, Any] = field(default_factory=dict)
    work: dict[str, Any] | None = None
    folded: list[float] | None = None
    reply: str | None = None
    director_calls: int = 0
    model_seconds: float = 0.0

    @cached_property
    def plan(self) -> Plan:
        """What the message asks for."""
        return Plan.model_validate(self.plan_values)

    @cached_property
    def brief(self) -> Brief:
        """What the turn's pictures must show."""
        return Brief.model_validate(self.brief_values)

    @cached_property
    def options(self) -> Options:
        """What a slash command asks for beside the plan."""
        return Options(**self.option_values)

    @property
    def message(self) -> str:
        """What was said last."""
        return self.exchange[-1][1]

    @property
    def unchecked(self) -> bool:
        """Whether the newest picture was not looked at yet."""
        newest = self.attempts[-1] if self.attempts else None
        return newest is not None and newest["passed"] + newest["failed"] == 0 and newest["score"] == 0


@dataclass(frozen=True)
class NodeContext:
    """What nodes may touch: the store, the models, the outside.

    Attributes:
        recent: The newest pictures of this turn by id, so that they need not be read back to be looked at.
        language: The language to answer in, or "auto" for the person's.
    """

    store: Store
    models: ModelManager
    profile: Profile
    emit: Callable[[Event], None]
    cancel: Flag
    previews: bool = False
    recent: dict[int, Image.Image] = field(default_factory=dict)
    language: str = "auto"

    @property
    def vocabulary(self) -> Vocabulary:
        """The words that the painter knows."""
        return self.profile.vocabulary

    def runner(self, state: State) -> CallRunner:
        """What runs the tool calls of a turn."""
        return CallRunner(
            store=self.store,
            models=self.models,
            session=state.session,
            turn=state.turn,
            emit=self.emit,
            cancel=self.cancel,
            previews=self.previews,
            recent=self.recent,
            notes={"plan": state.plan_values, "prompt": state.prompt},
        )

    def replies(self, state: State) -> Replies:
        """Sentences in the language of the setting, else of the conversation so far, else of the locale."""
        said = [text for who, text in reversed(state.exchange) if who == "user"]
        return Replies(self.spoken_language(state.turn, said), self.vocabulary)

    def spoken_language(self, turn: str, said: list[str]) -> Language:
        """The language to answer a turn in.

        Args:
            turn: The turn's id.
            said: What the person said in it, newest first.
        """
        if self.language != "auto":
            return system_language(self.language)
        row = self.store.turn(turn)
        before = newest_messages(self.store, row.session_id, row.number - 1, limits.MESSAGES_BACK)
        return conversation_language([*said, *before]) or system_language()
