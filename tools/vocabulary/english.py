"""English grammar that briefs, prompts and checks need: plurals and articles.

`inflection` makes the plurals of words that have no entry here. `inflect` knows more, but takes 2 to 3 seconds to
import, which every first reply would wait for.
"""

from __future__ import annotations

import re
from functools import cache

_UNCHANGED = frozenset({
    "fish", "sheep", "books", "socks", "glasses", "scissors", "cherries", "grapes", "corn", "bread", "deer", "shrimp",
    "sushi", "blueberries", "pancakes", "fries", "broccoli", "popcorn", "jeans", "gloves", "dice",
})  # fmt: skip
"""Names that are plural already, or never change."""
_IRREGULAR = {
    "snowman": "snowmen", "mouse": "mice", "maple leaf": "maple leaves", "wolf": "wolves", "tomato": "tomatoes",
    "scarf": "scarfs", "flamingo": "flamingos", "volcano": "volcanos",
    "octopus": "octopuses", "cow": "cows", "cactus": "cactuses", "hibiscus": "hibiscuses", "lens": "lenses",
    "rhinoceros": "rhinoceroses", "hippopotamus": "hippopotamuses",
}  # fmt: skip
"""What the rules get wrong, and spellings of the captions that the packaged models have learnt from."""
_UNCOUNTED = frozenset({"bread", "broccoli", "corn", "popcorn", "sushi"})
_AN = re.compile(r"(?!uni(?![mn])|ufo|us[ae]|uto|eu|one\b)[aeiou]|hour|honest|honou?r|heir|suv\b", re.IGNORECASE)


@cache
def plural(name: str) -> str:
    """English plural of a thing's name: "maple leaf" to "maple leaves"; other languages' words as they are."""
    if name in _UNCHANGED or not name.isascii():
        return name
    if name in _IRREGULAR:
        return _IRREGULAR[name]
    import inflection

    return inflection.pluralize(name)


def is_plural_only(name: str) -> bool:
    """Whether one of the thing has a plural form already: "scissors", "grapes"."""
    return name.endswith("s") and plural(name) == name


def with_article(words: str, noun: str | None = None) -> str:
    """The words with "a" or "an" as they sound ("a unicorn"); bare where their noun takes none ("socks", "bread").

    Args:
        words: A noun, or a noun with words before it.
        noun: The noun in `words`, where they are more than that.
    """
    noun = noun or words
    if is_plural_only(noun) or is_uncounted(noun):
        return words
    return article_and(words)


def is_uncounted(noun: str) -> bool:
    """Whether a noun takes no article because it is not counted: "bread"."""
    return noun in _UNCOUNTED


def article_and(words: str) -> str:
    """The words with "a" or "an" before them as they sound, whatever their noun is."""
    return f"an {words}" if _AN.match(words) else f"a {words}"
