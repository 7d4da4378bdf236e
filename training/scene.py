"""Scenes as typed values, laid out from a brief, drawn with full ground truth."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from agent.brief import Brief, Element, Relation
from training.art import SETS, colored
from training.backdrop import SIDE, VARIANTS, backdrop
from training.filters import PAINTERLY

SINGLE = {"small": (25, 31), None: (42, 54), "large": (68, 84)}
LONE = (46, 62)
SEVERAL = {"small": (19, 23), None: (27, 33), "large": (37, 42)}
ANCHORS = {
    "left": ((0.15, 0.30), (0.40, 0.75)), "right": ((0.70, 0.85), (0.40, 0.75)),
    "center": ((0.45, 0.55), (0.45, 0.60)), "top": ((0.25, 0.75), (0.14, 0.27)),
    "bottom": ((0.25, 0.75), (0.74, 0.86)), None: ((0.16, 0.84), (0.25, 0.80)),
}  # fmt: skip


@dataclass(frozen=True)
class Group:
    """All instances of one element: centres and sides in pixels, and whether it is mirrored."""

    centers: tuple[tuple[float, float], ...]
    side: float
    mirrored: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        xs, ys = zip(*self.centers, strict=True)
        half = self.side / 2
        return min(xs) - half, min(ys) - half, max(xs) + half, max(ys) + half

    @property
    def middle(self) -> tuple[float, float]:
        left, top, right, bottom = self.box
        return (left + right) / 2, (top + bottom) / 2


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
        side = max(8, round(group.side))
        image = colored(element.what, art, element.color).resize((side, side), Image.Resampling.BILINEAR)
        if group.mirrored:
            image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
        for x, y in group.centers:
            picture.paste(image, (round(x - side / 2), round(y - side / 2)), image)
    return PAINTERLY[style](picture) if style in PAINTERLY else picture


def _overlap(a: Group, b: Group) -> float:
    al, at, ar, ab = a.box
    bl, bt, br, bb = b.box
    shared = max(0, min(ar, br) - max(al, bl)) * max(0, min(ab, bb) - max(at, bt))
    return float(shared / min((ar - al) * (ab - at), (br - bl) * (bb - bt)))


def holds(kind: str, subject: Group, other: Group) -> bool:
    """Whether the relation is plainly true: centres apart by at least 18 pixels along its axis."""
    (sx, sy), (ox, oy) = subject.middle, other.middle
    gap = {"left of": ox - sx, "right of": sx - ox, "above": oy - sy, "below": sy - oy}[kind]
    across = abs(sy - oy) if kind in ("left of", "right of") else abs(sx - ox)
    return gap >= 18 and gap >= across * 0.8


def place_of(group: Group) -> str | None:
    """The place word that fits a group, or None between places."""
    x, y = (value / SIDE for value in group.middle)
    if abs(x - 0.5) < 0.08 and 0.36 < y < 0.64:
        return "center"
    reach = {"left": 0.36 - x, "right": x - 0.64, "top": 0.34 - y, "bottom": y - 0.68}
    best = max(reach, key=lambda name: reach[name])
    return best if reach[best] > 0 else None


def arrange(rng: np.random.Generator, element: Element, lone: bool) -> Group:
    """Random instances of an element that respect its place, size and count."""
    (x0, x1), (y0, y1) = ANCHORS[element.place]
    mirrored = bool(rng.random() < 0.5)
    if element.count == 1:
        low, high = LONE if lone and element.size is None else SINGLE[element.size]
        side = rng.uniform(low, high)
        offsets = [(0.0, 0.0)]
    else:
        side = rng.uniform(*SEVERAL[element.size])
        step = side * rng.uniform(0.98, 1.12)
        row = element.count if element.count < 4 and rng.random() < 0.7 else 2
        offsets = [(i % row * step, i // row * step) for i in range(element.count)]
        if element.place in ("left", "right") and element.count <= 3:
            offsets = [(y, x) for x, y in offsets]
    xs, ys = np.array([o[0] for o in offsets]), np.array([o[1] for o in offsets])
    half_x, half_y = (np.ptp(xs) + side) / 2, (np.ptp(ys) + side) / 2
    cx = np.clip(rng.uniform(x0, x1) * SIDE, half_x, SIDE - half_x)
    cy = np.clip(rng.uniform(y0, y1) * SIDE, half_y, SIDE - half_y)
    wobble = rng.normal(0, 0.03 * side, (len(offsets), 2)) if len(offsets) > 1 else np.zeros((1, 2))
    centers = tuple(
        (float(cx + x - np.ptp(xs) / 2 + w[0]), float(cy + y - np.ptp(ys) / 2 + w[1]))
        for x, y, w in zip(xs, ys, wobble, strict=True)
    )
    return Group(centers, float(side), mirrored)


def fits(brief: Brief, groups: tuple[Group, ...]) -> bool:
    """No heavy overlap, places readable and every relation plainly true."""
    count = len(groups)
    if any(_overlap(groups[i], groups[j]) > 0.12 for i in range(count) for j in range(i)):
        return False
    for element, group in zip(brief.elements, groups, strict=True):
        if element.place and place_of(group) != element.place:
            return False
    by_name = {element.what: group for element, group in zip(brief.elements, groups, strict=True)}
    return all(holds(r.kind, by_name[r.subject], by_name[r.object]) for r in brief.relations)


def layout(rng: np.random.Generator, brief: Brief, kept: dict[str, Group] | None = None) -> tuple[Group, ...] | None:
    """Groups for every element, keeping the given ones, or None when nothing fits."""
    kept = kept or {}
    lone = len(brief.elements) == 1
    for _ in range(80):
        groups = tuple(kept.get(e.what) or arrange(rng, e, lone) for e in brief.elements)
        if fits(brief, groups):
            return groups
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
