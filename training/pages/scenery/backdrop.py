"""Backdrops put together: the sky, the land in its light, windows that shine at night."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from PIL import Image

from tools.pages.page import Time, Weather
from tools.pages.places import Place, places
from training.pages.memory import remembered
from training.pages.scenery import built, interiors, nature
from training.pages.scenery.canvas import Canvas
from training.pages.scenery.sky import draw_sky, light_of

_INSIDE_LIGHT: dict[Time, tuple[float, float, float]] = {
    "dawn": (1.0, 0.96, 0.94), "day": (1.0, 1.0, 1.0), "dusk": (0.98, 0.9, 0.84), "night": (0.78, 0.72, 0.74),
}  # fmt: skip
"""The light of a lamp at night, and what comes in through the window by day."""


def _painter(name: str) -> Callable[[Canvas], None]:
    for module in (nature, built, interiors):
        found = getattr(module, name, None)
        if found is not None:
            return found  # type: ignore[no-any-return]
    raise KeyError(name)


@remembered
def draw_land(place: str, variant: int, size: int) -> tuple[Image.Image, Image.Image]:
    """Return a place's land and what shines in it (both RGBA, size pixels square)."""
    canvas = Canvas(np.random.default_rng([variant, *place.encode()]))
    _painter(places()[place].painter)(canvas)
    return tuple(sheet.resize((size, size), Image.Resampling.BOX) for sheet in (canvas.image, canvas.lights))  # type: ignore[return-value]


@remembered
def sky_above(variant: int, time: Time, weather: Weather, horizon: float, size: int) -> np.ndarray:
    """Return a sky: uint8 (size, size, 3)."""
    rng = np.random.default_rng([variant, 5])
    sky = draw_sky(rng, time, weather, horizon).convert("RGB")
    return np.asarray(sky.resize((size, size), Image.Resampling.BOX))


def horizon_of(place: Place) -> float:
    """Return down to which share of the page's height a place's sky is drawn."""
    through = place.kind == "inside" or place.name == "cave"
    return 0.55 if through else 1.0 if place.kind == "air" else place.horizon


def light(place: str, time: Time, weather: Weather) -> np.ndarray:
    """Return what the colours of a place, and half as strongly of its things, are multiplied with (3 factors)."""
    spot = places()[place]
    if not spot.has_time:
        return np.ones(3, np.float32)
    if spot.kind == "inside":
        return np.array(_INSIDE_LIGHT[time], np.float32)
    if spot.kind == "underwater":
        return light_of(time, "clear")
    return light_of(time, weather if spot.has_weather else "clear")


@lru_cache(maxsize=700)
def backdrop(place: str, variant: int, time: Time, weather: Weather, size: int) -> np.ndarray:
    """Return a place at an hour in a weather: uint8 (size, size, 3), the same for the same arguments.

    Raises:
        KeyError: there is no such place.
    """
    spot = places()[place]
    land, lights = draw_land(place, variant, size)
    cover = np.asarray(land).astype(np.float32)
    rgb, alpha = cover[..., :3], cover[..., 3:] / 255
    shown = rgb * light(place, time, weather)
    if time == "night" and spot.has_time:
        shine = np.asarray(lights).astype(np.float32)
        shown += (shine[..., :3] - shown) * shine[..., 3:] / 255
    if alpha.min() < 1:
        sky = sky_above(variant, time, weather, horizon_of(spot), size).astype(np.float32)
        shown = sky * (1 - alpha) + shown * alpha
    if weather == "snow" and spot.kind == "land" and spot.has_weather and spot.name not in ("beach", "harbor"):
        shown = _whiten(shown, spot.far - 0.06, light(place, time, weather))
    found: np.ndarray = np.clip(shown, 0, 255).astype(np.uint8)
    return found


def _whiten(shown: np.ndarray, top: float, tint: np.ndarray) -> np.ndarray:
    """Lay thin snow over the ground below a height."""
    rows = (np.arange(shown.shape[0], dtype=np.float32) + 0.5) / shown.shape[0]
    share = 0.84 * np.clip((rows - top) / 0.08, 0, 1)[:, None, None]
    detail = (shown.mean(-1, keepdims=True) - shown[-shown.shape[0] // 4 :].mean()) * 0.35
    white = np.array((240, 245, 252), np.float32) * tint + detail
    found: np.ndarray = shown * (1 - share) + white * share
    return found
