"""Values that come near in meaning to words that the world does not have: yellow to gold, space to the moon."""

from __future__ import annotations

from functools import cache
from importlib import resources

from tools.vocabulary.base import TermKind
from tools.vocabulary.names import fold

_ENDINGS = (" colored", " coloured", " color", " colour", " style", " scene", "风格", "风", "画风", "背景", "的")
"""What stands behind a value without meaning more."""


@cache
def _table() -> dict[tuple[str, str], list[str]]:
    """The nearest values by kind and word. The file has a line for each kind and list of values, then the words."""
    text = resources.files(__package__).joinpath("near_values.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    return {(kind, word): near.split("|") for kind, near, words in rows for word in words.split("|")}


def near_values(kind: TermKind, word: str) -> list[str]:
    """The values of a kind that come near a word in meaning, nearest first; empty where the table does not have it."""
    bare = fold(word)
    for ending in _ENDINGS:
        bare = bare.removesuffix(ending)
    return _table().get((kind, bare), [])
