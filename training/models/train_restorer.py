"""Train the pocket restorer: `python -m training.models.train_restorer MINUTES [--peak RATE]`.

Starts or, where `cache/restorer.pt` exists, goes on. A worker process damages the pictures. The loss is the logarithm
of each picture's absolute error, as the goal is PSNR, a logarithm too: with the bare error heavy noise was all that the
network learnt from (after 2,300 steps it denoised by 7 to 9 dB and sharpened x2 by .2 dB). The first look is trained
apart (`training/models/train_look.py`).
"""

from __future__ import annotations

import argparse
import time
from functools import partial

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import DataLoader

from benchmarks.datasets import load_photographs
from benchmarks.suites.restore import load_scenes
from tools.networks.restorer import PocketRestorer, damage
from training import CACHE
from training.common import Average, Clock, Log, fast_dtype, fast_start, keep, rate, resume
from training.styles.restoration import Batches, compressed, noisy

BATCH = 8
LEAST = 0.003
"""Of the range of values: errors below it count little, so that clean pictures do not take the place of noise."""
SINGLE = {
    "noise 25": (damage(noise=25), lambda p: noisy(np.random.default_rng(0), p, 25)),
    "jpeg 20": (damage(quality=20), partial(compressed, quality=20)),
    "x2": (damage(scale=2), lambda p: p.resize((p.width // 2, p.height // 2)).resize(p.size)),
    "x4": (damage(scale=4), lambda p: p.resize((p.width // 4, p.height // 4)).resize(p.size)),
}


def to_pixels(batch: np.ndarray | Tensor) -> Tensor:
    """uint8 (B, H, W, 3) to float (B, 3, H, W) in [0, 1]."""
    return (torch.tensor(np.asarray(batch)).permute(0, 3, 1, 2).float() / 255).contiguous(
        memory_format=torch.channels_last
    )


@torch.no_grad()
def gains(model: PocketRestorer) -> dict[str, float]:
    """Mean gain in dB over the damaged input on a few pictures that are not trained on, told what is wrong."""
    parts = {"storybook": load_scenes(12), "photo": [p.crop((40, 40, 296, 296)) for p in load_photographs()]}
    found = {}
    for source, pictures in parts.items():
        for name, (vector, spoil) in SINGLE.items():
            rises = []
            for picture in pictures:
                truth = to_pixels(np.asarray(picture)[None])
                broken = to_pixels(np.asarray(spoil(picture))[None])
                restored = model(broken, torch.tensor([vector])).clamp(0, 1)
                rises.append(((broken - truth).pow(2).mean() / (restored - truth).pow(2).mean()).log10() * 10)
            found[f"{source} {name}"] = float(torch.stack(rises).mean())
    return found


def main() -> None:
    """Train for about that long."""
    parser = argparse.ArgumentParser()
    parser.add_argument("minutes", type=float)
    parser.add_argument("--peak", type=float, default=1e-3)
    given = parser.parse_args()
    fast_start()
    path = CACHE / "restorer.pt"
    model = PocketRestorer()
    before = resume(path, model)
    model = model.to(memory_format=torch.channels_last)
    print(sum(p.numel() for p in model.parameters()) / 1e6, "M parameters; going on from step", before)
    restore = torch.compile(model)
    optimizer = torch.optim.AdamW(model.parameters(), lr=given.peak, betas=(0.9, 0.99), weight_decay=1e-4, fused=True)
    average, log, clock = Average(model, 0.998), Log("restorer"), Clock(given.minutes, skip=50)
    data = iter(DataLoader(Batches(BATCH, int(time.time())), batch_size=None, num_workers=1, prefetch_factor=16))
    total = torch.zeros(())
    for step in clock:
        broken, truth, told = next(data)
        pixels, target = to_pixels(broken), to_pixels(truth)
        # The look errs: what it is told at work is not quite what happened.
        unsure = told * (1 + 0.12 * torch.randn_like(told)) + 0.01 * torch.randn_like(told)
        with fast_dtype():
            restored = restore(pixels, unsure)
        error = (restored.float() - target).abs().mean((1, 2, 3))
        optimizer.param_groups[0]["lr"] = rate(step, clock.steps, given.peak)
        optimizer.zero_grad(set_to_none=True)
        (error + LEAST).log().mean().backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optimizer.step()
        average.update(model)
        total += error.detach().mean()
        if (step + 1) % 100 == 0:
            log(step=before + step + 1, error=total / 100)
            total.zero_()
        if (step + 1) % 1000 == 0:
            keep({"model": average.weights, "step": before + step + 1}, path)
    keep({"model": average.weights, "step": before + clock.steps}, path)
    model.load_state_dict(average.weights)
    log(step=before + clock.steps, **gains(model))


if __name__ == "__main__":
    main()
