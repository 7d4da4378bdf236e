"""More looks than the eight swatches: what else the stylist learns from, and three that only test it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PIL import Image
from scipy.ndimage import zoom

from training.scenes.filters import PAINTERLY
from training.styles.patterns import Lattice
from training.styles.swatches import Look, edges, grey, means, mix, soft, step, vivid

Maker = Callable[[np.random.Generator], Look]


def _color(rng: np.random.Generator, low: float, high: float) -> np.ndarray:
    return rng.uniform(low, high, 3).astype(np.float32)


def _painterly(name: str) -> Maker:
    def make(rng: np.random.Generator) -> Look:
        def look(colors: np.ndarray, on: Lattice) -> np.ndarray:
            return np.asarray(PAINTERLY[name](Image.fromarray((colors * 255).astype(np.uint8)))) / np.float32(255)

        return look

    return make


def plain(rng: np.random.Generator) -> Look:
    """As it is."""
    return lambda colors, on: colors


def comic(rng: np.random.Generator) -> Look:
    """Few flat tones, black outlines."""
    levels, gain = rng.integers(3, 6), rng.uniform(1.2, 1.6)

    def look(colors: np.ndarray, on: Lattice) -> np.ndarray:
        flat = np.round(vivid(soft(colors, 0.7), gain) * levels) / levels
        return mix(flat, np.zeros(3, np.float32), step(edges(colors, 0.9, 4.5) - 0.5, 0.4))

    return look


def dither(rng: np.random.Generator) -> Look:
    """Grains of two inks."""
    dark, light = _color(rng, 0, 0.4), _color(rng, 0.65, 1)

    def look(colors: np.ndarray, on: Lattice) -> np.ndarray:
        return mix(dark, light, step(grey(colors) - 0.5 + 0.5 * on["grain"], 0.3))

    return look


def chalk(rng: np.random.Generator) -> Look:
    """Dusty light strokes on a dark board."""
    board, line = _color(rng, 0.05, 0.25), rng.choice(["hatch45", "hatch135", "hatch0"])
    fill = rng.uniform(0.3, 0.6)

    def look(colors: np.ndarray, on: Lattice) -> np.ndarray:
        dust = step(0.2 + 0.6 * on[line] + on["paper"] + 0.5 * on["grain"], 1.2) * grey(colors) * fill
        drawn = step(edges(colors, 0.9, 4.5) - 0.4 + 0.25 * on["grain"], 0.6)
        return mix(board, 0.55 + 0.45 * vivid(colors, 1.4), np.maximum(dust, drawn * 0.9))

    return look


def weave(rng: np.random.Generator) -> Look:
    """Cloth: threads over and under."""
    depth, kind = rng.uniform(0.15, 0.35), rng.choice(["stitch_u", "stitch_x"])
    other = kind.replace("u", "v").replace("_x", "_y")

    def look(colors: np.ndarray, on: Lattice) -> np.ndarray:
        relief = 1 - depth + depth * on[kind] * np.sign(on[other])
        return np.clip(soft(colors, 1.0) * relief[..., None] + 0.03, 0, 1)

    return look


def contour(rng: np.random.Generator) -> Look:
    """Lines of equal brightness, as on a map."""
    paper, ink, count = _color(rng, 0.75, 1), _color(rng, 0, 0.45), rng.uniform(5, 9)

    def look(colors: np.ndarray, on: Lattice) -> np.ndarray:
        phase = (soft(grey(colors), 1.2) + 0.05 * on["wobble"]) * count % 1
        tint = mix(paper, vivid(soft(colors, 2), 1.2), np.full(phase.shape, 0.45, np.float32))
        return mix(tint, ink, step(0.18 - np.minimum(phase, 1 - phase), 0.2))

    return look


def gravel(rng: np.random.Generator) -> Look:
    """Rounded pebbles, dark between."""
    ground, size = _color(rng, 0.02, 0.3), rng.uniform(0.4, 0.52)

    def look(colors: np.ndarray, on: Lattice) -> np.ndarray:
        stones = means(colors, on.cells("tile"))
        round_ = 1.15 - 0.8 * ((on["tile_x"] + 0.2) ** 2 + (on["tile_y"] + 0.2) ** 2)
        inside = np.clip(size * 2 - np.hypot(on["tile_x"], on["tile_y"]) * 1.9, 0, 1)
        return mix(ground, np.clip(stones * round_[..., None], 0, 1), step(inside - 0.15, 0.3))

    return look


def strokes(rng: np.random.Generator) -> Look:
    """Long dabs of thick paint: colour smeared along one direction, with ridges."""
    line, ridge, gain = rng.choice(["hatch0", "hatch45", "hatch90"]), rng.uniform(0.06, 0.14), rng.uniform(1.1, 1.5)

    def look(colors: np.ndarray, on: Lattice) -> np.ndarray:
        dab = means(colors, on.cells("dot")) * 0.6 + soft(colors, 1.6) * 0.4
        lit = 1 + ridge * on[line] + 0.1 * on["dot_value"] + 0.06 * on["wobble"]
        return np.clip(vivid(dab, gain) * lit[..., None], 0, 1)

    return look


def halftone(rng: np.random.Generator) -> Look:
    """Dots of one ink that grow where it is dark (never trained on)."""
    paper, ink = _color(rng, 0.85, 1), _color(rng, 0, 0.4)

    def look(colors: np.ndarray, on: Lattice) -> np.ndarray:
        return mix(paper, ink, step(0.75 * (1 - grey(colors)) - (on["dot_far"] + 1) / 2, 0.15))

    return look


def scratchboard(rng: np.random.Generator) -> Look:
    """White lines scratched into black (never trained on)."""
    line = rng.choice(["hatch0", "hatch135", "hatch45"])

    def look(colors: np.ndarray, on: Lattice) -> np.ndarray:
        lines = step(grey(colors) - 0.55 + 0.42 * on[line], 0.2) * step(grey(colors) - 0.2, 0.3)
        drawn = step(edges(colors, 0.8, 4) - 0.5, 0.4)
        return mix(np.full(3, 0.05, np.float32), np.full(3, 0.95, np.float32), np.maximum(lines, drawn))

    return look


def neon(rng: np.random.Generator) -> Look:
    """Glowing outlines in the dark (never trained on)."""
    gain = rng.uniform(0.8, 1.2)

    def look(colors: np.ndarray, on: Lattice) -> np.ndarray:
        tube = step(edges(colors, 0.9, 4) - 0.4, 0.5)
        glow = soft(tube, 2.5) * gain + tube
        return np.clip((vivid(soft(colors, 1.5), 2) * 0.8 + 0.2) * np.clip(glow, 0, 1.3)[..., None] + 0.03, 0, 1)

    return look


OTHERS: dict[str, Maker] = {
    "comic": comic, "dither": dither, "chalk": chalk, "weave": weave, "contour": contour, "gravel": gravel,
    "strokes": strokes,
}  # fmt: skip
UNSEEN: dict[str, Maker] = {"halftone": halftone, "scratchboard": scratchboard, "neon": neon}
PAINTINGS: dict[str, Maker] = {name: _painterly(name) for name in PAINTERLY}


@dataclass(frozen=True)
class Grade:
    """A change of all colours alike: `matrix` and `shift`, then `gamma`."""

    matrix: np.ndarray
    shift: np.ndarray
    gamma: float

    def __call__(self, colors: np.ndarray) -> np.ndarray:
        return np.clip(colors @ self.matrix + self.shift, 1e-4, 1) ** np.float32(self.gamma)


def grade(rng: np.random.Generator) -> Grade:
    """A tint, a cast, two inks for dark and light, faded or strong colours."""
    luma = np.outer([0.299, 0.587, 0.114], np.ones(3))
    if rng.random() < 0.3:
        dark, light = rng.uniform(0, 0.45, 3), rng.uniform(0.55, 1, 3)
        matrix, shift = luma * (light - dark), dark
    else:
        tint = np.diag(rng.uniform(0.75, 1.15, 3)) + rng.normal(0, 0.06, (3, 3))
        matrix, shift = (luma + (np.eye(3) - luma) * rng.uniform(0, 1.5)) @ tint, rng.uniform(-0.08, 0.08, 3)
    return Grade(matrix.astype(np.float32), shift.astype(np.float32), float(rng.uniform(0.75, 1.35)))


def texture(rng: np.random.Generator, side: int) -> np.ndarray:
    """A texture without a subject: noise of a few scales and directions through a random ramp of colours."""
    total = np.zeros((side, side))
    for _ in range(rng.integers(1, 4)):
        rows, columns = rng.integers(3, side // 2, 2)
        total += zoom(rng.standard_normal((rows, columns)), (side / rows, side / columns), order=1)[:side, :side]
    if rng.random() < 0.4:
        total = np.sin(total * rng.uniform(2, 5))
    ramp = rng.uniform(0, 1, (rng.integers(2, 5), 3))
    level = (total - total.min()) / max(float(np.ptp(total)), 1e-6) * (len(ramp) - 1)
    stops = np.arange(len(ramp))
    return np.stack([np.interp(level, stops, ramp[:, c]) for c in range(3)], -1).astype(np.float32)
