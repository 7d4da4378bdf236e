"""What an edit changed: the cells that differ, and how well the rest was kept."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageFilter

CELLS = 32
"""Cells along a side of the grid that is remembered of every edit."""
MOST_SIDE = 256
"""Pixels a side that are compared at most."""
CHANGED = 18.0
"""Mean absolute difference (of 255), blurred, from which an edit counts as having changed a pixel on purpose."""


def _arrays(before: Image.Image, after: Image.Image) -> tuple[np.ndarray, np.ndarray]:
    size = min(MOST_SIDE, before.width), min(MOST_SIDE, before.height)
    one, other = (np.asarray(p.convert("RGB").resize(size)).astype(np.float32) for p in (before, after))
    return one, other


def changed_cells(before: Image.Image, after: Image.Image) -> np.ndarray:
    """Cells (CELLS, CELLS) in which some pixel was changed on purpose."""
    one, other = _arrays(before, after)
    difference = Image.fromarray(np.abs(one - other).mean(-1).clip(0, 255).astype(np.uint8))
    far = np.asarray(difference.filter(ImageFilter.GaussianBlur(1.5))) > CHANGED
    cells = Image.fromarray((far * 255).astype(np.uint8)).resize((CELLS, CELLS), Image.Resampling.BOX)
    return np.asarray(cells) > 0


def encode_cells(cells: np.ndarray) -> str:
    """A grid of `changed_cells` as hexadecimal digits, a bit a cell."""
    return np.packbits(cells).tobytes().hex()


def decode_cells(text: str) -> np.ndarray:
    """The inverse of `encode_cells`."""
    bits = np.unpackbits(np.frombuffer(bytes.fromhex(text), np.uint8), count=CELLS * CELLS)
    return bits.reshape(CELLS, CELLS).astype(bool)


def _db(one: np.ndarray, other: np.ndarray, kept: np.ndarray) -> float:
    error = float(((one - other)[kept] ** 2).mean())
    return min(99.0, float(10 * np.log10(255**2 / error))) if error else 99.0


def psnr_outside_cells(before: Image.Image, after: Image.Image, cells: np.ndarray) -> float:
    """PSNR in dB of two pictures where the grid `cells` is not set; 0 where it is set everywhere, 99 for no change."""
    one, other = _arrays(before, after)
    grid = Image.fromarray((cells * 255).astype(np.uint8)).resize(one.shape[1::-1], Image.Resampling.NEAREST)
    kept = np.asarray(grid) == 0
    return _db(one, other, kept) if kept.any() else 0.0


def psnr_outside_mask(before: Image.Image, after: Image.Image, region: Image.Image) -> float | None:
    """PSNR in dB of two pictures where the mask `region` ("L", of the first one's size) is black; None if nowhere."""
    kept = np.asarray(region.convert("L").resize(before.size)) == 0
    one, other = (np.asarray(p.convert("RGB")).astype(np.float32) for p in (before, after.resize(before.size)))
    return _db(one, other, kept) if kept.any() else None
