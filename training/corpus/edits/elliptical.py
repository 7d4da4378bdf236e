"""Edits that leave words out or say them indirectly.

A value alone, a thing and a value without a verb, one fewer, who wears what, the other way round, all but one, a scene
by its description, a colour that is corrected in the same message.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from agent.brief.edits import Edit
from agent.director.view import View
from tools.vocabulary.storybook import lexicon
from training.corpus.messages import EditMessage
from training.corpus.speech.mentions import (
    element_names,
    implied_element,
    mention,
    mention_two,
    relative_place,
    without_focus,
)
from training.corpus.speech.speaker import Speaker
from training.corpus.wordings.elliptical import (
    COLOR_CORRECTIONS,
    COLOR_VERBS,
    FEWER,
    GROUPS,
    THING_AND_VALUE,
    VALUE_ALONE,
)
from training.corpus.wordings.scenes_and_styles import CHANGE_SCENE

OPPOSITE_RELATION = {"left of": "right of", "right of": "left of", "above": "below", "below": "above"}


def _change(what: str | None, **fields: Any) -> tuple[Edit, ...]:
    return (Edit(op="change", what=what, **fields),)


def value_alone(speaker: Speaker, view: View) -> EditMessage:
    """Draw a value alone, said of the implied element, or a style."""
    what = implied_element(view)
    kinds = ["color", "color", "size", "place", "count", "count"] if what else []
    kind = speaker.pick([*kinds, "style"])
    patterns = VALUE_ALONE[kind][speaker.lang]
    if kind == "style":
        words, canonical = speaker.random_style()
        return EditMessage(speaker.wording(patterns).format(style=words), (Edit(op="style", to=canonical),))
    if kind == "size":
        text, _, size = speaker.wording(patterns).rpartition(":")
        return EditMessage(text, _change(what, size=size))
    if kind == "color":
        color = speaker.pick(list(lexicon.COLORS))
        return EditMessage(speaker.wording(patterns).format(color=speaker.color(color)), _change(what, color=color))
    if kind == "place":
        place = speaker.pick(list(lexicon.PLACES))
        return EditMessage(speaker.wording(patterns).format(place=speaker.place(place)), _change(what, place=place))
    number = int(speaker.rng.integers(1, 5))
    text = speaker.wording(patterns).format(n=speaker.number(number, speaker.measure(what or "")))
    return EditMessage(text, _change(what, count=number))


def thing_and_value(speaker: Speaker, view: View) -> EditMessage | None:
    """Draw an element of the picture and what becomes of it, without a verb and without an article."""
    names = element_names(view)
    if not names:
        return None
    what = speaker.pick(names)
    _, name = mention(speaker, without_focus(view), what)
    kind = speaker.pick(["color", "color", "size", "place", "beside"])
    if kind == "beside":
        beside = relative_place(speaker, view, what)
        if beside is None or len(names) < 2:
            return None
        return EditMessage(f"{name}{' ' if speaker.lang == 'en' else ''}{beside.text}", _change(name, **beside.fields))
    patterns = THING_AND_VALUE[kind][speaker.lang]
    if kind == "color":
        color = speaker.pick(list(lexicon.COLORS))
        text = speaker.wording(patterns).format(bare=name, color=speaker.color(color))
        return EditMessage(text, _change(name, color=color))
    if kind == "size":
        size = speaker.pick(["small", "large"])
        text = speaker.wording(patterns).format(bare=name, bigger=speaker.comparative(size))
        return EditMessage(text, _change(name, size=size))
    place = speaker.pick(list(lexicon.PLACES))
    text = speaker.wording(patterns).format(bare=name, place=speaker.place(place))
    return EditMessage(text, _change(name, place=place))


def one_fewer(speaker: Speaker, view: View) -> EditMessage | None:
    """Draw a request for one fewer of an element, or for only one of it."""
    several = [element for element in view.brief.elements if element.count > 1]
    if not several:
        return None
    element = speaker.pick(several)
    _, name = mention(speaker, without_focus(view), element.what)
    kind = speaker.pick(["one", "last"])
    base = element.what if speaker.lang == "en" else name
    text = speaker.wording(FEWER[kind][speaker.lang]).format(
        base=base,
        whats=lexicon.plural(base) if speaker.lang == "en" else base,
        m=speaker.measure(element.what),
    )
    return EditMessage(text, _change(base, count=element.count - 1 if kind == "one" else 1))


def change_group(speaker: Speaker, view: View) -> EditMessage | None:
    """Draw a change of several elements: two that change places, all but one, only one that stays, all of one size."""
    names = element_names(view)
    if len(names) < 2:
        return None
    kind = speaker.pick(["swap", "except", "only", "all_size"])
    patterns = GROUPS[kind][speaker.lang]
    if kind == "all_size":
        size = speaker.pick(["small", "large"])
        text = speaker.wording(patterns).format(bigger=speaker.comparative(size))
        return EditMessage(text, tuple(Edit(op="change", what=name, size=size) for name in names))
    if kind == "swap":
        return _swap_named(speaker, view, patterns)
    stays = speaker.pick(names)
    label, kept = mention(speaker, without_focus(view), stays)
    color = speaker.pick(list(lexicon.COLORS))
    text = speaker.wording(patterns).format(a=label, color=speaker.color(color))
    others = [name for name in names if name != stays]
    if kind == "only":
        return EditMessage(text, (Edit(op="keep", what=kept),))
    return EditMessage(text, tuple(Edit(op="change", what=name, color=color) for name in others))


def _swap_named(speaker: Speaker, view: View, patterns: list[str]) -> EditMessage | None:
    pair = mention_two(speaker, view)
    if pair is None:
        return None
    (a, first), (b, second) = pair
    return EditMessage(speaker.wording(patterns).format(a=a, b=b), swapped_places(first, second))


def swapped_places(first: str, second: str) -> tuple[Edit, ...]:
    """Return the edit that gives each of two elements the other's place."""
    return (Edit(op="swap", what=first, to="place", of=second),)


