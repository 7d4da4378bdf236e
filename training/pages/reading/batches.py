"""Batches for the readers of pages: composed pages and painted ones, turned over and disturbed as a painter might."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional as F

from tools.device import device
from tools.networks.pages.layout import CELLS, PageTensors
from tools.networks.painter.autoencoder import PocketAutoencoder
from training.pages.learning.growing_pool import GrowingPool
from training.runtime import autocast

HELD_PAINTED = 64
"""Painted pages, the first ones, that are never trained on."""
AT_ONCE = 128
"""Pictures that are encoded or decoded at once."""
_HUE = ((0.299, 0.587, 0.114), (0.596, -0.274, -0.322), (0.211, -0.523, 0.312))
"""From red, green and blue to luma and two axes of chroma (YIQ)."""
_RGB = ((1.0, 0.956, 0.621), (1.0, -0.273, -0.647), (1.0, -1.104, 1.701))
"""And back."""


class ReadingBatch(NamedTuple):
    """Pages to read, on the training device."""

    inputs: Tensor
    """Latents (B, C, CELLS, CELLS) or pixels (B, 3, H, W) in [-1, 1], float32."""
    page: PageTensors
    mirrored: Tensor
    """(B,), bool: which of them were turned over."""


class PaintedPages:
    """Painted latents and their layouts from the shards (`*.safetensors`) of a folder that may still grow.

    Args:
        folder: its shards have `latents` (N, C, CELLS, CELLS) and `kinds`, `boxes` and `whole` of `PageTensors`.
        capacity: pages that are kept at most.
    """

    def __init__(self, folder: Path, capacity: int = 40_000) -> None:
        self.folder = folder
        self.capacity = capacity
        self._seen: set[Path] = set()
        self._latents: Tensor | None = None
        self._page: PageTensors | None = None

    def __len__(self) -> int:
        """Return how many there are to train on."""
        return 0 if self._latents is None else max(0, len(self._latents) - HELD_PAINTED)

    def refresh(self) -> None:
        """Take in the shards that were finished since the last call; one that can't be read yet waits for the next."""
        for path in sorted(set(self.folder.glob("*.safetensors")) - self._seen):
            if len(self) >= self.capacity:
                return
            try:
                found = load_file(path, device())
                latents, boxes = found["latents"].half(), found["boxes"].float()
                page = PageTensors(found["kinds"].long(), boxes, found["whole"].long())
            except (OSError, SafetensorError, KeyError) as error:
                print(f"{path.name} can't be read yet: {error}", flush=True)
                continue
            self._seen.add(path)
            if self._latents is None or self._page is None:
                self._latents, self._page = latents, page
            else:
                self._latents = torch.cat([self._latents, latents])
                self._page = PageTensors(*(torch.cat(pair) for pair in zip(self._page, page, strict=True)))

    def batch(self, size: int) -> tuple[Tensor, PageTensors]:
        """Return random pages to train on: latents, float32, and layouts."""
        return self._take(HELD_PAINTED + torch.randint(len(self), (size,), device=device()))

    def held_out(self) -> tuple[Tensor, PageTensors]:
        """Return the pages that are never trained on."""
        return self._take(torch.arange(HELD_PAINTED, device=device()))

    def _take(self, numbers: Tensor) -> tuple[Tensor, PageTensors]:
        assert self._latents is not None
        assert self._page is not None
        return self._latents[numbers].float(), PageTensors(*(tensor[numbers] for tensor in self._page))


def mirror(page: PageTensors, chosen: Tensor) -> PageTensors:
    """Return layouts of which the chosen ones (B,), bool, are turned over."""
    boxes = page.boxes.clone()
    turned = chosen[:, None] & (boxes[..., 2] > 0)
    boxes[..., 0] = torch.where(turned, 1 - boxes[..., 0], boxes[..., 0])
    boxes[..., 5] = torch.where(turned, 1 - boxes[..., 5], boxes[..., 5])
    return PageTensors(page.kinds, boxes, page.whole)


def _rare(count: int, share: float, where: torch.device) -> Tensor:
    """Return (count, 1, 1, 1) random numbers below 1 for a share of the rows, else 0."""
    drawn = torch.rand(2, count, 1, 1, 1, device=where)
    return drawn[0] * (drawn[1] < share)


def disturb_latents(latents: Tensor) -> Tensor:
    """Return latents (B, C, H, W) as a painter might leave them: soft, noisy, with a little of another page."""
    count, where = len(latents), latents.device
    soft = F.avg_pool2d(latents, 3, 1, 1, count_include_pad=False)
    x = torch.lerp(latents, soft, 0.8 * _rare(count, 0.5, where))
    x = torch.lerp(x, x.roll(1, 0), 0.15 * _rare(count, 0.3, where))
    return x + 0.5 * _rare(count, 0.8, where).square() * torch.randn_like(x)


