"""The words that a change accounts for: every name of what its edits say and its briefs show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process

from agent.brief.edits import Edit
from agent.brief.model import Brief
from agent.brief.references import two_sides
from tools.text import simplified
from tools.vocabulary.base import TermKind, Vocabulary

KINDS: tuple[TermKind, ...] = ("thing", "color", "scene", "style")
"""The kinds of terms whose names are looked for."""
_VALUES: tuple[TermKind, ...] = ("size", "place")
_SIMILAR = 75.0
"""How alike in spelling (0 to 100) a word of a message must be to one of the change to be a slip of it."""
_LONG = 4
"""Letters from which a word may be a slip of another."""
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_ENDINGS = (
    ("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("ing", ""), ("ed", ""), ("est", ""), ("er", ""),
    ("s", ""),
)  # fmt: skip
_ALSO_SAID = {
    "small": ("baby", "young", "小宝宝"), "dusk": ("sun", "sky", "太阳"), "dawn": ("sun", "sky", "太阳"),
    "day": ("sun", "sky", "太阳"), "clear": ("sun", "sky", "太阳"), "rain": ("rainy", "cloud", "下雨"),
    "storm": ("lightning", "闪电"), "black and white": ("black", "white", "白的", "黑的"), "sepia": ("brown", "黄的"),
}  # fmt: skip
"""Names of things and colours that other words of a change are said by."""
_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "kid": "child", "kids": "child", "people": "person",
    "mice": "mouse", "leaves": "leaf", "wolves": "wolf", "asleep": "sleep", "sat": "sit", "ran": "run", "flew": "fly",
    "slept": "sleep", "ate": "eat", "stood": "stand", "held": "hold", "wore": "wear", "sunny": "sun", "rode": "ride",
}  # fmt: skip


@lru_cache(4096)
def stem(word: str) -> str:
    """An English word without its ending: "running", "runs" and "run" are one."""
    word = _IRREGULAR.get(word.lower(), word.lower())
    for ending, rest in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 2 and not word.endswith("ss"):
            word = word.removesuffix(ending) + rest
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "els":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word


def stems(words: str) -> list[str]:
    """The stems of the English words of a text, in order."""
    return [stem(word) for word in _WORD.findall(words)]


class Accounted:
    """What a change accounts for.

    Args:
        edits: What a message was taken to ask for.
        briefs: What the picture shows, before and after.
        vocabulary: The words that the painter knows.

    Attributes:
        names: Canonical names, and what the edits say, as they say it.
    """

    def __init__(self, edits: Iterable[Edit], briefs: Iterable[Brief], vocabulary: Vocabulary) -> None:
        said = {value for edit in edits for value in _said(edit)} | {value for b in briefs for value in _shown(b)}
        known = {
            (kind, name) for kind in (*KINDS, *_VALUES) for value in said if (name := vocabulary.find(kind, value))
        }
        resolved = {name for kind in KINDS for value in said if (name := vocabulary.resolve(kind, value))}
        self.names = said | resolved | {name for _, name in known}
        self.names |= {name for value in said for name in _ALSO_SAID.get(value, ())}
        every = self.names | {name for kind, term in known for name in vocabulary.names(kind, term)}
        self._stems = {one for name in every for one in stems(name)}
        self._han = {simplified(name) for name in every if not name.isascii()}

    def covers(self, words: str) -> bool:
        """Whether words of a message are in what the change says, whole or in part of a longer name."""
        if not words.isascii():
            return any(words in name or (len(name) > 1 and name in words) for name in self._han)
        return all(one in self._stems or self._is_slip(one) for one in stems(words))

    def _is_slip(self, word: str) -> bool:
        near = process.extractOne(word, self._stems, scorer=fuzz.ratio, score_cutoff=_SIMILAR)
        return near is not None and len(word) >= _LONG


def _said(edit: Edit) -> list[str]:
    of = two_sides(edit.of) if edit.of else []
    values = (edit.what, edit.to, edit.color, edit.size, edit.place, edit.rel, edit.doing)
    return [value for value in (*values, *of, *edit.attributes, *edit.without) if value]


def _shown(brief: Brief) -> list[str]:
    whole = [brief.scene, brief.style, *brief.avoid, *brief.notes, *(words for _, words in brief.aspects)]
    parts = [
        value
        for element in brief.elements
        for value in (element.what, element.noun, element.color, element.size, element.doing, *element.attributes)
    ]
    return [value for value in (*whole, *parts, *(relation.kind for relation in brief.relations)) if value]
