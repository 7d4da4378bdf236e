"""From the words a plan carries to the words a painter knows; what it does not know is refused, never guessed."""

from __future__ import annotations

import difflib

from agent.brief.edits import Edit
from agent.brief.model import Brief
from tools.errors import GouacheError
from tools.vocabulary.storybook import lexicon

_TYPO = 0.84
"""How alike a misspelt noun must be to count as known (difflib ratio)."""


class UnknownTerm(GouacheError):
    """A wish outside the painter's world. Carries the word and the nearest words that are inside."""

    def __init__(self, kind: str, word: str, near: list[str]) -> None:
        super().__init__(f"{kind}: {word}")
        self.kind, self.word, self.near = kind, word, near


def _noun(word: str) -> str | None:
    known = lexicon.noun(word) or (None if word.isascii() else lexicon.noun(f"{word}子"))  # 兔 is a 兔子.
    if known is None and word.isascii() and len(word) > 4:
        near = lexicon.nearest(word, 1)
        names = [n for name in near for n in lexicon.nouns()[name].english]
        if difflib.get_close_matches(word.lower(), names, 1, _TYPO):
            known = near[0]
    return known or next(iter(lexicon.sounding(word)), None) or _swapped(word)


def _swapped(word: str) -> str | None:
    """The noun of which a word has two letters the wrong way round ("dukc"), but for the first."""
    if not word.isascii() or len(word) < 4:
        return None
    turned = (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1))
    return next((noun for one in turned if (noun := lexicon.noun(one))), None)


def _tinted(word: str) -> tuple[str, str | None]:
    """A Chinese name without the colour that is written together with it (红苹果), and that colour; other words as they
    are."""
    if not word.isascii() and _noun(word) is None:
        for color, names in lexicon.COLOR_NAMES.items():
            for name in sorted(names, key=len, reverse=True):
                rest = word.removeprefix(name).removeprefix("的")
                if word.startswith(name) and _noun(rest):
                    return rest, color
    return word, None


def _new(word: str, closed: bool) -> str:
    known = _noun(word)
    if known is None and closed:
        raise UnknownTerm("thing", word, lexicon.nearest(word))
    return known or word.strip()


def _ends(name: str, words: set[str]) -> bool:
    """Whether a thing's name, in either language, ends in one of these words."""
    known = lexicon.nouns().get(name)
    every = (name, *known.english, *known.chinese) if known else (name,)
    return any(one.endswith(word if word > "~" else f" {word}") for one in every for word in words)


def find_element(word: str | None, brief: Brief) -> str | None:
    """The element that a word points at: by its own name, by a synonym, by the end of its name where no other's ends so
    ("the bear" for a teddy bear), or by its only likeness."""
    if word is None:
        return None
    names = [e.what for e in brief.elements]
    if word in names:
        return word
    known = _noun(word)
    if known in names:
        return known
    short = [name for name in names if _ends(name, {word.lower(), known or word.lower()})]
    if len(short) == 1:
        return short[0]
    # A thing of its own is no misspelling of another: a baseball is no basketball.
    close = difflib.get_close_matches(word.lower(), names, 1, 0.8) if known is None else []
    return close[0] if close else known or word


def _attribute(kind: str, value: str | None, closed: bool) -> str | None:
    if value is None:
        return None
    tables: dict[str, lexicon.Names] = {
        "color": lexicon.COLOR_NAMES, "size": lexicon.SIZES, "place": lexicon.PLACES,
        "scene": lexicon.SCENES, "style": lexicon.STYLES,
    }  # fmt: skip
    known = lexicon.style(value) if kind == "style" else lexicon.lookup(value, tables[kind])
    if known is None and closed:
        near = difflib.get_close_matches(value.lower(), list(tables[kind]), 3, 0.4) or list(tables[kind])[:4]
        raise UnknownTerm(kind, value, near)
    return known or value


def resolve_edit(edit: Edit, brief: Brief, closed: bool) -> Edit:
    """The edit in canonical words; `brief` is the one it applies to.

    Raises:
        Outside: a thing, colour, scene, style, size, place or number that a closed world does not have.
    """
    if closed and edit.count is not None and edit.count > lexicon.MAX_COUNT:
        raise UnknownTerm("count", str(edit.count), [str(lexicon.MAX_COUNT)])
    values = {name: _attribute(name, getattr(edit, name), closed) for name in ("color", "size", "place")}
    what, to, tint = edit.what, edit.to, None
    if what and brief.element(what) is None:
        what, tint = _tinted(what)
    if to and edit.op == "replace":
        to, tint = _tinted(to)
    if edit.op in ("add", "replace") and tint and not edit.color:
        values["color"] = tint
    if edit.op == "add":
        what = _new(what or "", closed)
        if closed and (old := brief.element(what)) and old.count + (edit.count or 1) > lexicon.MAX_COUNT:
            raise UnknownTerm("count", str(old.count + (edit.count or 1)), [str(lexicon.MAX_COUNT)])
    elif edit.op in ("remove", "change", "replace"):
        what = find_element(what, brief)
    elif edit.op == "avoid":
        what = _noun(what or to or "") or what or to
    if edit.op == "replace":
        to = _new(to or "", closed)
    elif edit.op in ("scene", "style"):
        to = _attribute(edit.op, to, closed)
    of = (find_element(edit.of, brief) or edit.of) if edit.of else None
    if closed and of and lexicon.noun(of) is None and brief.element(of) is None:
        raise UnknownTerm("thing", of, lexicon.nearest(of))
    return edit.model_copy(update={**values, "what": what, "to": to, "of": of})
