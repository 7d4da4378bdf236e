"""Latents of the pool's pictures, made once."""

from __future__ import annotations

import torch
from torch import Tensor

from tools.device import device
from tools.networks.painter.autoencoder import PocketAutoencoder
from training import CACHE
from training.loop import fast_dtype, keep
from training.models.train_autoencoder import to_tensor
from training.scenes import pool


@torch.no_grad()
def latents_of(name: str) -> Tensor:
    """Latents of a pool's pictures (N, 2, 16, 16, 16) in bfloat16, kept in the cache."""
    path = CACHE / f"{name}.latents.pt"
    if path.exists():
        return torch.load(path, weights_only=True)  # type: ignore[no-any-return]
    model = PocketAutoencoder.from_pretrained(CACHE / "autoencoder").to(device())
    encode = torch.compile(model.encode)
    pictures, _ = pool.load(name)
    flat = pictures.reshape(-1, *pictures.shape[2:])
    parts = []
    for start in range(0, len(flat), 50):
        with fast_dtype():
            parts.append(encode(to_tensor(flat[start : start + 50]).to(device())).bfloat16().cpu())
    result = torch.cat(parts).view(len(pictures), 2, *parts[0].shape[1:])
    keep(result, path)
    return result
