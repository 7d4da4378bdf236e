"""More styles than the eight swatches: what else the stylist learns from, and three that only test it.

Each function draws a variant of its style at random.
"""

from __future__ import annotations

import numpy as np
from PIL import Image

from training.scenes.filters import PAINTERLY
from training.styles.base import StyleMaker, StyleProcedure
from training.styles.color_ops import blur, cell_means, edge_strength, luma, mix, saturate, soft_step
from training.styles.patterns import Patterns


def _random_color(rng: np.random.Generator, low: float, high: float) -> np.ndarray:
    return rng.uniform(low, high, 3).astype(np.float32)


def _painterly(name: str) -> StyleMaker:
    """Return a painterly filter of the renderer as a style; it has one variant and no patterns."""

    def draw(colors: np.ndarray, _: Patterns) -> np.ndarray:
        return np.asarray(PAINTERLY[name](Image.fromarray((colors * 255).astype(np.uint8)))) / np.float32(255)

    return lambda _: draw


def plain(_: np.random.Generator) -> StyleProcedure:
    """No style: the picture as it is."""
    return lambda colors, _: colors


def comic(rng: np.random.Generator) -> StyleProcedure:
    """Few flat tones, black outlines."""
    levels = rng.integers(3, 6)
    gain = rng.uniform(1.2, 1.6)

    def draw(colors: np.ndarray, _: Patterns) -> np.ndarray:
        flat = np.round(saturate(blur(colors, 0.7), gain) * levels) / levels
        return mix(flat, np.zeros(3, np.float32), soft_step(edge_strength(colors, 0.9, 4.5) - 0.5, 0.4))

    return draw


def dither(rng: np.random.Generator) -> StyleProcedure:
    """Grains of two inks, dark and light."""
    dark = _random_color(rng, 0, 0.4)
    light = _random_color(rng, 0.65, 1)

    def draw(colors: np.ndarray, patterns: Patterns) -> np.ndarray:
        return mix(dark, light, soft_step(luma(colors) - 0.5 + 0.5 * patterns["grain"], 0.3))

    return draw


def chalk(rng: np.random.Generator) -> StyleProcedure:
    """Dusty light strokes on a dark board."""
    board = _random_color(rng, 0.05, 0.25)
    line = rng.choice(["hatch45", "hatch135", "hatch0"])
    fill = rng.uniform(0.3, 0.6)

    def draw(colors: np.ndarray, patterns: Patterns) -> np.ndarray:
        strokes = soft_step(0.2 + 0.6 * patterns[line] + patterns["paper"] + 0.5 * patterns["grain"], 1.2)
        dust = strokes * luma(colors) * fill
        drawn = soft_step(edge_strength(colors, 0.9, 4.5) - 0.4 + 0.25 * patterns["grain"], 0.6)
        return mix(board, 0.55 + 0.45 * saturate(colors, 1.4), np.maximum(dust, drawn * 0.9))

    return draw


def weave(rng: np.random.Generator) -> StyleProcedure:
    """Cloth whose threads go over and under each other."""
    depth = rng.uniform(0.15, 0.35)
    kind = rng.choice(["stitch_u", "stitch_x"])
    other = kind.replace("u", "v").replace("_x", "_y")

    def draw(colors: np.ndarray, patterns: Patterns) -> np.ndarray:
        relief = 1 - depth + depth * patterns[kind] * np.sign(patterns[other])
        return np.asarray(np.clip(blur(colors, 1.0) * relief[..., None] + 0.03, 0, 1))

    return draw


def contour(rng: np.random.Generator) -> StyleProcedure:
    """Lines of equal brightness, as on a map."""
    paper = _random_color(rng, 0.75, 1)
    ink = _random_color(rng, 0, 0.45)
    count = rng.uniform(5, 9)

    def draw(colors: np.ndarray, patterns: Patterns) -> np.ndarray:
        phase = (blur(luma(colors), 1.2) + 0.05 * patterns["wobble"]) * count % 1
        tint = mix(paper, saturate(blur(colors, 2), 1.2), np.full(phase.shape, 0.45, np.float32))
        return mix(tint, ink, soft_step(0.18 - np.minimum(phase, 1 - phase), 0.2))

    return draw


