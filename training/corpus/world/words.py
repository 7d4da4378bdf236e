"""Words of the second edition: its things, colours, scenes and whatever people name beside them."""

from __future__ import annotations

from functools import cache

from benchmarks.reading.written_world import WRITTEN_WORLD
from tools.vocabulary.storybook import lexicon
from training.corpus.speech.outside_nouns import outside_nouns
from training.corpus.speech.speaker import Speaker
from training.corpus.speech.things import Thing, copyable, things
from training.corpus.wordings.attributes import CHINESE_NUMBERS, GENERAL_MEASURE
from training.corpus.wordings.world.settings import (
    OUTSIDE_COLORS,
    OUTSIDE_SCENES,
    SCENES,
    SHORT_COLORS,
)

OUTSIDE = 0.22
"""Share of things that no list has."""
UNLISTED = 0.1
"""Share of colours that no list has."""
UNLISTED_PLACES = 0.3
"""Share of places that no list has."""
DOERS = ("animal", "person")
"""Groups whose things do something."""
HELD = ("household", "tool", "music", "toy", "sport", "food", "plant")
"""Groups whose things can be held."""
SEATS = ("furniture", "vehicle")
_ENGLISH_NUMBERS = {
    1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten",
    11: "eleven", 12: "twelve",
}  # fmt: skip
_CHINESE_MORE = {9: "九", 10: "十", 11: "十一", 12: "十二"}


@cache
def things_of(*groups: str) -> list[Thing]:
    """The things of some groups, all where none is named."""
    return [thing for thing in things().values() if not groups or thing.group in groups]


@cache
def _outside_things(lang: str, testing: bool) -> list[Thing]:
    names = [n for n in outside_nouns(lang, testing) if copyable(n) and WRITTEN_WORLD.find("thing", n) is None]
    return [Thing(name, (name,), (name,), "", GENERAL_MEASURE) for name in names]


def random_thing(speaker: Speaker, *groups: str) -> Thing:
    """Draw a thing of some groups; of any group it is now and then one that no list has."""
    if not groups and speaker.chance(OUTSIDE):
        return speaker.pick(_outside_things(speaker.lang, speaker.testing))
    return speaker.pick(things_of(*groups))


def random_word(speaker: Speaker, thing: Thing) -> str:
    """Draw one of a thing's names in the speaker's language, mostly the first."""
    names = thing.names(speaker.lang)
    return names[0] if speaker.chance(0.6) else speaker.pick(names)


def plural(word: str) -> str:
    """An English plural."""
    return lexicon.plural(word)


def with_article(words: str) -> str:
    """English words with "a" or "an" before them."""
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def number_word(speaker: Speaker, number: int, measure: str = GENERAL_MEASURE) -> str:
    """A number in words or figures, in Chinese with a measure word."""
    if speaker.lang == "zh":
        words = CHINESE_NUMBERS.get(number) or _CHINESE_MORE[number]
        return (str(number) if speaker.chance(0.25) else words) + measure
    return str(number) if speaker.chance(0.3) else _ENGLISH_NUMBERS[number]


def measure_of(speaker: Speaker, thing: Thing) -> str:
    """A thing's measure word, now and then the one that goes with anything."""
    return GENERAL_MEASURE if speaker.chance(0.12) else thing.measure


@cache
def _colors(lang: str) -> list[tuple[str, str]]:
    found = []
    for term in WRITTEN_WORLD.terms("color"):
        names = [term.name, *term.english] if lang == "en" else [n for n in term.chinese if len(n) > 1]
        found += [(name, term.name) for name in dict.fromkeys(names)]
    return found if lang == "en" else [*found, *SHORT_COLORS.items()]


_COMMON = ("red", "blue", "green", "yellow", "white", "black", "pink", "purple", "orange", "brown", "grey", "gold")


def random_color(speaker: Speaker) -> tuple[str, str]:
    """Draw a colour: its words, and what plans call it: an unlisted one by its words."""
    if speaker.chance(UNLISTED):
        word = speaker.pick(OUTSIDE_COLORS[speaker.lang])
        return word, word
    known = _colors(speaker.lang)
    if speaker.chance(0.45):
        name = speaker.pick(_COMMON)
        return speaker.pick([pair for pair in known if pair[1] == name])
    return speaker.pick(known)


def two_colors(speaker: Speaker) -> tuple[tuple[str, str], tuple[str, str]]:
    """Draw two different colours."""
    first = random_color(speaker)
    while (second := random_color(speaker))[1] == first[1]:
        pass
    return first, second


def color_word(speaker: Speaker, name: str) -> str:
    """Words for a colour of a brief."""
    words = [word for word, known in _colors(speaker.lang) if known == name]
    return speaker.pick(words) if words else name


@cache
def _outside_scenes(lang: str) -> list[str]:
    return [
        name
        for name in OUTSIDE_SCENES[lang]
        if copyable(name) and not WRITTEN_WORLD.find("thing", name) and not WRITTEN_WORLD.find("scene", name)
    ]


def scene_phrase(speaker: Speaker) -> tuple[str, str]:
    """Draw words for being somewhere ("at the library"), and what plans call the place."""
    if speaker.chance(UNLISTED_PLACES):
        word = speaker.pick(_outside_scenes(speaker.lang))
        if speaker.lang == "en":
            return speaker.pick(["in a ", "at the ", "in the ", "at a "]) + word, word
        return word + speaker.pick(["里", "里", "", "那儿", "里面"]), word
    name = speaker.pick(list(SCENES))
    return speaker.pick(SCENES[name][speaker.lang]), name


def scene_name(speaker: Speaker) -> tuple[str, str]:
    """Draw the name of a place ("library"), and what plans call it."""
    if speaker.chance(UNLISTED_PLACES):
        word = speaker.pick(_outside_scenes(speaker.lang))
        return word, word
    term = speaker.pick(WRITTEN_WORLD.terms("scene"))
    names = term.english if speaker.lang == "en" else term.chinese
    # "In the air" and "streams" are said, but name no background.
    return speaker.pick([name for name in names if not name.startswith("in ")]), term.name
