"""True answers about rendered scenes: captions in the eyes' grammar, and questions of every kind."""

from __future__ import annotations

import numpy as np

from tools import world
from training.art import SETS, natural_color
from training.scene import CELL, SINGLE, Group, Scene, holds, place_of

Question = tuple[str, ...]


def size_of(group: Group) -> str:
    """Small, medium or large, by the side of one instance; several things are of the size that several have."""
    sides = {SINGLE["small"]: "small", SINGLE["large"]: "large"}
    return sides.get(round(group.side / CELL), "medium") if len(group.centers) == 1 else "medium"


def color_of(scene: Scene, number: int) -> str:
    """The colour an element shows: as painted, else its natural one, else mixed."""
    element, style = scene.brief.elements[number], scene.brief.style or "cartoon"
    return element.color or natural_color(element.what, style if style in SETS else "cartoon") or "mixed"


def caption(scene: Scene) -> list[str]:
    """Style, scene, then every element from left to right: count, colour, size, noun, place."""
    words = ["<describe>", f"style:{scene.brief.style or 'cartoon'}", f"scene:{scene.brief.scene or 'plain'}"]
    for number in np.argsort([g.middle[0] for g in scene.groups]):
        element, group = scene.brief.elements[number], scene.groups[number]
        words += [str(element.count), color_of(scene, number), size_of(group), f"noun:{element.what}"]
        words += [place_of(group) or "between", "<and>"]
    return [*words[:-1], "<end>"]


def _about(rng: np.random.Generator, scene: Scene, absent: str) -> tuple[Question, str]:
    kind = str(rng.choice(["exists", "count", "color", "size", "place"], p=[0.3, 0.22, 0.22, 0.12, 0.14]))
    if rng.random() < (0.5 if kind == "exists" else 0.08):
        return (kind, f"noun:{absent}"), {"exists": "no", "count": "0"}.get(kind, "nothing")
    number = int(rng.integers(len(scene.groups)))
    element, group = scene.brief.elements[number], scene.groups[number]
    answer = {
        "exists": "yes", "count": str(element.count), "color": color_of(scene, number),
        "size": size_of(group), "place": place_of(group) or "between",
    }[kind]  # fmt: skip
    return (kind, f"noun:{element.what}"), answer


def _relation(rng: np.random.Generator, scene: Scene) -> tuple[Question, str]:
    a, b = rng.choice(len(scene.groups), 2, replace=False)
    kinds = list(world.RELATIONS)
    true = [k for k in kinds if holds(k, scene.groups[a], scene.groups[b])]
    kind = true[0] if true and rng.random() < 0.5 else str(rng.choice(kinds))
    names = [f"noun:{scene.brief.elements[i].what}" for i in (a, b)]
    return ("relation", names[0], kind, names[1]), "yes" if kind in true else "no"


def questions(
    rng: np.random.Generator, scene: Scene, number: int, confusable: str | None = None
) -> list[tuple[Question, str]]:
    """Random questions with their true answers: scene and style first, then about things."""
    here = {e.what for e in scene.brief.elements}
    found: list[tuple[Question, str]] = [
        (("scene",), f"scene:{scene.brief.scene or 'plain'}"),
        (("style",), f"style:{scene.brief.style or 'cartoon'}"),
    ]
    while len(found) < number:
        if len(scene.groups) > 1 and rng.random() < 0.3:
            found.append(_relation(rng, scene))
            continue
        absent = confusable if confusable and confusable not in here and rng.random() < 0.4 else None
        absent = absent or str(rng.choice([n for n in world.nouns() if n not in here]))
        found.append(_about(rng, scene, absent))
    return found
