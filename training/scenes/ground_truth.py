"""True answers about rendered scenes: captions in the eyes' grammar, and questions of every kind."""

from __future__ import annotations

from training.scenes.art import SETS, natural_color
from training.scenes.scene import CELL, SINGLE, Group, Scene


def size_of(group: Group) -> str:
    """Small, medium or large, by the side of one instance; several things are of the size that several have."""
    sides = {SINGLE["small"]: "small", SINGLE["large"]: "large"}
    return sides.get(round(group.side / CELL), "medium") if len(group.centers) == 1 else "medium"


def color_of(scene: Scene, number: int) -> str:
    """The colour an element shows: as painted, else its natural one, else mixed."""
    element, style = scene.brief.elements[number], scene.brief.style or "cartoon"
    return element.color or natural_color(element.what, style if style in SETS else "cartoon") or "mixed"
