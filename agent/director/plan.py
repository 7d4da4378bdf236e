"""The plan: what one message asks for, in one schema for every language model."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from agent.brief.edits import Edit
from tools.actions.enhance import HOW as HOW
from tools.vocabulary.storybook import lexicon

Intent = Literal[
    "create", "edit", "again", "describe", "check", "compare", "undo", "redo", "goto", "branch",
    "enhance", "restyle", "ask", "decline", "chat",
]  # fmt: skip
SAY_LIMIT = 200


class Plan(BaseModel):
    """What one message asks for. Choices come first and free text last, because a language model writes it in order.

    The small model was taught short keys; they stay its wire format, as aliases.

    Attributes:
        intent: What is to be done.
        picture: A picture's number (goto, branch, compare, describe, check); with "again", how many variations.
        other: The second picture of a comparison.
        method: What to enhance, or the named style to restyle in; without it, restyle takes the style of `picture`.
        edits: Changes of the brief; "create" applies them to an empty one.
        text: The question, the reason or the reply.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True)

    intent: Intent = Field(alias="do")
    picture: int | None = Field(None, ge=1, le=9999, alias="n")
    other: int | None = Field(None, ge=1, le=9999, alias="m")
    method: str | None = Field(None, max_length=40, alias="how")
    edits: tuple[Edit, ...] = Field((), max_length=8)
    text: str | None = Field(None, max_length=SAY_LIMIT, alias="say")

    def compact(self) -> str:
        """One line of JSON without spaces or empty fields: what the pocket director writes."""
        values = self.model_dump(exclude_none=True, exclude_defaults=True, mode="json", by_alias=True)
        return json.dumps(values, ensure_ascii=False, separators=(",", ":"))

    def stored(self) -> dict[str, Any]:
        """The plan as sessions keep it: JSON values under the wire's keys, without empty fields."""
        return self.model_dump(exclude_none=True, mode="json", by_alias=True)


def plan_schema(
    words: list[str] | None = None, numbers: list[int] | None = None, pictures: Iterable[int] = ()
) -> dict[str, Any]:
    """JSON schema of a plan for constrained decoding: fixed key order, absent instead of null.

    With `words`, things can be named with these alone, and other fields with these or the world's own; with
    `numbers`, counts are among these, and pictures among these and `pictures`.
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
        "to": choice([*lexicon.SCENES, *lexicon.STYLES], 60),
        "color": choice(lexicon.COLORS, 30),
        "count": {"enum": counts} if counts else {"type": "integer", "minimum": 1, "maximum": 99},
        "size": {"enum": list(lexicon.SIZES)} if words else choice((), 30),
        "place": {"enum": list(lexicon.PLACES)} if words else choice((), 40),
        "rel": {"enum": list(lexicon.RELATIONS)},
        "of": text,
    }
    shown = sorted({*(numbers or ()), *pictures})
    number: dict[str, Any] = {"enum": shown} if shown else {"type": "integer", "minimum": 1, "maximum": 9999}
    item = {"type": "object", "properties": edit, "required": ["op"], "additionalProperties": False}
    properties = {
        "do": {"enum": list(getattr(Intent, "__args__", ()))}, "n": number, "m": number,
        "how": {"enum": [*HOW, *lexicon.SWATCHES]},
        "edits": {"type": "array", "maxItems": 8, "items": item},
        "say": {"type": "string", "minLength": 1, "maxLength": SAY_LIMIT},
    }  # fmt: skip
    return {"type": "object", "properties": properties, "required": ["do"], "additionalProperties": False}


_ATTRIBUTES = ("color", "count", "size", "place", "rel")
_NEEDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "add": (("what",), (*_ATTRIBUTES, "of")), "replace": (("what", "to"), _ATTRIBUTES[:4]), "remove": (("what",), ()),
    "avoid": (("what",), ()), "scene": (("to",), ()), "style": (("to",), ()), "note": (("to",), ()),
    "create": (("edits",), ()), "edit": (("edits",), ()), "branch": (("n",), ("edits",)), "goto": (("n",), ()),
    "compare": ((), ("n", "m")), "describe": ((), ("n",)), "check": ((), ("n",)), "again": ((), ("n",)),
    "undo": ((), ()), "redo": ((), ()), "enhance": (("how",), ()), "ask": (("say",), ()), "decline": (("say",), ()),
    "chat": (("say",), ()),
}  # fmt: skip
"""What an operation or an intent can't do without, and what else it may say. A change must change something, and a
style comes from a picture or has a name: both are written out below."""


def strict_schema(wanted: dict[str, Any]) -> dict[str, Any]:
    """A schema of `plan_schema` that allows each intent and each operation what it needs and may say, and nothing else.

    A small model ends an object as soon as it may: "make it red" came out as a change of nothing.
    """
    whole = wanted["properties"]
    edit = whole["edits"]["items"]["properties"]

    def objects(keys: dict[str, Any], name: str, variants: list[tuple[str, tuple[str, ...], tuple[str, ...]]]) -> Any:
        def one(value: str, needed: tuple[str, ...], others: tuple[str, ...]) -> dict[str, Any]:
            own = {key: {"$ref": f"#/$defs/{key}"} for key in keys if key in needed or key in others}
            properties = {name: {"const": value}, **own}
            return {
                "type": "object", "properties": properties, "required": [name, *needed], "additionalProperties": False,
            }  # fmt: skip

        return {"anyOf": [one(*variant) for variant in variants]}

    changes = [
        ("change", ("what", key, *(["of"] if key == "rel" else [])), (*_ATTRIBUTES[at + 1 :], "of"))
        for at, key in enumerate(_ATTRIBUTES)
    ]
    operations = [(op, *_NEEDS[op]) for op in edit["op"]["enum"] if op != "change"]
    intents = [(do, *_NEEDS[do]) for do in whole["do"]["enum"] if do != "restyle"]
    restyles = [("restyle", ("n",), ()), ("restyle", ("how",), ())]
    items = objects(edit, "op", [*operations, *changes])
    kinds = {**whole, "edits": {"type": "array", "minItems": 1, "maxItems": 8, "items": items}}
    definitions = {key: value for key, value in {**kinds, **edit}.items() if key not in ("do", "op")}
    return {"$defs": definitions, **objects(kinds, "do", [*intents, *restyles])}
