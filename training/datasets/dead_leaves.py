"""Dead leaves: occluding textured shapes whose sizes follow a power law, as natural pictures' statistics do.

Lee, Mumford & Huang 2001; as training data for restoration: Achddou, Gousseau & Ladjal 2021 (Synthetic images as a
regularity prior for image restoration neural networks).
"""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

OVERSAMPLING = 2
"""Shapes are drawn at this many times the size and averaged down, for soft edges."""
TEXTURES = 12
PLAIN_TEXTURES = 3
"""How many of them are no texture."""


def _random_textures(rng: np.random.Generator, side: int) -> np.ndarray:
    """Return textures (TEXTURES, side, side, 3) of few grey levels: waves, grain of several sizes, or none."""
    y, x = np.mgrid[:side, :side].astype(np.float32)
    made = [np.zeros((side, side, 3), np.float32)] * PLAIN_TEXTURES
    for number in range(TEXTURES - PLAIN_TEXTURES):
        amplitude = rng.uniform(4, 28) * rng.uniform(0.3, 1, 3)
        if number % 3 == 0:
            angle = rng.uniform(0, np.pi)
            period = rng.uniform(3, 24)
            field = np.sin((x * np.cos(angle) + y * np.sin(angle)) * 2 * np.pi / period + rng.uniform(0, 6))
        else:
            grain = Image.fromarray(rng.integers(0, 256, (side, side), np.uint8))
            soft = np.asarray(grain.filter(ImageFilter.GaussianBlur(rng.uniform(0.5, 6)))).astype(np.float32)
            field = (soft - soft.mean()) / max(float(soft.std()), 1e-3)
        made.append(field[..., None] * amplitude.astype(np.float32))
    return np.stack(made)


def _random_radii(rng: np.random.Generator, side: int, count: int) -> np.ndarray:
    """Return radii in pixels with density proportional to radius ** -3, but a tenth of them large."""
    smallest = 5
    largest = side / 2
    radii = (rng.uniform(0, 1, count) * (1 / smallest**2 - 1 / largest**2) + 1 / largest**2) ** -0.5
    radii[: count // 10] = rng.uniform(side / 8, side / 2, count // 10)
    return radii


def _random_outline(rng: np.random.Generator, side: int, radius: float) -> np.ndarray:
    """Return the corners (N, 2) of a polygon, an ellipse or, with two corners, a line."""
    middle = rng.uniform(0, side, 2)
    corners = int(rng.choice([2, 3, 4, 4, 5, 24, 24, 24]))
    turn = rng.uniform(0, 2 * np.pi)
    squash = rng.uniform(0.3, 1)
    angles = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    circle = np.stack([np.cos(angles), np.sin(angles) * squash], 1) * radius
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return np.asarray(circle @ rotation + middle)


def dead_leaves(rng: np.random.Generator, palette: np.ndarray, side: int = 256, shapes: int = 700) -> np.ndarray:
    """Draw a dead-leaves picture.

    Args:
        rng: Source of chance.
        palette: A picture (H, W, 3), uint8, from whose pixels the colours are drawn.
        side: Side of the result in pixels.
        shapes: Number of shapes.

    Returns:
        Pixels (side, side, 3), uint8.
    """
    wide = side * OVERSAMPLING
    colors = palette.reshape(-1, 3)[rng.integers(palette.shape[0] * palette.shape[1], size=shapes)]
    picture = Image.new("RGB", (wide, wide))
    kinds = Image.new("L", (side, side))
    pens = ((ImageDraw.Draw(picture), OVERSAMPLING), (ImageDraw.Draw(kinds), 1))
    for radius, color in zip(_random_radii(rng, side, shapes), colors, strict=True):
        outline = _random_outline(rng, side, radius)
        kind = int(rng.integers(TEXTURES))
        inks: tuple[tuple[int, ...] | int, int] = (tuple(int(c) for c in color), kind)
        for (pen, scale), ink in zip(pens, inks, strict=True):
            points = [(float(px) * scale, float(py) * scale) for px, py in outline]
            if len(outline) == 2:
                pen.line(points, fill=ink, width=max(1, round(rng.uniform(1, 4) * scale)))
            else:
                pen.polygon(points, fill=ink)
    small = np.asarray(picture.resize((side, side), Image.Resampling.BOX)).astype(np.float32)
    chosen = np.asarray(kinds)
    texture = np.take_along_axis(_random_textures(rng, side), chosen[None, ..., None], 0)[0]
    return np.asarray(np.clip(small + texture, 0, 255).astype(np.uint8))
