"""Edit pairs: a scene, one edit, and the same scene after it, everything unnamed left where it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from agent.brief.edits import Edit, apply_edits
from agent.brief.wording import edit_instruction
from agent.brief.model import Brief
from tools.vocabulary.storybook import lexicon
from training.scenes.sample import held_out, held_out_pair, random_element, random_scene
from training.scenes.scene import Group, Scene, layout, place_of

Maker = Callable[[np.random.Generator, Scene], tuple[Edit, tuple[str, ...]] | None]
"""From a scene to an edit and the names of the elements that must be laid out anew."""


@dataclass(frozen=True)
class Pair:
    """Two scenes and the words that lead from the first to the second; no words where nothing changes."""

    before: Scene
    after: Scene
    words: str
    operation: str


def _pick(rng: np.random.Generator, scene: Scene) -> str:
    return scene.brief.elements[int(rng.integers(len(scene.brief.elements)))].what


def _other(rng: np.random.Generator, table: list[str], *taken: str | None) -> str:
    return str(rng.choice([name for name in table if name not in taken]))


def _new_noun(rng: np.random.Generator, scene: Scene) -> str:
    here = [e.what for e in scene.brief.elements]
    return _other(rng, [n for n in lexicon.nouns() if not any(held_out_pair(n, other) for other in here)], *here)


def _add(rng: np.random.Generator, scene: Scene) -> tuple[Edit, tuple[str, ...]] | None:
    if len(scene.brief.elements) > 2:
        return None
    new = random_element(rng, _new_noun(rng, scene), crowded=len(scene.brief.elements) > 1)
    return Edit(op="add", **new.model_dump(exclude_none=True)), (new.what,)


def _remove(rng: np.random.Generator, scene: Scene) -> tuple[Edit, tuple[str, ...]] | None:
    return (Edit(op="remove", what=_pick(rng, scene)), ()) if len(scene.brief.elements) > 1 else None


def _recolor(rng: np.random.Generator, scene: Scene) -> tuple[Edit, tuple[str, ...]] | None:
    what = _pick(rng, scene)
    element = scene.brief.element(what)
    colors = [c for c in lexicon.COLORS if not held_out(what, c)]
    return Edit(op="change", what=what, color=_other(rng, colors, element.color if element else None)), ()


def _replace(rng: np.random.Generator, scene: Scene) -> tuple[Edit, tuple[str, ...]] | None:
    what, new = _pick(rng, scene), _new_noun(rng, scene)
    colors = [c for c in lexicon.COLORS if not held_out(new, c)]
    color = str(rng.choice(colors)) if rng.random() < 0.3 else None
    return Edit(op="replace", what=what, to=new, color=color), ()


def _move(rng: np.random.Generator, scene: Scene) -> tuple[Edit, tuple[str, ...]] | None:
    what = _pick(rng, scene)
    group = scene.groups[[e.what for e in scene.brief.elements].index(what)]
    return Edit(op="change", what=what, place=_other(rng, list(lexicon.PLACES), place_of(group))), (what,)


def _resize(rng: np.random.Generator, scene: Scene) -> tuple[Edit, tuple[str, ...]] | None:
    what = _pick(rng, scene)
    element = scene.brief.element(what)
    if element is None or element.count > 1 or len(scene.brief.elements) > 2:
        return None
    return Edit(op="change", what=what, size=_other(rng, list(lexicon.SIZES), element.size)), (what,)


def _count(rng: np.random.Generator, scene: Scene) -> tuple[Edit, tuple[str, ...]] | None:
    what = _pick(rng, scene)
    element = scene.brief.element(what)
    number = int(rng.integers(1, lexicon.MAX_COUNT + 1))
    if element is None or element.count == number or element.size:
        return None
    return Edit(op="change", what=what, count=number), (what,)


def _scene(rng: np.random.Generator, scene: Scene) -> tuple[Edit, tuple[str, ...]] | None:
    return Edit(op="scene", to=_other(rng, list(lexicon.SCENES), scene.brief.scene or "plain")), ()


def _style(rng: np.random.Generator, scene: Scene) -> tuple[Edit, tuple[str, ...]] | None:
    return Edit(op="style", to=_other(rng, list(lexicon.STYLES), scene.brief.style or "cartoon")), ()


MAKERS: dict[str, tuple[Maker, float]] = {
    "add": (_add, 2.0), "remove": (_remove, 1.5), "recolor": (_recolor, 2.0), "replace": (_replace, 2.0),
    "move": (_move, 1.2), "resize": (_resize, 1.0), "count": (_count, 1.2), "scene": (_scene, 1.5),
    "style": (_style, 1.5),
}  # fmt: skip


def _near(before: Scene, after: Brief, edit: Edit, rng: np.random.Generator) -> tuple[Group, ...] | None:
    """A resized or recounted thing stays where it was as far as the picture allows."""
    names = [e.what for e in before.brief.elements]
    kept = {name: g for name, g in zip(names, before.groups, strict=True) if name != edit.what}
    origin = before.groups[names.index(edit.what or "")].middle
    best: tuple[float, tuple[Group, ...]] | None = None
    for _ in range(30):
        groups = layout(rng, after, kept)
        if groups is not None:
            x, y = groups[names.index(edit.what or "")].middle
            far = abs(x - origin[0]) + abs(y - origin[1])
            best = min(best, (far, groups), key=lambda b: b[0]) if best else (far, groups)
    return best[1] if best else None


def _after(rng: np.random.Generator, scene: Scene, edit: Edit, anew: tuple[str, ...], name: str) -> Scene | None:
    brief = apply_edits(scene.brief, [edit])
    old = {e.what: g for e, g in zip(scene.brief.elements, scene.groups, strict=True)}
    if name == "replace":
        old[edit.to or ""] = old[edit.what or ""]
    if name in ("resize", "count"):
        groups = _near(scene, brief, edit, rng)
    elif anew:
        groups = layout(rng, brief, {k: g for k, g in old.items() if k not in anew})
    else:
        groups = tuple(old[e.what] for e in brief.elements)
    return None if groups is None else Scene(brief, groups, scene.variant)


def random_edit(
    rng: np.random.Generator, before: Scene, operation: str | None = None
) -> tuple[Edit, str, Scene] | None:
    """One edit of a scene, its operation, and the scene after it; None where the drawn one does not fit."""
    names = [operation] if operation else list(MAKERS)
    weights = np.array([MAKERS[name][1] for name in names])
    name = str(rng.choice(names, p=weights / weights.sum()))
    made = MAKERS[name][0](rng, before)
    if made is None:
        return None
    edit, anew = made
    after = _after(rng, before, edit, anew, name)
    return None if after is None else (edit, name, after)


def random_pair(rng: np.random.Generator, operation: str | None = None, most: int = 3) -> Pair:
    """A scene and one edit of it; `operation` fixes which."""
    while True:
        before = random_scene(rng, most)
        made = random_edit(rng, before, operation)
        if made is not None:
            edit, name, after = made
            return Pair(before, after, edit_instruction(before.brief, edit), name)
