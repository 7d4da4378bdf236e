"""Scenes as typed values, laid out from a brief, drawn with full ground truth."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from agent.brief.model import Brief, Element, Relation
from tools.networks.painter.layout import VARIANTS
from tools.vocabulary.storybook import geometry, lexicon
from training.scenes.art import SETS, colored
from training.scenes.backdrop import SIDE, backdrop
from training.scenes.filters import PAINTERLY

CELL = 16
"""Things stand on a grid of the painter's patches: a shape meets the same patches wherever it stands, so that
far fewer pictures teach it (docs/painter.md has the comparison)."""
CELLS = SIDE // CELL
SINGLE = {"small": 2, None: 3, "large": 4}
SEVERAL = 2
MARGIN = 2
NOUNS, COLORS = list(lexicon.nouns()), list(lexicon.COLORS)


@dataclass(frozen=True)
class Group:
    """All instances of one element: centres and sides in pixels."""

    centers: tuple[tuple[float, float], ...]
    side: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        xs, ys = zip(*self.centers, strict=True)
        half = self.side / 2
        return min(xs) - half, min(ys) - half, max(xs) + half, max(ys) + half

    @property
    def middle(self) -> tuple[float, float]:
        left, top, right, bottom = self.box
        return (left + right) / 2, (top + bottom) / 2

    @property
    def point(self) -> geometry.Point:
        """The middle as shares of the picture's side."""
        x, y = self.middle
        return x / SIDE, y / SIDE


@dataclass(frozen=True)
class Scene:
    """A brief and where everything stands. `groups` goes with `brief.elements`."""

    brief: Brief
    groups: tuple[Group, ...]
    variant: int


def draw(scene: Scene) -> Image.Image:
    """RGB picture, SIDE pixels square."""
    style = scene.brief.style or "cartoon"
    art = style if style in SETS else "cartoon"
    picture = backdrop(scene.brief.scene or "plain", scene.variant).copy()
    for element, group in zip(scene.brief.elements, scene.groups, strict=True):
        side = round(group.side) - 2 * MARGIN
        image = colored(element.what, art, element.color).resize((side, side), Image.Resampling.BILINEAR)
        for x, y in group.centers:
            picture.paste(image, (round(x - side / 2), round(y - side / 2)), image)
    return PAINTERLY[style](picture) if style in PAINTERLY else picture


def _overlap(a: Group, b: Group) -> bool:
    al, at, ar, ab = a.box
    bl, bt, br, bb = b.box
    return min(ar, br) > max(al, bl) and min(ab, bb) > max(at, bt)


def holds(kind: str, subject: Group, other: Group) -> bool:
    """Whether the relation is plainly true of two groups."""
    return geometry.holds(kind, subject.point, other.point)


def place_of(group: Group) -> str | None:
    """The place word that fits a group, or None between places."""
    return geometry.place(group.point)


def arrange(rng: np.random.Generator, element: Element) -> Group | None:
    """Instances of an element on free cells of the grid, by its place, size and count; None where none fit."""
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
    """No overlap, places readable and every relation plainly true."""
    count = len(groups)
    if any(_overlap(groups[i], groups[j]) for i in range(count) for j in range(i)):
        return False
    for element, group in zip(brief.elements, groups, strict=True):
        if element.place and place_of(group) != element.place:
            return False
    by_name = {element.what: group for element, group in zip(brief.elements, groups, strict=True)}
    return all(holds(r.kind, by_name[r.subject], by_name[r.object]) for r in brief.relations)


def layout(rng: np.random.Generator, brief: Brief, kept: dict[str, Group] | None = None) -> tuple[Group, ...] | None:
    """Groups for every element, keeping the given ones, or None when nothing fits."""
    kept = kept or {}
    for _ in range(80):
        groups = [kept.get(e.what) or arrange(rng, e) for e in brief.elements]
        found = tuple(group for group in groups if group is not None)
        if len(found) < len(groups):
            return None
        if fits(brief, found):
            return found
    return None


def build(rng: np.random.Generator, brief: Brief) -> Scene | None:
    """A scene for a brief with a random backdrop, or None when it can't be laid out."""
    groups = layout(rng, brief)
    return None if groups is None else Scene(brief, groups, int(rng.integers(VARIANTS)))


def without(brief: Brief, what: str) -> Brief:
    """The brief without an element and its relations."""
    return brief.model_copy(
        update={
            "elements": tuple(e for e in brief.elements if e.what != what),
            "relations": tuple(r for r in brief.relations if what not in (r.subject, r.object)),
        }
    )


def relate(scene: Scene, rng: np.random.Generator) -> Scene:
    """The same scene with one relation that happens to hold written into its brief, where there is one."""
    names = [e.what for e in scene.brief.elements]
    true = [
        Relation(subject=a, kind=kind, object=b)  # type: ignore[arg-type]
        for i, a in enumerate(names)
        for j, b in enumerate(names)
        for kind in ("left of", "right of", "above", "below")
        if i < j and holds(kind, scene.groups[i], scene.groups[j])
    ]
    if not true:
        return scene
    chosen = true[int(rng.integers(len(true)))]
    return replace(scene, brief=scene.brief.model_copy(update={"relations": (chosen,)}))
