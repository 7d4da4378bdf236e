"""Layouts of the training scenes, as the painter's networks take them."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from tools.networks.painter.layout import Layout, Thing
from tools.vocabulary.storybook import lexicon
from training.scenes.pairs import Pair
from training.scenes.scene import CELL, COLORS, NOUNS, Scene

SCENES = list(lexicon.SCENES)
STYLES = list(lexicon.STYLES)
VOCABULARY: dict[str, Any] = {"nouns": NOUNS, "colors": COLORS, "scenes": SCENES, "styles": STYLES}
"""The world's words in the order in which the networks number them."""
VISIBLE_COLORS = [*COLORS, "mixed"]
"""What a thing can show, whether it was asked for or is its own."""


def layout_of(scene: Scene) -> Layout:
    """Return the layout of a scene: its things by element, the things of each element by row."""
    things: list[Thing] = []
    for element, group in zip(scene.brief.elements, scene.groups, strict=True):
        size = round(group.side / CELL)
        color = COLORS.index(element.color) + 1 if element.color else 0
        corners = [(round((y - group.side / 2) / CELL), round((x - group.side / 2) / CELL)) for x, y in group.centers]
        things += sorted(Thing(y, x, size, NOUNS.index(element.what), color) for y, x in corners)
    backdrop = SCENES.index(scene.brief.scene or "plain")
    style = STYLES.index(scene.brief.style or "cartoon")
    return Layout(tuple(things), backdrop, style, scene.variant)


def layout_tables(pairs: list[Pair]) -> tuple[Tensor, Tensor]:
    """Return maps (N, 2, 3, 64) and scene, style and variant numbers (N, 2, 3) of pairs' scenes, in 16 bits."""
    layouts = [layout_of(scene) for pair in pairs for scene in (pair.before, pair.after)]
    maps = torch.stack([layout.maps() for layout in layouts]).short()
    wholes = torch.stack([layout.globals() for layout in layouts]).short()
    return maps.view(len(pairs), 2, 3, 64), wholes.view(len(pairs), 2, 3)
