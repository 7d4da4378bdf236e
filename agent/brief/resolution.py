"""Edits in a vocabulary's own words. What a closed vocabulary does not have is refused, never guessed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from rapidfuzz import fuzz, process

from agent.brief.edits import Edit, EditError, apply_edits
from agent.brief.model import ASPECTS, Brief
from agent.brief.parts import of_whole, with_known_attributes
from tools.vocabulary.base import TermKind, UnknownTerm, Vocabulary

T = TypeVar("T")

_SIMILAR = 80.0
"""How alike in spelling (0 to 100) a word must be to an element's name to stand for it."""


def _ends_with(name: str, words: set[str], vocabulary: Vocabulary) -> bool:
    """Whether one of a thing's names, in either language, ends with one of the words."""
    return any(
        known.endswith(f" {word}" if word.isascii() else word)
        for known in vocabulary.names("thing", name)
        for word in words
    )


def find_element(word: str | None, brief: Brief, vocabulary: Vocabulary) -> str | None:
    """The name of the element that a word means; a name that the brief does not have where it means none.

    A word is an element's own name, a synonym of it, the end of its name where no other's ends so ("the bear" for a
    teddy bear), or a misspelling of it.
    """
    if word is None or word in brief.names:
        return word
    known = vocabulary.resolve("thing", word)
    if known in brief.names:
        return known
    ends = {word.lower(), known or word.lower()}
    short = [name for name in brief.names if _ends_with(name, ends, vocabulary)]
    if len(short) == 1:
        return short[0]
    if known is not None and vocabulary.closed:
        return known  # A thing of its own is no misspelling of another: a baseball is no basketball.
    close = process.extractOne(word.lower(), brief.names, scorer=fuzz.ratio, score_cutoff=_SIMILAR)
    return close[0] if close else known or word


def resolve_edit(edit: Edit, brief: Brief, vocabulary: Vocabulary) -> Edit:
    """The edit in canonical words.

    Args:
        edit: The edit as it was said.
        brief: The brief that it applies to.
        vocabulary: The words that the painter knows.

    Raises:
        UnknownTerm: a thing, colour, scene, style, size, place or number that a closed vocabulary does not have.
    """
    wishes = _Wishes()
    if vocabulary.closed:
        for words in _open_words(edit):
            wishes.grant(partial(_refuse, words, vocabulary))
    else:
        element = brief.element(find_element(edit.what, brief, vocabulary) or "")
        edit = of_whole(edit if element is None else with_known_attributes(edit, element), brief)
    wishes.grant(lambda: _check_count(edit.count, vocabulary))
    values: dict[str, str | None] = {
        "color": wishes.grant(lambda: _require("color", edit.color, vocabulary)),
        "size": wishes.grant(lambda: _require("size", edit.size, vocabulary)),
        "place": wishes.grant(lambda: _require("place", edit.place, vocabulary)),
        "rel": wishes.grant(lambda: _require("relation", edit.rel, vocabulary)),
    }
    what, tint = _split_tint(edit.what, edit.what is not None and brief.element(edit.what) is None, vocabulary)
    to, other_tint = _split_tint(edit.to, edit.op == "replace", vocabulary)
    tint = other_tint if edit.op == "replace" and edit.to else tint
    if edit.op in ("add", "replace") and tint and not edit.color:
        values["color"] = tint
    values["what"] = wishes.grant(lambda: _resolve_subject(edit, what, brief, vocabulary))
    values["to"] = wishes.grant(lambda: _resolve_target(edit, to, vocabulary))
    values["of"] = wishes.grant(lambda: _resolve_landmark(edit.of, brief, vocabulary))
    wishes.refuse()
    return edit.model_copy(update=values)


def _open_words(edit: Edit) -> list[str]:
    """What an edit says that no closed vocabulary has."""
    aspect = [edit.to or edit.op] if edit.op in ASPECTS else []
    return [*aspect, *edit.attributes, *edit.without]


def _refuse(words: str, vocabulary: Vocabulary) -> None:
    raise vocabulary.unknown("thing", words)


class _Wishes:
    """Collects what a vocabulary does not have, so that all of it is told at once."""

    def __init__(self) -> None:
        self.unknown: list[UnknownTerm] = []

    def grant(self, resolve: Callable[[], T]) -> T | None:
        """What `resolve` returns; None where it raises UnknownTerm."""
        try:
            return resolve()
        except UnknownTerm as wish:
            self.unknown.append(wish)
            return None

    def refuse(self) -> None:
        """Raise what was collected.

        Raises:
            UnknownTerm: the first wish, with the others.
        """
        if self.unknown:
            raise UnknownTerm.joined(self.unknown)


def _require(kind: TermKind, word: str | None, vocabulary: Vocabulary) -> str | None:
    return vocabulary.require(kind, word) if word is not None else None


def _check_count(count: int | None, vocabulary: Vocabulary) -> None:
    most = vocabulary.max_count
    if count is not None and most is not None and count > most:
        raise UnknownTerm("count", str(count), [str(most)])


def _split_tint(word: str | None, may: bool, vocabulary: Vocabulary) -> tuple[str | None, str | None]:
    return vocabulary.split_color(word) if word and may else (word, None)


def _resolve_subject(edit: Edit, what: str | None, brief: Brief, vocabulary: Vocabulary) -> str | None:
    match edit.op:
        case "add":
            name = vocabulary.require("thing", what or "")
            if old := brief.element(name):
                _check_count(old.count + (edit.count or 1), vocabulary)
            return name
        case "remove" | "change" | "replace":
            return find_element(what, brief, vocabulary)
        case "avoid":
            return vocabulary.resolve("thing", what or edit.to or "") or what or edit.to
        case _:
            return what


def _resolve_target(edit: Edit, to: str | None, vocabulary: Vocabulary) -> str | None:
    match edit.op:
        case "replace":
            return vocabulary.require("thing", to or "")
        case "scene" | "style":
            return vocabulary.require(edit.op, to) if to is not None else None
        case _:
            return to


def _resolve_landmark(of: str | None, brief: Brief, vocabulary: Vocabulary) -> str | None:
    if not of:
        return None
    name = find_element(of, brief, vocabulary) or of
    if vocabulary.closed and brief.element(name) is None and vocabulary.find("thing", name) is None:
        raise vocabulary.unknown("thing", name)
    return name


def resolve_edits(edits: tuple[Edit, ...], brief: Brief, vocabulary: Vocabulary) -> tuple[tuple[Edit, ...], Brief]:
    """All edits in canonical words, and the brief after them.

    Raises:
        UnknownTerm: a wish outside a closed vocabulary.
        EditError: an edit that does not apply, or a place beside a thing that is not there.
    """
    resolved: list[Edit] = []
    wishes = _Wishes()
    for edit in edits:
        canonical = wishes.grant(partial(resolve_edit, edit, brief, vocabulary))
        if canonical is None or wishes.unknown:
            continue  # What comes after an unknown wish is read only for others.
        brief = apply_edits(brief, [canonical])
        resolved.append(canonical)
    wishes.refuse()
    missing = next((e.of for e in resolved if e.of and e.of not in brief.names), None)
    if missing and vocabulary.closed:
        raise EditError("beside", missing)
    kept = tuple(r for r in brief.relations if r.subject in brief.names and r.object in brief.names)
    return tuple(resolved), brief.model_copy(update={"relations": kept})
