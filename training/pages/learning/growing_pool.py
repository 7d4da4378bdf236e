"""A pool that grows while networks learn from it: shards are taken onto the training device as they are finished."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from tools.device import device
from tools.networks.pages.layout import PageTensors, to_tensors
from tools.networks.painter.autoencoder import PocketAutoencoder
from tools.pages.layouts import page_layout
from tools.pages.page import Page
from training.pages.learning.latents import HELD_OUT
from training.runtime import autocast

ENCODED = 64
"""Pictures that are encoded at once."""


class PageBatch(NamedTuple):
    """Some pages of a pool, on the training device."""

    latents: Tensor
    """(B, 16, 32, 32), float32."""
    page: PageTensors
    """Their layouts."""
    pictures: Tensor | None
    """(B, 3, 256, 256) in [-1, 1], float32, where the pool keeps pictures."""


@dataclass(frozen=True)
class _Store:
    """Tensors with room for all pages that may come."""

    latents: Tensor
    page: PageTensors
    pictures: Tensor | None


class GrowingPool:
    """Pages of a folder to which `training.pages.pool` goes on writing, with latents made as they come.

    Every `HELD_OUT`th page is never trained on.

    Args:
        folder: folder of the pool; it may be empty still.
        autoencoder: what encodes the pictures, on the training device.
        capacity: pages that are kept at most; later shards are left alone.
        pictures: whether the pictures are kept beside their latents (a fifth of a megabyte each).
    """

    def __init__(
        self, folder: Path, autoencoder: PocketAutoencoder, capacity: int = 100_000, pictures: bool = False
    ) -> None:
        self.folder = folder
        self.autoencoder = autoencoder
        self.capacity = capacity
        self.keeps_pictures = pictures
        self._seen: set[Path] = set()
        self._store: _Store | None = None
        self.size = 0

    def _room(self, latents: Tensor, page: PageTensors, pictures: Tensor) -> _Store:
        """Return the tensors that hold all pages, made when the first shard has told their shapes."""
        if self._store is None:

            def room(like: Tensor) -> Tensor:
                return torch.zeros(self.capacity, *like.shape[1:], dtype=like.dtype, device=like.device)

            kept = room(pictures) if self.keeps_pictures else None
            self._store = _Store(room(latents), PageTensors(*map(room, page)), kept)
        return self._store

    @torch.no_grad()
    def refresh(self, most: int = 4) -> int:
        """Take in shards that were finished since the last call.

        Args:
            most: shards that are taken in one call, so that the training is not kept waiting.

        Returns:
            How many pages came.
        """
        found = [path for path in sorted(self.folder.glob("shard-*.jsonl")) if path not in self._seen]
        before = self.size
        for lines in found[:most]:
            self._seen.add(lines)
            pages = [Page.from_json(json.loads(line)) for line in lines.read_text("utf-8").splitlines()]
            pages = pages[: self.capacity - self.size]
            if not pages:
                continue
            page = to_tensors([page_layout(one) for one in pages]).to(device())
            pictures = torch.from_numpy(np.load(lines.with_suffix(".npy"))[: len(pages)]).to(device())
            pictures = pictures.permute(0, 3, 1, 2).contiguous()
            latents = torch.cat([self._encode(part) for part in pictures.split(ENCODED)])
            store = self._room(latents, page, pictures)
            end = self.size + len(pages)
            store.latents[self.size : end] = latents
            for whole, part in zip(store.page, page, strict=True):
                whole[self.size : end] = part
            if store.pictures is not None:
                store.pictures[self.size : end] = pictures
            self.size = end
        return self.size - before

    def _encode(self, pictures: Tensor) -> Tensor:
        with autocast():
            return self.autoencoder.encode(pictures.float() / 127.5 - 1).half()

    def wait_for(self, pages: int, seconds: float = 1.0) -> None:
        """Wait until there are so many pages."""
        import time

        while self.size < pages:
            if not self.refresh():
                time.sleep(seconds)

    def batch(self, size: int) -> PageBatch:
        """Return random pages to train on.

        Args:
            size: how many.
        """
        groups = self.size // HELD_OUT
        number = torch.randint(groups, (size,), device=device()) * HELD_OUT
        return self._take(number + torch.randint(1, HELD_OUT, (size,), device=device()))

    def held_out(self, most: int) -> PageBatch:
        """Return the first pages that are never trained on, at most so many."""
        return self._take(torch.arange(0, self.size, HELD_OUT, device=device())[:most])

    def _take(self, numbers: Tensor) -> PageBatch:
        assert self._store is not None, "the pool has no page yet; call wait_for first"
        store = self._store
        page = PageTensors(*(tensor[numbers] for tensor in store.page))
        pictures = None if store.pictures is None else store.pictures[numbers].float() / 127.5 - 1
        return PageBatch(store.latents[numbers].float(), page, pictures)
