"""Backdrops of the storybook world, drawn by code, each in several variants."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw

from tools.networks.painter.layout import VARIANTS

SIDE = 128
"""Side of a picture in pixels."""
_DRAW = 256
"""Side at which backdrops are drawn before they are scaled down."""
RGB = tuple[int, int, int]


def _jitter(rng: np.random.Generator, color: RGB, amount: int = 10) -> RGB:
    """Move each channel of a colour by at most `amount`."""
    shift = rng.integers(-amount, amount + 1, 3)
    r, g, b = (int(np.clip(c + s, 0, 255)) for c, s in zip(color, shift, strict=True))
    return r, g, b


def _gradient(top: RGB, bottom: RGB) -> Image.Image:
    """Return a page that changes its colour from top to bottom."""
    t = np.linspace(0, 1, _DRAW)[:, None, None]
    column = np.array(top) * (1 - t) + np.array(bottom) * t
    return Image.fromarray(np.broadcast_to(column, (_DRAW, _DRAW, 3)).astype(np.uint8).copy())


def _wave(rng: np.random.Generator, level: float, height: float) -> list[tuple[float, float]]:
    """Return the outline of ground below a wavy line; level and height are shares of the side."""
    phase = rng.uniform(0, 6.3)
    cycles = rng.uniform(0.5, 1.4)
    xs = np.linspace(0, _DRAW, 33)
    ys = level * _DRAW + height * _DRAW * np.sin(phase + cycles * 2 * math.pi * xs / _DRAW)
    return [*zip(xs.tolist(), ys.tolist(), strict=True), (_DRAW, _DRAW), (0, _DRAW)]


def _land(rng: np.random.Generator, sky: tuple[RGB, RGB], *grounds: RGB, level: float = 0.62) -> Image.Image:
    """Return layers of ground, each in front of the one before, below a sky."""
    picture = _gradient(_jitter(rng, sky[0]), _jitter(rng, sky[1]))
    draw = ImageDraw.Draw(picture)
    for index, ground in enumerate(grounds):
        at = level + rng.uniform(-0.04, 0.04) + 0.17 * index
        draw.polygon(_wave(rng, at, 0.03), fill=_jitter(rng, ground))
    return picture


def _dots(rng: np.random.Generator, picture: Image.Image, count: int, color: RGB, below: float = 1.0) -> Image.Image:
    """Scatter dots over the upper part of a picture, down to a share of its side."""
    draw = ImageDraw.Draw(picture)
    for _ in range(count):
        x = rng.uniform(0, _DRAW)
        y = rng.uniform(0, _DRAW * below)
        r = rng.uniform(1.2, 3)
        draw.ellipse((x - r, y - r, x + r, y + r), fill=color)
    return picture


def _city(rng: np.random.Generator) -> Image.Image:
    picture = _gradient(_jitter(rng, (176, 206, 232)), _jitter(rng, (226, 230, 236)))
    draw = ImageDraw.Draw(picture)
    x = -10.0
    while x < _DRAW:
        wide = rng.uniform(26, 46)
        top = rng.uniform(0.25, 0.6) * _DRAW
        shade = _jitter(rng, (128, 136, 156), 22)
        draw.rectangle((x, top, x + wide, _DRAW), fill=shade)
        for wy in np.arange(top + 8, _DRAW * 0.8, 16):
            for wx in np.arange(x + 6, x + wide - 8, 12):
                draw.rectangle((wx, wy, wx + 5, wy + 7), fill=(246, 232, 170))
        x += wide + rng.uniform(0, 5)
    draw.rectangle((0, _DRAW * 0.84, _DRAW, _DRAW), fill=_jitter(rng, (92, 94, 102)))
    return picture


def _forest(rng: np.random.Generator) -> Image.Image:
    picture = _land(rng, ((168, 206, 176), (124, 176, 130)), (62, 108, 60), level=0.7)
    draw = ImageDraw.Draw(picture)
    for _ in range(9):
        x = rng.uniform(0, _DRAW)
        wide = rng.uniform(7, 13)
        draw.rectangle((x, 0, x + wide, _DRAW * rng.uniform(0.7, 0.85)), fill=_jitter(rng, (94, 72, 50)))
    for _ in range(10):
        x = rng.uniform(0, _DRAW)
        r = rng.uniform(22, 40)
        draw.ellipse((x - r, -r * 0.9, x + r, r * 0.9), fill=_jitter(rng, (44, 98, 52)))
    return picture


def _room(rng: np.random.Generator) -> Image.Image:
    picture = _gradient(_jitter(rng, (240, 222, 190)), _jitter(rng, (232, 208, 172)))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, _DRAW * 0.68, _DRAW, _DRAW), fill=_jitter(rng, (168, 116, 72)))
    for x in range(0, _DRAW, 32):
        draw.line((x, _DRAW * 0.68, x + (x - _DRAW / 2) * 0.5, _DRAW), fill=(146, 98, 58), width=2)
    x = rng.uniform(0.12, 0.6) * _DRAW
    draw.rectangle((x, 30, x + 66, 100), fill=(176, 216, 240), outline=(250, 250, 250), width=6)
    draw.line((x + 33, 30, x + 33, 100), fill=(250, 250, 250), width=4)
    draw.line((x, 65, x + 66, 65), fill=(250, 250, 250), width=4)
    return picture


def _mountains(rng: np.random.Generator) -> Image.Image:
    picture = _gradient(_jitter(rng, (160, 204, 240)), _jitter(rng, (222, 236, 246)))
    draw = ImageDraw.Draw(picture)
    for _ in range(4):
        x = rng.uniform(0, _DRAW)
        top = rng.uniform(0.22, 0.42) * _DRAW
        half = rng.uniform(60, 100)
        draw.polygon([(x, top), (x + half, _DRAW * 0.8), (x - half, _DRAW * 0.8)], fill=_jitter(rng, (112, 120, 142)))
        draw.polygon([(x, top), (x + half * 0.28, top + 32), (x - half * 0.28, top + 32)], fill=(246, 248, 252))
    draw.polygon(_wave(rng, 0.76, 0.02), fill=_jitter(rng, (124, 164, 104)))
    return picture


def _sky(rng: np.random.Generator) -> Image.Image:
    picture = _gradient(_jitter(rng, (92, 166, 236)), _jitter(rng, (186, 222, 250)))
    draw = ImageDraw.Draw(picture)
    for _ in range(6):
        x = rng.uniform(0, _DRAW)
        y = rng.uniform(0, _DRAW)
        for _ in range(5):
            dx = rng.uniform(-24, 24)
            dy = rng.uniform(-6, 6)
            r = rng.uniform(9, 18)
            draw.ellipse((x + dx - r, y + dy - r * 0.7, x + dx + r, y + dy + r * 0.7), fill=(246, 250, 254))
    return picture


def _space(rng: np.random.Generator) -> Image.Image:
    night = _gradient(_jitter(rng, (20, 14, 44), 6), _jitter(rng, (52, 24, 82), 8))
    picture = _dots(rng, night, 50, (240, 240, 250))
    draw = ImageDraw.Draw(picture)
    x = rng.uniform(20, 236)
    y = rng.uniform(20, 236)
    r = rng.uniform(14, 30)
    draw.ellipse((x - r, y - r, x + r, y + r), fill=_jitter(rng, (146, 108, 176), 24))
    draw.ellipse((x - r * 1.7, y - r * 0.35, x + r * 1.7, y + r * 0.35), outline=(210, 190, 220), width=3)
    return picture


def _night(rng: np.random.Generator) -> Image.Image:
    picture = _land(rng, ((18, 24, 66), (48, 62, 118)), (28, 48, 58), level=0.74)
    return _dots(rng, picture, 34, (250, 246, 214), below=0.62)


def _sunset(rng: np.random.Generator) -> Image.Image:
    picture = _gradient(_jitter(rng, (248, 126, 84)), _jitter(rng, (254, 208, 120)))
    draw = ImageDraw.Draw(picture)
    x = rng.uniform(50, 206)
    r = 34
    draw.ellipse((x - r, 130 - r, x + r, 130 + r), fill=(255, 236, 168))
    draw.polygon(_wave(rng, 0.7, 0.03), fill=_jitter(rng, (112, 64, 84)))
    return picture


def _ocean(rng: np.random.Generator) -> Image.Image:
    picture = _land(rng, ((150, 210, 244), (212, 236, 250)), (36, 112, 188), (26, 88, 164), level=0.42)
    draw = ImageDraw.Draw(picture)
    for _ in range(14):
        x = rng.uniform(0, _DRAW)
        y = rng.uniform(0.5, 0.98) * _DRAW
        draw.arc((x, y, x + 26, y + 10), 200, 340, fill=(170, 214, 244), width=3)
    return picture


def _snow(rng: np.random.Generator) -> Image.Image:
    picture = _land(rng, ((180, 204, 226), (220, 230, 240)), (240, 245, 250), (228, 236, 246))
    return _dots(rng, picture, 46, (255, 255, 255))


def _beach(rng: np.random.Generator) -> Image.Image:
    return _land(rng, ((132, 208, 246), (206, 238, 252)), (60, 164, 206), (240, 218, 160), level=0.46)


def _desert(rng: np.random.Generator) -> Image.Image:
    return _land(rng, ((250, 214, 150), (254, 236, 196)), (232, 182, 108), (214, 158, 84), level=0.56)


def _meadow(rng: np.random.Generator) -> Image.Image:
    picture = _land(rng, ((150, 212, 250), (220, 240, 252)), (132, 196, 92), (104, 176, 74))
    draw = ImageDraw.Draw(picture)
    for _ in range(22):
        x = rng.uniform(0, _DRAW)
        y = rng.uniform(0.72, 1) * _DRAW
        draw.line((x, y, x + rng.uniform(-4, 4), y - 9), fill=(70, 140, 54), width=2)
    return picture


def _plain(rng: np.random.Generator) -> Image.Image:
    tone = _jitter(rng, (238, 234, 226), 8)
    return _gradient(tone, tone)


_PAINTERS = {
    "meadow": _meadow, "beach": _beach, "desert": _desert, "snow": _snow, "night": _night, "sunset": _sunset,
    "ocean": _ocean, "space": _space, "city": _city, "forest": _forest, "room": _room,
    "mountains": _mountains, "sky": _sky, "plain": _plain,
}  # fmt: skip


@lru_cache(maxsize=len(_PAINTERS) * VARIANTS)
def backdrop(scene: str, variant: int) -> Image.Image:
    """Return an RGB backdrop, SIDE pixels square; a variant (0 to VARIANTS - 1) always looks the same."""
    rng = np.random.default_rng([variant, sum(map(ord, scene))])
    return _PAINTERS[scene](rng).resize((SIDE, SIDE), Image.Resampling.BOX)
