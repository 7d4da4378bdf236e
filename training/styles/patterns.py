"""Patterns that styles are drawn with: cells, dots, hatching, stitches, grain, as maps that wrap around."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter
from scipy.spatial import cKDTree

TILE = 256
"""Side of the patterns in pixels; they repeat without a seam."""
MAPS = (
    "grain", "paper", "wobble", "hatch0", "hatch45", "hatch90", "hatch135",
    "tile_edge", "tile_value", "tile_x", "tile_y", "glass_edge", "glass_value", "glass_x", "glass_y",
    "dot_far", "dot_value", "dot_x", "dot_y", "stitch_x", "stitch_y", "stitch_u", "stitch_v", "grid",
)  # fmt: skip
"""Names of the maps, in the order in which the stylist's network takes them."""
CELLS = {"tile": 34, "glass": 11, "dot": 48, "stitch": 48}
"""Cells along a side, by kind."""
LINES = 50
"""Lines of hatching along a side."""


@dataclass(frozen=True)
class Patterns:
    """A part of the patterns, cut out when it is asked for.

    Attributes:
        maps: Whole maps (TILE, TILE) in about [-1, 1], by name.
        labels: Which cell each pixel (TILE, TILE) belongs to, by kind of cell.
        rows: Rows (H, 1) of the part.
        columns: Columns (W,) of the part.
    """

    maps: dict[str, np.ndarray]
    labels: dict[str, np.ndarray]
    rows: np.ndarray
    columns: np.ndarray

    def window(self, y: int, x: int, height: int, width: int) -> Patterns:
        """Return another part, which wraps around."""
        rows = np.arange(y, y + height) % TILE
        columns = np.arange(x, x + width) % TILE
        return Patterns(self.maps, self.labels, rows[:, None], columns)

    def __getitem__(self, name: str) -> np.ndarray:
        """Return a map (H, W) in about [-1, 1]."""
        return np.asarray(self.maps[name][self.rows, self.columns])

    def cells(self, kind: str) -> np.ndarray:
        """Return the number of the cell that each pixel (H, W) belongs to."""
        return np.asarray(self.labels[kind][self.rows, self.columns])

    def cell_centers(self, kind: str) -> tuple[np.ndarray, np.ndarray]:
        """Return how many pixels right and down of each pixel (H, W) the mean of its cell's pixels lies."""
        label = self.labels[kind]
        offsets = []
        for axis in (1, 0):
            # Means on a circle, since cells lie across the seam too.
            turn = np.exp(2j * np.pi * np.indices(label.shape)[axis] / TILE)
            total = np.zeros(label.max() + 1, complex)
            np.add.at(total, label, turn)
            offsets.append(np.angle(total[label] / turn) * TILE / (2 * np.pi))
        right, down = (offset[self.rows, self.columns] for offset in offsets)
        return right, down


def _noise(rng: np.random.Generator, blur: float) -> np.ndarray:
    """Return Gaussian noise (TILE, TILE) with a standard deviation of a third, blurred by `blur` pixels if not 0."""
    noise = rng.standard_normal((TILE, TILE))
    if blur:
        noise = gaussian_filter(noise, blur, mode="wrap")
    return np.asarray(noise / noise.std() / 3)


def _voronoi_cells(rng: np.random.Generator, count: int, jitter: float) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Return maps and labels (TILE, TILE) of cells around the points of a jittered grid.

    Args:
        rng: Source of chance.
        count: Cells along a side.
        jitter: How far a point may leave its place on the grid, in cells.

    Returns:
        Maps, lengths in cells: `edge` and `far` (distance to the nearest border and to the cell's point, both as
        2 d - 1), `value` (random, by cell), `x` and `y` (position from the cell's point); and the cells' numbers.
    """
    side = TILE / count
    ys, xs = np.mgrid[:count, :count]
    points = np.stack([ys, xs], -1).reshape(-1, 2) + 0.5 + rng.uniform(-jitter, jitter, (count * count, 2))
    points = points * side % TILE
    y, x = np.mgrid[:TILE, :TILE] + 0.5
    pixels = np.stack([y, x], -1).reshape(-1, 2)
    distances, nearest = cKDTree(points, boxsize=TILE).query(pixels, k=2)
    cell = nearest[:, 0]
    away = (pixels - points[cell] + TILE / 2) % TILE - TILE / 2
    value = rng.uniform(-1, 1, count * count)[cell]
    maps = {
        "edge": (distances[:, 1] - distances[:, 0]) / side * 2 - 1,
        "far": distances[:, 0] / side * 2 - 1,
        "value": value,
        "x": away[:, 1] / side,
        "y": away[:, 0] / side,
    }
    return {name: part.reshape(TILE, TILE) for name, part in maps.items()}, cell.reshape(TILE, TILE)


def make_patterns(seed: int, cells: dict[str, int] | None = None, lines: int = LINES) -> Patterns:
    """Draw patterns of TILE pixels square.

    Args:
        seed: The same seed draws the same patterns.
        cells: Cells along a side by kind, where they differ from `CELLS`.
        lines: Lines of hatching along a side.
    """
    rng = np.random.default_rng([seed, 77])
    cells = {**CELLS, **(cells or {})}
    maps = {"grain": _noise(rng, 0), "paper": _noise(rng, 1.4), "wobble": _noise(rng, 9)}
    labels = {}
    y, x = np.mgrid[:TILE, :TILE] * (2 * np.pi / TILE)
    bend = maps["wobble"] * 2.2
    diagonal = round(lines / np.sqrt(2))
    maps |= {
        "hatch0": np.sin(lines * y + bend),
        "hatch90": np.sin(lines * x + bend),
        "hatch45": np.sin(diagonal * (x + y) + bend),
        "hatch135": np.sin(diagonal * (x - y) + bend),
    }
    for kind, jitter in (("tile", 0.36), ("glass", 0.42), ("dot", 0.3)):
        of_kind, labels[kind] = _voronoi_cells(rng, cells[kind], jitter)
        maps |= {f"{kind}_{name}": values for name, values in of_kind.items()}
    count = cells["stitch"]
    labels["stitch"] = (np.mgrid[:TILE, :TILE] * count // TILE).transpose(1, 2, 0) @ np.array([count, 1])
    maps |= {"stitch_x": np.cos(count * x), "stitch_y": np.cos(count * y)}
    maps |= {"stitch_u": np.sin(count * x), "stitch_v": np.sin(count * y)}
    maps["grid"] = np.maximum(np.cos(16 * x), np.cos(16 * y)) ** 15
    return Patterns(
        {name: value.clip(-1, 1).astype(np.float32) for name, value in maps.items()},
        {name: value.astype(np.int64) for name, value in labels.items()},
        np.arange(TILE)[:, None],
        np.arange(TILE),
    )
