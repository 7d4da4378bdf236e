"""Comparing pictures: PSNR, which cells an edit changed, and how well it kept the rest."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageFilter

CELLS = 32
"""Cells along a side of the grid in which changes are remembered."""
MAX_SIDE = 256
"""Larger pictures are compared at this many pixels a side."""
CHANGED = 18.0
"""Mean absolute difference (of 255), blurred, above which an edit changed a pixel on purpose."""
MAX_PSNR = 99.0
"""PSNR in dB of identical pictures, whose true one is infinite."""


def _rgb_values(picture: Image.Image) -> np.ndarray:
    """Return the colours (H, W, 3), float32, from 0 to 255."""
    return np.asarray(picture.convert("RGB")).astype(np.float32)


def _small_values(before: Image.Image, after: Image.Image) -> tuple[np.ndarray, np.ndarray]:
    """Return the colours of two pictures at one size: that of the first, or MAX_SIDE where its sides are longer."""
    size = min(MAX_SIDE, before.width), min(MAX_SIDE, before.height)
    return _rgb_values(before.convert("RGB").resize(size)), _rgb_values(after.convert("RGB").resize(size))


def _decibels(mean_square: float) -> float:
    return min(MAX_PSNR, float(10 * np.log10(255**2 / mean_square))) if mean_square else MAX_PSNR


def psnr(first: Image.Image, second: Image.Image) -> float:
    """Return the peak signal-to-noise ratio of two pictures in dB, at most MAX_PSNR.

    The second picture is resized to the first one's size; alpha is ignored.
    """
    difference = _rgb_values(first) - _rgb_values(second.resize(first.size))
    return _decibels(float((difference**2).mean()))


def changed_cells(before: Image.Image, after: Image.Image) -> np.ndarray:
    """Return the cells (CELLS, CELLS), bool, in which some pixel was changed on purpose."""
    one, other = _small_values(before, after)
    difference = Image.fromarray(np.abs(one - other).mean(-1).clip(0, 255).astype(np.uint8))
    far = np.asarray(difference.filter(ImageFilter.GaussianBlur(1.5))) > CHANGED
    cells = Image.fromarray((far * 255).astype(np.uint8)).resize((CELLS, CELLS), Image.Resampling.BOX)
    return np.asarray(cells) > 0


def encode_cells(cells: np.ndarray) -> str:
    """Return the cells of `changed_cells` as hexadecimal digits, one bit a cell."""
    return np.packbits(cells).tobytes().hex()


def decode_cells(text: str) -> np.ndarray:
    """Return the cells (CELLS, CELLS), bool, of a text of `encode_cells`."""
    bits = np.unpackbits(np.frombuffer(bytes.fromhex(text), np.uint8), count=CELLS * CELLS)
    return bits.reshape(CELLS, CELLS).astype(bool)


def _psnr_where(kept: np.ndarray, one: np.ndarray, other: np.ndarray) -> float:
    return _decibels(float(((one - other)[kept] ** 2).mean()))


def psnr_outside_cells(before: Image.Image, after: Image.Image, cells: np.ndarray) -> float:
    """Return the PSNR of two pictures in dB outside some cells.

    Args:
        before: RGB or any mode that converts to it.
        after: resized to the size of `before`.
        cells: (CELLS, CELLS), bool, as of `changed_cells`; True where nothing is compared.

    Returns:
        From 0 (also where every cell is True) to MAX_PSNR (no difference).
    """
    one, other = _small_values(before, after)
    grid = Image.fromarray((cells * 255).astype(np.uint8)).resize(one.shape[1::-1], Image.Resampling.NEAREST)
    kept = np.asarray(grid) == 0
    return _psnr_where(kept, one, other) if kept.any() else 0.0


def psnr_outside_mask(before: Image.Image, after: Image.Image, region: Image.Image) -> float | None:
    """Return the PSNR of two pictures in dB where a mask is black, or None where it is black nowhere.

    The other picture and the mask are resized to the size of `before`.
    """
    kept = np.asarray(region.convert("L").resize(before.size)) == 0
    if not kept.any():
        return None
    return _psnr_where(kept, _rgb_values(before), _rgb_values(after.resize(before.size)))
