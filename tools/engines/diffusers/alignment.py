"""Laying an edited picture over its source: the shift and zoom that editors add, and the tint."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from PIL import Image

SIDE = 256
"""Pixels of the longer side at which shift and zoom are sought."""
ZOOMS = tuple(1 + step / 100 for step in range(-6, 7))
"""Zooms that are tried first."""
FINER = (0.005, 0.0025)
"""How far to both sides of the best zoom others are tried then, one after the other."""
LEAST_GAIN = 0.1
"""Share of the difference that a shift or zoom must take away to be believed."""
HARDLY = 24.0
"""Difference (of 255) below which a pixel hardly changed: a tint, not an edit."""
ENOUGH = 0.3
"""Share of pixels that must hardly have changed before a tint can be told from an edit of the light."""


class Placement(NamedTuple):
    """Where an edited picture lies: pixel (x, y) of its source is its own pixel (x * zoom + dx, y * zoom + dy)."""

    zoom: float
    dx: float
    dy: float

    @property
    def is_identity(self) -> bool:
        """Whether nothing moved by as much as a quarter of a pixel in a thousand."""
        return abs(self.zoom - 1) < 1e-3 and max(abs(self.dx), abs(self.dy)) < 0.25


def _grey(picture: Image.Image, size: tuple[int, int]) -> np.ndarray:
    return np.asarray(picture.convert("L").resize(size, Image.Resampling.BOX), np.float32)


def _edges(values: np.ndarray) -> np.ndarray:
    """Gradients, faded out towards the border, so that neither tint nor frame counts."""
    down, right = np.gradient(values)
    window = np.outer(np.hanning(values.shape[0]), np.hanning(values.shape[1]))
    edges: np.ndarray = (right + 1j * down) * window
    return edges


def _correlate(one: np.ndarray, other: np.ndarray) -> tuple[float, float]:
    """How far `other` is shifted against `one` (right, down), to a fraction of a pixel.

    Phase correlation (Kuglin and Hines, 1975).
    """
    spectrum = np.fft.fft2(other) * np.conj(np.fft.fft2(one))
    plane = np.fft.ifft2(spectrum / np.maximum(np.abs(spectrum), 1e-6)).real
    rows, columns = plane.shape
    y, x = np.unravel_index(int(plane.argmax()), plane.shape)

    def between(low: float, peak: float, high: float) -> float:
        bend = low - 2 * peak + high
        return 0.0 if abs(bend) < 1e-12 else float(np.clip(0.5 * (low - high) / bend, -0.5, 0.5))

    peak = float(plane[y, x])
    right = x + between(plane[y, x - 1], peak, plane[y, (x + 1) % columns])
    down = y + between(plane[y - 1, x], peak, plane[(y + 1) % rows, x])
    return (
        float(right - columns if right > columns / 2 else right),
        float(down - rows if down > rows / 2 else down),
    )


def _place(picture: Image.Image, placement: Placement, size: tuple[int, int]) -> Image.Image:
    matrix = (placement.zoom, 0.0, placement.dx, 0.0, placement.zoom, placement.dy)
    return picture.transform(size, Image.Transform.AFFINE, matrix, Image.Resampling.BICUBIC)


def _difference(one: np.ndarray, other: np.ndarray) -> float:
    """How far two pictures are apart where most of them lies: a mean that large changes hardly move."""
    margin = max(1, min(one.shape) // 12)
    apart = np.abs(one - other)[margin:-margin, margin:-margin]
    return float(np.minimum(apart, HARDLY).mean())


def find_placement(source: Image.Image, edited: Image.Image) -> Placement:
    """Where an edited picture of the source's size lies on it; the identity where no shift or zoom brings them nearer.

    Args:
        source: of any mode.
        edited: of the same size.
    """
    scale = min(1.0, SIDE / max(source.size))
    size = max(16, round(source.width * scale)), max(16, round(source.height * scale))
    grey, other = _grey(source, size), edited.convert("L").resize(size, Image.Resampling.BOX)
    edges = _edges(grey)

    def placed(zoom: float) -> tuple[float, Placement]:
        """How far apart the two are at a zoom, at the shift that fits it best."""
        # The zoom is about the middle, so that it moves the corner, too.
        middle = Placement(zoom, (1 - zoom) * size[0] / 2, (1 - zoom) * size[1] / 2)
        right, down = _correlate(edges, _edges(np.asarray(_place(other, middle, size), np.float32)))
        there = Placement(zoom, middle.dx + zoom * right, middle.dy + zoom * down)
        return _difference(grey, np.asarray(_place(other, there, size), np.float32)), there

    moved, best = min(placed(zoom) for zoom in ZOOMS)
    for step in FINER:
        moved, best = min((moved, best), *(placed(best.zoom + sign * step) for sign in (-1, 1)))
    plain = _difference(grey, np.asarray(other, np.float32))
    if moved > plain * (1 - LEAST_GAIN):
        return Placement(1.0, 0.0, 0.0)
    return Placement(best.zoom, best.dx * source.width / size[0], best.dy * source.height / size[1])


def lay_over(source: Image.Image, edited: Image.Image) -> Image.Image:
    """Return the edited picture moved so that what did not change lies on the source; RGB, of the source's size.

    Where nothing of it comes to lie, the source shows.
    """
    edited = edited.convert("RGB").resize(source.size)
    placement = find_placement(source, edited)
    if placement.is_identity:
        return edited
    moved = _place(edited, placement, source.size)
    inside = _place(Image.new("L", edited.size, 255), placement, source.size).point(lambda v: 255 if v > 250 else 0)
    return Image.composite(moved, source.convert("RGB"), inside)


def without_tint(source: np.ndarray, edited: np.ndarray) -> np.ndarray:
    """Take an editor's tint off: fit gain and offset of each channel where the picture hardly changed.

    Args:
        source: (H, W, 3), float32, from 0 to 255.
        edited: the same shape; laid over the source.

    Returns:
        The edited colours in the source's; unchanged where too little of the picture stayed to tell.
    """
    fitted = edited
    for _ in range(2):
        hardly = np.abs(fitted - source).max(-1) < HARDLY
        if hardly.mean() < ENOUGH:
            return edited
        channels = []
        for channel in range(3):
            have, want = edited[..., channel][hardly], source[..., channel][hardly]
            spread = float(have.var())
            gain = 1.0 if spread < 1 else float(np.clip(np.cov(have, want, bias=True)[0, 1] / spread, 0.8, 1.25))
            channels.append(edited[..., channel] * gain + (want.mean() - gain * have.mean()))
        fitted = np.stack(channels, -1).clip(0, 255).astype(np.float32)
    return fitted
