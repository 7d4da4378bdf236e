"""Styles and looks over a finished page: painterly filters, those that a swatch shows, black and white, sepia."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
from PIL import Image

from tools.pages.catalogue import SETS
from tools.pages.styles import LOOKS
from training.scenes.filters import PAINTERLY
from training.styles.patterns import TILE, Patterns, make_patterns
from training.styles.swatch_styles import SWATCH_SEED, SWATCH_STYLES


@cache
def _patterns() -> Patterns:
    return make_patterns(SWATCH_SEED)


@cache
def _swatch(style: str) -> Callable[[np.ndarray, Patterns], np.ndarray]:
    return SWATCH_STYLES[style](np.random.default_rng(SWATCH_SEED))


def apply_style(picture: Image.Image, style: str) -> Image.Image:
    """Return an RGB picture painted in a style; in an art set's style as it is.

    Raises:
        KeyError: there is no such style.
    """
    if style in SETS:
        return picture
    if style in PAINTERLY:
        return PAINTERLY[style](picture)
    procedure = _swatch(style)
    colors = np.asarray(picture.resize((TILE, TILE), Image.Resampling.LANCZOS)).astype(np.float32) / 255
    painted = Image.fromarray((np.clip(procedure(colors, _patterns()), 0, 1) * 255).round().astype(np.uint8))
    return painted.resize(picture.size, Image.Resampling.LANCZOS) if picture.width != TILE else painted


def apply_look(picture: Image.Image, look: str | None) -> Image.Image:
    """Return a picture in black and white or in sepia, or as it is.

    Raises:
        ValueError: there is no such look.
    """
    if look is None:
        return picture
    if look not in LOOKS:
        raise ValueError(f"No look is called {look!r}; there are {' and '.join(LOOKS)}.")
    grey = np.asarray(picture.convert("L")).astype(np.float32)[..., None]
    tint = np.array((1.0, 1.0, 1.0) if look == "black and white" else (1.07, 0.92, 0.72), np.float32)
    return Image.fromarray(np.clip(grey * tint, 0, 255).astype(np.uint8))
