"""Noun phrases of the second edition, mentions of what the picture shows, and how one thing stands to another."""

from __future__ import annotations

from typing import Any, NamedTuple

from agent.brief.model import Brief, Element
from agent.brief.references import find_elements
from agent.director.pocket.candidates import message_candidates
from agent.director.view import View
from benchmarks.reading.written_world import WRITTEN_WORLD
from training.corpus.speech.noun_phrases import NounPhrase
from training.corpus.speech.speaker import Speaker
from training.corpus.speech.things import Thing, things
from training.corpus.wordings.attributes import PLURAL_PRONOUNS, PRONOUNS
from training.corpus.wordings.world.relations import PRONOUN_OF, RELATIONS
from training.corpus.wordings.world.settings import DOINGS
from training.corpus.world.words import (
    DOERS,
    color_word,
    measure_of,
    number_word,
    plural,
    random_color,
    random_thing,
    random_word,
    with_article,
)

SIZES = {
    "en": {"large": ["big", "big", "large", "huge", "giant"], "small": ["small", "little", "tiny", "small"]},
    "zh": {"large": ["大", "大", "很大的", "巨大的"], "small": ["小", "小", "很小的", "迷你的"]},
}


class Said(NamedTuple):
    """A thing that the picture shows, in words.

    Attributes:
        text: The words, in English mostly with "the".
        name: What the plan calls it.
        element: The thing.
    """

    text: str
    name: str
    element: Element


class Traits(NamedTuple):
    """What is said of a thing.

    Attributes:
        color: The colour's words, and what plans call it.
        size: "small" or "large".
        number: How many.
        doing: A key of `DOINGS`.
        article: Whether a single one gets an article or a measure word.
    """

    color: tuple[str, str] | None = None
    size: str | None = None
    number: int = 1
    doing: str | None = None
    article: bool = True


def phrase_of(speaker: Speaker, thing: Thing, traits: Traits | None = None) -> NounPhrase:
    """A thing of a kind in words, and what an edit says of it.

    Args:
        speaker: Who says it.
        thing: The kind.
        traits: What is said of it.
    """
    color, size, count, doing, article = traits or Traits()
    word = random_word(speaker, thing)
    if color and _is_a_name(speaker, color[0], word):
        color = None
    if speaker.lang == "en":
        several = word.endswith("s") and not word.endswith(("ss", "us", "is", "as", "os"))
        article = article and not several
        word = plural(word) if count > 1 and not several else word
        parts = [speaker.pick(SIZES["en"][size])] if size else []
        parts += [color[0]] if color else []
        acts = speaker.pick(DOINGS[doing]["en"]) if doing else ""
        before = doing is not None and acts == f"{doing}" and speaker.chance(0.3)
        parts += [acts, word] if before else [word, acts] if acts else [word]
        text = " ".join(parts)
        if count > 1:
            text = f"{number_word(speaker, count)} {text}"
        elif article:
            text = with_article(text) if speaker.chance(0.9) else f"one {text}"
    else:
        text = _chinese(speaker, thing, word, Traits(color, size, count, doing, article))
    fields: dict[str, Any] = {"what": word, "color": color and color[1], "size": size, "doing": doing}
    fields["count"] = count if count > 1 else None
    return NounPhrase(text, {key: value for key, value in fields.items() if value is not None})


def _is_a_name(speaker: Speaker, color: str, word: str) -> bool:
    """Whether a colour before a word is another thing's name: a green apple."""
    joint = f"{color} {word}" if speaker.lang == "en" else color.removesuffix("色") + word
    return WRITTEN_WORLD.find("thing", joint) is not None


def _chinese(speaker: Speaker, thing: Thing, word: str, traits: Traits) -> str:
    color, size, count, doing, article = traits
    short = speaker.chance(0.4)
    tint = (color[0].removesuffix("色") if short and len(color[0]) < 4 else f"{color[0]}的") if color else ""
    if tint and tint in ("金", "银", "米", "青", "橘", "古铜", "香槟", "奶茶", "焦糖", "珊瑚", "豆沙", "彩虹"):
        tint += "色"
    big = speaker.pick(SIZES["zh"][size]) if size else ""
    if big and (WRITTEN_WORLD.find("thing", big + word) or word[0] in "大小"):
        big = speaker.pick(SIZES["zh"][str(size)][2:3])
    if big in ("大", "小") and (tint.endswith("的") or not short):
        big += "" if tint.endswith("的") else speaker.pick(["", "的"])
    acts = f"在{speaker.pick(DOINGS[doing]['zh'])}的" if doing else ""
    body = f"{acts}{big}{tint}{word}" if big.endswith("的") else f"{acts}{tint}{big}{word}"
    if count > 1:
        return number_word(speaker, count, measure_of(speaker, thing)) + body
    if article:
        return "一" + measure_of(speaker, thing) + body
    return body


