"""The eyes' grammar as sentences in English and Chinese.

A caption is a list of words. "<and>" ends a thing: a number, a colour, a size, a place on the page and "noun:dog", in
any order. "scene:forest", "time:night", "weather:rain", "look:sepia" and "style:oil" are said of the whole picture.
Names of several words are one word of the list ("light blue").
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tools.content import ContentSpec, ThingSpec
from tools.vocabulary.chinese import counted, noun_phrase
from tools.vocabulary.pages import lexicon
from tools.vocabulary.pages.plurals import plural, with_article

_USUAL = {"time": "day", "weather": "clear"}
"""What goes without saying."""
_ENGLISH_WHOLE = {
    "dawn": "at dawn", "dusk": "at dusk", "night": "at night", "rain": "in the rain", "snow": "in falling snow",
    "fog": "in fog", "storm": "in a storm", "sepia": "in sepia", "black and white": "in black and white",
}  # fmt: skip

_TABLES = {
    "scene": lexicon.SCENES, "time": lexicon.TIMES, "weather": lexicon.WEATHERS, "look": lexicon.LOOKS,
    "style": lexicon.STYLES,
}  # fmt: skip


@dataclass
class Phrase:
    """What a caption says of one thing; empty where it says nothing."""

    noun: str = ""
    color: str = ""
    count: int = 1
    size: str = ""
    place: str = ""


@dataclass
class ParsedCaption:
    """What a caption says: its things, and by kind what it says of the whole picture."""

    things: list[Phrase] = field(default_factory=list)
    whole: dict[str, str] = field(
        default_factory=lambda: dict.fromkeys(("scene", "time", "weather", "look", "style"), "")
    )


_ATTRIBUTES = {
    **dict.fromkeys(lexicon.COLORS, "color"), **dict.fromkeys(lexicon.SIZES, "size"),
    **dict.fromkeys(lexicon.PLACES, "place"),
}  # fmt: skip
"""What a word of the grammar says of a thing."""


def parse_caption(words: list[str]) -> ParsedCaption:
    """The grammar's words as phrases, and what is said of the whole; what goes without saying is left out."""
    found, current = ParsedCaption(), Phrase()
    for word in [*words, "<and>"]:
        kind, _, value = word.partition(":")
        if word == "<and>":
            found.things += [current] if current.noun else []
            current = Phrase()
        elif kind in found.whole:
            found.whole[kind] = "" if _USUAL.get(kind) == value else value
        elif kind == "noun":
            current.noun = value
        elif word.isdigit():
            current.count = int(word)
        elif word in _ATTRIBUTES:
            setattr(current, _ATTRIBUTES[word], word)
    return found


def read_caption(words: list[str]) -> ContentSpec:
    """What a caption in the grammar says the picture shows: things with count and colour, and the whole."""
    caption = parse_caption(words)
    found: dict[tuple[str, str], ThingSpec] = {}
    nouns = [thing.noun for thing in caption.things]
    for thing in caption.things:
        known = found.get((thing.noun, thing.color))
        count = thing.count + (known.count or 0 if known else 0)
        key = " ".join(filter(None, (thing.color, thing.noun))) if nouns.count(thing.noun) > 1 else thing.noun
        found[thing.noun, thing.color] = ThingSpec(
            name=thing.noun, count=count, color=thing.color or None, key=key if key != thing.noun else None
        )
    return ContentSpec(things=tuple(found.values()), **{kind: value or None for kind, value in caption.whole.items()})


def caption_sentence(words: list[str], language: str = "en") -> str:
    """One line about a picture, in English ("en") or Chinese ("zh")."""
    caption = parse_caption(words)
    return _chinese_caption(caption) if language == "zh" else _english_caption(caption)


def _english_caption(caption: ParsedCaption) -> str:
    whole = caption.whole
    body = ", ".join(map(_english, caption.things)) or "nothing that I know"
    lit = " ".join(_ENGLISH_WHOLE[word] for kind in ("time", "weather") if (word := whole[kind]))
    setting = " ".join(filter(None, (f"{whole['scene']} scene" if whole["scene"] else "", lit)))
    style = f"{whole['style']} style" if whole["style"] else ""
    look = _ENGLISH_WHOLE.get(whole["look"], "")
    return "; ".join(filter(None, (body, setting, style, look)))


def _chinese_caption(caption: ParsedCaption) -> str:
    whole = {kind: _TABLES[kind][word][0] if word in _TABLES[kind] else word for kind, word in caption.whole.items()}
    body = "、".join(map(_chinese, caption.things)) or "没有我认识的东西"
    setting = f"场景是{whole['scene']}" if whole["scene"] else ""
    lit = "，".join(filter(None, (setting, whole["time"], whole["weather"])))
    style = f"{whole['style']}风格" if whole["style"] else ""
    look = f"{whole['look']}的" if whole["look"] else ""
    return "；".join(filter(None, (body, lit, style, look)))


def _english(thing: Phrase) -> str:
    noun = thing.noun if thing.count == 1 else plural(thing.noun)
    words = " ".join(w for w in (thing.size, thing.color, noun) if w)
    words = with_article(words, thing.noun) if thing.count == 1 else f"{thing.count} {words}"
    return words + (f" ({thing.place})" if thing.place else "")


def _chinese(thing: Phrase) -> str:
    color, size, noun = (lexicon.chinese(word) for word in (thing.color, thing.size, thing.noun))
    place = f"（{lexicon.chinese(thing.place)}）" if thing.place else ""
    return counted(thing.count, lexicon.measure_word(thing.noun)) + noun_phrase(noun, color, size) + place
