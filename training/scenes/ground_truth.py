"""True statements about rendered scenes, and false ones of the same kinds."""

from __future__ import annotations

from typing import Any

import numpy as np

from tools.vocabulary.storybook import lexicon
from training.scenes.art import art_set, natural_color
from training.scenes.scene import CELL, SINGLE, Group, Scene, holds, place_of


def size_of(group: Group) -> str:
    """Return "small", "medium" or "large", by the side of a single instance; several instances are medium."""
    sizes = {SINGLE["small"]: "small", SINGLE["large"]: "large"}
    return sizes.get(round(group.side / CELL), "medium") if len(group.centers) == 1 else "medium"


def color_of(scene: Scene, number: int) -> str:
    """Return the colour that an element shows: as painted, else its natural one, else "mixed"."""
    element = scene.brief.elements[number]
    return element.color or natural_color(element.what, art_set(scene.brief.style)) or "mixed"


def random_statements(rng: np.random.Generator, scene: Scene) -> list[dict[str, Any]]:
    """Return requirements about one element of a scene and about the whole of it, true and false ones.

    Returns:
        Fields of a `Requirement` (kind, subject, value, object), and whether it `holds`: for every kind one that holds
        and one that does not, as far as the scene allows; with two elements or more, every relation of the first two.
    """
    number = int(rng.integers(len(scene.groups)))
    element = scene.brief.elements[number]
    group = scene.groups[number]
    present = {e.what for e in scene.brief.elements}
    values = {
        "count": (str(element.count), [str(n) for n in range(1, 5)]),
        "color": (color_of(scene, number), list(lexicon.COLORS)),
        "place": (place_of(group), list(lexicon.PLACES)),
        "scene": (scene.brief.scene or "plain", list(lexicon.SCENES)),
        "style": (scene.brief.style or "cartoon", list(lexicon.STYLES)),
    }
    absent = str(rng.choice([n for n in lexicon.nouns() if n not in present]))
    rows: list[dict[str, Any]] = [
        {"kind": "exists", "subject": element.what, "holds": True},
        {"kind": "exists", "subject": absent, "holds": False},
    ]
    for kind, (true, options) in values.items():
        subject = "" if kind in ("scene", "style") else element.what
        if true in options:
            rows.append({"kind": kind, "subject": subject, "value": true, "holds": True})
        wrong = str(rng.choice([o for o in options if o != true]))
        rows.append({"kind": kind, "subject": subject, "value": wrong, "holds": False})
    return [*rows, *_size_statements(element.what, size_of(group)), *_relation_statements(scene)]


def _size_statements(what: str, size: str) -> list[dict[str, Any]]:
    if size == "medium":
        return []
    wrong = "small" if size == "large" else "large"
    return [
        {"kind": "size", "subject": what, "value": size, "holds": True},
        {"kind": "size", "subject": what, "value": wrong, "holds": False},
    ]


def _relation_statements(scene: Scene) -> list[dict[str, Any]]:
    if len(scene.groups) < 2:
        return []
    first, second = scene.groups[:2]
    subject, other = (element.what for element in scene.brief.elements[:2])
    return [
        {
            "kind": "relation",
            "subject": subject,
            "value": kind,
            "object": other,
            "holds": holds(kind, first, second),
        }
        for kind in lexicon.RELATIONS
    ]
