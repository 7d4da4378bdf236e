"""Layouts: which things stand on which cells of a picture, in which scene and style.

The painter works in two stages, as layout-grounded diffusion does (Lian et al., arXiv:2305.13655): the composer
writes a layout from the prompt, the transformer paints it. For edits, the reader finds the layout of the picture.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache

import torch
from torch import Tensor

CELLS = 8
"""Cells along a side; one cell is one patch of the transformer."""
SIZES = (2, 3, 4)
"""Sides of things in cells. Several things of a kind have the smallest."""
PARTS = 1 + sum(size * size for size in SIZES)
"""Number of parts that a cell can show: 0 is no thing; then come the cells of things of 2, 3 and 4 cells, by row."""
VARIANTS = 48
"""Backdrops of each scene. As a layout's variant this number itself, one past the last, means that none is chosen."""
_FIRST_PART = {size: 1 + sum(s * s for s in SIZES if s < size) for size in SIZES}


@dataclass(frozen=True, order=True)
class Thing:
    """One thing of a layout.

    Attributes:
        y: row of its upper left cell.
        x: column of its upper left cell.
        size: its side in cells, one of SIZES.
        noun: number of its noun.
        color: number of its colour from 1; 0 is the noun's own colour.
    """

    y: int
    x: int
    size: int
    noun: int
    color: int

    @property
    def cells(self) -> list[int]:
        """Numbers of the cells that it covers, row by row."""
        return [(self.y + dy) * CELLS + self.x + dx for dy in range(self.size) for dx in range(self.size)]

    @property
    def parts(self) -> list[int]:
        """The part that each of its cells shows."""
        return list(range(_FIRST_PART[self.size], _FIRST_PART[self.size] + self.size**2))


@dataclass(frozen=True)
class Layout:
    """Things, and the numbers of the scene, of the style and of the scene's backdrop (see VARIANTS)."""

    things: tuple[Thing, ...]
    scene: int
    style: int
    variant: int = VARIANTS

    def maps(self) -> Tensor:
        """Return what each cell shows (3, 64), int64: noun + 1 (0 without a thing), part, colour."""
        grid = torch.zeros(3, CELLS * CELLS, dtype=torch.long)
        for thing in self.things:
            grid[:, thing.cells] = torch.tensor([[thing.noun + 1, part, thing.color] for part in thing.parts]).T
        return grid

    def cut(self, most: int) -> Layout:
        """Return the layout with at most so many things, the uppermost."""
        return replace(self, things=tuple(sorted(self.things))[:most])

    def globals(self) -> Tensor:
        """Return the numbers of scene, style and variant (3,), int64."""
        return torch.tensor([self.scene, self.style, self.variant])


def encode_layout(layout: Layout, painter: str) -> str:
    """Return a layout as text.

    Args:
        layout: the layout.
        painter: identifies the weights whose numbers these are; they mean nothing to other weights.
    """
    things = [[t.y, t.x, t.size, t.noun, t.color] for t in layout.things]
    return json.dumps([painter, layout.scene, layout.style, layout.variant, things], separators=(",", ":"))


def decode_layout(text: str, painter: str, nouns: int, colors: int, scenes: int, styles: int) -> Layout | None:
    """Return the layout of a text of `encode_layout`.

    Args:
        text: from anywhere, since it travels inside picture files.
        painter: identifies the weights for which the layout is wanted.
        nouns: how many nouns they know.
        colors: how many colours.
        scenes: how many scenes.
        styles: how many styles.

    Returns:
        None where the text is no layout, one of other weights, or one with numbers or places that do not exist.
    """
    try:
        by, scene, style, variant, rows = json.loads(text)
        things = tuple(Thing(*row) for row in rows)
        exists = 0 <= scene < scenes and 0 <= style < styles and 0 <= variant <= VARIANTS
        fits = all(
            t.size in SIZES and min(t.y, t.x) >= 0 and max(t.y, t.x) + t.size <= CELLS
            and 0 <= t.noun < nouns and 0 <= t.color <= colors
            for t in things
        )  # fmt: skip
        # A size is checked before its cells are listed: a wrong one may be huge.
        cells = [cell for t in things for cell in t.cells] if fits else []
    except (TypeError, ValueError, AttributeError):
        return None
    overlaps = len(set(cells)) < len(cells)
    return Layout(things, scene, style, variant) if by == painter and exists and fits and not overlaps else None


def changed_cells(before: Layout, after: Layout) -> Tensor:
    """Return the cells (64,), bool, that differ between two layouts; all where the scene or the style does."""
    if (before.scene, before.style) != (after.scene, after.style):
        return torch.ones(CELLS * CELLS, dtype=torch.bool)
    return (before.maps() != after.maps()).any(0)


@cache
def windows() -> list[Thing]:
    """Return every place where a thing can stand, as things without a noun."""
    return [Thing(y, x, size, 0, 0) for size in SIZES for y in range(CELLS - size + 1) for x in range(CELLS - size + 1)]


POWERS: tuple[float, ...] = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Powers of a thing's number of cells by which its score is divided: from whole things first to sure cells first."""


def decode_things(nouns: Tensor, parts: Tensor, colors: Tensor) -> tuple[Thing, ...]:
    """Return the likeliest things without overlap.

    Every place is scored by how much likelier a thing there is than nothing, and the best places are taken, none over
    another. Scores of whole things favour one large thing over several small ones side by side; scores per cell do
    the opposite. So several orders between the two are tried, and the likeliest layout wins: of rendered pictures,
    93 % get the place and size of every thing right in this way, and 78 to 87 % in any single order.

    Args:
        nouns: log-probabilities (64, N + 1) of each cell; the first is no thing.
        parts: log-probabilities (64, PARTS) of each cell; the first is no thing.
        colors: log-probabilities (64, C + 1) of each cell; the first is the noun's own colour.

    Returns:
        Things in order.
    """
    empty = parts[:, 0] + nouns[:, 0]
    scored = []
    for window in windows():
        cells = window.cells
        by_noun = nouns[cells, 1:].sum(0)
        score = float(parts[cells, window.parts].sum() + by_noun.max() - empty[cells].sum())
        if score > 0:
            thing = replace(window, noun=int(by_noun.argmax()), color=int(colors[cells].sum(0).argmax()))
            scored.append((score, thing))
    candidates = [_take_best(scored, power) for power in POWERS]
    _, things = max(candidates, key=lambda candidate: candidate[0])
    return tuple(sorted(things))


def _take_best(scored: list[tuple[float, Thing]], power: float) -> tuple[float, list[Thing]]:
    """Take things from the best by score / cells^power on, none over another; return their scores' sum and them."""
    taken: set[int] = set()
    things: list[Thing] = []
    total = 0.0
    for score, thing in sorted(scored, key=lambda pair: pair[0] / len(pair[1].cells) ** power, reverse=True):
        if taken.isdisjoint(thing.cells):
            things.append(thing)
            taken.update(thing.cells)
            total += score
    return total, things
