"""What a search word matches: itself, or the English words of the storybook world that it stands for."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, false, literal

from tools.vocabulary.storybook import lexicon

_LONGEST = 8
"""Characters of the world's longest Chinese names."""


def english_terms(word: str) -> list[str]:
    """The canonical English words that a search word stands for; empty where the world knows none.

    Chinese is written without spaces: the longest known names in it count, the characters between them don't.
    """
    if word.isascii():
        name = lexicon.noun(word)
        return [name] if name else []
    found, at = list[str](), 0
    while at < len(word):
        end = at + 1
        for end in range(min(len(word), at + _LONGEST), at, -1):
            piece = word[at:end]
            name = lexicon.noun(piece) or lexicon.color(piece) or lexicon.scene(piece) or lexicon.style(piece)
            if name:
                found.append(name)
                break
        at = end
    return found


def column_mentions(column: Any, word: str, english: list[str]) -> ColumnElement[bool]:
    """Whether a column of text has the word, or all of its English meanings at the beginnings of words."""
    spaced = literal(" ") + column
    translated = and_(*(spaced.icontains(f" {name}", autoescape=True) for name in english)) if english else false()
    itself: ColumnElement[bool] = column.icontains(word, autoescape=True)
    return itself | translated
