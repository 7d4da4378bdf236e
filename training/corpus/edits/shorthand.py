"""Edits in signs, versions, edits of what is in focus or of all the rest, and things corrected in the same message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from agent.brief.edits import Edit
from agent.director.view import View
from tools.vocabulary.storybook import lexicon
from training.corpus.edits.elliptical import OPPOSITE_RELATION, swapped_places
from training.corpus.messages import EditMessage
from training.corpus.speech.mentions import (
    element_names,
    implied_element,
    mention,
    relative_place,
    without_focus,
)
from training.corpus.speech.noun_phrases import (
    NounPhrase,
    canonical_noun,
    noun_phrase,
    with_indefinite_article,
)
from training.corpus.speech.speaker import Speaker
from training.corpus.wordings.attributes import RELATIONS
from training.corpus.wordings.shorthand import (
    ADD_VERBS,
    AFTER_ALL,
    ALL_OTHERS,
    CORRECTIONS,
    IT_BECOMES,
    ONE_MORE_OR_FEWER,
    PLACE_CORRECTION,
    REMOVE_ONE,
    REPLACE,
    SWAP_BOTH,
    VERSION,
)

PLURAL_WORDS = ("others", "ones", "rest", "two", "剩", "其他", "其余", "别的", "那些", "几个", "余")
"""Words by which a message speaks of several other things."""


def replace_by_sign(speaker: Speaker, view: View) -> EditMessage | None:
    """Draw one thing in place of another, with an arrow or as a thought."""
    names = element_names(view)
    if not names:
        return None
    phrase = noun_phrase(speaker, with_attributes=speaker.chance(0.3), plural=False)
    if phrase.noun in names:
        return None
    new = phrase.fields["what"]
    fields = {key: value for key, value in phrase.fields.items() if key != "what"}
    implied = implied_element(view)
    if implied and speaker.chance(0.25):
        text = speaker.wording(IT_BECOMES[speaker.lang]).format(np=phrase.text)
        return EditMessage(text, (Edit(op="replace", what=implied, to=new, **fields),))
    label, name = mention(speaker, without_focus(view), speaker.pick(names))
    pattern = speaker.wording(REPLACE[speaker.lang])
    text = phrase.text
    if "{b}" in pattern:
        # Between signs a thing has no article.
        by_name = speaker.chance(0.5)
        text = new if by_name or not speaker.chance(0.4) else text
        fields = {} if text == new else fields
        label = name if by_name else label
    message = pattern.format(what=label, b=text, np=text)
    return EditMessage(message, (Edit(op="replace", what=name, to=new, **fields),))


def new_version(speaker: Speaker, view: View) -> EditMessage | None:
    """Draw a request for a version with the implied element in another colour."""
    what = implied_element(view)
    if what is None:
        return None
    words, color = speaker.random_color()
    text = speaker.wording(VERSION[speaker.lang]).format(color=words)
    return EditMessage(text, (Edit(op="change", what=what, color=color),))


def swap_both(speaker: Speaker, view: View) -> EditMessage | None:
    """Draw a request that the only two elements, which are not named, change places."""
    if len(view.brief.elements) != 2:
        return None
    a, b = view.brief.elements
    return EditMessage(speaker.wording(SWAP_BOTH[speaker.lang]), swapped_places(a.what, b.what))


def color_others(speaker: Speaker, view: View) -> EditMessage | None:
    """Draw a colour for everything but the element in focus."""
    names = element_names(view)
    if view.focus not in names or len(names) < 2:
        return None
    rest = [name for name in names if name != view.focus]
    pattern = speaker.wording(ALL_OTHERS[speaker.lang])
    is_plural = any(word in pattern for word in PLURAL_WORDS)
    if is_plural is not (len(rest) > 1):
        return None
    words, color = speaker.random_color()
    edits = tuple(Edit(op="change", what=name, color=color) for name in rest)
    return EditMessage(pattern.format(color=words), edits)


def one_more_or_fewer(speaker: Speaker, view: View) -> EditMessage | None:
    """Draw a request for one more or one fewer of the implied element."""
    what = implied_element(view)
    element = view.brief.element(what) if what else None
    if what is None or element is None:
        return None
    kind = "fewer" if element.count > 1 and speaker.chance(0.6) else "more"
    text = speaker.wording(ONE_MORE_OR_FEWER[kind][speaker.lang]).format(m=speaker.measure(what))
    if kind == "more":
        return EditMessage(text, (Edit(op="add", what=what),))
    return EditMessage(text, (Edit(op="change", what=what, count=element.count - 1),))


def _display_name(speaker: Speaker, what: str) -> str:
    """Return a thing's name as it is, in Chinese one of its Chinese names."""
    known = lexicon.nouns().get(what)
    return what if speaker.lang == "en" or known is None else speaker.pick(known.chinese)


