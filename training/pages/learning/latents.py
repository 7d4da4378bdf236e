"""Pools' latents beside their layouts, in memory-mapped shards, and batches of them for training."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from tools.engines.weights import file_sha256
from tools.networks.pages.layout import PageTensors, to_tensors
from tools.networks.painter.autoencoder import PocketAutoencoder
from tools.pages.layouts import page_layout
from tools.pages.page import Page
from training.weights import WEIGHTS

AUTOENCODER = WEIGHTS / "painter" / "autoencoder"
"""The packaged autoencoder, which pages are encoded with unless another is named."""
HELD_OUT = 50
"""Of so many pages of a pool one is never trained on."""


class UnusablePool(ValueError):
    """A pool has no latents, or some that another autoencoder made."""


def load_autoencoder(folder: Path = AUTOENCODER) -> PocketAutoencoder:
    """Return a folder's autoencoder in float32, for use only."""
    model: PocketAutoencoder = PocketAutoencoder.from_pretrained(folder, torch_dtype=torch.float32)
    model.eval().requires_grad_(False)
    return model


def identify(folder: Path) -> str:
    """Return the hash of an autoencoder's weights."""
    return file_sha256(folder / "diffusion_pytorch_model.safetensors")


def latents_path(shard: Path) -> Path:
    """Return where the latents of a shard (its .npy or .jsonl file) lie."""
    return shard.with_name(shard.stem + ".latents.npy")


def about_path(pool: Path) -> Path:
    """Return where a pool says which autoencoder made its latents."""
    return pool / "latents.json"


def pool_autoencoder(pools: list[Path]) -> str:
    """Return the hash of the autoencoder that made the latents of all pools.

    Raises:
        UnusablePool: a pool is not encoded, or two are encoded differently.
    """
    found: dict[str, Path] = {}
    for pool in pools:
        if not about_path(pool).exists():
            raise UnusablePool(f"{pool} has no latents. Run `python -m training.pages.encode {pool}` first.")
        found[json.loads(about_path(pool).read_text("utf-8"))["autoencoder"]] = pool
    if len(found) > 1:
        raise UnusablePool(f"{' and '.join(map(str, found.values()))} were encoded by different autoencoders.")
    return next(iter(found))


@dataclass(frozen=True)
class Sample:
    """Pages of pools: their latents (B, 16, 32, 32), float32, and their layouts."""

    latents: Tensor
    page: PageTensors


class PageLatents:
    """The encoded pages of pools, of which every `HELD_OUT`th of a shard is held out.

    Args:
        pools: folders of pools.

    Raises:
        UnusablePool: a pool has no latents, or two are encoded differently.
    """

    def __init__(self, pools: list[Path]) -> None:
        self.autoencoder = pool_autoencoder(pools)
        self._shards: list[np.ndarray] = []
        self._pictures: list[Path] = []
        where: list[tuple[int, int]] = []
        tensors = []
        for lines in (path for pool in pools for path in sorted(pool.glob("shard-*.jsonl"))):
            if not latents_path(lines).exists():
                continue
            latents = np.load(latents_path(lines), mmap_mode="r")
            pages = [Page.from_json(json.loads(line)) for line in lines.read_text("utf-8").splitlines()][: len(latents)]
            where += [(len(self._shards), k) for k in range(len(pages))]
            tensors.append(to_tensors([page_layout(page) for page in pages]))
            self._shards.append(latents)
            self._pictures.append(lines.with_suffix(".npy"))
        if not where:
            raise UnusablePool(f"{', '.join(map(str, pools))}: no shard is encoded yet.")
        self._where = where
        self._tensors = PageTensors(*(torch.cat(parts) for parts in zip(*tensors, strict=True)))
        held = [k for k, (_, number) in enumerate(where) if number % HELD_OUT == 0]
        self.held_out = np.array(held)
        self.trained = np.setdiff1d(np.arange(len(where)), self.held_out)

    def __len__(self) -> int:
        return len(self._where)

    def sample(self, numbers: np.ndarray) -> Sample:
        """Return the pages of these numbers."""
        rows = [self._shards[shard][k] for shard, k in (self._where[number] for number in numbers)]
        latents = torch.from_numpy(np.stack(rows).astype(np.float32))
        chosen = torch.from_numpy(numbers)
        return Sample(latents, PageTensors(*(tensor[chosen] for tensor in self._tensors)))

    def pictures(self, numbers: np.ndarray) -> np.ndarray:
        """Return the pages of these numbers as they were composed: (N, side, side, 3), uint8."""
        found = (self._where[number] for number in numbers)
        return np.stack([np.load(self._pictures[shard], mmap_mode="r")[k] for shard, k in found])

    def stream(self, seed: int, batch: int) -> Iterator[Sample]:
        """Yield batches of pages to train on without end, each page once before any comes again."""
        rng = np.random.default_rng(seed)
        left = np.empty(0, np.int64)
        while True:
            while len(left) < batch:
                left = np.concatenate([left, rng.permutation(self.trained)])
            yield self.sample(left[:batch])
            left = left[batch:]
