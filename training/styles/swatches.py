"""The eight swatch styles drawn by procedure: a look turns a picture into a woodcut, a mosaic, an ink wash...

`python -m training.styles.swatches` writes one shipped picture of each to tools/vocabulary/storybook/swatches.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw
from scipy.ndimage import gaussian_filter

from training.styles.patterns import TILE, Lattice, lattice

Look = Callable[[np.ndarray, Lattice], np.ndarray]
"""Colours (H, W, 3) in [0, 1] and a lattice of that size to colours."""
FOLDER = Path(__file__).parents[2] / "tools" / "vocabulary" / "storybook" / "swatches"
SEED = 4
"""Of the shipped variant of each look."""
SUITE = Path(__file__).parents[2] / "benchmarks" / "data" / "looks.png"


def grey(colors: np.ndarray) -> np.ndarray:
    """Luma (H, W)."""
    return colors @ np.array([0.299, 0.587, 0.114], np.float32)


def soft(colors: np.ndarray, blur: float) -> np.ndarray:
    """Blurred along the sides, not over channels."""
    return gaussian_filter(colors, (blur, blur, 0)[: colors.ndim], mode="nearest")


def edges(colors: np.ndarray, blur: float = 0.8, gain: float = 4.0) -> np.ndarray:
    """Strength (H, W) in [0, 1] of the steepest channel's slope."""
    dy, dx = np.gradient(soft(colors, blur), axis=(0, 1))
    return np.clip(np.hypot(dy, dx).max(-1) * gain, 0, 1)


