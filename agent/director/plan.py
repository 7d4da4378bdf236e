"""The plan: what one message asks for."""

from __future__ import annotations

import json
import operator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from agent.brief.edits import Edit

Intent = Literal[
    "create", "edit", "again", "describe", "check", "compare", "undo", "redo", "goto", "branch",
    "enhance", "restyle", "ask", "decline", "chat", "answer", "list", "restart", "save", "name", "surprise",
]  # fmt: skip
PAINTING = frozenset({"create", "edit", "again", "branch", "enhance", "restyle", "surprise"})
"""Intents that make pictures."""
MOVING = frozenset({"undo", "redo", "goto", "branch", "restart"})
"""Intents after which another picture may be the current one, or none, though none was painted."""
LOOKING = frozenset({"describe", "check", "compare", "answer"})
"""Intents that look at pictures."""
QUESTIONS = ("where", "count", "color", "exists", "bigger", "relation", "who", "doing", "place")
"""What can be asked about a picture: "who" stands by a thing, "place" is where it plays, the time included."""
LISTS = ("things", "styles", "colors", "places", "people", "weathers", "acts")
"""What can be asked of the studio: what it paints, and what can be said to it."""
BETTER = "better"
"""The manner of a comparison that is to say which picture fits the wish better."""
SAY_LIMIT = 200
"""Characters of a question, reason or reply at most."""


class Plan(BaseModel):
    """What one message asks for. Choices come first and free text last, because a language model writes it in order.

    The small model was taught short keys; they stay its wire format, as aliases.

    Attributes:
        intent: What is to be done.
        picture: A picture's number (goto, branch, compare, describe, check, answer); with "again", how many variations.
        other: The second picture of a comparison.
        method: What to enhance, or the named style to restyle in; without it, restyle takes the style of `picture`.
            Of "answer" one of `QUESTIONS`, of "list" one of `LISTS`, of "compare" `BETTER`.
        what: The thing that a question is about, or the group whose things are to be listed.
        of: The second thing of a question.
        references: Numbers of other pictures that the painter is to look at.
        edits: Changes of the brief; "create" applies them to an empty one.
        text: The question, the reason or the reply; of "name" the session's new name.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True)

    intent: Intent = Field(alias="do")
    picture: int | None = Field(None, ge=1, le=9999, alias="n")
    other: int | None = Field(None, ge=1, le=9999, alias="m")
    method: str | None = Field(None, max_length=40, alias="how")
    what: str | None = Field(None, max_length=60)
    of: str | None = Field(None, max_length=60)
    references: tuple[int, ...] = Field((), max_length=8, alias="refs", exclude_if=operator.not_)
    edits: tuple[Edit, ...] = Field((), max_length=16)
    text: str | None = Field(None, max_length=SAY_LIMIT, alias="say")
    _doubt: float = PrivateAttr(0.0)

    @property
    def doubt(self) -> float:
        """How likely it misreads its message, 0 to 1, as its director says that wrote it; no part of what is kept."""
        return self._doubt

    def doubted(self, doubt: float) -> Plan:
        """The plan with that doubt."""
        plan = self.model_copy()
        plan._doubt = doubt
        return plan

    def compact(self) -> str:
        """One line of JSON without spaces or empty fields: what the pocket director writes."""
        values = self.model_dump(exclude_none=True, exclude_defaults=True, mode="json", by_alias=True)
        return json.dumps(values, ensure_ascii=False, separators=(",", ":"))

    def stored(self) -> dict[str, Any]:
        """The plan as sessions keep it: JSON values under the wire's keys, without empty fields."""
        return self.model_dump(exclude_none=True, mode="json", by_alias=True)
