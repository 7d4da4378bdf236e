"""Prompts written by hand: which of their words the storybook world does not know."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tools.vocabulary.storybook import lexicon

_GRAMMAR = re.compile(
    r"an?|the|and|or|of|in|on|at|to|with|is|are|there|one|two|three|four|[1-4]|left|right|top|bottom|cent(er|re)|middle"
    r"|above|below|beside|near|by|over|under|beneath|side|scene|style|background|picture|standing|next|it|its"
    r"|draw|paint|show"
)
_LONGEST = 4
_PIECE = re.compile(r"[\w'\-]+", re.UNICODE)


def _known(words: list[str]) -> bool:
    text = " ".join(words)
    return lexicon.noun(text) is not None or _other(text)


def _other(text: str) -> bool:
    tables = (lexicon.COLOR_NAMES, lexicon.SIZES, lexicon.PLACES, lexicon.RELATIONS, lexicon.SCENES, lexicon.STYLES)
    return any(lexicon.lookup(text, table) for table in tables)


_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@dataclass(frozen=True)
class NamedNouns:
    """Nouns that a prompt names for certain, in order; all that it may name ("orange" may be a colour); and how many
    of each, where a number or an article says so."""

    sure: tuple[str, ...]
    maybe: frozenset[str]
    counts: dict[str, int]


def named_nouns(prompt: str) -> NamedNouns:
    """The nouns of a prompt."""
    words, sure, maybe, at = [w.lower() for w in _PIECE.findall(prompt)], list[str](), set[str](), 0
    counts, count = dict[str, int](), None
    while at < len(words):
        count = _COUNTS.get(words[at], None if words[at] == "the" else count)
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            text = " ".join(words[at : at + length])
            noun = lexicon.noun(text)
            if noun is not None:
                maybe.add(noun)
                if not _other(text):
                    sure += [noun] if noun not in sure else []
                    if count:
                        counts.setdefault(noun, count)
                    count = None
            if noun is not None or _other(text):
                at += length - 1
                break
        at += 1
    return NamedNouns(tuple(sure), frozenset(maybe), counts)


_KINDS = {"color": (lexicon.COLOR_NAMES,), "size": (lexicon.SIZES,), "cell": (lexicon.PLACES, lexicon.RELATIONS)}


def _said(clause: str) -> frozenset[str]:
    words = [w.lower() for w in _PIECE.findall(clause)]
    texts = [" ".join(words[at : at + length]) for at in range(len(words)) for length in range(1, _LONGEST + 1)]
    return frozenset(
        kind for kind, tables in _KINDS.items() if any(lexicon.lookup(t, table) for t in texts for table in tables)
    )


@dataclass(frozen=True)
class PromptChanges:
    """What an edit's words change: of which nouns which of "color", "size" and "cell" (none: a new thing, or whatever
    the painter takes the words for), and which noun comes in which other's place."""

    open: dict[str, frozenset[str]]
    heirs: dict[str, str]


def prompt_changes(words: str) -> PromptChanges:
    """What the instruction of an edit ("make the scarf pink, move the bed to the right") changes, clause by clause; the
    first noun of a clause is what it is about, others only say where."""
    found = PromptChanges({}, {})
    for clause in re.split("[,;]", words):
        before, replaced, after = clause.partition(" with ") if "replace" in clause.lower() else (clause, "", "")
        nouns = named_nouns(before)
        for noun in nouns.sure[:1] or nouns.maybe:
            said = _said(before) if re.match(r"\s*(make|move)\b", before, re.IGNORECASE) else frozenset()
            # A thing of another size may need another place.
            found.open[noun] = found.open.get(noun, said) | said | ({"cell"} if "size" in said else set())
            if replaced and named_nouns(after).sure:
                heir = named_nouns(after).sure[0]
                found.heirs[heir] = noun
                found.open[heir] = _said(after) | {"color"} | ({"cell"} if "size" in _said(after) else set())
    return found


_SCENE = re.compile(r"(?:change the scene to ([\w ]+)|\b([\w]+) (?:scene|background))", re.IGNORECASE)
_STYLE = re.compile(r"(?:change the style to ([\w ]+)|\b([\w]+) style)", re.IGNORECASE)


def scene_and_style(prompt: str) -> tuple[str | None, str | None]:
    """The scene and the style that a prompt in the studio's wording names: "beach scene, oil style"."""
    scenes = (lexicon.scene(one or two) for one, two in _SCENE.findall(prompt))
    styles = (lexicon.style(one or two) for one, two in _STYLE.findall(prompt))
    return next(filter(None, scenes), None), next(filter(None, styles), None)


def unknown_words(prompt: str) -> list[str]:
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
