"""Patterns that looks are drawn with: cells, dots, hatching, stitches, grain, as maps that wrap around."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter
from scipy.spatial import cKDTree

TILE = 256
"""Side of a pattern in pixels; it repeats without a seam."""
MAPS = (
    "grain", "paper", "wobble", "hatch0", "hatch45", "hatch90", "hatch135",
    "tile_edge", "tile_value", "tile_x", "tile_y", "glass_edge", "glass_value", "glass_x", "glass_y",
    "dot_far", "dot_value", "dot_x", "dot_y", "stitch_x", "stitch_y", "stitch_u", "stitch_v", "grid",
)  # fmt: skip
"""Names of the maps in the order in which the stylist's network is given them."""
CELLS = {"tile": 34, "glass": 11, "dot": 48, "stitch": 48}
"""Cells along a side."""


@dataclass(frozen=True)
class Lattice:
    """A part of the patterns, cut out when asked for: which `rows` and `columns`, of `maps` and `labels` by name."""

    maps: dict[str, np.ndarray]
    labels: dict[str, np.ndarray]
    rows: np.ndarray
    columns: np.ndarray

    def window(self, y: int, x: int, height: int, width: int) -> Lattice:
        """Another part, which wraps around."""
        rows, columns = np.arange(y, y + height) % TILE, np.arange(x, x + width) % TILE
        return Lattice(self.maps, self.labels, rows[:, None], columns)

    def __getitem__(self, name: str) -> np.ndarray:
        """A map (H, W) in about [-1, 1]."""
        return self.maps[name][self.rows, self.columns]

    def cells(self, name: str) -> np.ndarray:
        """Which cell of a kind each pixel (H, W) belongs to."""
        return self.labels[name][self.rows, self.columns]

    def middles(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        """How many pixels right and down from each pixel (H, W) the mean of its cell's pixels lies."""
        label, found = self.labels[name], []
        for axis in (1, 0):
            # Means on a circle, since cells lie across the seam too.
            turn = np.exp(2j * np.pi * np.indices(label.shape)[axis] / TILE)
            total = np.zeros(label.max() + 1, complex)
            np.add.at(total, label, turn)
            found.append(np.angle(total[label] / turn) * TILE / (2 * np.pi))
        right, down = (offset[self.rows, self.columns] for offset in found)
        return right, down


def _noise(rng: np.random.Generator, blur: float) -> np.ndarray:
    soft = (
        gaussian_filter(rng.standard_normal((TILE, TILE)), blur, mode="wrap")
        if blur
        else rng.standard_normal((TILE, TILE))
    )
    return soft / soft.std() / 3


def _cells(rng: np.random.Generator, count: int, jitter: float) -> tuple[np.ndarray, ...]:
    """Distance to the nearest border, that to the middle, x and y from the middle (all in cells), a value, a label."""
    side = TILE / count
    ys, xs = np.mgrid[:count, :count]
    points = np.stack([ys, xs], -1).reshape(-1, 2) + 0.5 + rng.uniform(-jitter, jitter, (count * count, 2))
    points = points * side % TILE
    y, x = np.mgrid[:TILE, :TILE] + 0.5
    far, near = cKDTree(points, boxsize=TILE).query(np.stack([y, x], -1).reshape(-1, 2), k=2)
    away = (np.stack([y, x], -1).reshape(-1, 2) - points[near[:, 0]] + TILE / 2) % TILE - TILE / 2
    value = rng.uniform(-1, 1, count * count)[near[:, 0]]
    parts = (far[:, 1] - far[:, 0]) / side, far[:, 0] / side, away[:, 1] / side, away[:, 0] / side, value, near[:, 0]
    return tuple(part.reshape(TILE, TILE) for part in parts)


def lattice(seed: int, cells: dict[str, int] | None = None, lines: int = 50) -> Lattice:
    """A lattice of TILE pixels square; `cells` along a side by kind, `lines` of hatching along a side."""
    rng, cells = np.random.default_rng([seed, 77]), {**CELLS, **(cells or {})}
    maps = {"grain": _noise(rng, 0), "paper": _noise(rng, 1.4), "wobble": _noise(rng, 9)}
    labels = {}
    y, x = np.mgrid[:TILE, :TILE] * (2 * np.pi / TILE)
    bent = maps["wobble"] * 2.2
    tilted = round(lines / np.sqrt(2))
    maps |= {
        "hatch0": np.sin(lines * y + bent), "hatch90": np.sin(lines * x + bent),
        "hatch45": np.sin(tilted * (x + y) + bent), "hatch135": np.sin(tilted * (x - y) + bent),
    }  # fmt: skip
    for kind, jitter in (("tile", 0.36), ("glass", 0.42), ("dot", 0.3)):
        edge, far, dx, dy, value, label = _cells(rng, cells[kind], jitter)
        maps |= {f"{kind}_edge": edge * 2 - 1, f"{kind}_far": far * 2 - 1, f"{kind}_value": value}
        maps |= {f"{kind}_x": dx, f"{kind}_y": dy}
        labels[kind] = label
    count = cells["stitch"]
    labels["stitch"] = (np.mgrid[:TILE, :TILE] * count // TILE).transpose(1, 2, 0) @ np.array([count, 1])
    maps |= {"stitch_x": np.cos(count * x), "stitch_y": np.cos(count * y)}
    maps |= {"stitch_u": np.sin(count * x), "stitch_v": np.sin(count * y)}
    maps["grid"] = np.maximum(np.cos(16 * x), np.cos(16 * y)) ** 15
    return Lattice(
        {name: value.clip(-1, 1).astype(np.float32) for name, value in maps.items()},
        {name: value.astype(np.int64) for name, value in labels.items()},
        np.arange(TILE)[:, None],
        np.arange(TILE),
    )
