"""The words of sessions that were written for the storybook's second edition, and whatever else people name in them.

Plans name things in words of the message, so a noun that no list has stays as it was said.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from tools import pages
from tools.vocabulary.base import Term, TermKind
from tools.vocabulary.english import plural
from tools.vocabulary.names import fold
from tools.vocabulary.open import OpenVocabulary
from tools.vocabulary.storybook import lexicon

_FOLDER = Path(pages.__path__[0])
"""Where the lists are that the second edition's pages are made of."""
_FILES: dict[TermKind, str] = {"thing": "things.tsv", "scene": "places.tsv", "color": "colors.tsv"}
_TABLES: dict[TermKind, lexicon.Names] = {
    "size": lexicon.SIZES, "place": lexicon.PLACES, "style": lexicon.STYLES,
}  # fmt: skip


@cache
def _terms(kind: TermKind) -> tuple[Term, ...]:
    if kind in _TABLES:
        table = _TABLES[kind].items()
        rows = [(name, [n for n in more if n.isascii()], [n for n in more if not n.isascii()]) for name, more in table]
        return tuple(Term(kind, name, (name, *english), tuple(chinese)) for name, english, chinese in rows)
    if kind not in _FILES:
        return ()
    with (_FOLDER / _FILES[kind]).open(encoding="utf-8", newline="") as file:
        return tuple(_term(kind, row) for row in csv.DictReader(file, delimiter="\t"))


def _term(kind: TermKind, row: dict[str, str]) -> Term:
    english = tuple(filter(None, row["english"].split("|")))
    name = row.get("name") or english[0]
    names = tuple(dict.fromkeys((name, *english)))
    return Term(kind, name, names, tuple(filter(None, row["chinese"].split("|"))), row.get("group", ""))


@cache
def _index(kind: TermKind) -> dict[str, str]:
    found: dict[str, str] = {}
    for term in _terms(kind):
        for name in term.names:
            found.setdefault(fold(name), term.name)
    if kind == "thing":
        for term in _terms(kind):
            for name in term.english:
                found.setdefault(fold(plural(name)), term.name)
    return found


@cache
def _names(kind: TermKind) -> dict[str, tuple[str, ...]]:
    return {term.name: term.names for term in _terms(kind)}


class WrittenWorld(OpenVocabulary):
    """Knows the names of the second edition's things, places and colours, and takes any others as they are.

    Args:
        closed: Whether it counts as a painter's that knows no other things.
    """

    def __init__(self, closed: bool = False) -> None:
        self.closed = closed

    def terms(self, kind: TermKind) -> tuple[Term, ...]:
        """Every term of a kind that is listed."""
        return _terms(kind)

    def find(self, kind: TermKind, word: str) -> str | None:
        """The canonical name that a word is a name of, in either language, in singular or plural; else None."""
        low = fold(word)
        for article in ("a ", "an ", "the ", "some "):
            low = low.removeprefix(article)
        return _index(kind).get(low)

    def resolve(self, kind: TermKind, word: str) -> str | None:
        """As `find`; a word that is no name as it was said."""
        return self.find(kind, word) or super().resolve(kind, word)

    def require(self, kind: TermKind, word: str) -> str:
        """As `resolve`."""
        return self.find(kind, word) or super().require(kind, word)

    def names(self, kind: TermKind, name: str) -> tuple[str, ...]:
        """All names of a term in both languages; only `name` where there is no such term."""
        return _names(kind).get(name, (name,))


WRITTEN_WORLD = WrittenWorld()
"""In which sessions are played: what people ask for beside the lists is followed, too."""
PAINTED_WORLD = WrittenWorld(closed=True)
"""What the second edition's painter knows."""
