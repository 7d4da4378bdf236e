"""The eyes' grammar as sentences in English and Chinese."""

from __future__ import annotations

from dataclasses import dataclass

from tools.content import ContentSpec, ThingSpec
from tools.vocabulary.chinese import counted, noun_phrase
from tools.vocabulary.english import plural, with_article
from tools.vocabulary.storybook import lexicon


@dataclass
class Phrase:
    """What a caption says of one thing; empty where it says nothing."""

    noun: str = ""
    color: str = ""
    count: int = 1
    size: str = ""
    place: str = ""


_ATTRIBUTES = {
    **dict.fromkeys(lexicon.COLORS, "color"), **dict.fromkeys(lexicon.SIZES, "size"),
    **dict.fromkeys(lexicon.PLACES, "place"),
}  # fmt: skip
"""What a word of the grammar says of a thing."""


def parse_caption(words: list[str]) -> tuple[list[Phrase], str, str]:
    """The grammar's words as phrases, scene and style."""
    things: list[Phrase] = []
    whole = {"scene": "", "style": ""}
    current = Phrase()
    for word in [*words, "<and>"]:
        kind, _, value = word.partition(":")
        if word == "<and>":
            things += [current] if current.noun else []
            current = Phrase()
        elif kind in whole:
            whole[kind] = value
        elif kind == "noun":
            current.noun = value
        elif word.isdigit():
            current.count = int(word)
        elif word in _ATTRIBUTES:
            setattr(current, _ATTRIBUTES[word], word)
    return things, whole["scene"], whole["style"]


def read_caption(words: list[str]) -> ContentSpec:
    """What a caption in the grammar says the picture shows: things with count and colour, scene and style."""
    things, scene, style = parse_caption(words)
    found = {t.noun: ThingSpec(name=t.noun, count=t.count, color=t.color or None) for t in things}
    return ContentSpec(things=tuple(found.values()), scene=scene or None, style=style or None)


def caption_sentence(words: list[str], language: str = "en") -> str:
    """One line about a picture, in English ("en") or Chinese ("zh")."""
    things, scene, style = parse_caption(words)
    if language == "zh":
        body = "、".join(map(_chinese, things)) or "没有我认识的东西"
        return (
            body
            + (f"；场景是{lexicon.chinese(scene)}" if scene else "")
            + (f"；{lexicon.chinese(style)}风格" if style else "")
        )
    body = ", ".join(map(_english, things)) or "nothing that I know"
    return body + (f"; {scene} scene" if scene else "") + (f"; {style} style" if style else "")


def _english(thing: Phrase) -> str:
    noun = thing.noun if thing.count == 1 else plural(thing.noun)
    words = " ".join(w for w in (thing.size, thing.color, noun) if w)
    words = with_article(words, thing.noun) if thing.count == 1 else f"{thing.count} {words}"
    return words + (f" ({thing.place})" if thing.place else "")


def _chinese(thing: Phrase) -> str:
    color, size, noun = (lexicon.chinese(word) for word in (thing.color, thing.size, thing.noun))
    place = f"（{lexicon.chinese(thing.place)}）" if thing.place else ""
    return counted(thing.count, lexicon.measure_word(thing.noun)) + noun_phrase(noun, color, size) + place
