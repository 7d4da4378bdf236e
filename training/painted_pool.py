"""A pool of painted pictures for the readers to learn from: `python -m training.painted_pool [PAIRS]`.

Needs the trained painter. Layouts of other pools are painted in few steps, sometimes too few, decoded, rounded to bytes
and encoded again, like a picture that comes back to be looked at or edited. What the layout says is taken for what the
picture shows.
"""

from __future__ import annotations

import sys

import torch
from diffusers import FlowMatchEulerDiscreteScheduler
from torch import Tensor

from tools.device import device
from tools.networks.painter.autoencoder import PocketAutoencoder
from tools.networks.painter.transformer import PocketTransformer
from training import CACHE
from training.loop import save_checkpoint
from training.models.train_painter import untrained_painter
from training.runtime import autocast, configure_process, to_device
from training.scenes.layouts import layout_tables
from training.scenes.pool import load_pairs, save_pairs

NAME = "painted"
PAIRS = 1500
BATCH = 50
STEPS = (4, 4, 2)
"""Steps of the batches, in turn."""


@torch.no_grad()
def paint_latents(model: PocketTransformer, maps: Tensor, wholes: Tensor, steps: int) -> Tensor:
    """Paint layouts by Euler steps.

    Args:
        model: The painter.
        maps: Layouts' maps (B, 3, 64).
        wholes: Scene, style and variant numbers (B, 3).
        steps: Number of steps.

    Returns:
        Latents (B, 16, 16, 16).
    """
    scheduler = FlowMatchEulerDiscreteScheduler()
    scheduler.set_timesteps(sigmas=torch.linspace(1, 1 / steps, steps).tolist())
    latents = torch.randn(len(maps), 16, 16, 16, device=maps.device)
    for time in scheduler.timesteps:
        velocity = model(latents, (time / 1000).expand(len(maps)).to(maps.device), maps, wholes).float()
        latents = scheduler.step(velocity, time, latents, return_dict=False)[0]
    return latents


def main(count: int) -> None:
    """Paint pairs of layouts, half of them dense, and keep their latents as a pool of their own."""
    configure_process()
    model = untrained_painter()
    model.load_state_dict(torch.load(CACHE / "painter.pt", weights_only=True)["model"])
    model.to(device())
    autoencoder = PocketAutoencoder.from_pretrained(CACHE / "autoencoder").to(device())
    pairs = [*load_pairs("train")[: count // 2], *load_pairs("dense")[: count // 2]]
    maps, wholes = to_device(table.flatten(0, 1).long() for table in layout_tables(pairs))
    parts = []
    for number, rows in enumerate(torch.arange(len(maps)).split(BATCH)):
        with torch.no_grad(), autocast():
            latents = paint_latents(model, maps[rows], wholes[rows], STEPS[number % len(STEPS)])
            pixels = autoencoder.decode(latents).float().clamp(-1, 1)
            parts.append(autoencoder.encode((pixels * 127.5).round() / 127.5).bfloat16().cpu())
        if number % 20 == 0:
            print(number * BATCH, "of", len(maps), flush=True)
    save_pairs(NAME, pairs)
    save_checkpoint(torch.cat(parts).view(len(pairs), 2, *parts[0].shape[1:]), CACHE / f"{NAME}.latents.pt")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PAIRS)
