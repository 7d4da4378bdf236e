"""How a search word matches stored text: as it is written, or through its English name in the storybook world."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, false, literal

from tools.vocabulary.storybook import lexicon

_LONGEST_NAME = 8
"""Characters of the longest Chinese names in the storybook world."""


def english_terms(word: str) -> list[str]:
    """Return the English names that a search word stands for; empty where the storybook world knows none.

    Chinese is written without spaces, so the longest known names inside the word count and the characters between
    them are ignored.
    """
    if word.isascii():
        name = lexicon.noun(word)
        return [name] if name else []
    found: list[str] = []
    start = 0
    while start < len(word):
        name, end = _longest_name(word, start)
        if name:
            found.append(name)
        start = end
    return found


def _longest_name(word: str, start: int) -> tuple[str | None, int]:
    """Return the longest known name that begins at `start` and where it ends; None and the next place without one."""
    for end in range(min(len(word), start + _LONGEST_NAME), start, -1):
        piece = word[start:end]
        name = lexicon.noun(piece) or lexicon.color(piece) or lexicon.scene(piece) or lexicon.style(piece)
        if name:
            return name, end
    return None, start + 1


def column_mentions(column: Any, word: str, english: list[str]) -> ColumnElement[bool]:
    """Return the condition that a text column has the word, or all its English names at the beginnings of words."""
    spaced = literal(" ") + column
    translated = and_(*(spaced.icontains(f" {name}", autoescape=True) for name in english)) if english else false()
    as_written: ColumnElement[bool] = column.icontains(word, autoescape=True)
    return as_written | translated
