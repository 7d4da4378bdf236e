"""The schema that the small model writes under: things as they were said, and only keys that its choices allow."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from agent.brief.wording import PLACE_WORDS
from agent.director.pocket.candidates import WORDS, copy_candidates
from agent.director.pocket.known_things import without_pieces
from agent.director.pocket.numbers import stated_numbers
from agent.director.schema import EDITION, VALUES, Choices
from agent.director.view import View, pictures_shown

_ATTRIBUTES = ("color", "count", "size", "place", "rel")
_KEYS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "add": (("what",), (*_ATTRIBUTES, "of")), "replace": (("what", "to"), _ATTRIBUTES[:4]), "remove": (("what",), ()),
    "avoid": (("what",), ()), "scene": (("to",), ()), "style": (("to",), ()), "note": (("to",), ()),
    "create": (("edits",), ()), "edit": (("edits",), ()), "branch": (("n",), ("edits",)), "goto": (("n",), ()),
    "compare": ((), ("n", "m")), "describe": ((), ("n",)), "check": ((), ("n",)), "again": ((), ("n",)),
    "undo": ((), ()), "redo": ((), ()), "enhance": (("how",), ()), "ask": (("say",), ()), "decline": (("say",), ()),
    "chat": (("say",), ()), "answer": (("how",), ("n", "what", "of")), "list": (("how",), ("what",)),
    "restart": ((), ()), "save": ((), ()), "name": (("say",), ()), "surprise": ((), ()), "time": (("to",), ()),
    "weather": (("to",), ()), "look": (("to",), ()), "keep": (("what",), ()), "swap": (("what", "to", "of"), ()),
    "take": (("what", "from"), ()), "clear": (("what",), ()),
}  # fmt: skip
"""The keys that an operation or an intent needs, and those that it may have.

Two are written out below: a change must change something, and a style comes from a picture or has a name.
"""
_HEARD: dict[str, tuple[str, ...]] = {
    "scene": (
        "underwater", "moon", "village", "jungle", "savanna", "river", "farm", "garden", "park", "playground", "harbor",
        "cave", "stage", "kitchen", "library", "classroom", "gym",
    ),
    "color": (
        "grey", "gold", "silver", "turquoise", "beige", "light blue", "dark blue", "light green", "dark green",
        "dark red",
    ),
}  # fmt: skip
"""Scenes and colors that the second edition's plans name, whether or not the painter has them: what it lacks is refused
by its name, and never taken for another."""
_OF_WHAT_ACTS = ("add", "replace")
"""Operations whose new thing may be doing something, in the second edition."""
_Own = Mapping[tuple[str, str], tuple[str, ...]]
Variant = tuple[str, tuple[str, ...], tuple[str, ...]]
"""A value, the keys that it needs, the keys that it may have."""
_BETWEEN = "between"
_SAYS_BETWEEN = re.compile(
    r"\b(?:in ?)?(?:between|betwixt|btwn)\b|\b(?:middle|midst) of\b|\b(?:amid|amidst|halfway|sandwiched|flanked)\b"
    "|[中之当正當][间間]|[当當]中|夹|夾",
    re.IGNORECASE,
)
"""Words of messages that put something between two others."""
_SIGNS = re.compile(r"[\\.+*?()|\[\]{}^$#&~-]")
"""What means something in a pattern."""
_OF_PAIRS: dict[str, str] = {"rel": "rel_between", "of": "of_between"}
"""Definitions of the keys of what stands between two things."""


def choices_of(view: View, edition: int = EDITION) -> Choices:
    """What a plan for a view may choose from: the message's own words and numbers, and the vocabulary's values.

    Args:
        view: What the message was said of.
        edition: Which edition of plans; the first has no corners.
    """
    names = copy_candidates(view)
    if edition > 1:
        said = without_pieces(names, " ".join(text for who, text in view.exchange if who == "user"))
        names = list(dict.fromkeys([*(element.what for element in view.brief.elements), *said]))
    values: dict[str, list[str]] = {}
    if names:
        scenes, styles, colors = (_names(kind) for kind in ("scene", "style", "color"))
        if edition > 1:
            scenes, colors = ([*dict.fromkeys([*a, *_HEARD[k]])] for a, k in ((scenes, "scene"), (colors, "color")))
        values = {
            "to": list(dict.fromkeys([*scenes, *styles, *names])),
            "color": list(dict.fromkeys([*colors, *names])),
            "size": _names("size"),
            "place": _names("place") if edition == 1 else list(PLACE_WORDS),
        }
    counts = _counts(view)
    pictures = sorted({*counts, *pictures_shown(view)})
    return Choices(names, values, [n for n in counts if n <= 99], pictures)


def _names(kind: Any) -> list[str]:
    return [term.name for term in WORDS.terms(kind)]


def _counts(view: View) -> list[int]:
    """The message's numbers, and those that "one fewer" comes to; none where it has none."""
    stated = stated_numbers(view)
    if not stated:
        return []
    return list(dict.fromkeys([*stated, *(e.count - 1 for e in view.brief.elements if e.count > 1)]))