def gravel(rng: np.random.Generator) -> StyleProcedure:
    """Rounded pebbles with dark ground between them."""
    ground = _random_color(rng, 0.02, 0.3)
    size = rng.uniform(0.4, 0.52)

    def draw(colors: np.ndarray, patterns: Patterns) -> np.ndarray:
        stones = cell_means(colors, patterns.cells("tile"))
        relief = 1.15 - 0.8 * ((patterns["tile_x"] + 0.2) ** 2 + (patterns["tile_y"] + 0.2) ** 2)
        inside = np.clip(size * 2 - np.hypot(patterns["tile_x"], patterns["tile_y"]) * 1.9, 0, 1)
        return mix(ground, np.clip(stones * relief[..., None], 0, 1), soft_step(inside - 0.15, 0.3))

    return draw


def strokes(rng: np.random.Generator) -> StyleProcedure:
    """Long dabs of thick paint: colour smeared along one direction, with ridges."""
    line = rng.choice(["hatch0", "hatch45", "hatch90"])
    ridge = rng.uniform(0.06, 0.14)
    gain = rng.uniform(1.1, 1.5)

    def draw(colors: np.ndarray, patterns: Patterns) -> np.ndarray:
        dab = cell_means(colors, patterns.cells("dot")) * 0.6 + blur(colors, 1.6) * 0.4
        lit = 1 + ridge * patterns[line] + 0.1 * patterns["dot_value"] + 0.06 * patterns["wobble"]
        return np.clip(saturate(dab, gain) * lit[..., None], 0, 1)

    return draw


def halftone(rng: np.random.Generator) -> StyleProcedure:
    """Dots of one ink that grow where it is dark (never trained on)."""
    paper = _random_color(rng, 0.85, 1)
    ink = _random_color(rng, 0, 0.4)

    def draw(colors: np.ndarray, patterns: Patterns) -> np.ndarray:
        return mix(paper, ink, soft_step(0.75 * (1 - luma(colors)) - (patterns["dot_far"] + 1) / 2, 0.15))

    return draw


def scratchboard(rng: np.random.Generator) -> StyleProcedure:
    """White lines scratched into black (never trained on)."""
    line = rng.choice(["hatch0", "hatch135", "hatch45"])

    def draw(colors: np.ndarray, patterns: Patterns) -> np.ndarray:
        lines = soft_step(luma(colors) - 0.55 + 0.42 * patterns[line], 0.2) * soft_step(luma(colors) - 0.2, 0.3)
        drawn = soft_step(edge_strength(colors, 0.8, 4) - 0.5, 0.4)
        return mix(np.full(3, 0.05, np.float32), np.full(3, 0.95, np.float32), np.maximum(lines, drawn))

    return draw


def neon(rng: np.random.Generator) -> StyleProcedure:
    """Glowing outlines in the dark (never trained on)."""
    gain = rng.uniform(0.8, 1.2)

    def draw(colors: np.ndarray, _: Patterns) -> np.ndarray:
        tube = soft_step(edge_strength(colors, 0.9, 4) - 0.4, 0.5)
        glow = blur(tube, 2.5) * gain + tube
        return np.asarray(
            np.clip((saturate(blur(colors, 1.5), 2) * 0.8 + 0.2) * np.clip(glow, 0, 1.3)[..., None] + 0.03, 0, 1)
        )

    return draw


EXTRA_STYLES: dict[str, StyleMaker] = {
    "comic": comic, "dither": dither, "chalk": chalk, "weave": weave, "contour": contour, "gravel": gravel,
    "strokes": strokes,
}  # fmt: skip
"""Styles that have no swatch; the stylist learns from them, too."""
UNSEEN_STYLES: dict[str, StyleMaker] = {"halftone": halftone, "scratchboard": scratchboard, "neon": neon}
"""Styles that the stylist never learns from."""
PAINTERLY_STYLES: dict[str, StyleMaker] = {name: _painterly(name) for name in PAINTERLY}
"""The renderer's own painterly filters."""
