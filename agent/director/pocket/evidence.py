"""What the words of a message speak for: the values that a small model may choose among.

A network of this size knows what kind of change is meant long before it knows which: told "jungle" it wrote "garden",
told "dusk" a weather. The words settle that better than its scores do (`evidence.toml`), as they do for the names of
things; `python -m training.reports.evidence` tells how often a written plan's value has no word in its message.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from rapidfuzz import fuzz

from agent.brief.model import Brief
from agent.brief.wording import PLACE_WORDS
from agent.director.view import View
from tools.pages.colors import colors
from tools.pages.places import places
from tools.text import simplified
from tools.vocabulary import vocabulary_of
from tools.vocabulary.base import TermKind

_ALIKE = 78.0
"""How alike in spelling (0 to 100) a misspelt word of at least five letters must be to a colour or a scene."""
_LETTERS = 5
_CORNER = re.compile(r"\bcorners?\b|角")
_SAME = re.compile(
    r"\b(?:same|too|also|match\w*|like|as|both|all|other|else|either)\b|一样|也|同|配|都|另", re.IGNORECASE
)
"""Words by which a colour is meant that the picture has."""
_SOME = re.compile(
    r"\b(?:one|two|each|both|them|other|second|first|places?|order)\b|[一两二各]|其中|另|对调|换", re.IGNORECASE
)
"""Words by which some of several things are told apart, or change places."""
_ING = re.compile(r"\b[a-z]{2,}ing\b")
_NO_DOING = re.compile(
    r"(?:any|every|some|no)?thing|k?ing|ring|wing|string|morning|evening|building|painting|spring|during|being|wedding|ceiling"
)
"""Words in -ing that say nothing of what is done."""
_FIRST = vocabulary_of("storybook")
Values = dict[tuple[str, str], tuple[str, ...]]


@dataclass(frozen=True)
class Evidence:
    """The values that a message has words for, by key; None where any may be meant, and empty where none is.

    Attributes:
        rel: relations.
        place: places on the page.
        size: sizes.
        color: colours; words of the message may be colours beside them.
        scene: scenes; likewise.
        time: times of day.
        weather: weathers.
        look: looks of the whole picture.
        doing: doings.
        how: kinds of a question.
        acts: of the intents and operations of `ACTS`, those that there are words for.
    """

    rel: tuple[str, ...]
    place: tuple[str, ...]
    size: tuple[str, ...]
    color: tuple[str, ...] | None
    scene: tuple[str, ...] | None
    time: tuple[str, ...]
    weather: tuple[str, ...]
    look: tuple[str, ...]
    doing: tuple[str, ...]
    how: tuple[str, ...]
    acts: frozenset[str]


def _english(words: str) -> str:
    """A pattern of words: * stands for any ending, a hyphen for a space as well."""
    return "|".join(re.escape(word).replace(r"\*", r"[\w'-]*").replace(r"\-", "[ -]") for word in words.split())


@cache
def _table() -> dict[str, dict[str, re.Pattern[str]]]:
    """Every value's pattern, by table and value."""
    return {
        key: {
            value: re.compile(rf"(?<![\w'])(?:{_english(said['en'])})(?![\w])|{'|'.join(said['zh'].split())}")
            for value, said in values.items()
        }
        for key, values in _raw().items()
    }


ACTS = ("check", "save", "name", "take", "swap", "keep", "better")
"""Intents, operations, and "better" of a comparison, that are open only where the message has words for them."""


def _spoken(key: str, text: str) -> tuple[str, ...]:
    """The values that a text has plain words for, else any words, else those whose words it may misspell."""
    found = spoken_plainly(key, text) if key != "doing" and f"{key}_plain" in _table() else ()
    found = found or tuple(value for value, pattern in _table()[key].items() if pattern.search(text))
    return found or tuple(value for value, words in _spellings()[key].items() if _misspells(text, words))


def spoken_plainly(key: str, text: str) -> tuple[str, ...]:
    """The values of a table that a text has plain words for.

    Args:
        key: a key of `Evidence` with plain words.
        text: in lower case and simplified characters.
    """
    return tuple(value for value, pattern in _table()[f"{key}_plain"].items() if pattern.search(text))


def _misspells(text: str, words: Iterable[str]) -> bool:
    said = [word for word in re.findall(r"[a-z]+", text) if len(word) >= _LETTERS]
    return any(fuzz.ratio(word, known) >= _ALIKE for word in said for known in words)


@cache
def _spellings() -> dict[str, dict[str, tuple[str, ...]]]:
    """The English words of each value, long enough to be known when they are misspelt."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for key, values in _raw().items():
        words = {value: (word.rstrip("*") for word in said["en"].split()) for value, said in values.items()}
        found[key] = {value: tuple(w for w in said if len(w) >= _LETTERS) for value, said in words.items()}
    return found


@cache
def _raw() -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = tomllib.loads(
        resources.files(__package__).joinpath("evidence.toml").read_text("utf-8")
    )
    return found


@cache
def _names(kind: TermKind) -> dict[str, re.Pattern[str]]:
    """A pattern of all names of each colour or scene of both editions, by its name."""
    found: dict[str, list[str]] = {}
    listed = colors().items() if kind == "color" else places().items()
    for name, row in listed:
        found.setdefault(name, []).extend((name, *row.english, *row.chinese))
    for term in _FIRST.terms(kind):
        found.setdefault(term.name, []).extend(term.names)
    return {name: _pattern(words) for name, words in found.items()}


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    folded = [simplified(word).lower() for word in words]
    latin = "|".join(re.escape(word) for word in sorted(folded, key=len, reverse=True) if word.isascii())
    han = "|".join(re.escape(word) for word in folded if not word.isascii())
    return re.compile("|".join(filter(None, (rf"(?<![\w'])(?:{latin})(?:s|es|ish|y)?(?![\w])" if latin else "", han))))


def _named(kind: TermKind, text: str) -> tuple[str, ...]:
    """The colours or scenes that a text names, misspelt ones too; a scene's own name counts before what it implies."""
    table = _names(kind)
    own = [name for name in table if re.search(rf"(?<![\w']){re.escape(name)}(?![\w])", text)]
    if kind == "scene":
        for name in own:
            # "Jungle" is a scene of its own, and another's second name.
            text = text.replace(name, " ")
    found = own + [name for name, pattern in table.items() if name not in own and pattern.search(text)]
    found += [name for name, pattern in _table()[kind].items() if pattern.search(text) and name not in found]
    return tuple(found) or tuple(name for name in table if _misspells(text, [name]))


