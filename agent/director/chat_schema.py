"""The JSON schema that a chat model writes a plan under: only what is possible where the message was said.

A small model fills every key that it may, and likes what it saw last. So each intent and each operation has keys of its
own, what is changed is chosen from what the picture has, numbers from those that were said, and of all this only what
some message near to this one asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from agent.brief.edits import CLEARED, Operation
from agent.brief.model import ASPECTS, Brief, RelationKind
from agent.brief.wording import PLACE_WORDS
from agent.director.nearest import OPTIONAL, Near
from agent.director.openers import keys_worded, open_intents, open_keys, open_operations
from agent.director.plan import BETTER, LISTS, QUESTIONS, SAY_LIMIT, Intent
from agent.director.pocket.candidates import WORDS, copy_candidates
from agent.director.pocket.numbers import stated_numbers
from agent.director.pocket.picture_reference import ORDER
from agent.director.schema import MAX_EDITS, VALUES
from agent.director.view import View, pictures_shown
from tools.actions.enhance import HOW
from tools.vocabulary.base import TermKind, Vocabulary
from tools.vocabulary.colors import color_words, head_word
from tools.vocabulary.reference_styles import SWATCHES

_NAME, _COLOR = 60, 30
"""Characters of a name and of a colour at most, where any words will do."""
_WHOLE: tuple[TermKind, ...] = ("scene", "style")
"""Operations on the whole picture, which small models add for nothing: open like optional keys."""
_WITH_KEYS = ("add", "change", "replace")
_LISTED = ("count", "size", "place")
"""Keys of open worlds that small models fill for nothing: open only where words of the message speak for them."""
_QUESTION = re.compile(
    r"\b(?:what|how many|how much|who|whose|where|which|is|are|was|does|do|did|has|have|any)\b.*[?？]"
    r"|(?:什么|多少|几|谁|哪|是不是|有没有|能不能看|看得?[清见出懂]).*[?？吗呢]?$|[吗呢][?？]?$",
    re.IGNORECASE,
)
"""How a picture is asked about."""
_MOST_COUNT = 99
_UNSTATED = re.compile(
    r"\b(?:same|several|many|few|group|swarm|bunch|double|twice)\b|几[^何乎]|群|倍|一些|好多|许多|一样多"
)
"""Words for a number that is not stated."""
_SOME = (2, 3, 4, 5)
"""What they may mean."""
_ATTRIBUTES = ("color", "count", "size", "place", "doing")
_FREE = ("attributes", "without")
"""Keys of open worlds; what is not there yet has nothing to be without."""
_OPEN_EDITS = 12
"""Edits of one plan in an open world, where a first message says more."""
_FIRST = ("add", "scene", "style", "avoid", "note")
"""Operations on an empty picture."""
_ANY = ("add", "remove", "change", "replace", "scene", "style", "avoid", "note", "keep", "swap", "take")
_Form = tuple[str, dict[str, Any], list[str]]
"""An intent, its keys with their schemas, and those that it needs."""


@dataclass(frozen=True)
class Possible:
    """What a plan may ask for.

    Attributes:
        intents: Its intents.
        operations: The operations of its edits.
        keys: The optional keys of its edits, each with its operation.
        edits: How many edits it may have.
    """

    intents: frozenset[str]
    operations: frozenset[str]
    keys: frozenset[tuple[str, str]]
    edits: int = MAX_EDITS


EVERYTHING = Possible(
    frozenset(get_args(Intent)),
    frozenset(get_args(Operation)),
    frozenset((operation, key) for operation in get_args(Operation) for key in OPTIONAL),
)


def possible_near(near: Near, view: View, closed: bool) -> Possible:
    """What messages near to a view's newest ask for; that it can't be done is always possible.

    What is said of an empty picture begins one; of a filled one only words for that do. The messages were written in a
    closed world: of an open one, where people say more, they tell the intents alone, and painting is always one.
    """
    filled = bool(view.brief.elements)
    text = _said(view)
    numbered = max(stated_numbers(view), default=0) > 1
    intents = open_intents(text, near, filled, view.pictures) | {"decline"}
    if not closed:
        # The bank's pictures are of a world that leaves little to ask.
        intents |= {"describe"} if _QUESTION.search(text) else set()
        intents |= {"edit", "branch"} if view.pictures else {"create"}
        said = keys_worded(text, numbered)
        keys = {key for key in EVERYTHING.keys if key[1] in said or key[1] not in _LISTED}
        return replace(EVERYTHING, intents=frozenset(intents), keys=frozenset(keys), edits=_OPEN_EDITS)
    operations = open_operations(text, near, filled) | {kind for kind in _WHOLE if _mentioned(kind, text)}
    keys = {(operation, key) for operation in _WITH_KEYS for key in open_keys(text, near, numbered)}
    edits = min(max((message.edits for message in near.messages), default=MAX_EDITS) + 1, MAX_EDITS)
    return Possible(frozenset(intents), frozenset(operations), frozenset(keys), edits)


def chat_schema(view: View, vocabulary: Vocabulary, possible: Possible = EVERYTHING) -> dict[str, Any]:
    """JSON schema of the plans that are possible for a view.

    Args:
        view: What the message was said of.
        vocabulary: The words that the painter knows; a closed one lists its scenes, styles and colours.
        possible: What the plan may ask for.
    """
    definitions = _values(view, vocabulary)
    values = {key: {"$ref": f"#/$defs/{key}"} for key in definitions}
    anew = {key: value for key, value in values.items() if key not in ("without", "clear")}
    forms: list[_Form] = [("create", {"edits": _edits(_FIRST, anew, possible)}, ["edits"])]
    forms += _of_a_picture(view, values, possible) if view.pictures else []
    if not vocabulary.closed and view.pictures and ORDER.search(_said(view)):
        others = {"type": "array", "minItems": 1, "maxItems": 3, "items": {"enum": pictures_shown(view)}}
        forms = [_with_references(form, others) for form in forms]
    forms += [(intent, {"say": _text(SAY_LIMIT)}, ["say"]) for intent in ("ask", "decline", "chat", "name")]
    forms += [(intent, {}, []) for intent in ("restart", "save", "surprise")]
    forms.append(("list", {"how": {"enum": list(LISTS)}, "what": _text(_NAME)}, ["how"]))
    chosen = [form for form in forms if form[0] in possible.intents and form[1].get("edits", True)]
    return {"$defs": definitions, "anyOf": [_object("do", *form) for form in chosen]}


def _with_references(form: _Form, others: dict[str, Any]) -> _Form:
    intent, keys, needed = form
    return form if intent not in ("create", "edit", "branch") else (intent, {"refs": others, **keys}, needed)


def _of_a_picture(view: View, values: dict[str, dict[str, Any]], possible: Possible) -> list[_Form]:
    number = {"enum": pictures_shown(view)}
    changes = _edits(_ANY if view.brief.elements else _FIRST, values, possible)
    elsewhere = _edits(_ANY, values | {"present": values["new"]}, possible)
    again = {"type": "integer", "minimum": 2, "maximum": 9}
    forms: list[_Form] = [
        ("edit", {"edits": changes}, ["edits"]),
        ("branch", {"n": number, "edits": elsewhere}, ["n", "edits"]),
        ("goto", {"n": number}, ["n"]),
        ("again", {"n": again}, []),
        ("compare", {"n": number, "m": number, "how": {"const": BETTER}}, []),
        (
            "answer",
            {"n": number, "how": {"enum": list(QUESTIONS)}, "what": _text(_NAME), "of": _text(_NAME)},
            ["how"],
        ),
        ("enhance", {"how": {"enum": list(HOW)}}, ["how"]),
        ("restyle", {"how": {"enum": list(SWATCHES)}}, ["how"]),
        ("restyle", {"n": number}, ["n"]),
    ]
    forms += [(intent, {"n": number}, []) for intent in ("describe", "check")]
    return forms + [(intent, {}, []) for intent in ("undo", "redo")]


def _values(view: View, vocabulary: Vocabulary) -> dict[str, dict[str, Any]]:
    """By key, the values that it may have.

    Where a closed painter would refuse any other, names are words that were said; in an open world a name may well be
    longer than the runs of words that are looked at, or spelt better.
    """
    names = copy_candidates(view) if vocabulary.closed else []

    def listed(kind: TermKind, most: int) -> dict[str, Any]:
        known = [term.name for term in vocabulary.terms(kind)]
        return {"enum": list(dict.fromkeys([*known, *names]))} if known else _text(most)

    counts = _counts(view)
    many = [n for n in counts if n > 1]
    values = {
        "new": {"enum": names} if names else _text(_NAME),
        "present": {"enum": list(view.brief.names)} if view.brief.names else _text(_NAME),
        "color": _colors(view, vocabulary) or listed("color", _COLOR),
        **({"count": {"enum": counts}} if counts else {}),
        **({"many": {"enum": many}} if max(_numbers(view), default=0) > 1 else {}),
        "size": {"enum": ["small", "large"]},
        "place": {"enum": list(PLACE_WORDS)},
        "rel": {"enum": list(get_args(RelationKind))},
        "scene": listed("scene", _NAME),
        "style": listed("style", _NAME),
        **({"number": {"enum": pictures_shown(view)}} if view.pictures else {}),
    }
    return values | (_closed_values(view.brief) if vocabulary.closed else _open_values(view.brief, view.own))


def _closed_values(brief: Brief) -> dict[str, dict[str, Any]]:
    """By key, the values of closed worlds that the vocabulary need not list: it says of any that it has it or not."""
    aspects = {kind: {"enum": list(VALUES[kind, "to"])} for kind in ("time", "weather", "look")}
    said = _said_of_whole(brief)
    return {**aspects, "doing": _text(_NAME), **({"clear": {"enum": said}} if said else {})}


def _said_of_whole(brief: Brief) -> list[str]:
    """What was said of the whole picture, so that it can be taken back."""
    aspects_said = {str(kind) for kind, _ in brief.aspects}
    return [kind for kind in CLEARED if kind in aspects_said or getattr(brief, kind, None)]


def _open_values(brief: Brief, own: bool) -> dict[str, dict[str, Any]]:
    """By key, the values of open worlds: free words, but what is taken away is chosen from what there is.

    Nobody knows all that is in a person's own picture.
    """
    had = list(dict.fromkeys(words for element in brief.elements for words in element.attributes))
    parts = [head_word(words) for words in had]
    said = _said_of_whole(brief)
    aspects: dict[str, dict[str, Any]] = {kind: _text(_NAME) for kind in ASPECTS}
    return {
        **aspects,
        "format": {"type": "string", "pattern": "^[1-9][0-9]?:[1-9][0-9]?$"},
        "place": _text(40),
        "rel": _text(40),
        "attributes": {"type": "array", "minItems": 1, "maxItems": 8, "items": _text(_NAME)},
        **({"present": {"enum": list(dict.fromkeys([*brief.names, *parts]))}} if brief.names and not own else {}),
        **({"present": _text(_NAME)} if own else {}),
        **({"without": {"type": "array", "minItems": 1, "maxItems": 8, "items": {"enum": had}}} if had else {}),
        **({"clear": {"enum": said}} if said else {}),
    }


def _colors(view: View, vocabulary: Vocabulary) -> dict[str, Any] | None:
    """Colours that the message names, and those that the picture has; None where it names none that is known."""
    text = _said(view)
    said = _mentioned("color", text) if vocabulary.closed else []
    # A colour that the vocabulary lacks is named beside one that it has: it says so itself.
    said += [word for word in sorted(color_words(text)) if said and WORDS.find("color", word) is None]
    had = [element.color for element in view.brief.elements if element.color]
    return {"enum": list(dict.fromkeys([*said, *had]))} if said else None


def _mentioned(kind: TermKind, text: str) -> list[str]:
    """Names of a kind's terms that a text, in lower case, has in either language."""
    return [
        term.name
        for term in WORDS.terms(kind)
        if any(re.search(rf"(?<![a-z]){re.escape(name)}", text) for name in term.names)
    ]


