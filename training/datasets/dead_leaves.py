"""Dead leaves: occluding textured shapes whose sizes follow a power law, as natural pictures' statistics do.

Lee, Mumford & Huang 2001; as training data for restoration: Achddou, Gousseau & Ladjal 2021 (Synthetic images as a
regularity prior for image restoration neural networks).
"""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

FINE = 2
"""Shapes are drawn at so many times the size and averaged down, for soft edges."""
TEXTURES = 12


def _textures(rng: np.random.Generator, side: int) -> np.ndarray:
    """(TEXTURES, side, side, 3): waves, grain of several sizes and plain, of small amplitude in grey levels."""
    y, x = np.mgrid[:side, :side].astype(np.float32)
    made = [np.zeros((side, side, 3), np.float32)] * 3
    for number in range(TEXTURES - 3):
        amplitude = rng.uniform(4, 28) * rng.uniform(0.3, 1, 3)
        if number % 3 == 0:
            angle, period = rng.uniform(0, np.pi), rng.uniform(3, 24)
            field = np.sin((x * np.cos(angle) + y * np.sin(angle)) * 2 * np.pi / period + rng.uniform(0, 6))
        else:
            grain = Image.fromarray(rng.integers(0, 256, (side, side), np.uint8))
            soft = np.asarray(grain.filter(ImageFilter.GaussianBlur(rng.uniform(0.5, 6)))).astype(np.float32)
            field = (soft - soft.mean()) / max(float(soft.std()), 1e-3)
        made.append(field[..., None] * amplitude.astype(np.float32))
    return np.stack(made)


def leaves(rng: np.random.Generator, palette: np.ndarray, side: int = 256, shapes: int = 700) -> np.ndarray:
    """One picture (side, side, 3), uint8, its colours drawn from the pixels of `palette`."""
    wide = side * FINE
    colors = palette.reshape(-1, 3)[rng.integers(palette.shape[0] * palette.shape[1], size=shapes)]
    picture, kinds = Image.new("RGB", (wide, wide)), Image.new("L", (side, side))
    pens = ((ImageDraw.Draw(picture), FINE), (ImageDraw.Draw(kinds), 1))
    radii = (rng.uniform(0, 1, shapes) * (1 / 5**2 - 1 / (side / 2) ** 2) + 1 / (side / 2) ** 2) ** -0.5
    radii[: shapes // 10] = rng.uniform(side / 8, side / 2, shapes // 10)
    for radius, color in zip(radii, colors, strict=True):
        middle = rng.uniform(0, side, 2)
        corners = int(rng.choice([2, 3, 4, 4, 5, 24, 24, 24]))
        turn, squash = rng.uniform(0, 2 * np.pi), rng.uniform(0.3, 1)
        angles = np.linspace(0, 2 * np.pi, corners, endpoint=False)
        circle = np.stack([np.cos(angles), np.sin(angles) * squash], 1) * radius
        rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
        outline = circle @ rotation + middle
        kind = int(rng.integers(TEXTURES))
        for (pen, scale), ink in zip(pens, (tuple(int(c) for c in color), kind), strict=True):
            points = [(float(px) * scale, float(py) * scale) for px, py in outline]
            if corners == 2:
                pen.line(points, fill=ink, width=max(1, round(rng.uniform(1, 4) * scale)))
            else:
                pen.polygon(points, fill=ink)
    small = np.asarray(picture.resize((side, side), Image.Resampling.BOX)).astype(np.float32)
    chosen = np.asarray(kinds)
    texture = np.take_along_axis(_textures(rng, side), chosen[None, ..., None], 0)[0]
    return np.clip(small + texture, 0, 255).astype(np.uint8)
