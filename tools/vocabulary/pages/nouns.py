"""The things of the storybook world by their names, and what comes near a name that none of them has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from rapidfuzz import fuzz, process

from tools.pages.catalogue import things
from tools.vocabulary.chinese import MEASURE
from tools.vocabulary.names import fold

_ALIKE = 70.0
"""How alike in spelling (0 to 100) a thing is named as near."""
_ARTICLE = re.compile(r"^(?:an?|the|some|my|your|his|her|their|our|this|that|these|those) ")
_PORTION = re.compile(r"^(?:pair|bunch|group|couple|set|piece|slice|pile|bit)s? of ")
"""Words for some of a thing, where that is no name of its own ("slice of cake")."""
_IRREGULAR = {
    "men": "man", "women": "woman", "people": "person", "children": "child", "mice": "mouse", "geese": "goose",
    "oxen": "ox", "leaves": "leaf", "fishes": "fish", "feet": "foot", "teeth": "tooth", "cacti": "cactus",
    "octopi": "octopus", "hippopotami": "hippopotamus", "passersby": "passerby",
}  # fmt: skip
_NOT_PLURALS = frozenset({"does", "goes", "this", "his", "its", "us", "is", "as", "was", "has", "yes"})
"""Words that end like the plurals of names."""
_ALSO_ONE = {
    "books": "book", "houses": "house", "flowers": "flower", "musical notes": "musical note", "glasses": "glass",
}  # fmt: skip
"""Things of their own that are the plurals of others as well."""
_DIGITS = "一二三四五六七八九十两俩仨几半这那某每整"
_ADJECTIVES = ("小小", "小", "大", "老", "一")
"""Chinese words before a name that it does without; a name that has one of its own is found with it first."""


@dataclass(frozen=True)
class Noun:
    """One thing that the pocket can paint.

    Attributes:
        emoji: What it is drawn after; two joined by "+" where it is put together.
        english: Its English names; the first is canonical.
        chinese: Its Chinese names, the usual one first.
        group: The group that it belongs to ("animal").
        measure: Its Chinese measure word.
    """

    emoji: str
    english: tuple[str, ...]
    chinese: tuple[str, ...]
    group: str
    measure: str

    @property
    def name(self) -> str:
        """Its canonical name."""
        return self.english[0]


def _rows(name: str) -> Iterator[list[str]]:
    text = resources.files(__package__).joinpath(name).read_text("utf-8")
    return (line.split("\t") for line in text.splitlines())


def _split(names: str) -> tuple[str, ...]:
    return tuple(names.split("|")) if names else ()


@cache
def nouns() -> dict[str, Noun]:
    """Every noun by its canonical English name, in the catalogue's order, with the names of `synonyms.tsv` as well."""
    more = {name: (_split(english), _split(chinese)) for name, english, chinese in _rows("synonyms.tsv")}
    found: dict[str, Noun] = {}
    for name, thing in things().items():
        english, chinese = more.get(name, ((), ()))
        names = ((*thing.english, *english), (*thing.chinese, *chinese))
        found[name] = Noun(thing.emoji, *names, thing.group, thing.measure)
    return found


@cache
def noun_index() -> dict[str, str]:
    """Every name and emoji, folded, with the canonical name of its noun."""
    index: dict[str, str] = {}
    for noun in nouns().values():
        for name in (*noun.english, *noun.chinese, noun.emoji, noun.emoji.replace("\ufe0f", "")):
            index.setdefault(fold(name), noun.name)
    return index


@cache
def _counted() -> re.Pattern[str]:
    """A Chinese number with a measure word before a name: 一只, 三条, 那位, 一群."""
    measures = sorted(
        {noun.measure for noun in nouns().values()} | set("个只群些对双堆排串片束朵"), key=len, reverse=True
    )
    return re.compile(rf"^(?:[{_DIGITS}\d]+(?:{'|'.join(measures)})?|(?:{'|'.join(measures)}))(?=.)")


def singulars(word: str) -> list[str]:
    """Candidate singular forms of an English noun phrase, likeliest first; the word itself is the first.

    The plural stands in the last word ("race cars"), or before "of" or a gerund ("slices of cake", "men walking").
    """
    words = word.split(" ")
    found = [word]
    for at in reversed(range(len(words))):
        found += [" ".join([*words[:at], form, *words[at + 1 :]]) for form in _singular_words(words[at])]
    if len(words) > 1 and words[0] == "people" and words[-1].endswith("ing"):
        found.append(f"person {' '.join(words[1:])}")
    return found


