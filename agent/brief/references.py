"""Which elements of a brief a word means: names, synonyms, misspellings, and what tells two of a kind apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz, process

from agent.brief.edits import landmarks
from agent.brief.kinds import of_kind
from agent.brief.model import Brief, Element
from tools.vocabulary.base import TermKind, Vocabulary
from tools.vocabulary.english import plural

_SIMILAR = 80.0
"""How alike in spelling (0 to 100) a word must be to an element's name to stand for it."""
_ARTICLE = re.compile(r"^(?:the|a|an|my|his|her|their|its|this|that|these|those|other) ", re.IGNORECASE)
_POINTER = re.compile(r"^(?:那|这|我的|他的|她的)?(?:一)?[个只条匹头棵朵辆艘架件把张座栋颗根块片]")
"""What stands before a Chinese name without being part of it: 那只."""
_TELLING: tuple[TermKind, ...] = ("color", "size", "place")
_YOUNGSTERS = ("pup", "puppy", "kitten", "kitty", "cub", "lamb", "piglet", "duckling", "foal", "calf", "fawn")
"""Names of what is young; where there is but one of its kind, they mean it whatever its size."""
_AND = re.compile(r" and | & |和|与|跟|及|、|,|，")


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
    teddy bear), a misspelling of it, or one of these behind what tells it apart from others of its kind ("the big
    dog"). Of several that it means it is the first.
    """
    found = find_elements(word, brief, vocabulary)
    return found[0] if found else _known(word, vocabulary)


def find_elements(word: str | None, brief: Brief, vocabulary: Vocabulary) -> list[str]:
    """The names of all elements that a word means; several where they are of one kind and it tells none apart."""
    if word is None or word in brief.names:
        return [word] if word in brief.names and word is not None else []
    readings = list(_readings(word, vocabulary))
    # Whole readings first: "白balloon" is a white balloon before it is a slip of the pen.
    for find in (_noun, _misspelt_noun):
        for bare, told in readings:
            noun = find(bare, brief, vocabulary)
            if noun is not None and (found := _told_apart(of_kind(brief, noun), told)):
                return [element.what for element in _of_its_size(bare, found, vocabulary)]
    # "The red one" is wrong of the colour of the only balloon rather than of its name.
    nouns = (find(rest, brief, vocabulary) for find in (_noun, _misspelt_noun) for rest, _ in readings)
    alone = next((of_kind(brief, noun) for noun in nouns if noun), [])
    return [alone[0].what] if len(alone) == 1 else []


def is_several(word: str | None, brief: Brief, vocabulary: Vocabulary) -> bool:
    """Whether a word means several elements of one kind, though it is no plural."""
    found = find_elements(word, brief, vocabulary)
    if len(found) < 2 or word is None:
        return False
    nouns = {element.noun for element in brief.elements if element.what in found}
    names = {name.lower() for noun in nouns for name in (noun, *vocabulary.names("thing", noun))}
    return _ARTICLE.sub("", word.lower()) not in {plural(name) for name in names if name.isascii()} - names


def find_landmark(of: str, brief: Brief, vocabulary: Vocabulary, between: bool = False) -> str:
    """What something is placed by, in the brief's own names; "cat and dog" are two where it is placed between them."""
    if not between or find_elements(of, brief, vocabulary):
        return find_element(of, brief, vocabulary) or of
    for sign in _AND.finditer(of):
        parts = of[: sign.start()].strip(), of[sign.end() :].strip()
        if all(find_elements(part, brief, vocabulary) for part in parts):
            return " and ".join(str(find_element(part, brief, vocabulary)) for part in parts)
    known = [find_element(side, brief, vocabulary) or side for side in two_sides(of)]
    if len(known) == 1 and len(alike := of_kind(brief, known[0])) > 1:
        known = [element.what for element in alike[:2]]
    return " and ".join(known)


def two_sides(of: str) -> list[str]:
    """What something stands between, as it was said: "cat" and "dog" of "cat and dog", one word where it names both."""
    return [side.strip() for side in _AND.split(of, maxsplit=1)]


def missing_landmark(of: str, brief: Brief, between: bool = False) -> str | None:
    """The landmark that a brief does not have, where there is one."""
    sides = landmarks(of, brief.names) if between else (of, None)
    return next((side for side in sides if side and side not in brief.names), None)


def _known(word: str | None, vocabulary: Vocabulary) -> str | None:
    return word if word is None else vocabulary.resolve("thing", word) or word


def _noun(word: str, brief: Brief, vocabulary: Vocabulary) -> str | None:
    """The kind of things in the brief that a word is a name of."""
    nouns = list(dict.fromkeys(element.noun for element in brief.elements))
    if word in nouns:
        return word
    known = vocabulary.resolve("thing", word)
    if known in nouns:
        return known
    ends = {word.lower(), known or word.lower()}
    short = [noun for noun in nouns if _ends_with(noun, ends, vocabulary)]
    return short[0] if len(short) == 1 else None


def _misspelt_noun(word: str, brief: Brief, vocabulary: Vocabulary) -> str | None:
    """The kind of things in the brief that a word is a misspelt name of."""
    nouns = list(dict.fromkeys(element.noun for element in brief.elements))
    if vocabulary.resolve("thing", word) if vocabulary.closed else vocabulary.find("thing", word):
        return None  # A thing of its own is no misspelling of another: a baseball is no basketball.
    close = process.extractOne(word.lower(), nouns, scorer=fuzz.ratio, score_cutoff=_SIMILAR)
    return str(close[0]) if close else None


def _readings(word: str, vocabulary: Vocabulary) -> Iterator[tuple[str, dict[str, str]]]:
    """A word without ever more of what may tell its thing apart, and what that was.

    A measure word is left out of what is no name with it: 座 is a part of 座钟.
    """
    whole = _ARTICLE.sub("", word.strip())
    yield from _told(whole, vocabulary)
    bare = _POINTER.sub("", whole)
    if bare not in ("", whole) and not vocabulary.find("thing", whole):
        yield from _told(bare, vocabulary)


def _told(rest: str, vocabulary: Vocabulary) -> Iterator[tuple[str, dict[str, str]]]:
    told = dict[str, str]()
    yield rest, told
    while (found := _first_value(rest, vocabulary)) is not None:
        kind, value, rest = found
        told = {**told, kind: value}
        yield rest, told


def _first_value(words: str, vocabulary: Vocabulary) -> tuple[TermKind, str, str] | None:
    """The colour, size or place that words begin with, and the words behind it; the longest where there are several."""
    best: tuple[int, TermKind, str, str] | None = None
    low = words.lower()
    for kind in _TELLING:
        for term in _telling_terms(kind, vocabulary):
            for name in term[1]:
                glue = " " if name.isascii() else ""
                if low.startswith(name.lower() + glue) and len(low) > len(name + glue):
                    rest = words[len(name + glue) :].removeprefix("的")
                    rest = _POINTER.sub("", rest) or rest
                    if rest and (best is None or len(name) > best[0]):
                        best = len(name), kind, term[0], rest
    return best[1:] if best else None


def _telling_terms(kind: TermKind, vocabulary: Vocabulary) -> list[tuple[str, tuple[str, ...]]]:
    terms = [(term.name, term.names) for term in vocabulary.terms(kind)]
    return terms or [(name, names) for name, names in _PLAIN[kind].items()]


_PLAIN: dict[TermKind, dict[str, tuple[str, ...]]] = {
    "color": {
        name: (name, *chinese)
        for name, *chinese in (
            ("red", "红色", "红"), ("orange", "橙色", "橘色"), ("yellow", "黄色", "黄"), ("green", "绿色", "绿"),
            ("blue", "蓝色", "蓝"), ("purple", "紫色", "紫"), ("pink", "粉色", "粉"), ("brown", "棕色", "棕"),
            ("black", "黑色", "黑"), ("white", "白色", "白"), ("grey", "灰色", "灰"), ("gold", "金色", "金"),
        )
    },
    "size": {"small": ("small", "little", "tiny", "小"), "large": ("large", "big", "huge", "大")},
    "place": {
        "left": ("left", "左边"), "right": ("right", "右边"), "top": ("top", "上面"), "bottom": ("bottom", "下面"),
    },
}  # fmt: skip
"""What tells things of a kind apart in a vocabulary that lists nothing."""


def _of_its_size(name: str, elements: list[Element], vocabulary: Vocabulary) -> list[Element]:
    """Of several elements those of the size that a name speaks of: of two dogs the puppy is the small one."""
    if len({element.size for element in elements}) < 2 or not _is_young(name, elements[0].noun, vocabulary):
        return elements
    small = [element for element in elements if element.size == "small"]
    return small or [element for element in elements if element.size != "large"]


def _is_young(name: str, noun: str, vocabulary: Vocabulary) -> bool:
    """Whether a name of a thing says that it is small or young: 小狗, as 狗 is one of its names too, but not 小丑."""
    if name.isascii():
        young = {*_YOUNGSTERS, *map(plural, _YOUNGSTERS)}
        return name.lower() in young
    return name[0] in "小幼" and vocabulary.find("thing", name[1:]) == noun


def _told_apart(elements: list[Element], told: dict[str, str]) -> list[Element]:
    return [e for e in elements if all(getattr(e, kind) == value for kind, value in told.items())]
