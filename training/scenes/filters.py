"""Painterly filters, applied to a finished composition."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
from PIL import Image, ImageFilter


@cache
def _paper(side: int, grain: float, blur: float) -> np.ndarray:
    """Return the grain (side, side, 1) of paper: blurred noise with a standard deviation of `grain` grey levels."""
    noise = np.random.default_rng(7).normal(128, 40, (side, side)).clip(0, 255).astype(np.uint8)
    soft = np.asarray(Image.fromarray(noise).filter(ImageFilter.GaussianBlur(blur))).astype(np.float32)
    return np.asarray(((soft - soft.mean()) / soft.std() * grain)[..., None])


def _edges(picture: Image.Image) -> np.ndarray:
    """Return the strength (H, W, 1) in [0, 1] of a picture's edges."""
    gray = np.asarray(picture.convert("L").filter(ImageFilter.GaussianBlur(0.6))).astype(np.float32)
    gy, gx = np.gradient(gray)
    return np.asarray(np.clip(np.hypot(gx, gy) / 36, 0, 1)[..., None])


def _to_image(values: np.ndarray) -> Image.Image:
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


def watercolor(picture: Image.Image) -> Image.Image:
    """Paint light washes with darker edges, where pigment gathers, on grained paper."""
    wash = np.asarray(picture.filter(ImageFilter.MedianFilter(3)).filter(ImageFilter.GaussianBlur(1.1)))
    light = 255 - (255 - wash.astype(np.float32)) * 0.74
    return _to_image(light * (1 - 0.28 * _edges(picture)) + _paper(picture.width, 3, 1.4))


def oil(picture: Image.Image) -> Image.Image:
    """Paint flat dabs of saturated colour with relief, on grained canvas."""
    dabs = np.asarray(picture.filter(ImageFilter.ModeFilter(6))).astype(np.float32)
    mean = dabs.mean(-1, keepdims=True)
    rich = mean + (dabs - mean) * 1.25
    relief = np.asarray(picture.convert("L").filter(ImageFilter.EMBOSS)).astype(np.float32)[..., None] - 128
    return _to_image(rich + relief * 0.22 + _paper(picture.width, 2, 0.8))


def sketch(picture: Image.Image) -> Image.Image:
    """Draw pencil outlines over pale crayon colour."""
    values = np.asarray(picture).astype(np.float32)
    pale = 250 - (250 - values) * 0.48
    hatch = _paper(picture.width, 4, 0.8)
    return _to_image((pale + hatch) * (1 - 0.82 * _edges(picture)))


def pixel(picture: Image.Image) -> Image.Image:
    """Draw blocks of four by four pixels, their channels in steps of 16."""
    small = picture.resize((picture.width // 4, picture.height // 4), Image.Resampling.BOX)
    values = (np.asarray(small).astype(np.int32) + 4) // 16 * 16
    return _to_image(values.astype(np.float32)).resize(picture.size, Image.Resampling.NEAREST)


PAINTERLY: dict[str, Callable[[Image.Image], Image.Image]] = {
    "watercolor": watercolor,
    "oil": oil,
    "sketch": sketch,
    "pixel": pixel,
}
"""The styles that are filters, by name."""


def to_hsv(rgb: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return hue, saturation and value (H, W), all in [0, 1], of colours (H, W, 3) in [0, 1]."""
    high = rgb.max(-1)
    low = rgb.min(-1)
    spread = np.maximum(high - low, 1e-6)
    r, g, b = np.moveaxis(rgb, -1, 0)
    hue = np.where(high == r, (g - b) / spread % 6, np.where(high == g, (b - r) / spread + 2, (r - g) / spread + 4))
    return hue / 6, (high - low) / np.maximum(high, 1e-6), high
