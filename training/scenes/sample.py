"""Random briefs and scenes: what the storybook world's training pictures show."""

from __future__ import annotations

import numpy as np

from agent.brief.model import Brief, Element
from tools.networks.painter.layout import VARIANTS
from tools.vocabulary.storybook import lexicon
from training.holdout import held_out, held_out_pair
from training.scenes.scene import CELL, CELLS, Group, Scene, add_true_relation, build_scene


def random_element(rng: np.random.Generator, what: str, crowded: bool, unseen: bool = False) -> Element:
    """Draw the attributes of an element.

    Args:
        rng: Source of chance.
        what: The noun.
        crowded: Whether the picture has no room for large things.
        unseen: Whether the colour must be a held-out one, where the noun has one.
    """
    colors = [c for c in lexicon.COLORS if held_out(what, c) is unseen]
    color = str(rng.choice(colors)) if colors and (unseen or rng.random() < 0.5) else None
    count = int(rng.choice([1, 2, 3, 4], p=[0.66, 0.14, 0.11, 0.09]))
    size = None
    if count == 1 and rng.random() < 0.35:
        size = "small" if crowded or rng.random() < 0.5 else "large"
    place = str(rng.choice(list(lexicon.PLACES))) if rng.random() < 0.4 else None
    return Element(what=what, color=color, count=count, size=size, place=place)


def random_brief(rng: np.random.Generator, most: int = 3, unseen: bool = False) -> Brief:
    """Draw a brief of one to `most` different things, mostly with a scene and, three times in four, a style.

    Args:
        rng: Source of chance.
        most: At most three.
        unseen: Whether colours, and two nouns together, must be held-out ones.
    """
    names = list(lexicon.nouns())
    weights = np.array([0.45, 0.37, 0.18])[:most]
    number = int(rng.choice(most, p=weights / weights.sum())) + 1
    while True:
        chosen = [str(name) for name in rng.choice(names, number, replace=False)]
        has_held_out = any(held_out_pair(a, b) for a in chosen for b in chosen)
        if number == 1 or has_held_out is unseen:
            break
    elements = tuple(random_element(rng, name, number > 2, unseen) for name in chosen)
    scene = str(rng.choice(list(lexicon.SCENES))) if rng.random() < 0.85 else None
    style = str(rng.choice(list(lexicon.STYLES))) if rng.random() < 0.75 else None
    return Brief(elements=elements, scene=scene, style=style)


def random_scene(rng: np.random.Generator, most: int = 3, unseen: bool = False) -> Scene:
    """Draw a scene that can be laid out; half the time a relation that holds is written into its brief."""
    while True:
        scene = build_scene(rng, random_brief(rng, most, unseen))
        if scene is not None:
            return add_true_relation(rng, scene) if rng.random() < 0.5 else scene


def dense_scene(rng: np.random.Generator, every_color: bool = False) -> Scene:
    """Draw a picture packed with things of every size, to learn what they look like.

    Twice as many of its cells show a thing as in an ordinary scene.

    Args:
        rng: Source of chance.
        every_color: Whether things may have the colours that are kept from the painter.
    """
    things: dict[str, tuple[Element, Group]] = {}
    taken = np.zeros((CELLS, CELLS), bool)
    for _ in range(80):
        what = str(rng.choice(list(lexicon.nouns())))
        cells = int(rng.choice([2, 3, 4], p=[0.35, 0.4, 0.25]))
        x, y = (int(v) for v in rng.integers(0, CELLS - cells + 1, 2))
        if taken[y : y + cells, x : x + cells].any() or what in things:
            continue
        if any(held_out_pair(what, other) for other in things):
            continue
        colors = [c for c in lexicon.COLORS if every_color or not held_out(what, c)]
        color = str(rng.choice(colors)) if rng.random() < 0.5 else None
        taken[y : y + cells, x : x + cells] = True
        group = Group((((x + cells / 2) * CELL, (y + cells / 2) * CELL),), cells * CELL)
        things[what] = (Element(what=what, color=color), group)
    elements, groups = zip(*things.values(), strict=True)
    scene = str(rng.choice(list(lexicon.SCENES)))
    style = str(rng.choice(list(lexicon.STYLES)))
    return Scene(Brief(elements=elements, scene=scene, style=style), groups, int(rng.integers(VARIANTS)))
