"""One edit in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from agent.brief.edits import Edit
from agent.director.view import View
from tools.vocabulary.storybook import lexicon
from training.corpus.speech.mentions import element_names, mention, relative_place, without_focus
from training.corpus.speech.noun_phrases import NounPhrase, canonical_noun, noun_phrase
from training.corpus.speech.speaker import Speaker
from training.corpus.wordings.attributes import IN_SCENE
from training.corpus.wordings.edits import ADD_AT_PLACE, ADD_BESIDE, ADD_WITHOUT_VERB, EDITS
from training.corpus.wordings.scenes_and_styles import STYLE_DESCRIPTIONS


class SingleEdit(NamedTuple):
    """One edit in words, and the edit."""

    text: str
    edit: Edit


class _Target(NamedTuple):
    """The element that an edit changes, and values that the edit may set.

    Attributes:
        what: The element.
        label: How it is called in the message.
        name: How the plan calls it.
        size: "small" or "large".
        place: A place.
    """

    what: str
    label: str
    name: str
    size: str
    place: str


def scene_slots(words: str, canonical: str) -> dict[str, str]:
    """Return a scene's words, and English words for being in it, for the slots of a pattern."""
    return {"scene": words, "in_scene": IN_SCENE.get(canonical, f"in a {words}")}


def resize_slots(speaker: Speaker, size: str) -> dict[str, str]:
    """Return words for making a thing "small" or "large", for the slots of a pattern."""
    return {
        "bigger": speaker.comparative(size),
        "size": speaker.size(size),
        "grow": speaker.resize_verb(size),
        "opposite": speaker.opposite_size(size),
    }


def _add(speaker: Speaker, view: View, pattern: str) -> SingleEdit:
    """Add a thing, sometimes without a verb, at a place, or beside an element."""
    phrase = noun_phrase(speaker, trailing=True)
    has_place = "place" in phrase.fields
    if speaker.chance(0.14):
        text = speaker.wording(ADD_WITHOUT_VERB[speaker.lang]).format(np=phrase.text)
        return SingleEdit(text, Edit(op="add", **phrase.fields))
    if speaker.lang == "zh" and not has_place and speaker.chance(0.12):
        place = speaker.pick(list(lexicon.PLACES))
        words = speaker.pick(ADD_AT_PLACE["zh"])
        text = words.format(np=phrase.text, place=speaker.place(place))
        return SingleEdit(text, Edit(op="add", **phrase.fields, place=place))
    beside = relative_place(speaker, view) if speaker.chance(0.36) and not has_place else None
    if beside is None:
        return SingleEdit(pattern.format(np=phrase.text), Edit(op="add", **phrase.fields))
    edit = Edit(op="add", **phrase.fields, **beside.fields)
    return SingleEdit(_add_beside(speaker, pattern, phrase, beside.text), edit)


def _add_beside(speaker: Speaker, pattern: str, phrase: NounPhrase, side: str) -> str:
    if speaker.lang == "en":
        if speaker.chance(0.3):
            return speaker.pick(ADD_BESIDE["en"]).format(np=phrase.text, side=side)
        return pattern.format(np=f"{phrase.text} {side}")
    start = speaker.pick(["在", ""]) + side
    if speaker.chance(0.25):
        return speaker.pick(ADD_BESIDE["zh"]).format(np=phrase.text, side=side)
    return start + pattern.format(np=phrase.text)


def _avoid(speaker: Speaker, view: View, pattern: str) -> SingleEdit | None:
    """Ask for something never to be painted that the picture does not show."""
    what = speaker.noun()
    if canonical_noun(what) in element_names(view):
        return None
    return SingleEdit(pattern.format(what=what, whats=lexicon.plural(what)), Edit(op="avoid", what=what))


def _change_scene(speaker: Speaker, _: View, pattern: str) -> SingleEdit:
    words, canonical = speaker.random_scene()
    return SingleEdit(pattern.format(**scene_slots(words, canonical)), Edit(op="scene", to=canonical))


def _change_style(speaker: Speaker, _: View, pattern: str) -> SingleEdit:
    if speaker.chance(0.25):
        style = speaker.pick(list(STYLE_DESCRIPTIONS))
        return SingleEdit(speaker.wording(STYLE_DESCRIPTIONS[style][speaker.lang]), Edit(op="style", to=style))
    words, canonical = speaker.random_style()
    return SingleEdit(pattern.format(style=words), Edit(op="style", to=canonical))


