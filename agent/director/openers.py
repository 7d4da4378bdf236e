"""What the words of a message, and the messages near to it, open to its plan: intents, operations, keys of edits.

Some words hardly anybody says who does not mean a key: they open it by themselves, or nearly so. The more often a word
is said for other reasons ("on", 里), the more of what is near must have the key, and without any word most of all.
The words are those of the written sessions; `python -m training.reports.nearness` tells what they leave out, and what
they open for nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import NamedTuple

from agent.director.nearest import Near
from tools.text import simplified
from tools.vocabulary.colors import color_words

FILE = "openers.toml"
"""In this package: by optional key of an edit, words that open it."""
_ANEW = re.compile(
    r"\b(?:new|fresh|paint|draw|sketch|create|start|scratch|different|next|panel|level|page|frame|separate\w*"
    r"|do (?:an?|the|me)|another (?:one|picture|pic))\b"
    r"|画|重来|新|下一[张幅页]|再[一来]张|另|镜头|[一二三四五六七八九十\d][格页幕]"
)
"""Words for a new picture."""
_EARLIER = re.compile(
    r"\b(?:ver|version|v\d|back|before|1st|2nd|3rd|first|second|third|pic\w*|again)\b|[图第]|版|回|那张|之前|原来|撤销"
)
"""Words for an earlier picture."""
_OPERATIONS = {
    "remove": re.compile(
        r"\b(?:out|gone|away|off|drop|lose|minus|remove|delete|rid)\b|没了|去掉|删|撤|走|扔|换|掉|消失"
    ),
    "avoid": re.compile(r"\b(?:without|don'?t|never|avoid)\b|别|勿|不要"),
}
"""By operation, words for it."""
_SHARE = 0.003
"""How much of what is near must ask for an intent or an operation, where no word does."""
_NEEDED = {"create": 0.02, "scene": 0.03, "style": 0.03}
"""The same for what small models ask for too often: a new picture while there is one, what concerns all of it."""


def open_intents(text: str, near: Near, filled: bool, pictures: int) -> set[str]:
    """The intents that a message may have.

    Args:
        text: What was said, in lower case.
        near: What is near to it.
        filled: Whether the picture shows something.
        pictures: How many there are.
    """
    said = simplified(text)
    found = {name for name, share in near.intents.items() if share >= (_needed(name) if filled else _SHARE)}
    found |= {"create"} if filled and _ANEW.search(said) else set()
    return found | ({"branch", "goto"} if pictures > 1 and _EARLIER.search(said) else set())


def open_operations(text: str, near: Near, filled: bool) -> set[str]:
    """The operations that a message's edits may have; see `open_intents`."""
    said = simplified(text)
    found = {name for name, share in near.operations.items() if share >= _needed(name)}
    return found | {name for name, words in _OPERATIONS.items() if filled and words.search(said)}


def _needed(name: str) -> float:
    return _NEEDED.get(name, _SHARE)


def open_keys(text: str, near: Near, numbered: bool) -> set[str]:
    """The optional keys that a message's edits may have.

    Args:
        text: What was said, in lower case.
        near: What is near to it.
        numbered: Whether it states a number above one.
    """
    said = simplified(text)
    found = {key for key in _levels() if near.keys.get(key, 0.0) >= _level_of(key, said).near}
    return found | ({"count"} if numbered else set())


def keys_worded(text: str, numbered: bool) -> set[str]:
    """The optional keys that some word of a message speaks for, whatever is near; see `open_keys`."""
    said = simplified(text)
    found = {key for key, levels in _levels().items() if _level_of(key, said) is not levels[-1]}
    return found | ({"count"} if numbered else set())


class _Level(NamedTuple):
    """Words for a key, and how much of what is near must have the key where one of them is said, 0 to 1."""

    words: re.Pattern[str]
    near: float


@cache
def _levels() -> Mapping[str, tuple[_Level, ...]]:
    """By key its levels, from the surest; the last one's words are in every message."""
    tables = tomllib.loads(resources.files(__package__).joinpath(FILE).read_text("utf-8"))
    return {key: tuple(_level(**level) for level in levels) for key, levels in tables.items()}


def _level(near: float, english: str = "", chinese: str = "") -> _Level:
    words = [rf"(?<![a-z])(?:{''.join(english.split(chr(10)))})(?![a-z])"] if english else []
    return _Level(re.compile("|".join([*words, *filter(None, ["".join(chinese.split())])])), near)


def _level_of(key: str, said: str) -> _Level:
    """The first level of a key whose words a text in Simplified Chinese has."""
    levels = _levels()[key]
    if key == "color" and color_words(said):
        return levels[0]
    return next(level for level in levels if level.words.search(said))
