"""Prompts written by hand: which of their words the storybook world does not know."""

from __future__ import annotations

import re

from tools import world

_GRAMMAR = re.compile(
    r"an?|the|and|or|of|in|on|at|to|with|is|are|there|one|two|three|four|[1-4]|left|right|top|bottom|cent(er|re)|middle"
    r"|above|below|beside|near|by|over|under|beneath|side|scene|style|background|picture|standing|next|it|its"
    r"|draw|paint|show"
)
_LONGEST = 4
_PIECE = re.compile(r"[\w'\-]+", re.UNICODE)


def _known(words: list[str]) -> bool:
    text = " ".join(words)
    return world.noun(text) is not None or _other(text)


def _other(text: str) -> bool:
    tables = (world.COLOR_NAMES, world.SIZES, world.PLACES, world.RELATIONS, world.SCENES, world.STYLES)
    return any(world.lookup(text, table) for table in tables)


def named(prompt: str) -> tuple[list[str], set[str]]:
    """Nouns that a prompt names for certain, in order, and all that it may name ("orange" may be a colour)."""
    words, sure, maybe, at = [w.lower() for w in _PIECE.findall(prompt)], list[str](), set[str](), 0
    while at < len(words):
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            text = " ".join(words[at : at + length])
            noun = world.noun(text)
            if noun is not None:
                maybe.add(noun)
                sure += [noun] if noun not in sure and not _other(text) else []
            if noun is not None or _other(text):
                at += length - 1
                break
        at += 1
    return sure, maybe


def unknown(prompt: str) -> list[str]:
    """Words of an English prompt that are neither grammar nor in the world's tables, in order."""
    words, found, at = [w.lower() for w in _PIECE.findall(prompt)], list[str](), 0
    while at < len(words):
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            if _known(words[at : at + length]):
                at += length
                break
        else:
            if not _GRAMMAR.fullmatch(words[at]):
                found.append(words[at])
            at += 1
    return found
