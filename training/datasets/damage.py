"""Clean pictures and damaged ones: blur, low resolution, noise and JPEG, alone or in random order.

The mixtures follow BSRGAN (arXiv:2103.14006). Single faults are as frequent, because people name them and benchmarks
ask for them.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter
from torch.utils.data import IterableDataset

from tools.networks.restorer import damage
from training import CACHE
from training.datasets.dead_leaves import dead_leaves
from training.datasets.photographs import load_photographs
from training.scenes.pool import load_pictures

WHOLE = 128
"""Side in pixels of what is damaged."""
CROP = 96
"""Side in pixels of the part of it that is trained on; mostly it does not begin on JPEG's grid."""
LEAVES = 160
"""Dead-leaves pictures in the cache."""
KINDS = ("noise", "jpeg", "blur", "x2", "x4", "mixed", "clean")
SHARES = (0.2, 0.14, 0.1, 0.14, 0.14, 0.22, 0.06)
"""Shares of the kinds of damage."""
RESAMPLING = (Image.Resampling.BICUBIC, Image.Resampling.LANCZOS, Image.Resampling.BOX, Image.Resampling.BILINEAR)
"""Ways to scale down; the first one is used most."""


def add_noise(rng: np.random.Generator, picture: Image.Image, sigma: float) -> Image.Image:
    """Add Gaussian noise of `sigma` grey levels: mostly in colour, sometimes in grey, sometimes growing with light."""
    values = np.asarray(picture).astype(np.float32)
    chance = rng.random()
    grain = rng.standard_normal((*values.shape[:2], 1 if chance < 0.12 else 3), np.float32) * sigma
    if chance > 0.85:
        grain = grain * np.sqrt((values + 16) / 144)
    return Image.fromarray(np.clip(values + grain, 0, 255).round().astype(np.uint8))


def compress_jpeg(picture: Image.Image, quality: int, subsampling: int = 2) -> Image.Image:
    """Save as JPEG and load again; `subsampling` 2 halves the colours' resolution, 0 does not."""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality, subsampling=subsampling)
    return Image.open(buffer).convert("RGB")


@dataclass(frozen=True)
class Degradation:
    """What is done to a picture.

    Attributes:
        noise: Standard deviation in grey levels; 0 for none.
        quality: JPEG's quality, 1 to 99; 100 for no compression.
        blur: Standard deviation of a Gaussian in pixels of the whole picture; 0 for none.
        scale: Factor by which the picture is scaled down and up again; 1 for none.
        mixed: Whether several faults may come together.
    """

    noise: float
    quality: int
    blur: float
    scale: int
    mixed: bool


def _random_quality(rng: np.random.Generator) -> int:
    return int(rng.integers(8, 40)) if rng.random() < 0.6 else int(rng.integers(40, 92))


def _random_sigma(rng: np.random.Generator) -> float:
    return float(rng.uniform(2, 50)) if rng.random() < 0.7 else float(rng.uniform(15, 30))


def _random_degradation(rng: np.random.Generator) -> Degradation:
    kind = str(rng.choice(KINDS, p=SHARES))
    mixed = kind == "mixed"
    noise = 0.0
    if kind == "noise" or (mixed and rng.random() < 0.6):
        noise = _random_sigma(rng) * (0.6 if mixed else 1)
    quality = _random_quality(rng) if kind == "jpeg" or (mixed and rng.random() < 0.7) else 100
    blur = float(rng.uniform(0.4, 2.6)) if kind == "blur" or (mixed and rng.random() < 0.4) else 0.0
    scale = int(rng.choice([1, 1, 2, 4])) if mixed else {"x2": 2, "x4": 4}.get(kind, 1)
    return Degradation(noise, quality, blur, scale, mixed)