def says_between(view: View) -> bool:
    """Whether the person's messages have a word for what stands between two others."""
    return any(_SAYS_BETWEEN.search(text) for who, text in view.exchange if who == "user")


def strict_schema(
    schema: dict[str, Any], pairs: bool = False, values: Mapping[tuple[str, str], tuple[str, ...]] = VALUES,
    better: bool | None = None,
) -> dict[str, Any]:  # fmt: skip
    """A plan schema in which each intent and each operation has the keys that it needs or may have, and no others.

    A small model ends an object as soon as it may: "make it red" came out as a change of nothing.

    Args:
        schema: What `agent.director.schema.plan_schema` gives.
        pairs: Whether what stands between may be placed by two things, "cat and dog".
        values: What keys may be in one operation or intent alone.
        better: Whether a comparison says which is better; None where it may.
    """
    plan = schema["properties"]
    edit = plan["edits"]["items"]["properties"]
    acts = "from" in edit
    attributes = [key for key in (*_ATTRIBUTES, *(("doing",) if acts else ())) if key in edit]
    changes: list[Variant] = [
        ("change", ("what", key, *(["of"] if key == "rel" else [])), (*attributes[at + 1 :], "of"))
        for at, key in enumerate(attributes)
    ]
    operations: list[Variant] = [(op, *_KEYS[op]) for op in edit["op"]["enum"] if op != "change"]
    if acts:
        operations = [(op, need, (*may, "doing") if op in _OF_WHAT_ACTS else may) for op, need, may in operations]
    intents: list[Variant] = [(intent, *_KEYS[intent]) for intent in plan["do"]["enum"] if intent != "restyle"]
    if acts:
        intents = [_compared(variant, better) if variant[0] == "compare" else variant for variant in intents]
    restyles: list[Variant] = [("restyle", ("n",), ()), ("restyle", ("how",), ())]
    edits = [*operations, *changes]
    own: _Own = values if acts else {}
    items = _any_of(edit, "op", edits, own)
    keys = {**plan, "edits": {**plan["edits"], "minItems": 1, "items": items}}
    definitions = {key: value for key, value in {**keys, **edit}.items() if key not in ("do", "op")}
    if pairs and _BETWEEN in edit.get("rel", {}).get("enum", ()) and "enum" in edit["of"]:
        items["anyOf"] += [_of_pairs(_object(edit, "op", variant, own)) for variant in map(_placed, edits) if variant]
        definitions["rel"] = {"enum": [rel for rel in edit["rel"]["enum"] if rel != _BETWEEN]}
        definitions |= {"rel_between": {"const": _BETWEEN}, "of_between": _one_or_two(edit["of"]["enum"])}
    definitions |= {f"{key}_of_{name}": {"enum": list(found)} for (name, key), found in own.items()}
    return {"$defs": definitions, **_any_of(keys, "do", [*intents, *restyles], own)}


def _compared(variant: Variant, better: bool | None) -> Variant:
    name, needed, others = variant
    if better:
        return name, (*needed, "how"), others
    return name, needed, others if better is False else (*others, "how")


def _any_of(keys: dict[str, Any], name: str, variants: list[Variant], own: _Own) -> dict[str, Any]:
    """A choice of objects, told apart by the value of the key `name`; `own` are values of one of them alone."""
    return {"anyOf": [_object(keys, name, variant, own) for variant in variants]}


def _object(keys: dict[str, Any], name: str, variant: Variant, own: _Own) -> dict[str, Any]:
    value, needed, others = variant
    used = {key: f"{key}_of_{value}" if (value, key) in own else key for key in keys}
    held = {key: {"$ref": f"#/$defs/{used[key]}"} for key in keys if key in needed or key in others}
    return {
        "type": "object",
        "properties": {name: {"const": value}, **held},
        "required": [name, *needed],
        "additionalProperties": False,
    }


def _placed(variant: Variant) -> Variant | None:
    """The variant that must say what its thing is placed by; None where it has no such keys."""
    value, needed, others = variant
    if "rel" not in (*needed, *others):
        return None
    return value, (*needed, *(key for key in _OF_PAIRS if key not in needed)), others


def _of_pairs(schema: dict[str, Any]) -> dict[str, Any]:
    own = {key: {"$ref": f"#/$defs/{name}"} for key, name in _OF_PAIRS.items()}
    return {**schema, "properties": {**schema["properties"], **own}}


def _one_or_two(names: list[str]) -> dict[str, Any]:
    """One of the names, or two of them: a pattern, as pairs in a list would be as many as the names' square."""
    one = "|".join(_SIGNS.sub(r"\\\g<0>", name) for name in names)
    return {"type": "string", "pattern": f"^(?:{one})(?: and (?:{one}))?$"}
