"""The plan: what one message asks for, in one schema for every language model."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from agent.edits import Edit
from tools import world

Intent = Literal[
    "create", "edit", "again", "describe", "check", "compare", "undo", "redo", "goto", "branch",
    "ask", "decline", "chat",
]  # fmt: skip
SAY_LIMIT = 200


class Plan(BaseModel):
    """Choices first, free text last.

    `do` is the intent; `n` and `m` are picture numbers (goto, branch, compare); `edits` change the brief
    (create starts from an empty one); `say` is the question, the reason or the reply.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    do: Intent
    n: int | None = Field(None, ge=1, le=9999)
    m: int | None = Field(None, ge=1, le=9999)
    edits: tuple[Edit, ...] = Field((), max_length=8)
    say: str | None = Field(None, max_length=SAY_LIMIT)

    def compact(self) -> str:
        """One line of JSON without spaces or empty fields: what the pocket director writes."""
        values = self.model_dump(exclude_none=True, exclude_defaults=True, mode="json")
        return json.dumps({"do": self.do, **values}, ensure_ascii=False, separators=(",", ":"))


def schema(words: list[str] | None = None, numbers: list[int] | None = None) -> dict[str, Any]:
    """JSON schema of a plan for constrained decoding: fixed key order, absent instead of null.

    With `words`, things can be named with these alone, and other fields with these or the world's own; with
    `numbers`, pictures and counts are among these.
    """
    text: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": 60}
    if words:
        text = {"enum": words}

    def choice(known: Iterable[str], longest: int) -> dict[str, Any]:
        if not words:
            return {"type": "string", "minLength": 1, "maxLength": longest}
        return {"enum": list(dict.fromkeys([*known, *words]))}

    counts = [n for n in numbers or [] if n <= 99]
    kinds = Edit.model_fields["op"].annotation
    edit = {
        "op": {"enum": list(getattr(kinds, "__args__", ()))},
        "what": text,
        "to": choice([*world.SCENES, *world.STYLES], 60),
        "color": choice(world.COLORS, 30),
        "count": {"enum": counts} if counts else {"type": "integer", "minimum": 1, "maximum": 99},
        "size": {"enum": list(world.SIZES)} if words else choice((), 30),
        "place": {"enum": list(world.PLACES)} if words else choice((), 40),
        "rel": {"enum": list(world.RELATIONS)},
        "of": text,
    }
    number: dict[str, Any] = {"enum": numbers} if numbers else {"type": "integer", "minimum": 1, "maximum": 9999}
    item = {"type": "object", "properties": edit, "required": ["op"], "additionalProperties": False}
    properties = {
        "do": {"enum": list(getattr(Intent, "__args__", ()))}, "n": number, "m": number,
        "edits": {"type": "array", "maxItems": 8, "items": item},
        "say": {"type": "string", "minLength": 1, "maxLength": SAY_LIMIT},
    }  # fmt: skip
    return {"type": "object", "properties": properties, "required": ["do"], "additionalProperties": False}