def means(colors: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Every pixel with the mean colour of its cell."""
    _, where = np.unique(labels, return_inverse=True)
    where = where.ravel()
    count = np.bincount(where)
    parts = [np.bincount(where, colors[..., c].ravel()) / count for c in range(3)]
    return np.stack(parts, -1)[where].reshape(colors.shape).astype(np.float32)


def step(values: np.ndarray, width: float) -> np.ndarray:
    """0 below zero, 1 above, over about `width`."""
    return np.clip(values / width + 0.5, 0, 1)


def vivid(colors: np.ndarray, gain: float) -> np.ndarray:
    """Saturation times `gain`."""
    middle = grey(colors)[..., None]
    return np.clip(middle + (colors - middle) * gain, 0, 1)


def mix(a: np.ndarray, b: np.ndarray, share: np.ndarray) -> np.ndarray:
    """From `a` to `b` by a share (H, W)."""
    return a + (b - a) * share[..., None]


def _near(rng: np.random.Generator, color: tuple[float, float, float], amount: float = 0.04) -> np.ndarray:
    return np.clip(np.array(color) + rng.uniform(-amount, amount, 3), 0, 1).astype(np.float32)


def _toned(colors: np.ndarray, gain: float) -> np.ndarray:
    """Luma with more contrast."""
    return np.clip(0.5 + (grey(colors) - 0.5) * gain, 0, 1)


def woodcut(rng: np.random.Generator) -> Look:
    """Black lines cut along one direction, thick where it is dark, outlines, on plain paper."""
    paper, ink = _near(rng, (0.95, 0.92, 0.84)), _near(rng, (0.09, 0.08, 0.08))
    line, cross = rng.choice(["hatch0", "hatch135", "hatch45"]), rng.uniform(-0.1, 0.1)
    depth, contour = rng.uniform(0.36, 0.44), rng.uniform(1.0, 1.4)

    def look(colors: np.ndarray, on: Lattice) -> np.ndarray:
        tone = soft(_toned(colors, 1.2), 0.7)
        cut = step(0.53 + cross * 0.4 + depth * on[line] - tone, 0.22)
        outline = step(edges(colors, 0.8, 4 * contour) - 0.5, 0.5)
        return mix(paper, ink, np.maximum(cut, outline))

    return look


def mosaic(rng: np.random.Generator) -> Look:
    """Small stones of one colour each with joints between them."""
    joint, width = _near(rng, (0.83, 0.80, 0.74), 0.08) * rng.uniform(0.75, 1), rng.uniform(0.16, 0.22)
    shade, gain = rng.uniform(0.09, 0.14), rng.uniform(1.15, 1.35)

    def look(colors: np.ndarray, on: Lattice) -> np.ndarray:
        stones = means(colors, on.cells("tile")) * 0.7 + soft(colors, 0.8) * 0.3
        stones = vivid(stones, gain) * (1 + shade * on["tile_value"][..., None])
        lit = stones * (1 - 0.16 * (on["tile_x"] + on["tile_y"])[..., None])
        return mix(np.clip(lit, 0, 1), joint, step(width - (on["tile_edge"] + 1) / 2, 0.14))

    return look


def ink_wash(rng: np.random.Generator) -> Look:
    """Grey washes that pool at their borders, wet brush lines, rice paper."""
    paper, ink = _near(rng, (0.94, 0.92, 0.87), 0.03), _near(rng, (0.10, 0.11, 0.13), 0.04)
    wet, levels = rng.uniform(1.6, 2.4), rng.integers(3, 5)

    def look(colors: np.ndarray, on: Lattice) -> np.ndarray:
        tone = soft(_toned(colors, 1.15), wet) + 0.05 * on["wobble"]
        bands = tone * levels
        rest = bands - np.floor(bands)
        wash = (np.floor(bands) + step(rest - 0.5, 0.5)) / levels
        pooled = 0.13 * np.exp(-(((rest - 0.32) / 0.13) ** 2)) * (tone < 0.85)
        brush = soft(step(edges(colors, 1.3, 5.0) - 0.45 + 0.25 * on["wobble"], 0.6), 0.6)
        dark = np.clip((1 - wash) * 0.72 + pooled, 0, 1) * (0.9 + 0.25 * on["paper"])
        return mix(paper + 0.03 * on["paper"][..., None], ink, np.clip(np.maximum(dark, brush * 0.85), 0, 1))

    return look


def stained_glass(rng: np.random.Generator) -> Look:
    """Glowing panes between black lead, which also follows the outlines."""
    width, gain, own = rng.uniform(0.10, 0.15), rng.uniform(1.7, 2.1), rng.uniform(0.6, 0.75)

    def look(colors: np.ndarray, on: Lattice) -> np.ndarray:
        pane = means(colors, on.cells("glass")) * (1 - own) + soft(colors, 1.5) * own
        glow = 0.86 + 0.26 * step(on["glass_edge"], 2.0) + 0.16 * on["glass_value"] + 0.06 * on["wobble"]
        glass = np.clip(vivid(pane, gain) * glow[..., None] * 1.06, 0, 1)
        lead = np.maximum(step(width - (on["glass_edge"] + 1) / 2, 0.10), step(edges(colors, 1.1, 5.0) - 0.5, 0.4))
        return mix(glass, np.full(3, 0.06, np.float32), lead)

    return look


def pointillism(rng: np.random.Generator) -> Look:
    """Round dabs of pure colour, each a little off, on pale ground."""
    ground, size, spread = _near(rng, (0.95, 0.93, 0.87)), rng.uniform(0.46, 0.54), rng.uniform(0.12, 0.17)
    turn = rng.uniform(0, 6.28)

    def look(colors: np.ndarray, on: Lattice) -> np.ndarray:
        angle = on["dot_value"][..., None] * np.pi * 2 + turn + np.array([0, 2.09, 4.19])
        dabs = np.clip(vivid(means(colors, on.cells("dot")), 1.5) + spread * np.cos(angle), 0, 1)
        return mix(ground, dabs.astype(np.float32), step(size - (on["dot_far"] + 1) / 2, 0.2))

    return look


def crayon(rng: np.random.Generator) -> Look:
    """Waxy strokes that leave the paper's tooth white, with thick coloured outlines."""
    paper, line = _near(rng, (0.98, 0.97, 0.94), 0.02), rng.choice(["hatch45", "hatch135"])
    press, tooth = rng.uniform(0.15, 0.3), rng.uniform(0.9, 1.2)

    def look(colors: np.ndarray, on: Lattice) -> np.ndarray:
        wax = vivid(soft(colors, 1.2), 1.5)
        covered = press + 0.5 * on[line] + tooth * on["paper"] + 0.6 * on["grain"] + 0.5 * (1 - grey(wax))
        drawn = mix(paper, wax, step(covered, 1.0) * 0.9)
        outline = step(edges(colors, 1.0, 4.5) - 0.42 + 0.3 * on["paper"] + 0.2 * on["grain"], 0.6)
        return mix(drawn, wax * 0.42, outline * 0.85)

    return look


def embroidery(rng: np.random.Generator) -> Look:
    """Crosses of shining thread on the squares of a linen."""
    linen, width = _near(rng, (0.88, 0.83, 0.74)), rng.uniform(0.34, 0.42)
    shine = rng.uniform(0.2, 0.3)

    def look(colors: np.ndarray, on: Lattice) -> np.ndarray:
        thread = vivid(np.round(means(colors, on.cells("stitch")) * 10) / 10, 1.25)
        # Position within the square in [0, 1), from its phase.
        u = np.arctan2(on["stitch_u"], on["stitch_x"]) / (2 * np.pi) % 1
        v = np.arctan2(on["stitch_v"], on["stitch_y"]) / (2 * np.pi) % 1
        rising, falling = np.abs(u + v - 1), np.abs(u - v)
        top = step(width - rising, 0.2)
        under = step(width - falling, 0.2)
        lit = 1 - shine + 2 * shine * np.where(top > 0.5, 1 - rising / width, 0.55 * (1 - falling / width))
        ground = linen * (0.82 + 0.1 * on["grain"])[..., None]
        return np.clip(mix(ground, thread * lit[..., None], np.maximum(top, under)), 0, 1)

    return look


def blueprint(rng: np.random.Generator) -> Look:
    """White lines and a faint tone on Prussian blue, over squared paper."""
    blue, white = _near(rng, (0.07, 0.24, 0.52), 0.04), _near(rng, (0.90, 0.95, 0.99), 0.03)
    fill, squares = rng.uniform(0.2, 0.34), rng.uniform(0.16, 0.26)

    def look(colors: np.ndarray, on: Lattice) -> np.ndarray:
        lines = step(edges(colors, 0.7, 4.5) - 0.34, 0.5)
        tone = fill * soft(grey(colors), 0.8) + squares * on["grid"] + 0.07 * on["paper"]
        return mix(blue, white, np.clip(np.maximum(lines, tone), 0, 1))

    return look


SWATCH_LOOKS: dict[str, Callable[[np.random.Generator], Look]] = {
    "woodcut": woodcut, "mosaic": mosaic, "ink wash": ink_wash, "stained glass": stained_glass,
    "pointillism": pointillism, "crayon": crayon, "embroidery": embroidery, "blueprint": blueprint,
}  # fmt: skip


def scene(side: int) -> np.ndarray:
    """A landscape with a house, trees and a sun in many colours (side, side, 3) in [0, 1], drawn here."""
    rng, big = np.random.default_rng(8), 4 * side
    page = Image.new("RGB", (big, big))
    draw = ImageDraw.Draw(page)
    for row in range(big):
        share = row / big
        draw.line((0, row, big, row), fill=(int(96 + 150 * share), int(166 + 60 * share), int(236 - 20 * share)))

    def at(*shares: float) -> tuple[float, ...]:
        return tuple(share * big for share in shares)

    draw.ellipse(at(0.68, 0.07, 0.88, 0.27), fill=(252, 196, 52))
    for x, y in ((0.12, 0.14), (0.2, 0.1), (0.29, 0.15)):
        draw.ellipse(at(x, y, x + 0.17, y + 0.11), fill=(250, 250, 252))
    draw.polygon([at(-0.1, 0.7), at(0.24, 0.3), at(0.6, 0.7)], fill=(122, 112, 158))
    draw.polygon([at(0.24, 0.3), at(0.33, 0.4), at(0.25, 0.44), at(0.16, 0.4)], fill=(246, 246, 250))
    draw.polygon([at(0.3, 0.7), at(0.68, 0.38), at(1.1, 0.72)], fill=(92, 132, 152))
    draw.ellipse(at(-0.4, 0.56, 0.9, 1.5), fill=(112, 178, 76))
    draw.ellipse(at(0.35, 0.64, 1.5, 1.6), fill=(58, 132, 70))
    draw.polygon([at(0.36, 0.72), at(0.42, 0.72), at(0.36, 1), at(0.14, 1)], fill=(232, 206, 150))
    draw.rectangle(at(0.26, 0.5, 0.5, 0.74), fill=(236, 222, 196))
    draw.polygon([at(0.22, 0.52), at(0.38, 0.36), at(0.54, 0.52)], fill=(196, 52, 44))
    draw.rectangle(at(0.35, 0.6, 0.42, 0.74), fill=(110, 64, 36))
    draw.rectangle(at(0.44, 0.57, 0.48, 0.63), fill=(70, 120, 190))
    draw.rectangle(at(0.28, 0.57, 0.33, 0.63), fill=(70, 120, 190))
    for x, y, r, green in ((0.74, 0.56, 0.13, (38, 110, 58)), (0.1, 0.6, 0.1, (86, 148, 52))):
        draw.rectangle(at(x - 0.018, y, x + 0.018, y + 0.24), fill=(92, 58, 36))
        draw.ellipse(at(x - r, y - r, x + r, y + r), fill=green)
        for _ in range(7):
            u, v = x + rng.uniform(-0.7, 0.7) * r, y + rng.uniform(-0.7, 0.7) * r
            draw.ellipse(at(u - 0.016, v - 0.016, u + 0.016, v + 0.016), fill=(222, 40, 44))
    for _ in range(26):
        x, y = rng.uniform(0.45, 0.98), rng.uniform(0.8, 0.97)
        flower = ((248, 134, 180), (252, 212, 44), (250, 250, 250), (140, 64, 190))[rng.integers(4)]
        draw.ellipse(at(x, y, x + 0.024, y + 0.024), fill=flower)
    return np.asarray(page.resize((side, side), Image.Resampling.BOX)).astype(np.float32) / 255


def page(look: Look) -> Image.Image:
    """The landscape in a look."""
    colors = look(scene(TILE), lattice(1))
    return Image.fromarray((colors * 255).round().clip(0, 255).astype(np.uint8))


def main() -> None:
    """One picture a style, those of the painter's too; the suite's unseen looks on a sheet."""
    from training.styles.extra_styles import PAINTINGS, UNSEEN

    FOLDER.mkdir(exist_ok=True)
    for name, maker in {**SWATCH_LOOKS, **PAINTINGS}.items():
        small = page(maker(np.random.default_rng(SEED))).quantize(128, dither=Image.Dither.NONE)
        small.save(FOLDER / f"{name.replace(' ', '_')}.png", optimize=True)
    sheet = Image.new("RGB", (TILE * len(UNSEEN), TILE))
    for number, maker in enumerate(UNSEEN.values()):
        sheet.paste(page(maker(np.random.default_rng(SEED))), (TILE * number, 0))
    sheet.quantize(128, dither=Image.Dither.NONE).save(SUITE, optimize=True)


if __name__ == "__main__":
    main()
