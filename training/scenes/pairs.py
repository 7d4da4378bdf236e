"""Edit pairs: a scene, one edit, and the scene after it, everything that the edit does not name left in its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from agent.brief.edits import Edit, apply_edits
from agent.brief.model import Brief
from agent.brief.wording import edit_instruction
from tools.vocabulary.storybook import lexicon
from training.holdout import held_out, held_out_pair
from training.scenes.sample import random_element, random_scene
from training.scenes.scene import Group, Scene, lay_out, place_of

Drawn = tuple[Edit, tuple[str, ...]]
"""An edit, and the names of the elements that must be laid out anew."""
Operation = Callable[[np.random.Generator, Scene], Drawn | None]
"""Draws an edit of a scene; None where the scene does not allow the one drawn."""


@dataclass(frozen=True)
class Pair:
    """Two scenes and the words that lead from the first to the second; no words where it is no edit."""

    before: Scene
    after: Scene
    words: str
    operation: str


def _random_name(rng: np.random.Generator, scene: Scene) -> str:
    return scene.brief.elements[int(rng.integers(len(scene.brief.elements)))].what


def _choose_except(rng: np.random.Generator, names: list[str], *excluded: str | None) -> str:
    return str(rng.choice([name for name in names if name not in excluded]))


def _new_noun(rng: np.random.Generator, scene: Scene) -> str:
    """Return a noun that the scene does not show, and that may be seen in training with those that it shows."""
    present = [e.what for e in scene.brief.elements]
    allowed = [n for n in lexicon.nouns() if not any(held_out_pair(n, other) for other in present)]
    return _choose_except(rng, allowed, *present)


def _add(rng: np.random.Generator, scene: Scene) -> Drawn | None:
    if len(scene.brief.elements) > 2:
        return None
    new = random_element(rng, _new_noun(rng, scene), crowded=len(scene.brief.elements) > 1)
    return Edit(op="add", **new.model_dump(exclude_none=True)), (new.what,)


def _remove(rng: np.random.Generator, scene: Scene) -> Drawn | None:
    if len(scene.brief.elements) < 2:
        return None
    return Edit(op="remove", what=_random_name(rng, scene)), ()


def _recolor(rng: np.random.Generator, scene: Scene) -> Drawn | None:
    what = _random_name(rng, scene)
    element = scene.brief.element(what)
    colors = [c for c in lexicon.COLORS if not held_out(what, c)]
    return Edit(op="change", what=what, color=_choose_except(rng, colors, element.color if element else None)), ()


def _replace(rng: np.random.Generator, scene: Scene) -> Drawn | None:
    what = _random_name(rng, scene)
    new = _new_noun(rng, scene)
    colors = [c for c in lexicon.COLORS if not held_out(new, c)]
    color = str(rng.choice(colors)) if rng.random() < 0.3 else None
    return Edit(op="replace", what=what, to=new, color=color), ()


def _move(rng: np.random.Generator, scene: Scene) -> Drawn | None:
    what = _random_name(rng, scene)
    group = scene.groups[[e.what for e in scene.brief.elements].index(what)]
    place = _choose_except(rng, list(lexicon.PLACES), place_of(group))
    return Edit(op="change", what=what, place=place), (what,)


def _resize(rng: np.random.Generator, scene: Scene) -> Drawn | None:
    what = _random_name(rng, scene)
    element = scene.brief.element(what)
    if element is None or element.count > 1 or len(scene.brief.elements) > 2:
        return None
    return Edit(op="change", what=what, size=_choose_except(rng, list(lexicon.SIZES), element.size)), (what,)


def _count(rng: np.random.Generator, scene: Scene) -> Drawn | None:
    what = _random_name(rng, scene)
    element = scene.brief.element(what)
    number = int(rng.integers(1, lexicon.MAX_COUNT + 1))
    if element is None or element.count == number or element.size:
        return None
    return Edit(op="change", what=what, count=number), (what,)


def _change_scene(rng: np.random.Generator, scene: Scene) -> Drawn | None:
    return Edit(op="scene", to=_choose_except(rng, list(lexicon.SCENES), scene.brief.scene or "plain")), ()


def _change_style(rng: np.random.Generator, scene: Scene) -> Drawn | None:
    return Edit(op="style", to=_choose_except(rng, list(lexicon.STYLES), scene.brief.style or "cartoon")), ()


OPERATIONS: dict[str, tuple[Operation, float]] = {
    "add": (_add, 2.0), "remove": (_remove, 1.5), "recolor": (_recolor, 2.0), "replace": (_replace, 2.0),
    "move": (_move, 1.2), "resize": (_resize, 1.0), "count": (_count, 1.2), "scene": (_change_scene, 1.5),
    "style": (_change_style, 1.5),
}  # fmt: skip
"""How each operation draws an edit, and its weight among the operations."""


def _lay_out_near(rng: np.random.Generator, before: Scene, after: Brief, edit: Edit) -> tuple[Group, ...] | None:
    """Lay out a resized or recounted element as near to its old place as the picture allows, of 30 tries."""
    names = [e.what for e in before.brief.elements]
    index = names.index(edit.what or "")
    kept = {name: g for name, g in zip(names, before.groups, strict=True) if name != edit.what}
    origin = before.groups[index].middle
    best: tuple[Group, ...] | None = None
    best_distance = float("inf")
    for _ in range(30):
        groups = lay_out(rng, after, kept)
        if groups is not None:
            x, y = groups[index].middle
            distance = abs(x - origin[0]) + abs(y - origin[1])
            if distance < best_distance:
                best = groups
                best_distance = distance
    return best


def _scene_after(rng: np.random.Generator, scene: Scene, drawn: Drawn, operation: str) -> Scene | None:
    edit, moved = drawn
    brief = apply_edits(scene.brief, [edit])
    old = {e.what: g for e, g in zip(scene.brief.elements, scene.groups, strict=True)}
    if operation == "replace":
        old[edit.to or ""] = old[edit.what or ""]
    if operation in ("resize", "count"):
        groups = _lay_out_near(rng, scene, brief, edit)
    elif moved:
        groups = lay_out(rng, brief, {k: g for k, g in old.items() if k not in moved})
    else:
        groups = tuple(old[e.what] for e in brief.elements)
    return None if groups is None else Scene(brief, groups, scene.variant)


def random_edit(
    rng: np.random.Generator, before: Scene, operation: str | None = None
) -> tuple[Edit, str, Scene] | None:
    """Draw one edit of a scene.

    Args:
        rng: Source of chance.
        before: The scene to edit.
        operation: A key of `OPERATIONS`; drawn by their weights if None.

    Returns:
        The edit, its operation and the scene after it; None where the drawn one does not fit the scene.
    """
    names = [operation] if operation else list(OPERATIONS)
    weights = np.array([OPERATIONS[name][1] for name in names])
    name = str(rng.choice(names, p=weights / weights.sum()))
    drawn = OPERATIONS[name][0](rng, before)
    if drawn is None:
        return None
    after = _scene_after(rng, before, drawn, name)
    return None if after is None else (drawn[0], name, after)


def random_pair(rng: np.random.Generator, operation: str | None = None, most: int = 3) -> Pair:
    """Draw a scene of at most `most` elements and one edit of it, of any operation or of the given one."""
    while True:
        before = random_scene(rng, most)
        drawn = random_edit(rng, before, operation)
        if drawn is not None:
            edit, name, after = drawn
            return Pair(before, after, edit_instruction(edit), name)
