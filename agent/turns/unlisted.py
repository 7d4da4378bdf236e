"""Wishes of a message in words that no vocabulary lists: how a thing looks or feels, what it does, a noun of its own.

No closed painter can follow them, so that what the change does not account for was left out. Which of a person's
words are wishes is told by where they stand ("a gavel"), and by tables of words that mostly are (`wish_words.toml`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from agent.turns.accounted import Accounted, stem

_ING = re.compile(r"\b(?:asleep|[a-z]{2,}ing)\b", re.IGNORECASE)
_NOUN = re.compile(
    r"(?<!\bas )(?<!\bfor )(?<!\bfrom )(?<!\bis )(?<!\bwas )(?<!'s )(?<!\bwhat )(?<!\bsuch )"
    r"\b(?:an?|another)(?: ([a-z][a-z'-]*))?(?: ([a-z][a-z'-]*))(?= (?:and|with|in|on|at|next|under|below|above|over"
    r"|behind|beside|between|near|by|for)\b|\s*[,.;:!)]|\s*$)",
    re.IGNORECASE,
)
"""An article, perhaps an adjective, and a noun that ends what is said of it; none that says what something is for."""


@cache
def wish_words() -> dict[str, Any]:
    """The tables, by their names."""
    return tomllib.loads(resources.files(__package__).joinpath("wish_words.toml").read_text("utf-8"))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The words for looks, and the Chinese words for what things do."""
    looks = wish_words()["looks"]
    english = "|".join(re.escape(word) for word in looks if word.isascii())
    chinese = "|".join(word for word in looks if not word.isascii())
    acts = "|".join(word for words in wish_words()["acts"].values() for word in words)
    return re.compile(rf"\b(?:{english})\b|{chinese}", re.IGNORECASE), re.compile(acts)


def unlisted(message: str, accounted: Accounted, placed: bool) -> Iterator[str]:
    """Wishes of a message that a change does not account for, as they are written.

    Args:
        message: What the person wrote.
        accounted: What the change accounts for.
        placed: Whether any of its things is placed, or stands to another.
    """
    looks, _ = _patterns()
    yield from (found.group() for found in looks.finditer(message) if not accounted.covers(found.group()))
    for words, act in _acts(message):
        if not accounted.covers(act) and not (placed and act in wish_words()["postures"]):
            yield words
    for noun in _NOUN.finditer(message):
        words_of_it = [word for word in noun.groups() if word]
        head = words_of_it[-1].lower()
        idle = {head, head.removesuffix("s")} & set(wish_words()["no_wishes"])
        if not idle and not any(map(accounted.covers, words_of_it)):
            yield words_of_it[-1]


def _acts(message: str) -> Iterator[tuple[str, str]]:
    """What a message says that things do, and the stem of the English word for it."""
    acts: dict[str, list[str]] = wish_words()["acts"]
    for found in _ING.finditer(message):
        if stem(found.group()) in acts:
            yield found.group(), stem(found.group())
    for found in _patterns()[1].finditer(message):
        yield found.group(), next(act for act, words in acts.items() if found.group() in words)
