"""Scenes as typed values: laid out from a brief, drawn, and known in full."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from agent.brief.model import Brief, Element, Relation
from tools.networks.painter.layout import VARIANTS
from tools.vocabulary.storybook import geometry, lexicon
from training.scenes.art import art_set, colored_sprite
from training.scenes.backdrop import SIDE, backdrop
from training.scenes.filters import PAINTERLY

CELL = 16
"""Side in pixels of a cell of the grid that things stand on.

The grid is that of the painter's patches: a shape covers the same patches wherever it stands, so that far fewer
pictures teach it (docs/painter.md has the comparison).
"""
CELLS = SIDE // CELL
"""Cells along a side of the picture."""
SINGLE = {"small": 2, None: 3, "large": 4}
"""Cells along a side of a single thing, by its size."""
SEVERAL = 2
"""Cells along a side of each of several things."""
MARGIN = 2
"""Pixels between a sprite and the border of its cells."""
NOUNS = list(lexicon.nouns())
COLORS = list(lexicon.COLORS)


@dataclass(frozen=True)
class Group:
    """All instances of one element: their centres and their side in pixels."""

    centers: tuple[tuple[float, float], ...]
    side: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the smallest box around all instances, in pixels."""
        xs, ys = zip(*self.centers, strict=True)
        half = self.side / 2
        return min(xs) - half, min(ys) - half, max(xs) + half, max(ys) + half

    @property
    def middle(self) -> tuple[float, float]:
        """The middle (x, y) of the box, in pixels."""
        left, top, right, bottom = self.box
        return (left + right) / 2, (top + bottom) / 2

    @property
    def point(self) -> geometry.Point:
        """The middle as shares of the picture's side."""
        x, y = self.middle
        return x / SIDE, y / SIDE


@dataclass(frozen=True)
class Scene:
    """A brief, a group for each of its elements, and the variant of the backdrop."""

    brief: Brief
    groups: tuple[Group, ...]
    variant: int


def draw(scene: Scene) -> Image.Image:
    """Render a scene as an RGB picture, SIDE pixels square."""
    style = scene.brief.style or "cartoon"
    picture = backdrop(scene.brief.scene or "plain", scene.variant).copy()
    for element, group in zip(scene.brief.elements, scene.groups, strict=True):
        side = round(group.side) - 2 * MARGIN
        image = colored_sprite(element.what, art_set(style), element.color)
        image = image.resize((side, side), Image.Resampling.BILINEAR)
        for x, y in group.centers:
            picture.paste(image, (round(x - side / 2), round(y - side / 2)), image)
    return PAINTERLY[style](picture) if style in PAINTERLY else picture


def _overlap(a: Group, b: Group) -> bool:
    a_left, a_top, a_right, a_bottom = a.box
    b_left, b_top, b_right, b_bottom = b.box
    return min(a_right, b_right) > max(a_left, b_left) and min(a_bottom, b_bottom) > max(a_top, b_top)


def holds(kind: str, subject: Group, other: Group) -> bool:
    """Whether a relation is plainly true of two groups."""
    return geometry.holds(kind, subject.point, other.point)


def place_of(group: Group) -> str | None:
    """Return the place that a group is in, or None between places."""
    return geometry.place(group.point)


def arrange(rng: np.random.Generator, element: Element) -> Group | None:
    """Put the instances of an element on random cells that fit its place, size and count; None where none do."""
    cells = SINGLE[element.size] if element.count == 1 else SEVERAL
    row = element.count if element.count < 4 and rng.random() < 0.7 else min(element.count, 2)
    offsets = [(i % row * cells, i // row * cells) for i in range(element.count)]
    if element.place in ("left", "right") and element.count <= 3:
        offsets = [(y, x) for x, y in offsets]
    wide, high = (max(o[axis] for o in offsets) + cells for axis in (0, 1))
    spots = [(x, y) for x in range(CELLS - wide + 1) for y in range(CELLS - high + 1)]
    for index in rng.permutation(len(spots)):
        x, y = spots[index]
        centers = tuple(((x + dx + cells / 2) * CELL, (y + dy + cells / 2) * CELL) for dx, dy in offsets)
        group = Group(centers, cells * CELL)
        if element.place in (None, place_of(group)):
            return group
    return None


def fits(brief: Brief, groups: tuple[Group, ...]) -> bool:
    """Whether groups do not overlap, are in the brief's places, and make every relation plainly true."""
    count = len(groups)
    if any(_overlap(groups[i], groups[j]) for i in range(count) for j in range(i)):
        return False
    for element, group in zip(brief.elements, groups, strict=True):
        if element.place and place_of(group) != element.place:
            return False
    by_name = {element.what: group for element, group in zip(brief.elements, groups, strict=True)}
    return all(holds(r.kind, by_name[r.subject], by_name[r.object]) for r in brief.relations)


def lay_out(rng: np.random.Generator, brief: Brief, kept: dict[str, Group] | None = None) -> tuple[Group, ...] | None:
    """Return groups for every element of a brief, keeping the given ones, or None when 80 tries do not fit."""
    kept = kept or {}
    for _ in range(80):
        groups = [kept.get(e.what) or arrange(rng, e) for e in brief.elements]
        found = tuple(group for group in groups if group is not None)
        if len(found) < len(groups):
            return None
        if fits(brief, found):
            return found
    return None


def build_scene(rng: np.random.Generator, brief: Brief) -> Scene | None:
    """Return a scene for a brief with a random backdrop, or None when it can't be laid out."""
    groups = lay_out(rng, brief)
    return None if groups is None else Scene(brief, groups, int(rng.integers(VARIANTS)))


def add_true_relation(rng: np.random.Generator, scene: Scene) -> Scene:
    """Return the scene with one relation that happens to hold written into its brief, where there is one."""
    names = [e.what for e in scene.brief.elements]
    true = [
        Relation(subject=a, kind=kind, object=b)
        for i, a in enumerate(names)
        for j, b in enumerate(names)
        for kind in ("left of", "right of", "above", "below")
        if i < j and holds(kind, scene.groups[i], scene.groups[j])
    ]
    if not true:
        return scene
    chosen = true[int(rng.integers(len(true)))]
    return replace(scene, brief=scene.brief.model_copy(update={"relations": (chosen,)}))