def _singular_words(word: str) -> list[str]:
    if word in _IRREGULAR:
        return [_IRREGULAR[word]]
    if word.endswith("men") and len(word) > len("omen"):
        return [f"{word[:-3]}man"]
    if not word.endswith("s") or word in _NOT_PLURALS:
        return []
    forms = [word[:-3] + "f", word[:-3] + "fe"] if word.endswith("ves") else []
    forms += [word[:-3] + "y"] if word.endswith("ies") else []
    return [*forms, word[:-1], *([word[:-2]] if word.endswith("es") else [])]


@lru_cache(8192)
def noun(word: str) -> str | None:
    """Canonical name of a noun given in English or Chinese, singular or plural, or None if unknown."""
    folded = fold(word)
    found = noun_index().get(folded)
    if found is not None:
        return found
    return _english_noun(folded) if folded.isascii() else _chinese_noun(folded)


def _english_noun(word: str) -> str | None:
    index = noun_index()
    for bare in dict.fromkeys((word, _ARTICLE.sub("", word), _PORTION.sub("", _ARTICLE.sub("", word)))):
        for form in singulars(bare):
            if form in index:
                return index[form]
    return None


def _chinese_noun(word: str) -> str | None:
    index = noun_index()
    rest = _counted().sub("", word)
    for bare in dict.fromkeys((word, rest)):
        for form in (bare, *(bare.removeprefix(adjective) for adjective in _ADJECTIVES)):
            for name in (form, form.removesuffix("们"), form.removesuffix("儿")):
                if name in index:
                    return index[name]
    if len(rest) == 2 and rest[0] == rest[1]:  # 猫猫, as one says it to children.
        return index.get(rest[0])
    return None


def is_singular(word: str) -> bool:
    """Whether an English word is a name as it stands, its article aside, and no plural of one."""
    return _ARTICLE.sub("", fold(word)) in noun_index()


def one_of(word: str) -> str | None:
    """What a word counts that is the name of a thing of its own as well: "book" of "books"; else None."""
    return _ALSO_ONE.get(_ARTICLE.sub("", fold(word)))


def measure_word(name: str) -> str:
    """The Chinese measure word of a thing by its canonical name; the one for anything where it is none."""
    known = nouns().get(name)
    return known.measure if known else MEASURE


def _sound(word: str, tones: bool) -> str:
    from pypinyin import Style, lazy_pinyin

    return " ".join(lazy_pinyin(word, style=Style.TONE3 if tones else Style.NORMAL))


@cache
def _sounds(tones: bool) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for known in nouns().values():
        for name in known.chinese:
            if len(name) > 1:  # One letter sounds like too many others.
                found.setdefault(_sound(name, tones), []).append((name, known.name))
    return found


def sounding(word: str, tones: bool = True) -> list[str]:
    """The nouns that a Chinese word may stand for when it was typed by sound; may be empty.

    Typing by sound picks wrong characters, not wrong sounds: 菠罗 for 菠萝, 蜜峰 for 蜜蜂. The word must sound like a
    name of two characters or more and share a character with it that is more than an ending: a persimmon (柿子) is
    not a lion (狮子).
    """
    if len(word) < 2 or word.isascii():
        return []
    alike = _sounds(tones).get(_sound(word, tones), [])
    return [noun for name, noun in alike if set(name) & set(word) - {"子"}]


def names_with(word: str, limit: int = 3) -> list[str]:
    """The things that a word is a piece of the names of: 糕 of 蛋糕, "cream" of ice cream; may be empty."""
    piece = fold(word)
    han = not piece.isascii()
    found = (noun for name, noun in noun_index().items() if (piece in name if han else piece in name.split(" ")))
    return list(dict.fromkeys(found))[:limit]


@cache
def _near() -> dict[str, list[str]]:
    return {word: names.split("|") for word, names in _rows("nearest.tsv")}


def is_keyword(word: str) -> bool:
    """Whether the table of keywords says what comes near a word."""
    return any(form in _near() for form in singulars(fold(word)))


def nearest(word: str, limit: int = 3) -> list[str]:
    """Known nouns nearest to an unknown word, best first; may be empty.

    They are near in meaning where the table of keywords has the word, else in sound and spelling.
    """
    form = next((form for form in singulars(fold(word)) if form in _near()), None)
    if form:
        return _near()[form][:limit]
    found = list(sounding(word, tones=False))
    alike = process.extract(fold(word), list(noun_index()), scorer=fuzz.ratio, limit=limit * 2, score_cutoff=_ALIKE)
    for match, _, _ in alike:
        name = noun_index()[match]
        if name not in found:
            found.append(name)
    return found[:limit]