def damage_picture(rng: np.random.Generator, picture: Image.Image) -> tuple[Image.Image, tuple[float, ...]]:
    """Damage a picture at random; return it at its own size, and its damage vector (`tools.networks.restorer`)."""
    how = _random_degradation(rng)
    steps = ["blur", "down", "noise", "jpeg"]
    if how.mixed and rng.random() < 0.35:
        rng.shuffle(steps)
    size = picture.size
    damaged = picture
    for step in steps:
        if step == "blur" and how.blur:
            damaged = damaged.filter(ImageFilter.GaussianBlur(how.blur / (how.scale if damaged.size != size else 1)))
        elif step == "down" and how.scale > 1:
            kernel = RESAMPLING[0] if rng.random() < 0.55 else RESAMPLING[int(rng.integers(len(RESAMPLING)))]
            damaged = damaged.resize((size[0] // how.scale, size[1] // how.scale), kernel)
        elif step == "noise" and how.noise:
            damaged = add_noise(rng, damaged, how.noise)
        elif step == "jpeg" and how.quality < 100:
            damaged = compress_jpeg(damaged, how.quality, 2 if rng.random() < 0.75 else 0)
    if how.scale > 1:
        damaged = damaged.resize(size, Image.Resampling.BICUBIC)
    return damaged, damage(how.noise, how.quality, how.blur, how.scale)


class CleanPictures:
    """Clean pictures of WHOLE pixels square: storybook scenes, photographs, dead leaves."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        scenes = load_pictures("train")
        self.scenes = scenes.reshape(-1, *scenes.shape[2:])
        self.photographs = load_photographs()
        side = np.array([photo.shape[0] * photo.shape[1] for photo in self.photographs]) ** 0.5
        self.weights = side / side.sum()
        path = CACHE / "leaves.npy"
        if not path.exists():
            made = [dead_leaves(rng, self.photographs[int(rng.integers(len(self.photographs)))]) for _ in range(LEAVES)]
            np.save(path, np.stack(made))
        self.leaves = np.load(path)

    def _random_part(self, whole: np.ndarray) -> np.ndarray:
        y, x = (int(self.rng.integers(max(0, side - WHOLE) + 1)) for side in whole.shape[:2])
        return np.asarray(whole[y : y + WHOLE, x : x + WHOLE])

    def _random_whole(self) -> np.ndarray:
        chance = self.rng.random()
        if chance < 0.33:
            return np.asarray(self.scenes[self.rng.integers(len(self.scenes))])
        if chance < 0.8:
            return self.photographs[int(self.rng.choice(len(self.weights), p=self.weights))]
        return np.asarray(self.leaves[self.rng.integers(len(self.leaves))])

    def draw(self) -> Image.Image:
        """Draw one picture, turned, half the time mirrored, sometimes with its colours swapped."""
        whole = self._random_whole()
        # Half of a photograph is sky or wall: of two parts, take the one with more to see.
        parts = [self._random_part(whole) for _ in range(2)]
        part = max(parts, key=lambda p: float(p[::4, ::4].std()))
        part = np.pad(part, [(0, WHOLE - part.shape[0]), (0, WHOLE - part.shape[1]), (0, 0)], "reflect")
        part = np.rot90(part, int(self.rng.integers(4)))
        if self.rng.random() < 0.5:
            part = part[:, ::-1]
        if self.rng.random() < 0.2:
            part = part[..., self.rng.permutation(3)]
        return Image.fromarray(np.ascontiguousarray(part))


class DamagedBatches(IterableDataset[tuple[np.ndarray, np.ndarray, np.ndarray]]):
    """Endless batches for a worker of a DataLoader.

    Each is damaged and true pixels (B, CROP, CROP, 3), uint8, and damage vectors (B, 4).
    """

    def __init__(self, size: int, seed: int) -> None:
        self.size = size
        self.seed = seed

    def __iter__(self) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        rng = np.random.default_rng(self.seed)
        pictures = CleanPictures(rng)
        while True:
            rows = []
            for _ in range(self.size):
                clean = pictures.draw()
                damaged, vector = damage_picture(rng, clean)
                y, x = (int(v) for v in rng.integers(0, WHOLE - CROP + 1, 2))
                window = (x, y, x + CROP, y + CROP)
                rows.append((np.asarray(damaged.crop(window)), np.asarray(clean.crop(window)), vector))
            damaged_parts, clean_parts, vectors = zip(*rows, strict=True)
            yield np.stack(damaged_parts), np.stack(clean_parts), np.array(vectors, np.float32)