def disturb_pixels(pixels: Tensor) -> Tensor:
    """Return pictures (B, 3, H, W) in [-1, 1] a little brighter or darker, of other hue, soft or noisy."""
    count, where = len(pixels), pixels.device
    gain, shift, turn = torch.randn(3, count, 1, 1, 1, device=where)
    yiq, rgb = torch.tensor(_HUE, device=where), torch.tensor(_RGB, device=where)
    y, i, q = torch.einsum("kc,bchw->bkhw", yiq, pixels).split(1, 1)
    cos, sin = (0.06 * turn).cos(), (0.06 * turn).sin()
    turned = torch.cat([y, cos * i - sin * q, sin * i + cos * q], 1)
    x = torch.einsum("ck,bkhw->bchw", rgb, turned) * (1 + 0.06 * gain) + 0.05 * shift
    soft = F.avg_pool2d(x, 3, 1, 1, count_include_pad=False)
    x = torch.lerp(x, soft, _rare(count, 0.4, where))
    x = x + 0.1 * _rare(count, 0.5, where).square() * torch.randn_like(x)
    return x.clamp(-1, 1)


class ReadingBatches:
    """Makes batches of a growing pool, half of them painted pages as soon as there are any.

    Args:
        pool: it keeps its pictures.
        painted: painted pages, if there will be any.
        pixels: whether the reader reads pixels instead of latents.
    """

    def __init__(self, pool: GrowingPool, painted: PaintedPages | None, pixels: bool) -> None:
        self.pool = pool
        self.painted = painted
        self.pixels = pixels
        self.autoencoder: PocketAutoencoder = pool.autoencoder

    def refresh(self) -> None:
        """Take in what the pools have got since the last call."""
        try:
            self.pool.refresh(2)
        except (OSError, ValueError, KeyError) as error:
            print(f"A shard can't be read: {error!r}", flush=True)
        if self.painted is not None:
            self.painted.refresh()

    @torch.no_grad()
    def batch(self, size: int) -> ReadingBatch:
        """Return random pages to train on."""
        painted = size // 2 if self.painted is not None and len(self.painted) else 0
        fresh = self.pool.batch(size - painted)
        latents, page, pictures = fresh
        assert pictures is not None
        own = (size - painted) // 2
        if painted and self.painted is not None:
            more, more_page = self.painted.batch(painted)
            latents = torch.cat([latents, more])
            page = PageTensors(*(torch.cat(pair) for pair in zip(page, more_page, strict=True)))
        if not self.pixels:
            turned = torch.arange(size, device=device()) < own
            latents[:own] = self._encode(pictures[:own].flip(-1))
            return ReadingBatch(disturb_latents(latents), mirror(page, turned), turned)
        # Half of the composed pages are shown as the autoencoder gives them back: so are all pictures of the painter.
        pixels = disturb_pixels(torch.cat([pictures[:own], self._decode(disturb_latents(latents[own:]))]))
        turned = torch.rand(size, device=device()) < 0.5
        pixels = torch.where(turned[:, None, None, None], pixels.flip(-1), pixels)
        return ReadingBatch(pixels, mirror(page, turned), turned)

    @torch.no_grad()
    def held_out(self, most: int) -> ReadingBatch:
        """Return the first composed pages that are never trained on, as they are."""
        latents, page, pictures = self.pool.held_out(most)
        inputs = pictures if self.pixels and pictures is not None else latents
        return ReadingBatch(inputs, page, torch.zeros(len(inputs), dtype=torch.bool, device=inputs.device))

    @torch.no_grad()
    def held_out_painted(self) -> ReadingBatch | None:
        """Return the painted pages that are never trained on; None while there are none."""
        if self.painted is None or not len(self.painted):
            return None
        latents, page = self.painted.held_out()
        inputs = self._decode(latents) if self.pixels else latents
        return ReadingBatch(inputs, page, torch.zeros(len(inputs), dtype=torch.bool, device=inputs.device))

    def _encode(self, pictures: Tensor) -> Tensor:
        with autocast():
            return torch.cat([self.autoencoder.encode(part).float() for part in pictures.split(AT_ONCE)])

    def _decode(self, latents: Tensor) -> Tensor:
        assert latents.shape[-1] == CELLS
        with autocast():
            parts = [self.autoencoder.decode(part).float() for part in latents.split(AT_ONCE)]
        return torch.cat(parts).clamp(-1, 1)
