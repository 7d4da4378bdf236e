"""A layout: which things stand on which cells of the picture, in which scene and style.

The painter works in two stages, as layout-grounded diffusion does (Lian et al., arXiv:2305.13655): the composer
writes a layout from the prompt, the transformer paints it; the reader finds the layout of a picture to edit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import torch
from torch import Tensor

CELLS = 8
"""Cells along a side; one cell is one patch of the transformer."""
SIZES = (2, 3, 4)
"""Sides of things in cells. Several of a kind have the smallest."""
PARTS = 1 + sum(size * size for size in SIZES)
"""0 is no thing; then the cells of a thing of 2, of 3, of 4 cells, row by row."""
_FIRST = {size: 1 + sum(s * s for s in SIZES if s < size) for size in SIZES}


@dataclass(frozen=True, order=True)
class Thing:
    """One instance: the cell of its upper left corner, its side in cells, its noun; colour 0 is its own."""

    y: int
    x: int
    size: int
    noun: int
    color: int

    @property
    def cells(self) -> list[int]:
        """Numbers of the cells it covers, row by row."""
        return [(self.y + dy) * CELLS + self.x + dx for dy in range(self.size) for dx in range(self.size)]

    @property
    def parts(self) -> list[int]:
        """The part that each of its cells shows."""
        return list(range(_FIRST[self.size], _FIRST[self.size] + self.size**2))


@dataclass(frozen=True)
class Layout:
    """Things, and the numbers of the scene and the style."""

    things: tuple[Thing, ...]
    scene: int
    style: int

    def maps(self) -> Tensor:
        """What each cell shows (3, 64): noun + 1 (0 where no thing stands), part, colour."""
        grid = torch.zeros(3, CELLS * CELLS, dtype=torch.long)
        for thing in self.things:
            grid[:, thing.cells] = torch.tensor([[thing.noun + 1, part, thing.color] for part in thing.parts]).T
        return grid

    def cut(self, most: int) -> Layout:
        """With at most so many things, by row."""
        return Layout(tuple(sorted(self.things))[:most], self.scene, self.style)

    def globals(self) -> Tensor:
        """Scene and style numbers (2,)."""
        return torch.tensor([self.scene, self.style])


def changed(before: Layout, after: Layout) -> Tensor:
    """Cells (64,) that differ between two layouts; all of them where the scene or the style does."""
    if (before.scene, before.style) != (after.scene, after.style):
        return torch.ones(CELLS * CELLS, dtype=torch.bool)
    return (before.maps() != after.maps()).any(0)


@cache
def windows() -> list[Thing]:
    """Every place a thing can stand."""
    return [Thing(y, x, size, 0, 0) for size in SIZES for y in range(CELLS - size + 1) for x in range(CELLS - size + 1)]


def things_of(nouns: Tensor, parts: Tensor, colors: Tensor) -> tuple[Thing, ...]:
    """Whole things from the cells' log-probabilities (64, N + 1), (64, PARTS), (64, C + 1).

    Every place is scored by how much likelier it is than nothing there, in nats a cell, as several things of a kind
    side by side would else lose to one large thing over them all; the best stay, none overlap.
    """
    empty, scored = parts[:, 0] + nouns[:, 0], []
    for window in windows():
        cells = window.cells
        named = nouns[cells, 1:].sum(0)
        score = float(parts[cells, window.parts].sum() + named.max() - empty[cells].sum()) / len(cells)
        if score > 0:
            values = {"noun": int(named.argmax()), "color": int(colors[cells].sum(0).argmax())}
            scored.append((score, replace(window, **values)))
    taken, found = set[int](), []
    for _, thing in sorted(scored, reverse=True):
        if taken.isdisjoint(thing.cells):
            found.append(thing)
            taken.update(thing.cells)
    return tuple(sorted(found))
