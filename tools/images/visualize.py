"""Pictures that explain other pictures: comparison sheets and heat maps."""

from __future__ import annotations

import numpy as np
from PIL import Image


def difference_sheet(first: Image.Image, second: Image.Image) -> Image.Image:
    """Return two pictures side by side, with their difference between them.

    Args:
        first: on the left; the sheet is three times as wide.
        second: on the right, resized to the first one's size.

    Returns:
        An RGB picture. The greys in its middle are the largest difference of any channel: white where it is 255.
    """
    left = first.convert("RGB")
    right = second.convert("RGB").resize(first.size)
    differences = np.abs(np.asarray(left).astype(np.int16) - np.asarray(right).astype(np.int16))
    middle = Image.fromarray(differences.max(-1).astype(np.uint8)).convert("RGB")
    sheet = Image.new("RGB", (first.width * 3, first.height))
    for column, part in enumerate((left, middle, right)):
        sheet.paste(part, (column * first.width, 0))
    return sheet


def heat_map(picture: Image.Image, weights: np.ndarray) -> Image.Image:
    """Return the picture in RGB, darkened and without colour where `weights` are near 0.

    Args:
        picture: of any size and mode.
        weights: (rows, columns), scaled to their largest absolute value. Their sign does not count: what speaks
            against an answer matters as much as what speaks for it.
    """
    shares = np.abs(weights) / max(float(np.abs(weights).max()), 1e-6)
    mask = Image.fromarray((shares * 255).astype(np.uint8)).resize(picture.size, Image.Resampling.BICUBIC)
    dark = picture.convert("L").point(lambda value: value // 3).convert("RGB")
    return Image.composite(picture.convert("RGB"), dark, mask)
