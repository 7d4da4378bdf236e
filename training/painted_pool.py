"""Latents of painted pictures for the readers to learn from: `python -m training.painted_pool [PAIRS]` after the painter's
training.

Layouts of the pools are painted in few steps, sometimes too few, decoded, rounded to bytes and encoded again, as a
picture is that comes back to be looked at or edited. What the layout says is taken for what the picture shows.
"""

from __future__ import annotations

import pickle
import sys

import torch
from diffusers import FlowMatchEulerDiscreteScheduler

from tools.device import device
from tools.networks.painter.autoencoder import PocketAutoencoder
from tools.networks.painter.transformer import PocketTransformer
from training import CACHE
from training.loop import fast_dtype, fast_start, keep, sent
from training.models import train_painter
from training.scenes import pool
from training.scenes.layouts import tables

NAME, BATCH = "painted", 50
STEPS = (4, 4, 2)


@torch.no_grad()
def paint(model: PocketTransformer, maps: torch.Tensor, whole: torch.Tensor, steps: int) -> torch.Tensor:
    """Latents (B, 16, 16, 16) of layouts' maps (B, 3, 64) and numbers (B, 3) in so many Euler steps."""
    scheduler = FlowMatchEulerDiscreteScheduler()
    scheduler.set_timesteps(sigmas=torch.linspace(1, 1 / steps, steps).tolist())
    latents = torch.randn(len(maps), 16, 16, 16, device=maps.device)
    for time in scheduler.timesteps:
        velocity = model(latents, (time / 1000).expand(len(maps)).to(maps.device), maps, whole).float()
        latents = scheduler.step(velocity, time, latents, return_dict=False)[0]
    return latents


def main() -> None:
    """Paint 1500 pairs of layouts, or as many as asked, half of them dense; keep them as a pool of their own."""
    fast_start()
    half = (int(sys.argv[1]) if len(sys.argv) > 1 else 1500) // 2
    model = train_painter.fresh()
    model.load_state_dict(torch.load(CACHE / "painter.pt", weights_only=True)["model"])
    model.to(device())
    autoencoder = PocketAutoencoder.from_pretrained(CACHE / "autoencoder").to(device())
    pairs = [*pool.pairs("train")[:half], *pool.pairs("dense")[:half]]
    maps, whole = sent(table.flatten(0, 1).long() for table in tables(pairs))
    parts = []
    for number, rows in enumerate(torch.arange(len(maps)).split(BATCH)):
        with torch.no_grad(), fast_dtype():
            latents = paint(model, maps[rows], whole[rows], STEPS[number % len(STEPS)])
            pixels = autoencoder.decode(latents).float().clamp(-1, 1)
            parts.append(autoencoder.encode((pixels * 127.5).round() / 127.5).bfloat16().cpu())
        if number % 20 == 0:
            print(number * BATCH, "of", len(maps), flush=True)
    (CACHE / f"{NAME}.pairs").write_bytes(pickle.dumps(pairs))
    keep(torch.cat(parts).view(len(pairs), 2, *parts[0].shape[1:]), CACHE / f"{NAME}.latents.pt")


if __name__ == "__main__":
    main()
