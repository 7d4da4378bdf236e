"""Names of things that a message holds whole, so that no piece of one is taken for a name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from agent.brief.references import find_elements
from agent.director.pocket.candidates import WORDS
from agent.director.view import View
from tools.pages.catalogue import things
from tools.text import simplified
from tools.vocabulary.english import plural
from tools.vocabulary.names import fold

_LONGEST_WORDS = 4
_LONGEST_HAN = 6
_MEASURES = frozenset("盘碗杯瓶盒袋串盏支枝根条只个张把座棵朵头匹辆架艘件块片颗盆筐篮桶束群对双排位名间幢栋株")
_WORD = re.compile(r"[a-z0-9']+(?:-[a-z0-9']+)*")
_HAN = re.compile(r"[\u4e00-\u9fff]+")


@cache
def _known() -> dict[str, str]:
    """All names of things of both editions, folded, plurals too, with the thing that each means."""
    rows = [(term.name, term.names) for term in WORDS.terms("thing")]
    rows += [(thing.name, (*thing.english, *thing.chinese)) for thing in things().values()]
    found: dict[str, str] = {}
    for thing, names in rows:
        for name in names:
            for form in (name, plural(name)) if name.isascii() else (name,):
                found.setdefault(fold(form), thing)
    return found


def meant(name: str) -> str:
    """Return the known thing that a name means, else the name folded."""
    folded = fold(simplified(name))
    return _known().get(folded, folded)


def names_in_pictures(names: Iterable[str], view: View) -> list[str]:
    """Return names that mean something in the pictures made so far."""
    elements = [element for brief in (view.brief, *(step.brief for step in view.steps)) for element in brief.elements]
    there = {meant(word) for element in elements for word in (element.what, element.noun)}
    return [name for name in names if meant(name) in there or find_elements(name, view.brief, WORDS)]


def known_spans(text: str) -> list[tuple[int, int]]:
    """Return where a text names known things, the longest name first at every place.

    Args:
        text: in lower case and simplified characters.
    """
    words = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    spans = _longest([w[0] for w in words], [w[1] for w in words], text, _LONGEST_WORDS)
    for run in _HAN.finditer(text):
        starts = list(range(run.start(), run.end()))
        spans += _longest(starts, [s + 1 for s in starts], text, _LONGEST_HAN)
    return spans


def _longest(starts: list[int], ends: list[int], text: str, most: int) -> list[tuple[int, int]]:
    found = []
    at = 0
    while at < len(starts):
        last = min(at + most, len(starts)) - 1
        length = next((n for n in range(last, at - 1, -1) if fold(text[starts[at] : ends[n]]) in _known()), None)
        if length is not None:
            found.append((starts[at], ends[length]))
            at = length
        at += 1
    return found


def without_pieces(names: Iterable[str], said: str) -> list[str]:
    """Return names without those that a text only holds as pieces of known things' names: "watering" of a can.

    Args:
        names: what things may be called, as the text spells them.
        said: the text.
    """
    text = simplified(said).lower()
    spans = known_spans(text)
    return [name for name in names if _stands_alone(simplified(name).lower(), text, spans) and not _is_measured(name)]


def _is_measured(name: str) -> bool:
    """Whether a name is a known thing's behind a measure word, and no thing's name itself: 盘饺子."""
    whole = fold(simplified(name))
    return whole[:1] in _MEASURES and whole not in _known() and whole[1:] in _known()


def _stands_alone(name: str, text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether a name stands somewhere in a text without cutting a known thing's name, or not at all."""
    places = [match.start() for match in re.finditer(re.escape(name), text)]
    return not places or any(not _cuts(at, at + len(name), spans) for at in places)


def _cuts(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    """Whether a span lies within a known one, or partly over one."""
    return any(
        start < high and low < end and (start, end) != (low, high) and not (start <= low and high <= end)
        for low, high in spans
    )
