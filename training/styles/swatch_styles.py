"""The eight styles that only a swatch shows, drawn by procedure: woodcut, mosaic, ink wash...

Each function draws a variant of its style at random.
"""

from __future__ import annotations

import numpy as np

from training.styles.base import StyleMaker, StyleProcedure
from training.styles.color_ops import blur, cell_means, contrasted_luma, edge_strength, luma, mix, saturate, soft_step
from training.styles.patterns import Patterns

SWATCH_SEED = 4
"""Seed of the variant of each style that the shipped swatch shows."""


def _near(rng: np.random.Generator, color: tuple[float, float, float], amount: float = 0.04) -> np.ndarray:
    """Move each channel of a colour by at most `amount`."""
    return np.clip(np.array(color) + rng.uniform(-amount, amount, 3), 0, 1).astype(np.float32)


def woodcut(rng: np.random.Generator) -> StyleProcedure:
    """Black lines cut along one direction, thick where it is dark, and outlines, on plain paper."""
    paper = _near(rng, (0.95, 0.92, 0.84))
    ink = _near(rng, (0.09, 0.08, 0.08))
    line = rng.choice(["hatch0", "hatch135", "hatch45"])
    lightness = rng.uniform(-0.1, 0.1)
    depth = rng.uniform(0.36, 0.44)
    contour = rng.uniform(1.0, 1.4)

    def draw(colors: np.ndarray, patterns: Patterns) -> np.ndarray:
        tone = blur(contrasted_luma(colors, 1.2), 0.7)
        cut = soft_step(0.53 + lightness * 0.4 + depth * patterns[line] - tone, 0.22)
        outline = soft_step(edge_strength(colors, 0.8, 4 * contour) - 0.5, 0.5)
        return mix(paper, ink, np.maximum(cut, outline))

    return draw


def mosaic(rng: np.random.Generator) -> StyleProcedure:
    """Small stones of one colour each with joints between them."""
    joint = _near(rng, (0.83, 0.80, 0.74), 0.08) * rng.uniform(0.75, 1)
    width = rng.uniform(0.16, 0.22)
    shade = rng.uniform(0.09, 0.14)
    gain = rng.uniform(1.15, 1.35)

    def draw(colors: np.ndarray, patterns: Patterns) -> np.ndarray:
        stones = cell_means(colors, patterns.cells("tile")) * 0.7 + blur(colors, 0.8) * 0.3
        stones = saturate(stones, gain) * (1 + shade * patterns["tile_value"][..., None])
        lit = stones * (1 - 0.16 * (patterns["tile_x"] + patterns["tile_y"])[..., None])
        return mix(np.clip(lit, 0, 1), joint, soft_step(width - (patterns["tile_edge"] + 1) / 2, 0.14))

    return draw


def ink_wash(rng: np.random.Generator) -> StyleProcedure:
    """Grey washes that pool at their borders, wet brush lines, rice paper."""
    paper = _near(rng, (0.94, 0.92, 0.87), 0.03)
    ink = _near(rng, (0.10, 0.11, 0.13), 0.04)
    wetness = rng.uniform(1.6, 2.4)
    levels = rng.integers(3, 5)

    def draw(colors: np.ndarray, patterns: Patterns) -> np.ndarray:
        tone = blur(contrasted_luma(colors, 1.15), wetness) + 0.05 * patterns["wobble"]
        bands = tone * levels
        rest = bands - np.floor(bands)
        wash = (np.floor(bands) + soft_step(rest - 0.5, 0.5)) / levels
        pooled = 0.13 * np.exp(-(((rest - 0.32) / 0.13) ** 2)) * (tone < 0.85)
        brush = blur(soft_step(edge_strength(colors, 1.3, 5.0) - 0.45 + 0.25 * patterns["wobble"], 0.6), 0.6)
        dark = np.clip((1 - wash) * 0.72 + pooled, 0, 1) * (0.9 + 0.25 * patterns["paper"])
        return mix(paper + 0.03 * patterns["paper"][..., None], ink, np.clip(np.maximum(dark, brush * 0.85), 0, 1))

    return draw


def stained_glass(rng: np.random.Generator) -> StyleProcedure:
    """Glowing panes between black lead, which also follows the outlines."""
    width = rng.uniform(0.10, 0.15)
    gain = rng.uniform(1.7, 2.1)
    detail = rng.uniform(0.6, 0.75)

    def draw(colors: np.ndarray, patterns: Patterns) -> np.ndarray:
        pane = cell_means(colors, patterns.cells("glass")) * (1 - detail) + blur(colors, 1.5) * detail
        glow = (
            0.86
            + 0.26 * soft_step(patterns["glass_edge"], 2.0)
            + 0.16 * patterns["glass_value"]
            + 0.06 * patterns["wobble"]
        )
        glass = np.clip(saturate(pane, gain) * glow[..., None] * 1.06, 0, 1)
        lead = np.maximum(
            soft_step(width - (patterns["glass_edge"] + 1) / 2, 0.10),
            soft_step(edge_strength(colors, 1.1, 5.0) - 0.5, 0.4),
        )
        return mix(glass, np.full(3, 0.06, np.float32), lead)

    return draw


