"""Skies of every hour and weather, the light that they throw on a place, and what falls from them."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from tools.pages.page import Time, Weather
from training.pages.scenery.canvas import DRAW, RGB, Canvas, gradient, mix, shade
from training.pages.scenery.nature import cloud, stars

SKIES: dict[Time, tuple[RGB, RGB]] = {
    "dawn": ((142, 158, 222), (255, 214, 190)),
    "day": ((104, 178, 242), (224, 242, 252)),
    "dusk": ((104, 84, 152), (255, 168, 104)),
    "night": ((16, 22, 62), (70, 76, 132)),
}
"""Colours at the top and at the horizon, when it is clear."""
LIGHTS: dict[Time, tuple[float, float, float]] = {
    "dawn": (1.0, 0.9, 0.88), "day": (1.0, 1.0, 1.0), "dusk": (0.96, 0.78, 0.72), "night": (0.36, 0.42, 0.62),
}  # fmt: skip
"""What the light multiplies the colours of a place with."""
_GREYS: dict[Weather, tuple[RGB, float, float]] = {
    "clear": ((255, 255, 255), 0.0, 1.0),
    "rain": ((128, 142, 162), 0.72, 0.84),
    "snow": ((204, 212, 226), 0.6, 0.96),
    "fog": ((216, 220, 224), 0.7, 1.0),
    "storm": ((74, 78, 100), 0.85, 0.74),
}
"""The grey that a weather mixes into the sky, the share of it, and how much of the light it leaves."""


def light_of(time: Time, weather: Weather) -> np.ndarray:
    """Return what the colours of a place are multiplied with (3 factors)."""
    found: np.ndarray = np.maximum(np.array(LIGHTS[time], np.float32) * _GREYS[weather][2], 0.3)
    return found


def draw_sky(rng: np.random.Generator, time: Time, weather: Weather, horizon: float) -> Image.Image:
    """Return the sky (RGBA, DRAW pixels square) down to a horizon, and its lowest colour below."""
    grey, share, keep = _GREYS[weather]
    dark = float(np.mean(LIGHTS[time]))
    top, low = (mix(color, shade(grey, max(dark, 0.3) * (0.6 + 0.4 * keep)), share) for color in SKIES[time])
    canvas = Canvas(rng)
    line = round(horizon * DRAW)
    canvas.image.paste(gradient(top, low, line), (0, 0))
    canvas.image.paste(gradient(low, low, DRAW - line), (0, line))
    if weather == "clear" and time == "night":
        stars(canvas, 80, horizon)
    elif weather == "clear" and time in ("dawn", "dusk"):
        x = float(rng.uniform(0.15, 0.85))
        canvas.blot((x, horizon, 0.42, 0.16), (255, 226, 150), 150, 0.08)
    if weather in ("rain", "storm", "snow"):
        _overcast(canvas, mix(top, low, 0.2))
    elif weather == "clear" and time != "night":
        _fair_clouds(canvas, low, horizon)
    if weather == "storm":
        _lightning(canvas, horizon)
    return canvas.image


def _fair_clouds(canvas: Canvas, tint: RGB, horizon: float) -> None:
    layer = Canvas(canvas.rng)
    for _ in range(3):
        x, y = float(canvas.rng.uniform(0, 1)), float(canvas.rng.uniform(0.05, 0.55)) * horizon
        cloud(layer, x, y, float(canvas.rng.uniform(0.06, 0.12)))
    soft = layer.image.filter(ImageFilter.GaussianBlur(5))
    alpha = soft.getchannel("A").point(lambda a: a * 42 // 100)
    tinted = Image.new("RGBA", soft.size, (*mix((255, 255, 255), tint, 0.2), 255))
    tinted.putalpha(alpha)
    canvas.image.alpha_composite(tinted)


def _overcast(canvas: Canvas, color: RGB) -> None:
    for _ in range(12):
        x, y = float(canvas.rng.uniform(0, 1)), float(canvas.rng.uniform(-0.02, 0.12))
        canvas.blot((x, y, 0.17, 0.05), shade(color, float(canvas.rng.uniform(0.82, 1.08))), 190, 0.014)


def _lightning(canvas: Canvas, horizon: float) -> None:
    x = float(canvas.rng.uniform(0.15, 0.85))
    points = [(x, 0.06)]
    while points[-1][1] < horizon * 0.9:
        px, py = points[-1]
        points.append((px + float(canvas.rng.uniform(-0.045, 0.045)), py + float(canvas.rng.uniform(0.05, 0.1))))
    canvas.blot((x, 0.1, 0.2, 0.12), (220, 224, 255), 90, 0.05)
    canvas.line(points, (250, 246, 210), 0.007)


@lru_cache(maxsize=64)
def falling(weather: Weather, variant: int, size: int) -> Image.Image | None:
    """Return what falls in front of everything (RGBA), or None; always the same for a variant."""
    if weather not in ("rain", "storm", "snow"):
        return None
    rng = np.random.default_rng([variant, 11])
    layer = Image.new("RGBA", (DRAW, DRAW), (235, 242, 250, 0))
    draw = ImageDraw.Draw(layer)
    for _ in range({"rain": 150, "storm": 230, "snow": 130}[weather]):
        x, y = rng.uniform(0, DRAW, 2)
        if weather == "snow":
            r = rng.uniform(2.5, 7.5)
            draw.ellipse((x - r, y - r, x + r, y + r), fill=(255, 255, 255, 225))
        else:
            n = rng.uniform(20, 48)
            lean = 0.25 if weather == "rain" else 0.45
            draw.line((x, y, x - n * lean, y + n), fill=(226, 238, 250, 135), width=4)
    return layer.resize((size, size), Image.Resampling.BOX)


@lru_cache(maxsize=16)
def fog_veil(size: int, horizon: float) -> np.ndarray:
    """Return the share of fog in each row (size, 1, 1): thickest at the horizon, thinner near the eye."""
    y = (np.arange(size, dtype=np.float32) + 0.5) / size
    near = np.clip((y - horizon) / max(1 - horizon, 0.1), 0, 1)
    return (0.42 - 0.26 * near)[:, None, None] * np.ones((1, 1, 1), np.float32)