def random_phrase(
    speaker: Speaker, *groups: str, single: bool = False, plain: float = 0.4, doing: float = 0.25, article: bool = True
) -> NounPhrase:
    """Draw a thing and what is said of it.

    Args:
        speaker: Who says it.
        groups: The groups that it is of.
        single: Whether there is only one.
        plain: How often nothing is said of it.
        doing: How often one that can do something does.
        article: Whether a single one gets an article or a measure word.
    """
    thing = random_thing(speaker, *groups)
    if speaker.chance(plain):
        return phrase_of(speaker, thing, Traits(article=article))
    color = random_color(speaker) if speaker.chance(0.5) else None
    size = speaker.pick(["small", "large"]) if speaker.chance(0.2) else None
    count = 1 if single or speaker.chance(0.65) else random_count(speaker)
    acts = speaker.pick(list(DOINGS)) if thing.group in DOERS and speaker.chance(doing) else None
    return phrase_of(speaker, thing, Traits(color, size, count, acts, article))


def random_count(speaker: Speaker) -> int:
    """Draw a number of things above one."""
    shares = [0.32, 0.25, 0.15, 0.1, 0.06, 0.03, 0.03, 0.01, 0.02, 0.01, 0.02]
    return int(speaker.rng.choice(list(range(2, 13)), p=shares))


def sayable(speaker: Speaker, brief: Brief) -> list[Element]:
    """The elements of a brief that have a name in the speaker's language."""
    return [e for e in brief.elements if e.noun in things() or e.noun.isascii() == (speaker.lang == "en")]


def noun_word(speaker: Speaker, element: Element) -> str:
    """Draw a name of an element's kind in the speaker's language."""
    known = things().get(element.noun)
    return random_word(speaker, known) if known else element.noun


def say(speaker: Speaker, view: View, element: Element, pronoun: bool = True) -> Said:
    """Draw words for an element: a pronoun for the one in focus, or a name that tells it from others of its kind."""
    if pronoun and view.focus == element.what and speaker.chance(0.4):
        several = element.count > 1
        known = things().get(element.noun)
        if known is not None and known.group == "person" and not several and speaker.chance(0.6):
            words = ["him", "her"] if speaker.lang == "en" else ["他", "她"]
            return Said(speaker.pick(words), element.what, element)
        return Said(speaker.pick((PLURAL_PRONOUNS if several else PRONOUNS)[speaker.lang]), element.what, element)
    word = noun_word(speaker, element)
    if speaker.lang == "en":
        return _say_in_english(speaker, element, word)
    return _say_in_chinese(speaker, view.brief, element, word)


def _told(speaker: Speaker, element: Element) -> str:
    """What tells an element from others of its kind, in words that stand before its name."""
    if element.kind is None:
        return ""
    telling = element.what.removesuffix(element.noun).strip()
    english = speaker.lang == "en"
    parts = []
    if element.size and element.size in telling:
        parts.append(
            speaker.pick(SIZES["en"][element.size][:2]) if english else {"large": "大"}.get(element.size, "小")
        )
    if element.color and element.color in telling:
        word = color_word(speaker, element.color)
        parts.append(word if english or len(word) > 3 else word.removesuffix("色") or word)
    if element.doing and element.doing in telling:
        parts.append(element.doing if english else f"{speaker.pick(DOINGS[element.doing]['zh'])}的")
    if element.place and element.place in telling and element.place not in ("top left",):
        parts.append(element.place if english else {"left": "左边的", "right": "右边的"}.get(element.place, ""))
    return " ".join(parts) if english else "".join(parts)


def _say_in_english(speaker: Speaker, element: Element, word: str) -> Said:
    word = plural(word) if element.count > 1 else word
    told = _told(speaker, element)
    bare = f"{told} {word}".strip()
    article = speaker.pick(["the ", "the ", "the ", "the ", "those " if element.count > 1 else "that ", "", "my "])
    return Said(f"{article}{bare}", element.what if told else word, element)


def _say_in_chinese(speaker: Speaker, brief: Brief, element: Element, word: str) -> Said:
    told = _told(speaker, element)
    bare = told + word
    known = things().get(element.noun)
    measure = measure_of(speaker, known) if known else "个"
    article = f"{speaker.pick(['那', '这'])}{measure}" if speaker.chance(0.12) else ""
    # The words themselves where a plan can copy them, as in the written sessions.
    copied = bare in message_candidates(bare) and find_elements(bare, brief, WRITTEN_WORLD) == [element.what]
    return Said(article + bare, bare if not told or copied else element.what, element)


def relation_words(speaker: Speaker, rel: str, landmark: str) -> str:
    """Words for standing to something: "behind the cat", 猫后面."""
    return speaker.expand(speaker.pick(RELATIONS[rel][speaker.lang])).format(of=landmark)


def relation_to_it(speaker: Speaker, rel: str) -> str:
    """Words for standing to what "it" means: "behind it", 它后面."""
    pronoun = speaker.pick(PRONOUN_OF[speaker.lang])
    return relation_words(speaker, rel, pronoun)
