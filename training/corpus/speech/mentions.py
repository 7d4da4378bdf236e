"""How a person mentions an element of the picture, a place beside one, or another picture's number."""

from __future__ import annotations

from typing import Any, NamedTuple

from agent.brief.edits import Edit
from agent.brief.model import Brief, Element
from agent.brief.resolution import resolve_edit
from agent.director.view import View
from tools.vocabulary import vocabulary_of
from tools.vocabulary.base import UnknownTerm
from tools.vocabulary.storybook import lexicon
from training.corpus.speech.speaker import Speaker
from training.corpus.wordings.attributes import (
    CHINESE_IT,
    CHINESE_NUMBERS,
    ORDINALS,
    OTHER_ONE,
    PLURAL_PRONOUNS,
    PRONOUNS,
    RELATIONS,
    RELATIONS_TO_IT,
)
from training.corpus.wordings.navigation import PICTURE_NUMBERS, PICTURE_ORDINALS

STORYBOOK = vocabulary_of("storybook")


class Mention(NamedTuple):
    """An element of the picture in words.

    Attributes:
        text: The words, in English mostly with an article.
        name: The name that a plan should carry.
    """

    text: str
    name: str


class RelativePlace(NamedTuple):
    """A place beside an element.

    Attributes:
        text: The words.
        fields: What an edit says of it: rel and of.
    """

    text: str
    fields: dict[str, Any]


def lone_view(brief: Brief) -> View:
    """Return a view of a brief in which "it" stands for nothing, so that things are called by their names."""
    return View(brief, None, 0, None, ())


def without_focus(view: View) -> View:
    """Return a view of the same brief in which "it" stands for nothing."""
    return lone_view(view.brief)


def element_names(view: View) -> list[str]:
    """Return the names of the picture's elements."""
    return [element.what for element in view.brief.elements]


def implied_element(view: View) -> str | None:
    """Return what a value alone is said of: the only element, else the one in focus."""
    names = element_names(view)
    implied = names[0] if len(names) == 1 else view.focus
    return implied if implied in names else None


def _head_noun(speaker: Speaker, view: View, what: str) -> str | None:
    """Return the end of an element's name, where the end alone tells it from the others."""
    known = lexicon.nouns().get(what)
    if speaker.lang == "en":
        name = speaker.pick(known.english if known else [what])
        head = name.split(" ")[-1]
    else:
        name = speaker.pick(known.chinese if known else [what])
        head = next((name[at:] for at in (1, 2) if len(name) - at > 0 and lexicon.noun(name[at:])), name)
    if head == name:
        return None
    try:
        resolved = resolve_edit(Edit(op="remove", what=head), view.brief, STORYBOOK).what
    except UnknownTerm:
        return None
    return head if resolved == what else None


def mention(speaker: Speaker, view: View, what: str) -> Mention:
    """Draw words for an element of the picture: a pronoun for the one in focus, or a name."""
    element = view.brief.element(what)
    if view.focus == what and speaker.chance(0.5):
        several = element is not None and element.count > 1
        return Mention(speaker.pick((PLURAL_PRONOUNS if several else PRONOUNS)[speaker.lang]), what)
    names = element_names(view)
    is_other_of_two = len(names) == 2 and view.focus in names and what != view.focus
    if is_other_of_two and speaker.chance(0.25):
        return Mention(speaker.pick(OTHER_ONE[speaker.lang]), what)
    if speaker.chance(0.1) and (head := _head_noun(speaker, view, what)):
        article = speaker.pick(["the ", "the ", "that ", ""]) if speaker.lang == "en" else ""
        return Mention(f"{article}{head}", head)
    if speaker.lang == "zh":
        return _chinese_mention(speaker, what)
    return _english_mention(speaker, element, what)


def _chinese_mention(speaker: Speaker, what: str) -> Mention:
    known = lexicon.nouns().get(what)
    name = speaker.name(what)
    if known is not None:
        name = speaker.pick(known.chinese) if speaker.chance(0.85) else known.chinese[0]
    text = f"那{speaker.pick(['个', '只', '些'])}{name}" if speaker.chance(0.15) else name
    return Mention(text, name)


def _english_mention(speaker: Speaker, element: Element | None, what: str) -> Mention:
    name = speaker.name(what)
    if element and element.count > 1:
        name = lexicon.plural(name)
    colored = f"the {element.color} " if element and element.color and element.kind is None else "the "
    article = speaker.pick(["the ", "the ", "the ", "that ", "", colored])
    return Mention(f"{article}{name}", name)


def mention_two(speaker: Speaker, view: View) -> list[Mention] | None:
    """Draw words for two elements by their names; None where the names don't tell them apart."""
    # "It" and "the other" say nothing beside each other.
    unseen = without_focus(view)
    mentions = [mention(speaker, unseen, what) for what in speaker.pick_two(element_names(view))]
    return mentions if len({lexicon.noun(name) or name for _, name in mentions}) == 2 else None


def relative_place(speaker: Speaker, view: View, exclude: str | None = None) -> RelativePlace | None:
    """Draw a place beside an element other than `exclude`, by its name or as "it"; None where there is none."""
    others = [what for what in element_names(view) if what != exclude]
    if not others:
        return None
    kind = speaker.pick(list(lexicon.RELATIONS))
    implied = implied_element(view)
    if implied in others and speaker.chance(0.4):
        side = speaker.pick(RELATIONS_TO_IT[speaker.lang][kind])
        text = side if speaker.lang == "en" else f"{speaker.pick(CHINESE_IT)}{side}"
        return RelativePlace(text, {"rel": kind, "of": implied})
    label, name = mention(speaker, without_focus(view), speaker.pick(others))
    if speaker.lang == "zh":
        particle = "的" if speaker.chance(0.3) else ""
        text = f"{label}{particle}{speaker.pick(RELATIONS['zh'][kind])}"
    else:
        text = f"{speaker.pick(RELATIONS['en'][kind])} {label}"
    return RelativePlace(text, {"rel": kind, "of": name})


def picture_number(speaker: Speaker, number: int) -> str:
    """Draw words for a picture by its number."""
    patterns = PICTURE_NUMBERS[speaker.lang]
    if speaker.lang == "zh":
        ordinal = str(CHINESE_NUMBERS.get(number, number)).replace("两", "二")
    else:
        ordinal = ORDINALS.get(number, "")
        patterns = [*patterns, *PICTURE_ORDINALS] if ordinal else patterns
    return speaker.pick(patterns).format(n=number, ordinal=ordinal)