def remove_one(speaker: Speaker, view: View) -> EditMessage | None:
    """Make up a request for one fewer of an element of which there are several; None where there is none."""
    several = [element for element in view.brief.elements if element.count > 1]
    if not several:
        return None
    element = speaker.pick(several)
    name = _display_name(speaker, element.what)
    pattern = speaker.wording(REMOVE_ONE[speaker.lang])
    text = pattern.format(base=name, whats=lexicon.plural(name), m=speaker.measure(element.what))
    return EditMessage(text, (Edit(op="change", what=name, count=element.count - 1),))


def want_after_all(speaker: Speaker, view: View) -> EditMessage | None:
    """Draw a request for something that was to be left out."""
    if not view.brief.avoid:
        return None
    what = speaker.pick(view.brief.avoid)
    name = _display_name(speaker, what)
    color = speaker.pick(list(lexicon.COLORS)) if speaker.chance(0.4) else None
    place = speaker.pick(list(lexicon.PLACES)) if speaker.chance(0.3) else None
    phrase = _wanted_thing(speaker, name, what, color, place)
    pattern = speaker.wording(AFTER_ALL[speaker.lang])
    if "{np}" not in pattern:
        color = place = None
    text = pattern.format(whats=lexicon.plural(name), what=name, np=phrase)
    return EditMessage(text, (Edit(op="add", what=name, color=color, place=place),))


def _wanted_thing(speaker: Speaker, name: str, what: str, color: str | None, place: str | None) -> str:
    if speaker.lang == "en":
        phrase = with_indefinite_article(f"{color} {name}" if color else name)
        return phrase + (f" {speaker.place(place)}" if place else "")
    number = "一" + speaker.measure(what) if speaker.chance(0.5) else ""
    adjective = speaker.color(color) + "的" if color else ""
    return f"{number}{adjective}{name}" + (f"，放{speaker.place(place)}" if place else "")


class _CorrectedPlace(NamedTuple):
    """A place that is taken back, the one that counts, and what an edit says of that."""

    wrong: str
    right: str
    fields: dict[str, Any]


def _corrected_place(speaker: Speaker, view: View) -> _CorrectedPlace | None:
    if speaker.chance(0.4) and view.brief.elements:
        beside = relative_place(speaker, without_focus(view))
        if beside is None:
            return None
        kind = OPPOSITE_RELATION[beside.fields["rel"]]
        wrong = speaker.pick(RELATIONS[speaker.lang][kind])
        return _CorrectedPlace(wrong + (" the" if speaker.lang == "en" else ""), beside.text, beside.fields)
    wrong, right = (speaker.pick(list(lexicon.PLACES)) for _ in range(2))
    if wrong == right:
        return None
    return _CorrectedPlace(speaker.place(wrong), speaker.place(right), {"place": right})


def corrected_addition(speaker: Speaker, view: View) -> EditMessage | None:
    """Draw a thing to add that is corrected, or whose place is, before the message ends."""
    phrase = noun_phrase(speaker, with_attributes=speaker.chance(0.4), plural=False)
    correction = speaker.pick(CORRECTIONS[speaker.lang])
    if "place" in phrase.fields:
        return None
    verb = speaker.pick(ADD_VERBS[speaker.lang])
    if speaker.chance(0.5):
        return _correct_place(speaker, view, phrase, verb, correction)
    wrong = speaker.noun()
    if canonical_noun(wrong) == phrase.noun:
        return None
    if speaker.lang == "en":
        first = with_indefinite_article(wrong)
    else:
        first = f"{'一' + speaker.measure(wrong) if speaker.chance(0.5) else ''}{wrong}"
    return EditMessage(f"{verb}{first}{correction}{phrase.text}", (Edit(op="add", **phrase.fields),))


def _correct_place(speaker: Speaker, view: View, phrase: NounPhrase, verb: str, correction: str) -> EditMessage | None:
    places = _corrected_place(speaker, view)
    if places is None:
        return None
    verb = verb or ("放" if speaker.lang == "zh" else "")
    text = speaker.pick(PLACE_CORRECTION[speaker.lang]).format(
        verb=verb, np=phrase.text, wrong=places.wrong, correction=correction, right=places.right
    )
    return EditMessage(text, (Edit(op="add", **phrase.fields, **places.fields),))


_MAKERS: tuple[Callable[[Speaker, View], EditMessage | None], ...] = (
    replace_by_sign, replace_by_sign, replace_by_sign, new_version, swap_both, color_others, one_more_or_fewer,
    one_more_or_fewer, remove_one, remove_one, want_after_all, corrected_addition, corrected_addition,
)  # fmt: skip
"""One of these is picked, so that a maker comes as often as it is listed."""


def shorthand_edit(speaker: Speaker, view: View) -> EditMessage | None:
    """Draw a message of one of these kinds; None where four tries don't fit the picture."""
    for _ in range(4):
        message = speaker.pick(_MAKERS)(speaker, view)
        if message is not None:
            return message
    return None
