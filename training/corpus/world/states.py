"""Simulated sessions in the second edition's world: two of a kind, relations, doings, times, weathers, looks."""

from __future__ import annotations

from agent.brief.edits import Edit, EditError, apply_edits
from agent.brief.model import Brief
from agent.director.plan import Intent
from agent.director.view import focus_after
from tools.actions.enhance import HOW
from tools.vocabulary.storybook import lexicon
from training.corpus.history.session import Picture, Session
from training.corpus.speech.speaker import Speaker
from training.corpus.speech.things import Thing
from training.corpus.wordings.world.relations import PLACES
from training.corpus.wordings.world.settings import (
    DOINGS,
    LOOK_NAMES,
    STYLE_NAMES,
    TIME_NAMES,
    WEATHER_NAMES,
)
from training.corpus.world.phrases import random_count
from training.corpus.world.words import (
    DOERS,
    HELD,
    random_color,
    random_thing,
    scene_phrase,
    things_of,
    two_colors,
)

POSITIONS = ("left of", "right of", "above", "below", "next to", "behind", "in front of", "on", "in", "around")
"""How one thing stands to one other."""
_WHOLE: dict[str, dict[str, dict[str, list[str]]]] = {
    "time": TIME_NAMES, "weather": WEATHER_NAMES, "look": LOOK_NAMES, "style": STYLE_NAMES,
}  # fmt: skip


def _color(speaker: Speaker, share: float) -> str | None:
    return random_color(speaker)[1] if speaker.chance(share) else None


def _added(speaker: Speaker, thing: Thing) -> Edit:
    return Edit(
        op="add",
        what=thing.name,
        color=_color(speaker, 0.35),
        count=random_count(speaker) if speaker.chance(0.2) else None,
        size=speaker.pick(["small", "large"]) if speaker.chance(0.1) else None,
        place=speaker.pick(list(PLACES)) if speaker.chance(0.15) else None,
        doing=speaker.pick(list(DOINGS)) if thing.group in DOERS and speaker.chance(0.2) else None,
    )


def _two_of_a_kind(speaker: Speaker, thing: Thing) -> list[Edit]:
    """Two of a kind that differ in colour, size or place."""
    match speaker.pick(["color", "color", "size", "place"]):
        case "color":
            (_, one), (_, other) = two_colors(speaker)
            return [Edit(op="add", what=thing.name, color=one), Edit(op="add", what=thing.name, color=other)]
        case "size":
            return [Edit(op="add", what=thing.name, size=size) for size in ("large", "small")]
    return [Edit(op="add", what=thing.name, place=place) for place in ("left", "right")]


def _stands(speaker: Speaker, names: list[str], groups: dict[str, str]) -> Edit:
    one, other = speaker.pick_two(names)
    if groups.get(one) in DOERS and groups.get(other) in (*HELD, "clothes") and speaker.chance(0.7):
        rel = "wearing" if groups[other] == "clothes" else "holding"
        return Edit(op="change", what=one, rel=rel, of=other)
    if len(names) > 2 and speaker.chance(0.1):
        third = speaker.pick([name for name in names if name not in (one, other)])
        return Edit(op="change", what=one, rel="between", of=f"{other} and {third}")
    return Edit(op="change", what=one, rel=speaker.pick(POSITIONS), of=other)


def whole_edit(speaker: Speaker) -> Edit:
    """Draw an edit of the scene, the style, the time, the weather or the look, in canonical words."""
    kind = speaker.pick(["scene", "scene", "time", "weather", "look", "style"])
    if kind == "scene":
        return Edit(op="scene", to=scene_phrase(speaker)[1])
    return Edit.model_validate({"op": kind, "to": speaker.pick(list(_WHOLE[kind]))})


def _first_edits(speaker: Speaker) -> list[Edit]:
    edits: list[Edit] = []
    groups: dict[str, str] = {}
    for _ in range(int(speaker.rng.choice([1, 2, 3, 4], p=[0.25, 0.42, 0.25, 0.08]))):
        thing = speaker.pick(things_of(*DOERS)) if speaker.chance(0.45) else random_thing(speaker)
        if thing.name in groups:
            continue
        groups[thing.name] = thing.group
        edits += _two_of_a_kind(speaker, thing) if speaker.chance(0.16) else [_added(speaker, thing)]
    single = [e.what or "" for e in edits if sum(e.what == other.what for other in edits) == 1]
    if len(single) > 1 and speaker.chance(0.5):
        edits.append(_stands(speaker, single, groups))
    for share in (0.6, 0.3, 0.1):
        if speaker.chance(share):
            new = whole_edit(speaker)
            edits += [new] if new.op not in [e.op for e in edits] else []
    return edits


def _next_edit(speaker: Speaker, brief: Brief) -> Edit:
    if not brief.elements or speaker.chance(0.25):
        return _added(speaker, random_thing(speaker))
    if speaker.chance(0.22):
        return whole_edit(speaker)
    what = speaker.pick(brief.elements).what
    if len(brief.elements) > 1 and speaker.chance(0.3):
        one, other = speaker.pick_two(brief.names)
        return Edit(op="change", what=one, rel=speaker.pick(POSITIONS), of=other)
    if len(brief.elements) > 1 and speaker.chance(0.15):
        return Edit(op="remove", what=what)
    if speaker.chance(0.12):
        return Edit(op="replace", what=what, to=random_thing(speaker).name)
    values: dict[str, object] = {
        "color": random_color(speaker)[1],
        "size": speaker.pick(["small", "large"]),
        "place": speaker.pick(list(PLACES)),
        "count": random_count(speaker),
        "doing": speaker.pick(list(DOINGS)),
    }
    kind = speaker.pick(["color", "color", *values])
    return Edit.model_validate({"op": "change", "what": what, kind: values[kind]})


def _next_picture(speaker: Speaker, number: int, parent: Picture) -> Picture:
    intents: tuple[Intent, ...] = ("again", "enhance", "restyle")
    if speaker.chance(0.12):
        intent = speaker.pick(intents)
        methods: dict[str, list[str | None]] = {"again": [None], "enhance": [*HOW], "restyle": [*lexicon.SWATCHES]}
        method = speaker.pick(methods[intent])
        return Picture(number, parent.number, parent.brief, intent, method=method, focus=parent.focus)
    edits = [_next_edit(speaker, parent.brief)]
    brief = apply_edits(parent.brief, edits)
    if speaker.chance(0.2):
        edits.append(_next_edit(speaker, brief))
        brief = apply_edits(brief, edits[1:])
    return Picture(
        number, parent.number, brief, "edit", tuple(edits), focus=focus_after(brief, "edit", tuple(edits), parent.focus)
    )


def simulate_world_session(speaker: Speaker) -> Session:
    """Draw a session of one to eight pictures in the second edition's world."""
    edits = _first_edits(speaker)
    brief = apply_edits(Brief(), edits)
    session = [Picture(1, None, brief, "create", tuple(edits), focus=focus_after(brief, "create", tuple(edits), None))]
    shares = [0.28, 0.24, 0.18, 0.13, 0.08, 0.05, 0.03, 0.01]
    for _ in range(int(speaker.rng.choice(range(8), p=shares))):
        parent = session[-1] if speaker.chance(0.88) else speaker.pick(session)
        try:
            session.append(_next_picture(speaker, len(session) + 1, parent))
        except EditError:
            continue
    return session
