"""Facts about a picture as the `open` suite writes them, and whether a brief holds them.

A fact is one of

    {"thing": "raincoat"}                      there is such a thing, or something is said to have one
    {"thing": "raincoat", "has": "navy"}       and this is said of it
    {"count": ["gulls", 3]}
    {"rel": ["man", "holding", "lantern"]}
    {"aspect": "time", "is": "golden hour"}    a kind of `agent.brief.model.ASPECTS`
    {"scene": "harbour"}, {"style": "oil painting"}, {"avoid": "people"}

Where other words would do as well, a list of them stands in the place of one. A brief holds a fact where the painter
is told so, whatever the slot: words count in any order, in singular or plural, with more words around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from agent.brief.model import Brief, Element
from agent.brief.picture_format import parse_format
from agent.director.pocket.numbers import stated_numbers
from agent.director.view import View
from tools.text import simplified

Fact = dict[str, Any]
"""See the module."""
_CONVERSE = {
    "left of": "right of", "right of": "left of", "above": "below", "below": "above", "over": "under",
    "under": "over", "behind": "in front of", "in front of": "behind", "inside": "around",
    "前面": "后面", "后面": "前面", "左边": "右边", "右边": "左边", "上面": "下面", "下面": "上面",
}  # fmt: skip
_NEGATED = re.compile(
    r"\b(?:no|not|without|never|free of)\b|没有|无(?!人机|花果|边|尽|数)|不(?!锈|同|错|规则|远)", re.IGNORECASE
)
_WORD = re.compile(r"[a-z0-9']+|[\u3400-\u9fff]+")
_ARTICLES = frozenset({"a", "an", "the", "is", "are", "its", "his", "her", "their"})
"""English words that say nothing by themselves."""
_EMPTY = _ARTICLES | {"of", "and", "with", "in", "on", "at"}
"""Those that only a relation needs, too."""
_WITHIN = frozenset({"in", "on", "at", "inside", "within", "by", "在"})
"""Relations to what is the scene."""
_HAVING = frozenset({"with", "wearing", "having", "has", "戴", "穿", "有", "长满"})
"""Relations to what is a part or the clothes of something."""
_SPELT = {"grey": "gray", "mould": "mold", "plough": "plow"}


@cache
def _stem(word: str) -> str:
    """An English word in the singular and in American spelling."""
    import inflection

    word = _SPELT.get(word, word)
    single: str = inflection.singularize(re.sub("men$", "man", word))
    return f"{single[:-3]}or" if single.endswith("our") and len(single) > len("four") else single


def _read(text: str, empty: frozenset[str] = _EMPTY) -> tuple[frozenset[str], str]:
    """The English words of a text as stems, and its Chinese letters without 的 and the 色 of colours."""
    runs = _WORD.findall(simplified(text).lower())
    latin = frozenset(_stem(run) for run in runs if run.isascii() and run not in empty)
    return latin, re.sub("[的色]", "", "".join(run for run in runs if not run.isascii()))


def says(text: str | None, words: str, empty: frozenset[str] = _EMPTY) -> bool:
    """Whether a text has all of some words but for empty ones, and does not deny them."""
    if not text or (_NEGATED.search(text) and not _NEGATED.search(words)):
        return False
    said, asked = _read(text, empty), _read(words, empty)
    return bool(asked[0] or asked[1]) and asked[0] <= said[0] and asked[1] in said[1]


def _any(texts: Iterable[str | None], words: object, empty: frozenset[str] = _EMPTY) -> bool:
    """Whether one of the texts has one of the alternatives."""
    held = list(texts)
    return any(says(text, one, empty) for text in held for one in _alternatives(words))


def _alternatives(words: object) -> list[str]:
    return [str(one) for one in words] if isinstance(words, list) else [str(words)]


def holds(fact: Fact, brief: Brief) -> bool:
    """Whether a brief holds a fact.

    Raises:
        ValueError: it is none of the kinds.
    """
    if "has" in fact:
        return any(_is_described(element, brief, fact) for element in brief.elements)
    for kind, check in _KINDS.items():
        if kind in fact:
            return check(fact, brief)
    raise ValueError(f"no fact: {fact}")


def _phrases(element: Element, brief: Brief) -> list[str]:
    """All that is said of a thing beside its name."""
    told = [f"{r.kind} {r.landmark}" for r in brief.relations if r.subject == element.what]
    words = (element.color, element.size, element.place, element.doing)
    return [*filter(None, words), *element.attributes, *told]


def _is_described(element: Element, brief: Brief, fact: Fact) -> bool:
    """Whether something is said of the thing itself, or within what is said of it: the navy raincoat of a man."""
    phrases = _phrases(element, brief)
    if _is_called(element, phrases, fact["thing"]):
        return _any([element.what, *phrases], fact["has"])
    return _any((phrase for phrase in phrases if _any([phrase], fact["thing"])), fact["has"])


def _is_called(element: Element, phrases: list[str], words: object) -> bool:
    """Whether a thing goes by some words, which may have what is said of it beside its name: the old fisherman."""
    whole = " ".join([element.what, *(phrase for phrase in phrases if not _NEGATED.search(phrase))])
    latin, _ = _read(element.what)
    for one in _alternatives(words):
        asked = _read(one)
        named = bool(asked[0] & latin) or (asked[1] and says(element.what, one))
        if named and says(whole, one):
            return True
    return False


def _has_thing(fact: Fact, brief: Brief) -> bool:
    texts = [text for element in brief.elements for text in (element.what, *_phrases(element, brief))]
    called = any(_is_called(element, _phrases(element, brief), fact["thing"]) for element in brief.elements)
    return called or _any([*texts, brief.scene, *brief.notes], fact["thing"])


def _has_count(fact: Fact, brief: Brief) -> bool:
    name, number = fact["count"]
    if any(e.count == number and _any([e.what, *e.attributes], name) for e in brief.elements):
        return True
    texts = [*(words for e in brief.elements for words in e.attributes), brief.scene, *brief.notes]
    return any(_any([text], name) and number in _numbers(text or "") for text in texts)


def _numbers(text: str) -> list[int]:
    return stated_numbers(View(Brief(), None, 0, None, (("user", text),)))


def _has_relation(fact: Fact, brief: Brief) -> bool:
    subject, kinds, other = fact["rel"]
    kinds = _alternatives(kinds)
    converse = [_CONVERSE[kind] for kind in kinds if kind in _CONVERSE]
    for relation in brief.relations:
        ends = relation.subject, relation.object
        if _ends(ends, subject, other) and _any([relation.kind], kinds, _ARTICLES):
            return True
        if converse and _ends(ends, other, subject) and _any([relation.kind], converse, _ARTICLES):
            return True
    own = [e for e in brief.elements if _any([e.what], subject)]
    if own and _WITHIN.intersection(kinds) and _any([brief.scene], other):
        return True
    has = bool(_HAVING.intersection(kinds))
    phrases = [phrase for e in own for phrase in (*e.attributes, e.place or "", e.doing or "")]
    return any((has or _any([phrase], kinds, _ARTICLES)) and _any([phrase], other) for phrase in phrases)


def _ends(ends: tuple[str, str], subject: object, other: object) -> bool:
    return _any([ends[0]], subject) and _any([ends[1]], other)


def _whole(brief: Brief) -> list[str | None]:
    """What is said of the whole picture."""
    return [brief.scene, brief.style, *brief.notes, *(words for kind, words in brief.aspects if kind != "lettering")]


def _has_aspect(fact: Fact, brief: Brief) -> bool:
    match fact["aspect"]:
        case "lettering":
            written = (phrase for element in brief.elements for phrase in _phrases(element, brief))
            return _any([brief.aspect("lettering"), *written, *brief.notes], fact["is"])
        case "format":
            ratios = [parse_format(words) for words in _alternatives(fact["is"])]
            ratio = brief.aspect("format")
            return (ratio is not None and ratio in ratios) or _any(_whole(brief), fact["is"])
        case _:
            return _any(_whole(brief), fact["is"])


def _has_scene(fact: Fact, brief: Brief) -> bool:
    return _any([brief.scene, *brief.notes, *brief.names], fact["scene"])


def _has_style(fact: Fact, brief: Brief) -> bool:
    return _any([brief.style, *brief.notes], fact["style"])


def _avoids(fact: Fact, brief: Brief) -> bool:
    denied = [_NEGATED.sub(" ", note) for note in brief.notes if _NEGATED.search(note)]
    return _any([*brief.avoid, *denied], fact["avoid"])


_KINDS = {
    "count": _has_count, "rel": _has_relation, "aspect": _has_aspect, "scene": _has_scene, "style": _has_style,
    "avoid": _avoids, "thing": _has_thing,
}  # fmt: skip
