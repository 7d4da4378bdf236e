"""Edits of a whole picture: another place, time, weather, colouring or style, or none."""

from __future__ import annotations

from agent.brief.edits import Edit
from agent.director.view import View
from training.corpus.messages import EditMessage
from training.corpus.speech.speaker import Speaker
from training.corpus.wordings.world.aspects import (
    CLEAR,
    DARKNESS,
    FALLING,
    MOVE_TO,
    SET_LOOK,
    SET_SCENE,
    SET_STYLE,
    SET_TIME,
    SET_WEATHER,
)
from training.corpus.wordings.world.settings import OUTSIDE_STYLES, STYLE_NAMES, TIME_NAMES, WEATHER_NAMES
from training.corpus.world.words import scene_name, scene_phrase

KINDS = ("scene", "scene", "scene", "time", "time", "weather", "weather", "look", "style")


def _scene(speaker: Speaker) -> EditMessage:
    if speaker.chance(0.5):
        words, name = scene_phrase(speaker)
        text = speaker.wording(MOVE_TO[speaker.lang]).format(in_scene=words)
    else:
        words, name = scene_name(speaker)
        text = speaker.wording(SET_SCENE[speaker.lang]).format(scene=words)
    return EditMessage(text, (Edit(op="scene", to=name),))


def _style(speaker: Speaker) -> EditMessage:
    if speaker.chance(0.3):
        words = name = speaker.pick(OUTSIDE_STYLES[speaker.lang])
    else:
        name = speaker.pick(list(STYLE_NAMES))
        words = speaker.pick(STYLE_NAMES[name][speaker.lang])
    words = words.removesuffix(" style").removesuffix("风格")
    return EditMessage(speaker.wording(SET_STYLE[speaker.lang]).format(style=words), (Edit(op="style", to=name),))


def aspect_edit(speaker: Speaker, kind: str) -> EditMessage:
    """Draw an edit of one aspect of the whole.

    Args:
        speaker: Who writes it.
        kind: "scene", "time", "weather", "look" or "style".
    """
    lang = speaker.lang
    if kind == "scene":
        return _scene(speaker)
    if kind == "style":
        return _style(speaker)
    if kind == "look":
        look = speaker.pick(["black and white", "black and white", "sepia", "sepia", "color"])
        text = speaker.wording(SET_LOOK[look][lang]).replace("colou?r", speaker.pick(["color", "colour"]))
        return EditMessage(text.replace("colou?rs?", "colors"), (Edit(op="look", to=look),))
    names, patterns, others = {
        "time": (TIME_NAMES, SET_TIME, DARKNESS),
        "weather": (WEATHER_NAMES, SET_WEATHER, FALLING),
    }[kind]
    value = speaker.pick(list(names))
    if speaker.chance(0.4):
        text = speaker.wording(others[value][lang])
    else:
        text = speaker.wording(patterns[lang]).format(**{kind: speaker.pick(names[value][lang])})
    return EditMessage(text, (Edit.model_validate({"op": kind, "to": value}),))


def world_aspect(speaker: Speaker, view: View) -> EditMessage:
    """Draw an edit of the whole: one aspect, now and then two, or one that is taken back."""
    said = [kind for kind in ("scene", "style") if getattr(view.brief, kind)]
    said += [kind for kind, _ in view.brief.aspects]
    said += ["avoid"] if view.brief.avoid else []
    known = [kind for kind in said if kind in CLEAR]
    if known and speaker.chance(0.22):
        kind = speaker.pick(known)
        return EditMessage(speaker.wording(CLEAR[kind][speaker.lang]), (Edit(op="clear", what=kind),))
    first = aspect_edit(speaker, speaker.pick(KINDS))
    if not speaker.chance(0.18):
        return first
    second = aspect_edit(speaker, speaker.pick([kind for kind in KINDS if kind != first.edits[0].op]))
    joint = speaker.pick([", ", " and ", ", and ", ". "] if speaker.lang == "en" else ["，", "，再", "，还有", " "])
    return EditMessage(f"{first.text.rstrip('?')}{joint}{second.text}", (*first.edits, *second.edits))