def _places(text: str, brief: Brief) -> tuple[str, ...]:
    """Places that a text speaks of; a corner needs words for both its sides, or a word for corners.

    Where it speaks of some of several things, or of their order, the places that things have may be meant, too.
    """
    corners = tuple(place for place, pattern in _table()["corner"].items() if pattern.search(text))
    sides = _spoken("place", text)
    corner = _CORNER.search(text) is not None
    found = [e.place for e in brief.elements if e.place] if sides or _SOME.search(text) else []
    for place in PLACE_WORDS:
        parts = place.split()
        known = [part in sides for part in parts]
        if all(known) or (corner and len(parts) == 2 and (any(known) or not set(sides) - {"left", "right"})):
            found.append(place)
    return corners or tuple(dict.fromkeys(found))


def _relations(text: str, brief: Brief) -> tuple[str, ...]:
    """Relations that a text speaks of, and those that there are where it speaks of some of several things."""
    there = [relation.kind for relation in brief.relations] if _SOME.search(text) else []
    return tuple(dict.fromkeys([*_spoken("rel", text), *there]))


def _doings(text: str) -> tuple[str, ...]:
    said = [word for word in _ING.findall(text) if not _NO_DOING.fullmatch(word)]
    return tuple(dict.fromkeys([*_spoken("doing", text), *said]))


def _colors(text: str, brief: Brief) -> tuple[str, ...] | None:
    said = list(_named("color", text))
    there = [element.color for element in brief.elements if element.color]
    if _SAME.search(text):
        said += there
    return tuple(dict.fromkeys(said)) or None


def evidence(view: View) -> Evidence:
    """What the person's words of a view speak for.

    Args:
        view: What the message was said of; all that the person said since the last plan counts.
    """
    text = simplified(" ".join(words for who, words in view.exchange if who == "user")).lower()
    return Evidence(
        _relations(text, view.brief), _places(text, view.brief), _spoken("size", text), _colors(text, view.brief),
        _named("scene", text) or None, _spoken("time", text), _spoken("weather", text), _spoken("look", text),
        _doings(text), _spoken("how", text), frozenset(_spoken("act", text)),
    )  # fmt: skip


_OF_WORDS = frozenset({"time", "weather", "look", "take", "swap", "keep"})
"""Operations that are open only where the message has words for them or for one of their values."""


def hold_to(schema: dict[str, Any], heard: Evidence) -> dict[str, Any]:
    """Leave of a plan's schema what a message has words for.

    Args:
        schema: What `agent.director.schema.plan_schema` gives, with a choice of names; it is not changed.
        heard: What the message speaks for.
    """
    plan = dict(schema["properties"])
    item = plan["edits"]["items"]
    edit = dict(item["properties"])
    said = heard.acts | {kind for kind in ("time", "weather", "look") if getattr(heard, kind)}
    edit["op"] = {"enum": [op for op in edit["op"]["enum"] if op not in _OF_WORDS or op in said]}
    plan["do"] = {"enum": [do for do in plan["do"]["enum"] if do not in ACTS or do in said]}
    for key in ("rel", "place", "size"):
        edit[key] = {"enum": [value for value in edit[key]["enum"] if value in getattr(heard, key)]}
    edit["doing"] = {"enum": list(heard.doing)}
    if heard.color is not None:
        colors = set(_names("color")) - set(heard.color)
        edit["color"] = {"enum": [value for value in edit["color"]["enum"] if value not in colors]}
    edit = {key: value for key, value in edit.items() if value.get("enum") != []}
    return {**schema, "properties": {**plan, "edits": {**plan["edits"], "items": {**item, "properties": edit}}}}


def own_values(heard: Evidence, values: Mapping[tuple[str, str], tuple[str, ...]], to: Sequence[str]) -> Values:
    """What keys may be in one operation or intent alone, as far as the message has words for it.

    Args:
        heard: What the message speaks for.
        values: By operation or intent, and key: the values that there are (`agent.director.schema.VALUES`).
        to: The values of "to", those of scenes and styles among them.
    """
    found = dict(values)
    for kind in ("time", "weather", "look"):
        found[kind, "to"] = getattr(heard, kind) or values[kind, "to"]
    found["answer", "how"] = heard.how or values["answer", "how"]
    styles = {term.name for term in _FIRST.terms("style")}
    scenes = set(_names("scene"))
    named = scenes if heard.scene is None else set(heard.scene)
    found["scene", "to"] = tuple(v for v in to if v not in styles and (v not in scenes or v in named))
    found["style", "to"] = tuple(v for v in to if v not in scenes)
    return found