def _said(view: View) -> str:
    return " ".join(text for who, text in view.exchange if who == "user").lower()


def _counts(view: View) -> list[int]:
    """Numbers that the message speaks of, and what one fewer or so many more come to; empty where it names none."""
    stated = _numbers(view)
    had = [element.count for element in view.brief.elements]
    sums = [count + sign * number for count in had for number in {1, *stated} for sign in (-1, 1)]
    return sorted({n for n in [*stated, *sums] if 1 <= n <= _MOST_COUNT}) if stated else []


def _numbers(view: View) -> list[int]:
    """Numbers that the message states; where it has words for some number, small ones and twice what there is."""
    stated = stated_numbers(view)
    if max(stated, default=0) > 1 or not _UNSTATED.search(_said(view)):
        return stated
    return [*stated, *_SOME, *(2 * element.count for element in view.brief.elements)]


def _edits(kinds: Sequence[str], values: dict[str, dict[str, Any]], possible: Possible) -> dict[str, Any]:
    """A list of edits of those kinds that are possible; empty where none is."""
    items = []
    for kind in (*kinds, *(kind for kind in (*ASPECTS, "clear") if kind in values)):
        if kind in possible.operations:
            keys = values | {"count": values.get("many")} if kind == "add" else values
            own = {key: keys[key] for key in _ATTRIBUTES if keys.get(key) and (kind, key) in possible.keys}
            own |= {key: values[key] for key in _FREE[: 1 if kind == "add" else 2] if key in values}
            beside = {"rel": values["rel"], "of": values["new"]} if (kind, "rel") in possible.keys else {}
            items += _edit(kind, values, own, beside)
    return {"type": "array", "minItems": 1, "maxItems": possible.edits, "items": {"anyOf": items}} if items else {}


