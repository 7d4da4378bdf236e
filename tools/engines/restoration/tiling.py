"""Running a network over a picture of any size, tile by tile, without visible seams."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor

from tools.hooks import Hooks
from tools.networks.restorer import MULTIPLE

TILE = 640
"""Longest side in pixels of what a network sees at once."""
OVERLAP = 48
"""Pixels by which neighbouring tiles overlap."""


def tile_ranges(length: int) -> list[tuple[int, int]]:
    """Return where tiles begin and end along a side of `length` pixels.

    They begin at multiples of MULTIPLE, overlap by OVERLAP pixels and are about equally long.
    """
    count = 1 if length <= TILE else -(-(length - OVERLAP) // (TILE - OVERLAP))
    if count == 1:
        return [(0, length)]
    step = -(-(length - OVERLAP) // (count * MULTIPLE)) * MULTIPLE
    return [(start, min(start + step + OVERLAP, length)) for start in range(0, step * count, step)]


def _fade_in(length: int, has_neighbour: bool, overlap: int) -> np.ndarray:
    """Return weights (length,) that rise from 0 to 1 where a tile overlaps the one before it."""
    weights = np.ones(length, np.float32)
    if has_neighbour:
        # Pixels near a tile's edge are the worst, as the network saw least around them. So of the overlap the first
        # third is the other tile's alone and the last third this one's.
        weights[:overlap] = ((np.arange(overlap) + 0.5) / overlap * 3 - 1).clip(0, 1)
    return weights


def run_tiled(
    values: np.ndarray, job: Callable[[Tensor], Tensor], hooks: Hooks, where: str | torch.device, scale: int = 1
) -> np.ndarray:
    """Run a network over a whole picture by tiles that fade into each other.

    Args:
        values: pixels (H, W, 3), uint8 or uint16.
        job: takes a tile (1, 3, h, w), float32, in [0, 1], its sides multiples of MULTIPLE, and returns
            (1, 3, h * scale, w * scale) in about [0, 1].
        hooks: get a step for every tile.
        where: torch device on which the job gets its tiles.
        scale: factor by which the job enlarges.

    Returns:
        Pixels (H * scale, W * scale, 3) of the same type.

    Raises:
        Cancelled: the hooks asked to stop.
    """
    white = float(np.iinfo(values.dtype).max)
    result = np.empty((values.shape[0] * scale, values.shape[1] * scale, 3), values.dtype)
    tiles = [(rows, columns) for rows in tile_ranges(values.shape[0]) for columns in tile_ranges(values.shape[1])]
    for number, ((top, bottom), (left, right)) in enumerate(tiles):
        hooks.step(number, len(tiles))
        height = (bottom - top) * scale
        width = (right - left) * scale
        tile = values[top:bottom, left:right].astype(np.float32) / white
        tile = np.pad(tile, [(0, -tile.shape[0] % MULTIPLE), (0, -tile.shape[1] % MULTIPLE), (0, 0)], "symmetric")
        pixels = torch.from_numpy(tile).permute(2, 0, 1)[None].to(where)
        with torch.inference_mode():
            made = job(pixels)[0, :, :height, :width].clamp(0, 1).permute(1, 2, 0).float().cpu().numpy() * white
        rows_in = _fade_in(height, top > 0, OVERLAP * scale)
        columns_in = _fade_in(width, left > 0, OVERLAP * scale)
        share = (rows_in[:, None] * columns_in)[..., None]
        window = result[top * scale : bottom * scale, left * scale : right * scale]
        # Pixels that no tile has written yet are uninitialised; they have a share of 1 here.
        before = np.where(share < 1, window, 0).astype(np.float32)
        window[:] = (before + (made - before) * share).round()
    hooks.step(len(tiles), len(tiles))
    return result
