"""English words as terms: what each of them names in the storybook world, by the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from tools.vocabulary.base import TermKind
from tools.vocabulary.pages import lexicon
from tools.vocabulary.pages.doings import doings

LONGEST = 6
"""Words of the longest names."""
_TOKEN = re.compile(r"[\w'&\-]+|[,;.:()]")
_COUNTS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6,
    "single": 1, "another": 1,
}  # fmt: skip
_GROUP = re.compile(r"(?:an?|the|one) (pair|couple|flock|herd|swarm|group|crowd|pack|school|bunch) of")
"""Words for several of a thing: two, or many that stand together."""
FLOCK = 5
"""How many a flock is where nobody says how many."""
GRAMMAR = re.compile(
    r"an?|the|and|or|of|in|on|at|to|with|is|are|there|one|two|three|four|five|six|[1-6]|left|right|top|bottom"
    r"|cent(er|re)|middle|above|below|beside|near|by|over|under|beneath|side|scene|style|background|picture|standing"
    r"|sitting|lying|next|it|its|draw|paint|show|some|painting of|weather|sky|time|during|while|that|who|which|single"
    r"|another|corner|page|also|but|painting|drawing|image|illustration"
)
"""Words that are grammar, and say nothing of their own."""
_POSTURES = frozenset({"sitting", "standing", "lying", "placed"})
"""What the relation behind it says already."""
_ALSO_VERBS = frozenset({"can", "saw", "watch", "wave", "slide", "drop", "sign", "fly", "seal", "wrap", "bear", "date"})
"""Names of things that are other words unless an article or a number stands before them."""
_SCENES_FIRST = frozenset({"mountains", "woods"})
"""Names of scenes that are plurals of things' names."""
_MEDIA = ("painting", "picture", "drawing", "image", "illustration", "scene")
"""What a prompt calls itself before "of"."""
_ARTICLES = ("a ", "an ", "the ", "some ")
Kind = Literal[TermKind, "count", "group", "article", "and", "is", "stop", "grammar", "other"]

WHOLE: tuple[Kind, ...] = ("scene", "time", "weather", "look", "style")
"""What is said of the whole picture."""


@dataclass(frozen=True)
class Term:
    """One piece of a text.

    Attributes:
        kind: What it names; "stop" for punctuation, "other" for a word that the world does not have.
        name: The canonical name, or how many ("2"); "the" of the article that means something named before.
        text: As it was written, in lower case.
    """

    kind: Kind
    name: str
    text: str

    @property
    def again(self) -> bool:
        """Whether it may be a thing that was named before: "the cat"."""
        return self.text.startswith("the ")


def read_terms(text: str) -> list[Term]:
    """Everything that a text names, in order, longest names first."""
    tokens = [token.lower() for token in _TOKEN.findall(text)]
    found: list[Term] = []
    at = 0
    while at < len(tokens):
        term = _term_at(tokens, at)
        found.append(term)
        at += len(term.text.split(" "))
    return found


def _term_at(tokens: list[str], at: int) -> Term:
    if tokens[at] in ",;.:()":
        return Term("stop", "", tokens[at])
    group = _GROUP.match(" ".join(tokens[at : at + 3]))
    if group is not None:
        return Term("group", group[1], group[0])
    if tokens[at] in _MEDIA and tokens[at + 1 : at + 2] == ["of"]:
        return Term("grammar", "", tokens[at])
    for length in range(min(LONGEST, len(tokens) - at), 0, -1):
        words = tokens[at : at + length]
        if not any(word in ",;.:()" for word in words):
            text = " ".join(words)
            kind = _choose(_meanings(text), text, tokens[at + length :])
            if kind is not None:
                return Term(kind, _meanings(text)[kind], text)
    return _plain(tokens[at])


def _plain(word: str) -> Term:
    if word in _COUNTS:
        return Term("count", str(_COUNTS[word]), word)
    if word in ("a", "an", "the"):
        return Term("article", "the" if word == "the" else "1", word)
    if word in ("and", "is", "are"):
        return Term("and" if word == "and" else "is", "", word)
    known = GRAMMAR.fullmatch(word) or word in _POSTURES
    return Term("grammar" if known else "other", "", word)


@lru_cache(4096)
def _meanings(text: str) -> dict[Kind, str]:
    """What a text may name, by kind."""
    found: dict[Kind, str | None] = {
        "color": lexicon.color(text), "size": lexicon.lookup(text, lexicon.SIZES),
        "place": lexicon.lookup(text, lexicon.PLACES), "relation": lexicon.lookup(text, lexicon.RELATIONS),
        "time": lexicon.lookup(text, lexicon.TIMES), "weather": lexicon.lookup(text, lexicon.WEATHERS),
        "look": lexicon.lookup(text, lexicon.LOOKS), "scene": lexicon.scene(text), "style": lexicon.style(text),
        "attribute": lexicon.lookup(text, lexicon.ATTRIBUTES), "doing": lexicon.lookup(text, doings()),
        "thing": lexicon.noun(text),
    }  # fmt: skip
    if text in _ALSO_VERBS:
        found["thing"] = None
    if text == "color" or text == "colour":
        found["look"] = None
    return {kind: name for kind, name in found.items() if name is not None}


def _choose(meanings: dict[Kind, str], text: str, after: list[str]) -> Kind | None:
    """The kind that a text is of, where it may be of several.

    A name of a thing is that of a thing, but for colours before other things ("an orange cat") and for scenes that are
    known by the plural ("mountains"). A scene or a weather of one name is the scene.
    """
    if text.split(" ")[-1] in _MEDIA and after[:1] == ["of"]:
        return None
    if "thing" in meanings:
        bare = next((text.removeprefix(one) for one in _ARTICLES if text.startswith(one)), text)
        colored = lexicon.color(bare) is not None and _begins_a_thing(after)
        if not colored:
            return "scene" if bare in _SCENES_FIRST else "thing"
        return "color" if bare == text else None
    order: tuple[Kind, ...] = (
        "color", "size", "place", "look", "time", "scene", "weather", "style", "attribute", "doing", "relation",
    )  # fmt: skip
    kind = next((kind for kind in order if kind in meanings), None)
    return None if kind == "look" and _begins_a_thing(after) else kind


def _begins_a_thing(tokens: list[str]) -> bool:
    """Whether words begin with a name of a thing, a colour or a size before it allowed for."""
    for length in range(min(LONGEST, len(tokens)), 0, -1):
        text = " ".join(tokens[:length])
        if "thing" in (found := _meanings(text)):
            return True
        if found.keys() & {"color", "size"}:
            return _begins_a_thing(tokens[length:])
    return False
