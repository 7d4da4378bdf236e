"""Train the pocket restorer: `python -m training.models.train_restorer MINUTES [--peak RATE]`.

Starts or, where `cache/restorer.pt` exists, goes on. A worker process damages the pictures. The loss is the logarithm
of each picture's absolute error, because the goal is PSNR, a logarithm too: with the bare error heavy noise was all
that the network learnt from (after 2,300 steps it denoised by 7 to 9 dB and sharpened x2 by .2 dB). The estimator of
the damage is trained separately (`training/models/train_damage_estimator.py`).
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from functools import partial

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.utils.data import DataLoader

from benchmarks.datasets import load_photographs
from benchmarks.suites.restore import load_scenes
from tools.networks.restorer import PocketRestorer, damage
from training import CACHE
from training.datasets.damage import DamagedBatches, add_noise, compress_jpeg
from training.loop import (
    LossLog,
    MovingAverage,
    StepBudget,
    learning_rate,
    load_checkpoint,
    optimizer_step,
    parameter_count,
    save_checkpoint,
)
from training.runtime import autocast, configure_process
from training.tensors import unit_pixels

BATCH = 8
LEAST_ERROR = 0.003
"""Added to every error, in shares of the range of values.

Smaller errors so count little; else clean pictures would outweigh noisy ones.
"""


def _add_noise_25(picture: Image.Image) -> Image.Image:
    return add_noise(np.random.default_rng(0), picture, 25)


def _shrink_and_enlarge(picture: Image.Image, times: int) -> Image.Image:
    return picture.resize((picture.width // times, picture.height // times)).resize(picture.size)


SINGLE_FAULTS: dict[str, tuple[tuple[float, ...], Callable[[Image.Image], Image.Image]]] = {
    "noise 25": (damage(noise=25), _add_noise_25),
    "jpeg 20": (damage(quality=20), partial(compress_jpeg, quality=20)),
    "x2": (damage(scale=2), partial(_shrink_and_enlarge, times=2)),
    "x4": (damage(scale=4), partial(_shrink_and_enlarge, times=4)),
}
"""Damage vectors of single faults, and what makes them."""


@torch.no_grad()
def measure_gains(model: PocketRestorer) -> dict[str, float]:
    """Return the mean gain in dB of PSNR over damaged pictures that are not trained on.

    The model is told what is wrong.

    Returns:
        Gains by kind of picture and of fault.
    """
    sources = {"storybook": load_scenes(12), "photo": [p.crop((40, 40, 296, 296)) for p in load_photographs()]}
    gains = {}
    for source, pictures in sources.items():
        for name, (vector, spoil) in SINGLE_FAULTS.items():
            of_pictures = []
            for picture in pictures:
                clean = unit_pixels(np.asarray(picture)[None])
                damaged = unit_pixels(np.asarray(spoil(picture))[None])
                restored = model(damaged, torch.tensor([vector])).clamp(0, 1)
                ratio = (damaged - clean).pow(2).mean() / (restored - clean).pow(2).mean()
                of_pictures.append(ratio.log10() * 10)
            gains[f"{source} {name}"] = float(torch.stack(of_pictures).mean())
    return gains


def jitter_damage(vector: Tensor) -> Tensor:
    """Disturb damage vectors, because in use they come from an estimator that errs."""
    return vector * (1 + 0.12 * torch.randn_like(vector)) + 0.01 * torch.randn_like(vector)


def main() -> None:
    """Train for about as many minutes as the command line says; keep the weights' moving average in the cache."""
    parser = argparse.ArgumentParser()
    parser.add_argument("minutes", type=float)
    parser.add_argument("--peak", type=float, default=1e-3, help="highest learning rate")
    options = parser.parse_args()
    configure_process()
    path = CACHE / "restorer.pt"
    model = PocketRestorer()
    done = load_checkpoint(path, model)
    model = model.to(memory_format=torch.channels_last)
    print(parameter_count(model.parameters()), "M parameters; going on from step", done)
    restore = torch.compile(model)
    optimizer = torch.optim.AdamW(model.parameters(), lr=options.peak, betas=(0.9, 0.99), weight_decay=1e-4, fused=True)
    average = MovingAverage(model, 0.998)
    log = LossLog("restorer")
    budget = StepBudget(options.minutes, skip=50)
    batches = DamagedBatches(BATCH, int(time.time()))
    supply = iter(DataLoader(batches, batch_size=None, num_workers=1, prefetch_factor=16))
    total = torch.zeros(())
    for step in budget:
        damaged, clean, vector = next(supply)
        pixels = unit_pixels(damaged)
        target = unit_pixels(clean)
        estimate = jitter_damage(vector)
        with autocast():
            restored = restore(pixels, estimate)
        error = (restored.float() - target).abs().mean((1, 2, 3))
        loss = (error + LEAST_ERROR).log().mean()
        rate = learning_rate(step, budget.steps, options.peak)
        optimizer_step(optimizer, loss, rate, model.parameters(), max_norm=2.0)
        average.update(model)
        total += error.detach().mean()
        if (step + 1) % 100 == 0:
            log(step=done + step + 1, error=total / 100)
            total.zero_()
        if (step + 1) % 1000 == 0:
            save_checkpoint({"model": average.weights, "step": done + step + 1}, path)
    save_checkpoint({"model": average.weights, "step": done + budget.steps}, path)
    model.load_state_dict(average.weights)
    log(step=done + budget.steps, **measure_gains(model))


if __name__ == "__main__":
    main()
