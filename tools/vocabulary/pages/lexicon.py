"""The storybook's second edition: every word its models are to know, in English and Chinese."""

from __future__ import annotations

import re
from functools import lru_cache

from tools.vocabulary.names import Names as Names
from tools.vocabulary.pages.nouns import is_keyword as is_keyword
from tools.vocabulary.pages.nouns import is_singular as is_singular
from tools.vocabulary.pages.nouns import measure_word as measure_word
from tools.vocabulary.pages.nouns import names_with as names_with
from tools.vocabulary.pages.nouns import nearest as nearest
from tools.vocabulary.pages.nouns import noun as noun
from tools.vocabulary.pages.nouns import nouns as nouns
from tools.vocabulary.pages.nouns import one_of as one_of
from tools.vocabulary.pages.nouns import sounding as sounding
from tools.vocabulary.pages.values import ATTRIBUTES as ATTRIBUTES
from tools.vocabulary.pages.values import COLOR_NAMES as COLOR_NAMES
from tools.vocabulary.pages.values import COLORS as COLORS
from tools.vocabulary.pages.values import LOOKS as LOOKS
from tools.vocabulary.pages.values import MAX_COUNT as MAX_COUNT
from tools.vocabulary.pages.values import PLACES as PLACES
from tools.vocabulary.pages.values import RELATIONS as RELATIONS
from tools.vocabulary.pages.values import SCENES as SCENES
from tools.vocabulary.pages.values import SIZES as SIZES
from tools.vocabulary.pages.values import STYLES as STYLES
from tools.vocabulary.pages.values import TIMES as TIMES
from tools.vocabulary.pages.values import WEATHERS as WEATHERS

_AT_A_SCENE = re.compile(
    r"^(?:(?:in|on|at|by|under|inside|into|to|from)(?: (?:an?|the|some))?|an?|the|some) "
    r"| (?:scene|background|backdrop)$"
)
"""What stands around a scene's name without being part of it."""
_AT_A_CHINESE_SCENE = re.compile(r"^在|(?:里面|上面|旁边|[里上中内边])$|(?:场景|背景)$")
_HAS_STYLE = (" style", "风格", "画风", "风")


def lookup(word: str, table: Names) -> str | None:
    """The canonical name in a table that a word is a name of, or None."""
    return table.find(word)


def color(word: str) -> str | None:
    """Canonical colour, or None if unknown."""
    return lookup(word, COLOR_NAMES)


@lru_cache(4096)
def scene(word: str) -> str | None:
    """Canonical scene, or None if unknown; "in the forest" and 森林里 are the forest."""
    found = lookup(word, SCENES)
    if found is not None:
        return found
    signs = _AT_A_SCENE if word.isascii() else _AT_A_CHINESE_SCENE
    bare = signs.sub("", signs.sub("", word.lower().strip()).strip()).strip()
    return lookup(bare, SCENES) if bare else None


@lru_cache(4096)
def style(word: str) -> str | None:
    """Canonical style, or None if unknown."""
    found = lookup(word, STYLES)
    bare = (word.strip().removesuffix(ending) for ending in _HAS_STYLE)
    return found or next((known for one in bare if (known := lookup(one, STYLES))), None)


def chinese(value: str) -> str:
    """A word of the world in Chinese; other words as they are."""
    if value in nouns():
        return nouns()[value].chinese[0]
    tables = (
        COLOR_NAMES, SIZES, PLACES, RELATIONS, SCENES, TIMES, WEATHERS, LOOKS, STYLES, ATTRIBUTES,
    )  # fmt: skip
    return next((table[value][0] for table in tables if value in table), value)
