"""Layouts as the grader would report them, were the paint perfect."""

from __future__ import annotations

from tools.engines.vision.template_grader import Detection, PictureDetections
from tools.networks.painter.layout import Layout, Thing
from training.scenes.art import art_set, natural_color
from training.scenes.layouts import SCENES, STYLES
from training.scenes.scene import CELL, COLORS, NOUNS

SIZES = {2: "small", 3: "medium", 4: "large"}
"""By the cells along a side."""


def _detection(thing: Thing, style: str) -> Detection:
    noun = NOUNS[thing.noun]
    color = COLORS[thing.color - 1] if thing.color else natural_color(noun, art_set(style)) or "mixed"
    x = (thing.x + thing.size / 2) * CELL
    y = (thing.y + thing.size / 2) * CELL
    return Detection(x, y, 1.0, {noun: 1.0}, {color: 1.0}, {SIZES[thing.size]: 1.0})


def ideal_detections(layout: Layout) -> PictureDetections:
    """Return what the grader sees in a perfect painting of a layout."""
    style = STYLES[layout.style]
    things = tuple(_detection(thing, style) for thing in layout.things)
    return PictureDetections(things, {SCENES[layout.scene]: 1.0}, {style: 1.0})
