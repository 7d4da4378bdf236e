"""Changing the size of pictures."""

from __future__ import annotations

import numpy as np
from PIL import Image


def resize_bicubic(values: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Resize pixels (H, W, 3) of uint8 or uint16 to (width, height); the type stays."""
    if (values.shape[1], values.shape[0]) == size:
        return values
    white = np.iinfo(values.dtype).max
    resized = []
    for channel in range(3):
        plane = Image.fromarray(values[..., channel].astype(np.float32)).resize(size, Image.Resampling.BICUBIC)
        resized.append(np.asarray(plane).clip(0, white).round().astype(values.dtype))
    return np.stack(resized, -1)


def shrink_to(picture: Image.Image, longest: int) -> Image.Image:
    """Shrink a picture so that its longer side has `longest` pixels; a smaller picture is returned as it is."""
    scale = longest / max(picture.size)
    if scale >= 1:
        return picture
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    return picture.resize(size, Image.Resampling.BICUBIC)