def pointillism(rng: np.random.Generator) -> StyleProcedure:
    """Round dabs of pure colour, each a little off its true one, on pale ground."""
    ground = _near(rng, (0.95, 0.93, 0.87))
    size = rng.uniform(0.46, 0.54)
    spread = rng.uniform(0.12, 0.17)
    turn = rng.uniform(0, 6.28)

    def draw(colors: np.ndarray, patterns: Patterns) -> np.ndarray:
        angle = patterns["dot_value"][..., None] * np.pi * 2 + turn + np.array([0, 2.09, 4.19])
        dabs = np.clip(saturate(cell_means(colors, patterns.cells("dot")), 1.5) + spread * np.cos(angle), 0, 1)
        return mix(ground, dabs.astype(np.float32), soft_step(size - (patterns["dot_far"] + 1) / 2, 0.2))

    return draw


def crayon(rng: np.random.Generator) -> StyleProcedure:
    """Waxy strokes that leave the paper's tooth white, with thick coloured outlines."""
    paper = _near(rng, (0.98, 0.97, 0.94), 0.02)
    line = rng.choice(["hatch45", "hatch135"])
    pressure = rng.uniform(0.15, 0.3)
    tooth = rng.uniform(0.9, 1.2)

    def draw(colors: np.ndarray, patterns: Patterns) -> np.ndarray:
        wax = saturate(blur(colors, 1.2), 1.5)
        covered = (
            pressure
            + 0.5 * patterns[line]
            + tooth * patterns["paper"]
            + 0.6 * patterns["grain"]
            + 0.5 * (1 - luma(wax))
        )
        drawn = mix(paper, wax, soft_step(covered, 1.0) * 0.9)
        outline = soft_step(
            edge_strength(colors, 1.0, 4.5) - 0.42 + 0.3 * patterns["paper"] + 0.2 * patterns["grain"], 0.6
        )
        return mix(drawn, wax * 0.42, outline * 0.85)

    return draw


def embroidery(rng: np.random.Generator) -> StyleProcedure:
    """Crosses of shining thread on the squares of a linen."""
    linen = _near(rng, (0.88, 0.83, 0.74))
    width = rng.uniform(0.34, 0.42)
    shine = rng.uniform(0.2, 0.3)

    def draw(colors: np.ndarray, patterns: Patterns) -> np.ndarray:
        thread = saturate(np.round(cell_means(colors, patterns.cells("stitch")) * 10) / 10, 1.25)
        # Position within the square in [0, 1), from its phase.
        u = np.arctan2(patterns["stitch_u"], patterns["stitch_x"]) / (2 * np.pi) % 1
        v = np.arctan2(patterns["stitch_v"], patterns["stitch_y"]) / (2 * np.pi) % 1
        rising = np.abs(u + v - 1)
        falling = np.abs(u - v)
        top = soft_step(width - rising, 0.2)
        under = soft_step(width - falling, 0.2)
        lit = 1 - shine + 2 * shine * np.where(top > 0.5, 1 - rising / width, 0.55 * (1 - falling / width))
        ground = linen * (0.82 + 0.1 * patterns["grain"])[..., None]
        return np.asarray(np.clip(mix(ground, thread * lit[..., None], np.maximum(top, under)), 0, 1))

    return draw


def blueprint(rng: np.random.Generator) -> StyleProcedure:
    """White lines and a faint tone on Prussian blue, over squared paper."""
    blue = _near(rng, (0.07, 0.24, 0.52), 0.04)
    white = _near(rng, (0.90, 0.95, 0.99), 0.03)
    fill = rng.uniform(0.2, 0.34)
    squares = rng.uniform(0.16, 0.26)

    def draw(colors: np.ndarray, patterns: Patterns) -> np.ndarray:
        lines = soft_step(edge_strength(colors, 0.7, 4.5) - 0.34, 0.5)
        tone = fill * blur(luma(colors), 0.8) + squares * patterns["grid"] + 0.07 * patterns["paper"]
        return mix(blue, white, np.clip(np.maximum(lines, tone), 0, 1))

    return draw


SWATCH_STYLES: dict[str, StyleMaker] = {
    "woodcut": woodcut, "mosaic": mosaic, "ink wash": ink_wash, "stained glass": stained_glass,
    "pointillism": pointillism, "crayon": crayon, "embroidery": embroidery, "blueprint": blueprint,
}  # fmt: skip
