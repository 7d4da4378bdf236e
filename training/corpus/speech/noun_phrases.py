"""Noun phrases: a thing with its colour, number, size and place."""

from __future__ import annotations

from typing import Any, NamedTuple

from agent.brief.wording import NUMBERS
from tools.vocabulary.storybook import lexicon
from training.corpus.speech.speaker import Speaker
from training.corpus.wordings.attributes import CHINESE_NUMBERS, UNKNOWN_COLORS

TRAILING = 0.35
"""Share of phrases whose attributes may follow the noun, and do."""


class NounPhrase(NamedTuple):
    """A thing in words.

    Attributes:
        text: The phrase.
        fields: Fields of an edit: `what` as it is said, and those of color, count, size and place that are said.
    """

    text: str
    fields: dict[str, Any]

    @property
    def noun(self) -> str:
        """The canonical noun, or the words for one that the storybook does not know."""
        return canonical_noun(self.fields["what"])


class _Attributes(NamedTuple):
    """What is said of a thing beside its name."""

    color: str | None
    number: int
    size: str | None
    place: str | None

    def fields(self, what: str) -> dict[str, Any]:
        """Return what an edit says of a thing of that name."""
        values = {
            "color": self.color,
            "count": self.number if self.number > 1 else None,
            "size": self.size,
            "place": self.place,
        }
        return {"what": what} | {k: v for k, v in values.items() if v is not None}


def canonical_noun(what: str) -> str:
    """Return the storybook's noun that a word stands for, or the word itself."""
    return lexicon.noun(what) or what


def with_indefinite_article(noun: str) -> str:
    """Put "a" or "an" before an English noun, by its first letter."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def noun_phrase(
    speaker: Speaker, with_attributes: bool = True, plural: bool = True, trailing: bool = False
) -> NounPhrase:
    """Draw a thing and what is said of it.

    Args:
        speaker: Who says it.
        with_attributes: Whether it may have a colour, a size and a place.
        plural: Whether there may be more than one.
        trailing: Whether its attributes may follow the noun.
    """
    what = speaker.noun()
    attributes = _random_attributes(speaker, with_attributes, plural)
    if speaker.lang == "en":
        return _english_phrase(speaker, what, attributes, trailing)
    return _chinese_phrase(speaker, what, attributes, trailing)


def _random_attributes(speaker: Speaker, with_attributes: bool, plural: bool) -> _Attributes:
    number = int(speaker.rng.choice([1, 2, 3, 4, 5], p=[0.66, 0.15, 0.1, 0.07, 0.02])) if plural else 1
    color = speaker.pick(list(lexicon.COLORS)) if with_attributes and speaker.chance(0.45) else None
    if color and speaker.chance(0.06):
        color = speaker.pick(UNKNOWN_COLORS[speaker.lang])
    size = speaker.pick(["small", "large"]) if with_attributes and speaker.chance(0.18) else None
    place = speaker.pick(list(lexicon.PLACES)) if with_attributes and speaker.chance(0.2) else None
    return _Attributes(color, number, size, place)


def _english_phrase(speaker: Speaker, what: str, attributes: _Attributes, trailing: bool) -> NounPhrase:
    name = what if attributes.number == 1 else lexicon.plural(what)
    if attributes.number > 1:
        number = speaker.pick([NUMBERS.get(attributes.number, "five"), str(attributes.number)])
    else:
        number = speaker.pick(["a", "a", "one"])
    if trailing and (attributes.color or attributes.place) and speaker.chance(TRAILING):
        text = _english_trailing(speaker, number, name, attributes)
    else:
        words = [
            number,
            speaker.size(attributes.size) if attributes.size else "",
            attributes.color or "",
            name,
            speaker.place(attributes.place) if attributes.place else "",
        ]
        text = " ".join(word for word in words if word)
    return NounPhrase(text, attributes.fields(name))


def _english_trailing(speaker: Speaker, number: str, name: str, attributes: _Attributes) -> str:
    """Return a thing with its colour and place behind it: "a kite, red, at the top"."""
    tail = [attributes.color] if attributes.color else []
    tail += [speaker.place(attributes.place)] if attributes.place else []
    joint = speaker.pick([", ", ": ", " - ", " in " if tail == [attributes.color] else ", "])
    size = f"{speaker.size(attributes.size)} " if attributes.size else ""
    return f"{number} {size}{name}{joint}{', '.join(tail)}"


def _chinese_phrase(speaker: Speaker, what: str, attributes: _Attributes, trailing: bool) -> NounPhrase:
    if trailing and (attributes.color or attributes.place or attributes.size) and speaker.chance(TRAILING):
        return NounPhrase(_chinese_trailing(speaker, what, attributes), attributes.fields(what))
    measure = speaker.measure(what)
    number = (
        speaker.pick([CHINESE_NUMBERS[attributes.number], str(attributes.number)]) if attributes.number > 1 else "一"
    )
    adjectives = _chinese_adjectives(speaker, what, attributes)
    has_number = attributes.number > 1 or speaker.chance(0.7)
    text = f"{number}{measure}{adjectives}{what}" if has_number else f"{adjectives}{what}"
    if attributes.number == 1 and text.startswith("一") and speaker.chance(0.15):
        text = text[1:]
    if attributes.place:
        place = speaker.place(attributes.place)
        text = f"{place}{speaker.pick(['有', '的', ''])}{text}"
    return NounPhrase(text, attributes.fields(what))


def _chinese_adjectives(speaker: Speaker, what: str, attributes: _Attributes) -> str:
    """Return size and colour, sometimes in their short forms: 大猫, 红气球."""
    size = speaker.size(attributes.size) if attributes.size else ""
    color = f"{speaker.color(attributes.color)}的" if attributes.color else ""
    if attributes.size and not attributes.color and speaker.chance(0.4):
        short = "大" if attributes.size == "large" else "小"
        # Not where size and noun together name another thing.
        if lexicon.noun(short + what) is None:
            return short
    elif attributes.color and not attributes.size and speaker.chance(0.15):
        return speaker.color(attributes.color)
    return size + color


def _chinese_trailing(speaker: Speaker, what: str, attributes: _Attributes) -> str:
    """Return a thing with what is said of it behind it: 一把雨伞，红的，放左边."""
    number = CHINESE_NUMBERS[attributes.number] if attributes.number > 1 else speaker.pick(["一", ""])
    measure = speaker.measure(what)
    parts = []
    if attributes.color:
        before = speaker.pick(["", "要", ""])
        color = speaker.color(attributes.color)
        parts.append(f"{before}{color}{speaker.pick(['的', '的那种', ''])}")
    if attributes.size:
        before = speaker.pick(["", "要"])
        short = "大" if attributes.size == "large" else "小"
        size = speaker.pick([short, speaker.size(attributes.size)[:-1]])
        parts.append(f"{before}{size}{speaker.pick(['的', '一点的', '点'])}")
    if attributes.place:
        before = speaker.pick(["放", "在", ""])
        parts.append(f"{before}{speaker.place(attributes.place)}")
    joint = speaker.pick(["，", "，", "：", "、"])
    return f"{number}{measure}{what}{joint}{'，'.join(parts)}"
