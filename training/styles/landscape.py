"""The landscape that swatches show: a house, trees and a sun in many colours."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from training.styles.base import StyleProcedure
from training.styles.patterns import TILE, make_patterns


class _Canvas:
    """Draws shapes whose coordinates are shares of the side."""

    def __init__(self, page: Image.Image) -> None:
        self.side = page.width
        self.pen = ImageDraw.Draw(page)

    def _scale(self, shares: tuple[float, ...]) -> tuple[float, ...]:
        return tuple(share * self.side for share in shares)

    def ellipse(self, *box: float, fill: tuple[int, int, int]) -> None:
        """Fill the ellipse in a box."""
        self.pen.ellipse(self._scale(box), fill=fill)

    def rectangle(self, *box: float, fill: tuple[int, int, int]) -> None:
        """Fill a box."""
        self.pen.rectangle(self._scale(box), fill=fill)

    def polygon(self, *corners: tuple[float, float], fill: tuple[int, int, int]) -> None:
        """Fill a polygon."""
        self.pen.polygon([self._scale(corner) for corner in corners], fill=fill)


def _draw_sky(canvas: _Canvas) -> None:
    side = canvas.side
    for row in range(side):
        share = row / side
        color = (int(96 + 150 * share), int(166 + 60 * share), int(236 - 20 * share))
        canvas.pen.line((0, row, side, row), fill=color)
    canvas.ellipse(0.68, 0.07, 0.88, 0.27, fill=(252, 196, 52))
    for x, y in ((0.12, 0.14), (0.2, 0.1), (0.29, 0.15)):
        canvas.ellipse(x, y, x + 0.17, y + 0.11, fill=(250, 250, 252))


def _draw_land(canvas: _Canvas) -> None:
    canvas.polygon((-0.1, 0.7), (0.24, 0.3), (0.6, 0.7), fill=(122, 112, 158))
    canvas.polygon((0.24, 0.3), (0.33, 0.4), (0.25, 0.44), (0.16, 0.4), fill=(246, 246, 250))
    canvas.polygon((0.3, 0.7), (0.68, 0.38), (1.1, 0.72), fill=(92, 132, 152))
    canvas.ellipse(-0.4, 0.56, 0.9, 1.5, fill=(112, 178, 76))
    canvas.ellipse(0.35, 0.64, 1.5, 1.6, fill=(58, 132, 70))
    canvas.polygon((0.36, 0.72), (0.42, 0.72), (0.36, 1), (0.14, 1), fill=(232, 206, 150))


def _draw_house(canvas: _Canvas) -> None:
    canvas.rectangle(0.26, 0.5, 0.5, 0.74, fill=(236, 222, 196))
    canvas.polygon((0.22, 0.52), (0.38, 0.36), (0.54, 0.52), fill=(196, 52, 44))
    canvas.rectangle(0.35, 0.6, 0.42, 0.74, fill=(110, 64, 36))
    canvas.rectangle(0.44, 0.57, 0.48, 0.63, fill=(70, 120, 190))
    canvas.rectangle(0.28, 0.57, 0.33, 0.63, fill=(70, 120, 190))


def _draw_trees(canvas: _Canvas, rng: np.random.Generator) -> None:
    for x, y, r, green in ((0.74, 0.56, 0.13, (38, 110, 58)), (0.1, 0.6, 0.1, (86, 148, 52))):
        canvas.rectangle(x - 0.018, y, x + 0.018, y + 0.24, fill=(92, 58, 36))
        canvas.ellipse(x - r, y - r, x + r, y + r, fill=green)
        for _ in range(7):
            u = x + rng.uniform(-0.7, 0.7) * r
            v = y + rng.uniform(-0.7, 0.7) * r
            canvas.ellipse(u - 0.016, v - 0.016, u + 0.016, v + 0.016, fill=(222, 40, 44))


def _draw_flowers(canvas: _Canvas, rng: np.random.Generator) -> None:
    colors = ((248, 134, 180), (252, 212, 44), (250, 250, 250), (140, 64, 190))
    for _ in range(26):
        x = rng.uniform(0.45, 0.98)
        y = rng.uniform(0.8, 0.97)
        canvas.ellipse(x, y, x + 0.024, y + 0.024, fill=colors[rng.integers(4)])


def draw_landscape(side: int) -> np.ndarray:
    """Draw the landscape, always the same.

    Args:
        side: In pixels.

    Returns:
        Colours (side, side, 3) in [0, 1].
    """
    rng = np.random.default_rng(8)
    page = Image.new("RGB", (4 * side, 4 * side))
    canvas = _Canvas(page)
    _draw_sky(canvas)
    _draw_land(canvas)
    _draw_house(canvas)
    _draw_trees(canvas, rng)
    _draw_flowers(canvas, rng)
    return np.asarray(page.resize((side, side), Image.Resampling.BOX)).astype(np.float32) / 255


def landscape_in_style(style: StyleProcedure) -> Image.Image:
    """Draw the landscape, TILE pixels square, in a style."""
    colors = style(draw_landscape(TILE), make_patterns(1))
    return Image.fromarray((colors * 255).round().clip(0, 255).astype(np.uint8))
