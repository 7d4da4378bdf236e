"""What a slash command asks for, as a value."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from agent.director.plan import Plan
from agent.messages.catalogue import sentence
from tools.errors import GouacheError
from tools.vocabulary.base import Language, TermKind


class BadCommand(GouacheError):
    """A slash command that is unknown or lacks what it needs.

    Attributes:
        answer: Why, for the language that it is said in; the error's own text is English.
    """

    def __init__(self, key: str, command: str | None = None, **values: object) -> None:
        self.answer = Answer(key, command, values)
        super().__init__(self.answer.text("en"))


_OF_LISTS = ("which_scene", "which_style")
"""Sentences that name a list of words, and have another form where any words will do."""


@dataclass(frozen=True)
class Answer:
    """A sentence about a slash command, before its language is known.

    Attributes:
        key: Its key in the catalogue's section "command".
        command: The command whose usage the sentence tells.
        values: Its other fields.
    """

    key: str
    command: str | None = None
    values: dict[str, Any] = field(default_factory=dict)

    def text(self, language: Language, closed: bool = True) -> str:
        """The sentence; `closed` tells whether the painter's words can be listed."""
        usage = sentence(language, "usage", self.command) if self.command else ""
        key = f"{self.key}_open" if self.key in _OF_LISTS and not closed else self.key
        return sentence(language, "command", key, usage=usage, **self.values)


@dataclass(frozen=True)
class Options:
    """What a slash command asks for beside its plan.

    Attributes:
        prompt: A person's own prompt, to paint instead of the brief's.
        upload: The path of a picture file of their own.
        requirement: The number of the current picture's requirement to explain, from 1.
        variations: How many variations to paint.
        region: Where an edit may change the picture: left, top, right, bottom as shares of the sides.
        tool_arguments: More arguments for the tool that works over a picture.
        answer: The reply.
    """

    prompt: str | None = None
    upload: str | None = None
    requirement: int | None = None
    variations: int | None = None
    region: tuple[float, ...] | None = None
    tool_arguments: dict[str, Any] = field(default_factory=dict)
    answer: str | None = None

    @property
    def beside_brief(self) -> bool:
        """Whether the pictures of the turn are not painted from its brief, or are several."""
        return self.prompt is not None or self.upload is not None or self.variations is not None

    def stored(self) -> dict[str, Any]:
        """Plain values for the state."""
        return {name: value for name, value in asdict(self).items() if value not in (None, {})}


@dataclass(frozen=True)
class Command:
    """What a slash command asks for.

    Attributes:
        plan: What is to be done; None where the language model is to find out from `message`.
        options: What it asks for beside the plan.
        seed: Becomes the session's seed.
        settings: Changes of the session's sampler settings; None sets one back to the profile's.
        message: What the language model is to hear.
        answer: What is answered.
        lists: What is listed as the answer: the commands, or what the painter knows.
        kind: The kind of terms that is listed; all where it is None.
    """

    plan: Plan | None
    options: Options = field(default_factory=Options)
    seed: int | None = None
    settings: dict[str, Any] = field(default_factory=dict)
    message: str = ""
    answer: Answer | None = None
    lists: Literal["commands", "world"] | None = None
    kind: TermKind | None = None