def _edit(
    kind: str, values: dict[str, dict[str, Any]], own: dict[str, Any], beside: dict[str, Any]
) -> list[dict[str, Any]]:
    """The forms of an edit; what stands beside something names that too, and a change changes something.

    Args:
        kind: Its operation.
        values: By key, the values that it may have.
        own: The same for those attributes that it may have.
        beside: The same for its place beside another thing; empty where it may have none.
    """
    match kind:
        case "add":
            keys = {"what": values["new"], **own}
            forms = [_object("op", kind, keys, ["what"])]
            return [*forms, _object("op", kind, keys | beside, ["what", *beside])] if beside else forms
        case "change":
            forms = [
                _object("op", kind, {"what": values["present"], **dict(list(own.items())[at:])}, ["what", key])
                for at, key in enumerate(own)
            ]
            moved = {"what": values["present"], **beside, **({"of": values["present"]} if beside else {})}
            return [*forms, _object("op", kind, moved, list(moved))] if beside else forms
        case "replace":
            return [_object("op", kind, {"what": values["present"], "to": values["new"], **own}, ["what", "to"])]
        case _:
            keys = _fixed_keys(kind, values)
            return [_object("op", kind, keys, list(keys))] if all(keys.values()) else []


def _fixed_keys(kind: str, values: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The keys of an edit that has all of them or none; empty values where one has nothing to choose from."""
    match kind:
        case "remove" | "keep":
            return {"what": values["present"]}
        case "avoid":
            return {"what": values["new"]}
        case "swap":
            return {"what": values["present"], "to": {"enum": list(VALUES["swap", "to"])}, "of": values["present"]}
        case "take":
            return {"what": values["new"], "from": values.get("number")}
        case "clear":
            return {"what": values["clear"]}
        case "note":
            return {"to": _text(200)}
        case _:
            return {"to": values[kind]}


def _object(name: str, value: str, keys: dict[str, Any], required: list[str]) -> dict[str, Any]:
    """An object that the value of `name` tells apart."""
    properties = {name: {"const": value}, **keys}
    needed = [name, *required]
    return {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}


def _text(most: int) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "maxLength": most}
