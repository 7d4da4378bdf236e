"""Plurals and articles of names that the second edition has, many of them of several words: "men in a suit".

What `tools.vocabulary.english` says of single words holds here too. Its own rules stay as they are: the words of the
first edition's painter, and those that the director reads, are made of them.
"""

from __future__ import annotations

import re
from functools import cache

from tools.vocabulary import english

_UNCOUNTED = frozenset({
    "bamboo", "wheat", "bacon", "butter", "honey", "milk", "salt", "garlic", "cereal", "spaghetti", "soap", "badminton",
    "bowling", "ping pong", "coral", "yarn", "thread", "toilet paper", "meat on the bone", "leaves in the wind",
    "shaved ice", "mount fuji", "santa claus", "mrs. claus", "statue of liberty",
})  # fmt: skip
"""Names that take no article: what is not counted, what is plural already, and proper names."""
_UNCHANGED = frozenset({
    "goldfish", "jellyfish", "pufferfish", "clownfish", "angelfish", "starfish", "moose", "bison", "squid", "peas",
    "beans", "peanuts", "chopsticks", "skis", "maracas", "scales", "leaves", "men", "women", "people", "cattle",
    "noodles", "chocolate", "headphones", "goggles", "sunglasses", "shorts", "bubbles",
})  # fmt: skip
"""Words that are plural already, or never change."""
_IRREGULAR = {
    "leaf": "leaves", "tornado": "tornadoes", "mosquito": "mosquitoes", "goose": "geese", "abacus": "abacuses",
    "lotus": "lotuses", "circus": "circuses", "stadium": "stadiums", "blouse": "blouses", "platypus": "platypuses",
    "walrus": "walruses", "brontosaurus": "brontosauruses", "slice": "slices", "pita": "pitas", "pinata": "pinatas",
    "passerby": "passersby", "human": "humans", "person": "people",
}  # fmt: skip
_PEOPLE = frozenset({"person", "man", "woman", "boy", "girl", "child", "baby"})
_HEAD = re.compile(r"(.+?)( (?:of|in|with|on|behind|from|holding|raising|taking|riding) .+)")
"""A name whose first words have the plural, and what is said of it: "slice" and " of cake"."""


@cache
def plural(name: str) -> str:
    """English plural of a thing's name: "slice of cake" to "slices of cake"; other languages' words as they are."""
    if name in _UNCOUNTED or not name.isascii():
        return name
    first, _, doing = name.partition(" ")
    said = _HEAD.fullmatch(name)
    if said is not None:
        return plural(said[1]) + said[2]
    if first in _PEOPLE and doing.split(" ")[0].endswith("ing"):
        return f"{plural(first)} {doing}"
    rest, space, last = name.rpartition(" ")
    return rest + space + _plural_word(last)


def _plural_word(word: str) -> str:
    if word in _UNCHANGED or word in _UNCOUNTED:
        return word
    return _IRREGULAR.get(word) or english.plural(word)


def is_plural_only(name: str) -> bool:
    """Whether one of the thing has a plural form already: "scissors", "grapes"."""
    said = _HEAD.fullmatch(name)
    head = said[1] if said is not None else name
    return head.endswith(("s", "men", "women")) and plural(head) == head


def with_article(words: str, noun: str | None = None) -> str:
    """The words with "a" or "an" as they sound; bare where their noun takes none ("soap", "leaves in the wind").

    Args:
        words: A noun, or a noun with words before it.
        noun: The noun in `words`, where they are more than that.
    """
    noun = noun or words
    if is_plural_only(noun) or noun in _UNCOUNTED or english.is_uncounted(noun):
        return words
    return english.article_and(words)
