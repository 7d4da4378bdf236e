"""Pictures and what can be wrong with them: blur, low resolution, noise and JPEG, alone or in random order.

The mixtures follow BSRGAN (arXiv:2103.14006); single faults are as often, as people name them and benchmarks ask.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageFilter
from torch.utils.data import IterableDataset

from tools.networks.restorer import damage
from training import CACHE
from training.scenes import pool
from training.datasets import photographs
from training.datasets.dead_leaves import leaves

WHOLE, CROP = 128, 96
"""Sides in pixels: of what is damaged, and of the part of it that is trained on (off JPEG's grid, mostly)."""
LEAVES = 160
KINDS = ("noise", "jpeg", "blur", "x2", "x4", "mixed", "clean")
SHARES = (0.2, 0.14, 0.1, 0.14, 0.14, 0.22, 0.06)
DOWN = (Image.Resampling.BICUBIC, Image.Resampling.LANCZOS, Image.Resampling.BOX, Image.Resampling.BILINEAR)


def noisy(rng: np.random.Generator, picture: Image.Image, sigma: float) -> Image.Image:
    """With Gaussian noise of `sigma` grey levels: mostly in colour, sometimes in grey, sometimes growing with light."""
    values = np.asarray(picture).astype(np.float32)
    chance = rng.random()
    grain = rng.standard_normal((*values.shape[:2], 1 if chance < 0.12 else 3), np.float32) * sigma
    if chance > 0.85:
        grain = grain * np.sqrt((values + 16) / 144)
    return Image.fromarray(np.clip(values + grain, 0, 255).round().astype(np.uint8))


def compressed(picture: Image.Image, quality: int, subsampling: int = 2) -> Image.Image:
    """As JPEG leaves it; `subsampling` 2 halves the colours' resolution, 0 does not."""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality, subsampling=subsampling)
    return Image.open(buffer).convert("RGB")


def _quality(rng: np.random.Generator) -> int:
    return int(rng.integers(8, 40)) if rng.random() < 0.6 else int(rng.integers(40, 92))


def _sigma(rng: np.random.Generator) -> float:
    return float(rng.uniform(2, 50)) if rng.random() < 0.7 else float(rng.uniform(15, 30))


def damaged(rng: np.random.Generator, picture: Image.Image) -> tuple[Image.Image, tuple[float, ...]]:
    """The picture as it might reach a person, at its own size, and its damage vector."""
    kind = str(rng.choice(KINDS, p=SHARES))
    mixed = kind == "mixed"
    noise = _sigma(rng) * (0.6 if mixed else 1) if kind == "noise" or (mixed and rng.random() < 0.6) else 0.0
    quality = _quality(rng) if kind == "jpeg" or (mixed and rng.random() < 0.7) else 100
    blur = float(rng.uniform(0.4, 2.6)) if kind == "blur" or (mixed and rng.random() < 0.4) else 0.0
    scale = {"x2": 2, "x4": 4}.get(kind, int(rng.choice([1, 1, 2, 4])) if mixed else 1)
    steps = ["blur", "down", "noise", "jpeg"]
    if mixed and rng.random() < 0.35:
        rng.shuffle(steps)
    size, now = picture.size, picture
    for step in steps:
        if step == "blur" and blur:
            now = now.filter(ImageFilter.GaussianBlur(blur / (scale if now.size != size else 1)))
        elif step == "down" and scale > 1:
            kernel = DOWN[0] if rng.random() < 0.55 else DOWN[int(rng.integers(len(DOWN)))]
            now = now.resize((size[0] // scale, size[1] // scale), kernel)
        elif step == "noise" and noise:
            now = noisy(rng, now, noise)
        elif step == "jpeg" and quality < 100:
            now = compressed(now, quality, 2 if rng.random() < 0.75 else 0)
    if scale > 1:
        now = now.resize(size, Image.Resampling.BICUBIC)
    return now, damage(noise, quality, blur, scale)


class Pictures:
    """Clean pictures of WHOLE pixels square: storybook scenes, photographs, dead leaves."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        scenes = pool.load("train")[0]
        self.scenes = scenes.reshape(-1, *scenes.shape[2:])
        self.photographs = photographs.training()
        area = np.array([photo.shape[0] * photo.shape[1] for photo in self.photographs]) ** 0.5
        self.weights = area / area.sum()
        path = CACHE / "leaves.npy"
        if not path.exists():
            made = [leaves(rng, self.photographs[int(rng.integers(len(self.photographs)))]) for _ in range(LEAVES)]
            np.save(path, np.stack(made))
        self.leaves = np.load(path)

    def _part(self, whole: np.ndarray) -> np.ndarray:
        y, x = (int(self.rng.integers(max(0, side - WHOLE) + 1)) for side in whole.shape[:2])
        return np.asarray(whole[y : y + WHOLE, x : x + WHOLE])

    def draw(self) -> Image.Image:
        """One picture, turned, mirrored, sometimes with its colours swapped."""
        rng, chance = self.rng, self.rng.random()
        if chance < 0.33:
            whole = self.scenes[rng.integers(len(self.scenes))]
        elif chance < 0.8:
            whole = self.photographs[int(rng.choice(len(self.weights), p=self.weights))]
        else:
            whole = self.leaves[rng.integers(len(self.leaves))]
        # Half of a photograph is sky or wall: of two places, the one with more to see.
        parts = [self._part(whole) for _ in range(2)]
        part = max(parts, key=lambda p: float(p[::4, ::4].std()))
        part = np.pad(part, [(0, WHOLE - part.shape[0]), (0, WHOLE - part.shape[1]), (0, 0)], "reflect")
        part = np.rot90(part, int(rng.integers(4)))
        if rng.random() < 0.5:
            part = part[:, ::-1]
        if rng.random() < 0.2:
            part = part[..., rng.permutation(3)]
        return Image.fromarray(np.ascontiguousarray(part))


class Batches(IterableDataset[tuple[np.ndarray, np.ndarray, np.ndarray]]):
    """Endless batches: damaged and true pixels (B, CROP, CROP, 3) uint8, damages (B, 4); for a DataLoader's worker."""

    def __init__(self, size: int, seed: int) -> None:
        self.size, self.seed = size, seed

    def __iter__(self) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        rng = np.random.default_rng(self.seed)
        pictures = Pictures(rng)
        while True:
            rows = []
            for _ in range(self.size):
                truth = pictures.draw()
                broken, vector = damaged(rng, truth)
                y, x = (int(v) for v in rng.integers(0, WHOLE - CROP + 1, 2))
                window = (x, y, x + CROP, y + CROP)
                rows.append((np.asarray(broken.crop(window)), np.asarray(truth.crop(window)), vector))
            damaged_part, true_part, vectors = zip(*rows, strict=True)
            yield np.stack(damaged_part), np.stack(true_part), np.array(vectors, np.float32)