def _remove(_speaker: Speaker, _view: View, pattern: str, target: _Target) -> SingleEdit:
    text = pattern.format(what=target.label, whats=target.label)
    return SingleEdit(text, Edit(op="remove", what=target.name))


def _recolor(speaker: Speaker, _: View, pattern: str, target: _Target) -> SingleEdit:
    words, color = speaker.random_color()
    text = pattern.format(what=target.label, color=words)
    return SingleEdit(text, Edit(op="change", what=target.name, color=color))


def _resize(speaker: Speaker, _: View, pattern: str, target: _Target) -> SingleEdit:
    text = pattern.format(what=target.label, **resize_slots(speaker, target.size))
    return SingleEdit(text, Edit(op="change", what=target.name, size=target.size))


def _move(speaker: Speaker, view: View, pattern: str, target: _Target) -> SingleEdit | None:
    """Move an element to a place, or beside another one."""
    if speaker.chance(0.3) and len(view.brief.elements) > 1:
        beside = relative_place(speaker, view, target.what)
        if beside is None or target.label in ("it", "它"):
            return None
        text = pattern.format(what=target.label, place=beside.text)
        return SingleEdit(text, Edit(op="change", what=target.name, **beside.fields))
    text = pattern.format(what=target.label, place=speaker.place(target.place))
    return SingleEdit(text, Edit(op="change", what=target.name, place=target.place))


def _count(speaker: Speaker, view: View, pattern: str, target: _Target) -> SingleEdit:
    """Ask for a number of an element, which is called by its name."""
    number = int(speaker.rng.integers(1, 5))
    _, name = mention(speaker, without_focus(view), target.what)
    base = name if speaker.lang == "zh" else target.what
    count = speaker.number(number, speaker.measure(target.what))
    whats = base if speaker.lang == "zh" or number == 1 else lexicon.plural(target.what)
    text = pattern.format(n=count, what=base, base=base, whats=whats)
    return SingleEdit(text, Edit(op="change", what=base, count=number))


def _replace(speaker: Speaker, _: View, pattern: str, target: _Target) -> SingleEdit:
    phrase = noun_phrase(speaker, with_attributes=speaker.chance(0.4), plural=speaker.chance(0.2))
    fields = {key: value for key, value in phrase.fields.items() if key != "what"}
    text = pattern.format(what=target.label, np=phrase.text)
    return SingleEdit(text, Edit(op="replace", what=target.name, to=phrase.fields["what"], **fields))


_WHOLE_MAKERS: dict[str, Callable[[Speaker, View, str], SingleEdit | None]] = {
    "add": _add,
    "avoid": _avoid,
    "scene": _change_scene,
    "style": _change_style,
}
_ELEMENT_MAKERS: dict[str, Callable[[Speaker, View, str, _Target], SingleEdit | None]] = {
    "remove": _remove,
    "recolor": _recolor,
    "resize": _resize,
    "move": _move,
    "count": _count,
    "replace": _replace,
}


def _random_target(speaker: Speaker, view: View) -> _Target | None:
    """Draw an element, half the time the one in focus; None where that is no longer in the picture."""
    focused = view.focus and speaker.chance(0.5)
    what = view.focus if focused else speaker.pick(element_names(view))
    if what is None or view.brief.element(what) is None:
        return None
    label, name = mention(speaker, view, what)
    size = speaker.pick(["small", "large"])
    place = speaker.pick(list(lexicon.PLACES))
    return _Target(what, label, name, size, place)


def single_edit(speaker: Speaker, view: View, kind: str) -> SingleEdit | None:
    """Draw one edit in words.

    Args:
        speaker: Who says it.
        view: The picture that is edited.
        kind: A key of `EDITS`.

    Returns:
        The edit; None where the picture does not allow what was drawn.
    """
    pattern = speaker.wording(EDITS[kind][speaker.lang])
    if kind in _WHOLE_MAKERS:
        return _WHOLE_MAKERS[kind](speaker, view, pattern)
    target = _random_target(speaker, view) if view.brief.elements else None
    return _ELEMENT_MAKERS[kind](speaker, view, pattern, target) if target else None
