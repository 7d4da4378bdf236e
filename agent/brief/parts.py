"""Edits of what is said of a thing in free words: "make the raincoat navy", where a man is said to wear one."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from agent.brief.edits import Edit, EditError
from agent.brief.model import Brief, Element
from tools.vocabulary.colors import color_words

_SIMILAR = 80.0
"""How alike in spelling (0 to 100) words must be to an attribute to stand for it."""


def with_known_attributes(edit: Edit, element: Element) -> Edit:
    """The edit with what it takes away in the brief's own words.

    Raises:
        EditError: its thing has nothing of the kind.
    """
    known = tuple(_known_attribute(word, element) for word in edit.without)
    return edit.model_copy(update={"without": known})


def _known_attribute(word: str, element: Element) -> str:
    named = _ending_with(word, element) or [one for one in element.attributes if word.lower() in one.lower()]
    if named:
        return named[0]
    close = process.extractOne(word.lower(), element.attributes, scorer=fuzz.ratio, score_cutoff=_SIMILAR)
    if close is None:
        raise EditError("absent", word, present=element.attributes)
    return str(close[0])


def _ending_with(word: str, element: Element) -> list[str]:
    """Attributes that end with a word: the yellow raincoat, of "raincoat"."""
    end = word.lower().removeprefix("the ")
    known = ((one, one.lower()) for one in element.attributes)
    return [one for one, low in known if low == end or low.endswith(f" {end}" if end.isascii() else end)]


def of_whole(edit: Edit, brief: Brief) -> Edit:
    """The edit of a thing's part as one of the thing: the raincoat is made navy by a change of the man who wears it."""
    word = edit.what or ""
    if edit.op not in ("change", "remove", "replace") or not word or brief.element(word) is not None:
        return edit
    found = [(element, words) for element in brief.elements for words in _ending_with(word, element)]
    if len(found) != 1:
        return edit
    element, old = found[0]
    values = [str(value) for value in (edit.size, edit.color) if value]
    match edit.op:
        case "change":
            new = _described_anew(old, [*values, *edit.attributes])
        case "replace":
            new = " ".join([*values, edit.to or word])
        case _:
            new = ""
    if new == old:
        return edit
    return Edit(op="change", what=element.what, attributes=(new,) if new else (), without=(old,))


def _described_anew(old: str, values: list[str]) -> str:
    """An attribute with more words before it; its colour goes where they have another."""
    gone = color_words(old) if color_words(" ".join(values)) else frozenset()
    if old.isascii():
        return " ".join([*values, *(word for word in old.split() if word.lower() not in gone)])
    for word in gone:
        old = old.replace(f"{word}的", "").replace(word, "")
    return "".join([*values, old])
