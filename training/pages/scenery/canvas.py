"""A large transparent sheet to draw places on, with shapes in shares of its side and colours that fade."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

RGB = tuple[int, int, int]
Point = tuple[float, float]
Box = tuple[float, float, float, float]
DRAW = 1024
"""Side in pixels at which places are drawn before they are scaled down."""

BLUR = 8
"""How many times smaller a soft spot is drawn: it has no detail, and blurring is slow."""


def shade(color: RGB, factor: float) -> RGB:
    """Return a colour made darker (below 1) or lighter (above 1, towards white)."""
    if factor <= 1:
        r, g, b = (round(v * factor) for v in color)
    else:
        r, g, b = (round(v + (255 - v) * (factor - 1)) for v in color)
    return r, g, b


def mix(a: RGB, b: RGB, share: float) -> RGB:
    """Return the colour between two, with a share of the second."""
    r, g, bl = (round(x * (1 - share) + y * share) for x, y in zip(a, b, strict=True))
    return r, g, bl


def gradient(top: RGB, bottom: RGB, height: int, width: int = DRAW) -> Image.Image:
    """Return a sheet (RGBA) that changes its colour from top to bottom."""
    t = np.linspace(0, 1, max(height, 1))[:, None, None]
    column = np.array(top) * (1 - t) + np.array(bottom) * t
    rgb = np.broadcast_to(column, (max(height, 1), width, 3)).round().astype(np.uint8)
    return Image.fromarray(rgb.copy()).convert("RGBA")


class _Window(NamedTuple):
    """A mask of a part of the sheet, and where its corner is, in pixels."""

    left: int
    top: int
    mask: Image.Image

    def inside(self, points: Sequence[Point]) -> list[Point]:
        """Return points of the sheet in the pixels of the mask."""
        return [(x * DRAW - self.left, y * DRAW - self.top) for x, y in points]


class Canvas:
    """A transparent sheet; `lights` is a second one for what shines at night."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.image = Image.new("RGBA", (DRAW, DRAW), (0, 0, 0, 0))
        self.lights = Image.new("RGBA", (DRAW, DRAW), (0, 0, 0, 0))

    def near(self, color: RGB, amount: int = 8) -> RGB:
        """Return a colour whose channels are moved by at most `amount`."""
        r, g, b = (int(np.clip(c + self.rng.integers(-amount, amount + 1), 0, 255)) for c in color)
        return r, g, b

    def polygon(self, points: Sequence[Point], top: RGB, bottom: RGB | None = None, alpha: int = 255) -> None:
        """Fill a polygon, fading from its highest point to its lowest."""
        window = self._window(points)
        ImageDraw.Draw(window.mask).polygon(window.inside(points), fill=alpha)
        self._fill(window, top, bottom or top)

    def ellipse(self, x: float, y: float, rx: float, ry: float, top: RGB, bottom: RGB | None = None) -> None:
        """Fill an ellipse around (x, y), fading downwards."""
        corners = [(x - rx, y - ry), (x + rx, y + ry)]
        window = self._window(corners)
        ImageDraw.Draw(window.mask).ellipse(window.inside(corners), fill=255)
        self._fill(window, top, bottom or top)

    def box(self, left: float, top: float, right: float, bottom: float, color: RGB, low: RGB | None = None) -> None:
        """Fill a rectangle, fading downwards."""
        self.rounded((left, top, right, bottom), 0, color, low)

    def rounded(self, box: Box, radius: float, color: RGB, low: RGB | None = None) -> None:
        """Fill a rectangle with round corners, fading downwards."""
        left, top, right, bottom = box
        corners = [(left, top), (right, bottom)]
        window = self._window(corners)
        ImageDraw.Draw(window.mask).rounded_rectangle(window.inside(corners), radius * DRAW, fill=255)
        self._fill(window, color, low or color)

    def line(self, points: Sequence[Point], color: RGB, width: float, alpha: int = 255) -> None:
        """Draw a line; its width is a share of the side."""
        window = self._window(points, width)
        pixels = window.inside(points)
        ImageDraw.Draw(window.mask).line(pixels, fill=alpha, width=max(1, round(width * DRAW)), joint="curve")
        self._fill(window, color, color)

    def hill(self, level: float, amp: float, cycles: float, top: RGB, bottom: RGB, phase: float | None = None) -> None:
        """Fill everything below a wavy line."""
        phase = float(self.rng.uniform(0, 6.3)) if phase is None else phase
        xs = np.linspace(0, 1, 97)
        turn = cycles * 2 * math.pi * xs
        ys = level + amp * np.sin(phase + turn) + amp * 0.35 * np.sin(2.3 * phase + 2.7 * turn)
        self.polygon([*zip(xs.tolist(), ys.tolist(), strict=True), (1, 1), (0, 1)], top, bottom)

    def blot(self, spot: Box, color: RGB, alpha: int, blur: float) -> None:
        """Lay a soft spot (its middle and its two radii) over the sheet: a shadow, a beam, a glow."""
        x, y, rx, ry = spot
        side = DRAW // BLUR
        mask = Image.new("L", (side, side), 0)
        ImageDraw.Draw(mask).ellipse([v * side for v in (x - rx, y - ry, x + rx, y + ry)], fill=alpha)
        mask = mask.filter(ImageFilter.GaussianBlur(blur * side))
        layer = Image.new("RGBA", (DRAW, DRAW), (*color, 255))
        layer.putalpha(mask.resize((DRAW, DRAW), Image.Resampling.BICUBIC))
        self.image.alpha_composite(layer)

    def light(self, left: float, top: float, right: float, bottom: float, color: RGB = (255, 224, 140)) -> None:
        """Mark a rectangle that shines at night."""
        box = tuple(v * DRAW for v in (left, top, right, bottom))
        ImageDraw.Draw(self.lights).rectangle(box, fill=(*color, 255))

    def hole(self, left: float, top: float, right: float, bottom: float, radius: float = 0.0) -> None:
        """Cut a window into the sheet, through which the sky shows."""
        mask = Image.new("L", (DRAW, DRAW), 255)
        box = tuple(v * DRAW for v in (left, top, right, bottom))
        ImageDraw.Draw(mask).rounded_rectangle(box, radius * DRAW, fill=0)
        self.image.putalpha(Image.fromarray(np.minimum(np.asarray(mask), np.asarray(self.image.getchannel("A")))))

    @staticmethod
    def _window(points: Sequence[Point], margin: float = 0.0) -> _Window:
        """Return a mask of the part of the sheet that points enclose."""
        xs, ys = zip(*points, strict=True)
        edge = margin * DRAW + 2
        left, top = (max(0, int(min(values) * DRAW - edge)) for values in (xs, ys))
        right, low = (min(DRAW, int(max(values) * DRAW + edge) + 1) for values in (xs, ys))
        return _Window(left, top, Image.new("L", (max(0, right - left), max(0, low - top)), 0))

    def _fill(self, window: _Window, top: RGB, bottom: RGB) -> None:
        bounds = window.mask.getbbox()
        if bounds is None:
            return
        left, upper, right, lower = bounds
        layer = gradient(top, bottom, lower - upper, right - left)
        layer.putalpha(window.mask.crop(bounds))
        self.image.alpha_composite(layer, (window.left + left, window.top + upper))
