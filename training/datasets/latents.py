"""Latents of the pools' pictures, and batches of them for the painter, its reader and the eyes."""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from tools.device import device
from tools.networks.painter.autoencoder import PocketAutoencoder
from tools.networks.painter.blocks import patches
from tools.networks.painter.layout import CELLS, VARIANTS
from training import CACHE
from training.loop import save_checkpoint
from training.runtime import autocast
from training.scenes.filters import PAINTERLY
from training.scenes.layouts import VOCABULARY, layout_tables
from training.scenes.pool import load_pairs, load_pictures
from training.tensors import signed_pixels

UNCONDITIONED = 0.07
"""Share of draws without a layout, for classifier-free guidance."""
UNKNOWN_VARIANT = 0.1
"""Share of draws that don't say which of its scene's backdrops a picture has."""
INPAINTING = 0.45
"""Share of draws where part of the picture is given, as in an edit."""


@torch.no_grad()
def load_latents(name: str) -> Tensor:
    """Return latents of a pool's pictures (N, 2, 16, 16, 16) in bfloat16, encoded once and kept in the cache."""
    path = CACHE / f"{name}.latents.pt"
    if path.exists():
        return torch.load(path, weights_only=True)
    model = PocketAutoencoder.from_pretrained(CACHE / "autoencoder").to(device())
    encode = torch.compile(model.encode)
    pictures = load_pictures(name)
    flat = pictures.reshape(-1, *pictures.shape[2:])
    parts = []
    for start in range(0, len(flat), 50):
        with autocast():
            parts.append(encode(signed_pixels(flat[start : start + 50]).to(device())).bfloat16().cpu())
    latents = torch.cat(parts).view(len(pictures), 2, *parts[0].shape[1:])
    save_checkpoint(latents, path)
    return latents


def perturb_latents(rng: np.random.Generator, latents: Tensor, noise: float) -> Tensor:
    """Disturb latents (B, C, H, W) as a painter might leave them.

    Args:
        rng: Source of chance, beside PyTorch's.
        latents: Latents of true pictures.
        noise: Largest standard deviation of the noise; half of the latents are softened, too.
    """
    count = len(latents)
    soft = F.avg_pool2d(F.pad(latents, (1, 1, 1, 1), mode="replicate"), 3, 1)
    share = torch.rand(count, 1, 1, 1) * 0.6 * (torch.rand(count, 1, 1, 1) < 0.5)
    mixed = torch.lerp(latents, soft, share)
    return mixed + torch.randn_like(latents) * torch.rand(count, 1, 1, 1) * float(rng.uniform(0, noise))


def random_free_cells(rng: np.random.Generator, maps: np.ndarray) -> np.ndarray:
    """Draw the cells (64,) that an edit may change: those of one noun or a rectangle, sometimes both.

    Args:
        rng: Source of chance.
        maps: A layout's maps (3, 64), the noun of each cell first.
    """
    free = np.zeros((CELLS, CELLS), bool)
    nouns = np.unique(maps[0][maps[0] > 0])
    if len(nouns) and rng.random() < 0.7:
        free |= (maps[0] == rng.choice(nouns)).reshape(CELLS, CELLS)
    if not free.any() or rng.random() < 0.5:
        y, x = rng.integers(0, CELLS - 1, 2)
        high, wide = rng.integers(2, 6, 2)
        free[y : y + high, x : x + wide] = True
    return free.reshape(-1)


class LatentBatches:
    """Draws batches from the latents of several pools, as often from one pool as from another."""

    def __init__(self, *pools: str) -> None:
        self.latents = torch.cat([load_latents(name) for name in pools])
        pairs = [load_pairs(name) for name in pools]
        self.maps, self.wholes = layout_tables([pair for of_pool in pairs for pair in of_pool])
        self.ends = np.cumsum([0, *map(len, pairs)])
        self.rng = np.random.default_rng(int(time.time()))

    def rows(self, size: int) -> tuple[Tensor, Tensor]:
        """Draw numbers of pairs (B,), sorted, and a side (0 before the edit, 1 after it) of each."""
        pools = self.rng.integers(len(self.ends) - 1, size=size)
        rows = np.sort(self.rng.integers(self.ends[pools], self.ends[pools + 1]))
        return torch.from_numpy(rows), torch.from_numpy(self.rng.integers(2, size=size))

    def pictures(self, size: int) -> tuple[Tensor, Tensor, Tensor]:
        """Draw latents (B, 16, 16, 16), maps (B, 3, 64), and scene, style and variant numbers (B, 3)."""
        rows, sides = self.rows(size)
        return self.latents[rows, sides].float(), self.maps[rows, sides].long(), self.wholes[rows, sides].long()

    def backdrop_latents(self) -> Tensor:
        """Return the mean latents of the empty cells of every backdrop, as the transformer's table takes them.

        Painterly styles are left out.

        Returns:
            One row for each scene, variant and cell, and 64 more for no backdrop: (scenes x variants x 64 + 64, 64).
        """
        count = len(VOCABULARY["scenes"]) * VARIANTS
        cell = torch.arange(CELLS**2)
        sums = torch.zeros((count + 1) * CELLS**2, 64)
        seen = torch.zeros((count + 1) * CELLS**2, 1)
        plain = torch.tensor([name not in PAINTERLY for name in VOCABULARY["styles"]])
        for rows in torch.arange(len(self.latents)).split(500):
            maps = self.maps[rows].flatten(0, 1)
            wholes = self.wholes[rows].flatten(0, 1).long()
            empty = (maps[:, 0] == 0) & plain[wholes[:, 1], None]
            number = (wholes[:, :1] * VARIANTS + wholes[:, 2:]) * CELLS**2 + cell
            sums.index_add_(0, number[empty], patches(self.latents[rows].flatten(0, 1).float(), 2)[empty])
            seen.index_add_(0, number[empty], torch.ones(int(empty.sum()), 1))
        return sums / seen.clamp(min=1)

    def draw(self, size: int) -> tuple[Tensor, ...]:
        """Draw what `pictures` draws, known latents (B, 16, 16, 16), and which cells of them are given (B, 64)."""
        data, maps, wholes = self.pictures(size)
        given = torch.zeros(size, CELLS**2, dtype=torch.bool)
        for row in np.flatnonzero(self.rng.random(size) < INPAINTING):
            given[row] = ~torch.from_numpy(random_free_cells(self.rng, maps[row].numpy()))
        unconditioned = torch.from_numpy(self.rng.random(size) < UNCONDITIONED)
        maps[unconditioned] = 0
        wholes[unconditioned] = torch.tensor([len(VOCABULARY["scenes"]), len(VOCABULARY["styles"]), VARIANTS])
        wholes[torch.from_numpy(self.rng.random(size) < UNKNOWN_VARIANT), 2] = VARIANTS
        # What an edit is given has been through the autoencoder, perhaps often.
        known = data + torch.randn_like(data) * 0.1 * torch.rand(size, 1, 1, 1)
        return data, maps, wholes, known, given

    def stream(self, seed: int, size: int) -> Iterator[tuple[Tensor, ...]]:
        """Yield what `draw` draws, without end."""
        self.rng = np.random.default_rng(seed)
        while True:
            yield self.draw(size)

    def stream_perturbed(self, seed: int, size: int, noise: float) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
        """Yield what `pictures` draws, without end, the latents disturbed (`perturb_latents`)."""
        self.rng = np.random.default_rng(seed)
        while True:
            latents, maps, wholes = self.pictures(size)
            yield perturb_latents(self.rng, latents, noise), maps, wholes
