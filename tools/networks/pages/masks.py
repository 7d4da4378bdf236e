"""Masks of pages' latent cells: what a person marked, what an edit paints, and how it fades into what stays."""

from __future__ import annotations

import numpy as np
import torch
from PIL import Image, ImageChops, ImageFilter
from torch import Tensor
from torch.nn import functional as F

from tools.networks.pages.layout import CELLS, PATCH, tokens_of

SIDE = 8 * CELLS
"""Pixels along a picture's side."""

_PAD = 2.5
"""Cells around a thing's box that may change with it."""
_LARGEST_PAD = 0.2
"""The same at most, as a share of the marked part's side."""


def white_cells(mask: Image.Image) -> Tensor:
    """Return the cells (CELLS, CELLS), bool, that a mask of any size touches."""
    small = np.asarray(mask.convert("L").resize((CELLS, CELLS), Image.Resampling.BOX))
    return torch.from_numpy(small > 0)


def whole_tokens(cells: Tensor) -> Tensor:
    """Return all cells (CELLS, CELLS), bool, of the tokens in which any of the marked ones lies."""
    tokens = tokens_of(cells[None]).view(1, 1, CELLS // PATCH, CELLS // PATCH)
    return F.interpolate(tokens.float(), scale_factor=PATCH, mode="nearest")[0, 0] > 0


def room_within(cells: Tensor) -> tuple[float, float, float, float] | None:
    """Return where things can stand within cells (CELLS, CELLS), so that their outlines and shadows lie in them, too.

    Returns:
        Left, top, right and bottom as shares of the side; None where there are no cells.
    """
    if not cells.any():
        return None
    found = []
    for axis in (0, 1):
        line = cells.any(axis).nonzero().flatten().tolist()
        first, last = line[0], line[-1] + 1
        pad = min(_PAD, _LARGEST_PAD * (last - first))
        found.append(((first + pad) / CELLS, (last - pad) / CELLS))
    (left, right), (top, bottom) = found
    return left, top, right, bottom


def soft_mask(cells: Tensor, within: Image.Image | None = None) -> Image.Image:
    """Return cells (CELLS, CELLS) as a mask (SIDE x SIDE, "L") that fades into what stays.

    Args:
        cells: bool.
        within: a mask of any size; where it is black, so is the result.
    """
    solid = Image.fromarray(cells.cpu().numpy().astype(np.uint8) * 255)
    grown = solid.resize((SIDE, SIDE), Image.Resampling.NEAREST).filter(ImageFilter.MaxFilter(5))
    soft = grown.filter(ImageFilter.GaussianBlur(1))
    return soft if within is None else ImageChops.multiply(soft, within.convert("L").resize((SIDE, SIDE)))