def described_scene_change(speaker: Speaker, _: View) -> EditMessage:
    """Draw a change to a scene that is described."""
    words, scene = speaker.described_scene()
    return EditMessage(speaker.wording(CHANGE_SCENE[speaker.lang]).format(x=words), (Edit(op="scene", to=scene),))


def corrected_color(speaker: Speaker, view: View) -> EditMessage | None:
    """Draw a colour that is corrected in the same message; the last one counts."""
    names = element_names(view)
    if not names:
        return None
    label, name = mention(speaker, view, speaker.pick(names))
    wrong, right = (speaker.pick(list(lexicon.COLORS)) for _ in range(2))
    if wrong == right:
        return None
    correction = speaker.pick(COLOR_CORRECTIONS[speaker.lang])
    if speaker.lang == "en":
        text = f"{speaker.pick(COLOR_VERBS['en'])} {label} {wrong}{correction}{right}"
    else:
        start = speaker.pick(["把", "让", ""])
        verb = speaker.pick(COLOR_VERBS["zh"])
        text = f"{start}{label}{verb}{speaker.color(wrong)}{correction}{speaker.color(right)}"
    return EditMessage(text, _change(name, color=right))


_MAKERS: tuple[Callable[[Speaker, View], EditMessage | None], ...] = (
    value_alone, value_alone, value_alone, value_alone, thing_and_value, thing_and_value, thing_and_value, one_fewer,
    change_group, described_scene_change, described_scene_change, described_scene_change,
    corrected_color,
)  # fmt: skip
"""One of these is picked, so that a maker comes as often as it is listed."""


def elliptical_edit(speaker: Speaker, view: View) -> EditMessage:
    """Draw a message of one of these kinds; where six tries don't fit the picture, a change of the scene."""
    for _ in range(6):
        message = speaker.pick(_MAKERS)(speaker, view)
        if message is not None:
            return message
    return described_scene_change(speaker, view)
