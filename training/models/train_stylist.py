"""Train the stylist: `python -m training.models.train_stylist MINUTES`, on from `cache/stylist.pt` where there is one.

The samples (`training/datasets/style_samples.py`) have answers: pixels, slopes and textures (Gram matrices of random
filters) are compared with the target. Where a reference has no style, the colours must fit coarsely, and the texture
that of the reference. A layer that is thrown away afterwards must tell from the style code which style it was: fine
stitches and small stones have nearly the same statistics, and a network that paints the mean of both has little to
gain by telling them apart.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from tools.networks.stylist import REACH, PocketStyleNetwork
from tools.networks.texture_features import RandomFeatures
from training import CACHE
from training.datasets.style_samples import SIDE, STYLE_NAMES, SamplePool, make_samples
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
from training.styles.patterns import CELLS, MAPS, TILE, make_patterns
from training.tensors import signed_pixels

BATCH = 16
PART = 64
"""Side in pixels of the part that is painted: parts of many pictures teach more than the whole of few."""
FIRST_SAMPLES = 256
"""Samples that training waits for."""
PEAK = 1.2e-3
LOSSES = {"pixels": 1.0, "slopes": 0.5, "coarse": 0.5, "texture": 0.12, "style": 0.05}
"""Weights of the losses."""


class Batch(NamedTuple):
    """What one step learns from; pictures are (B, 3, H, W) in [-1, 1].

    Attributes:
        content: Parts of contents, PART pixels square.
        reference: Whole references, SIDE pixels square.
        target: The targets' parts.
        texture: Pictures whose texture the result should have.
        canvas: Patterns (B, maps + 2 per kind of cell, PART, PART) of those parts.
        answered: 1 where the target is the answer (B,), else 0.
        style: Numbers of the styles (B,).
    """

    content: Tensor
    reference: Tensor
    target: Tensor
    texture: Tensor
    canvas: Tensor
    answered: Tensor
    style: Tensor


def pattern_canvas() -> Tensor:
    """Return the canvas (maps + 2 per kind of cell, TILE, TILE) as the network keeps it, int8."""
    patterns = make_patterns(0)
    maps = [patterns[name] for name in MAPS]
    offsets = [offset / REACH for kind in CELLS for offset in patterns.cell_centers(kind)]
    return torch.from_numpy(np.stack(maps + offsets).clip(-1, 1) * 127).round().to(torch.int8)


def untrained_stylist(**config: int) -> PocketStyleNetwork:
    """Return a network with the canvas and random weights."""
    model: PocketStyleNetwork = PocketStyleNetwork(maps=len(MAPS), tile=TILE, cells=len(CELLS), **config)
    model.patterns.copy_(pattern_canvas())
    return model


def draw_batch(pool: SamplePool, canvas: Tensor, size: int = BATCH) -> Batch:
    """Draw a batch from the pool, the same part of every picture.

    Args:
        pool: Samples.
        canvas: The whole canvas in [-1, 1].
        size: Samples in the batch.
    """
    rows = pool.draw_rows(size)
    content, reference, target = (signed_pixels(p[rows]) for p in (pool.content, pool.reference, pool.target))
    top, left = torch.randint(SIDE - PART + 1, (2,)).tolist()
    part = (..., slice(top, top + PART), slice(left, left + PART))
    reach = torch.arange(PART)
    spots = [((y + top + reach) % TILE, (x + left + reach) % TILE) for y, x in pool.corner[rows].tolist()]
    answered = pool.answered[rows]
    return Batch(
        content=content[part],
        reference=reference,
        target=target[part],
        texture=torch.where(answered[:, None, None, None] > 0, target[part], reference[part]),
        canvas=torch.stack([canvas[:, ys[:, None], xs] for ys, xs in spots]),
        answered=answered,
        style=pool.style[rows],
    )


class StylistWithClassifier(nn.Module):
    """The network with a layer that tells styles apart, for training only."""

    def __init__(self, network: PocketStyleNetwork) -> None:
        super().__init__()
        self.network = network
        self.classifier = nn.Linear(network.config.code, len(STYLE_NAMES))

    def forward(self, content: Tensor, reference: Tensor, canvas: Tensor) -> tuple[Tensor, Tensor]:
        """Return restyled pictures, and scores (B, styles) of the references' styles."""
        code = self.network.encode(reference)
        return self.network.paint(content, canvas, code), self.classifier(code)


def losses(model: nn.Module, texture_distance: Callable[[Tensor, Tensor], Tensor], batch: Batch) -> Tensor:
    """Return the losses (5,) of a batch in the order of LOSSES, not weighted."""
    with autocast():
        painted, scores = model(batch.content, batch.reference, batch.canvas)
    painted = painted.float()
    error = painted - batch.target
    answered = batch.answered[:, None, None, None]
    pixels = (error.abs() * answered).mean()
    slopes = (error.diff(dim=-1).abs() * answered).mean() + (error.diff(dim=-2).abs() * answered).mean()
    coarse = F.avg_pool2d(error, 8).abs().mean()
    texture = texture_distance(painted, batch.texture).mean()
    style = F.cross_entropy(scores.float(), batch.style)
    return torch.stack([pixels, slopes, coarse, texture, style])


def start_sample_process(seed: int) -> tuple[SamplePool, BaseProcess]:
    """Start the process that makes samples, and wait for the first ones.

    Raises:
        SystemExit: The process has ended.
    """
    pool = SamplePool.empty()
    process = multiprocessing.get_context("spawn").Process(target=make_samples, args=(pool, seed), daemon=True)
    process.start()
    while int(pool.count[0]) < FIRST_SAMPLES:
        process.join(0.5)
        if process.exitcode is not None:
            raise SystemExit("The process that makes samples has ended.")
    return pool, process


def main(minutes: float) -> None:
    """Train for about as many minutes; keep the weights' moving average in the cache."""
    configure_process()
    model = untrained_stylist()
    path = CACHE / "stylist.pt"
    done = load_checkpoint(path, model)
    print(parameter_count(model.parameters()), "M parameters, after", done, "steps", flush=True)
    pool, process = start_sample_process(done)
    if not done:
        model.encoder.initialize_from(signed_pixels(pool.reference[:FIRST_SAMPLES]))
    model = model.to(memory_format=torch.channels_last)
    taught = StylistWithClassifier(model)
    run = torch.compile(taught)
    texture_distance = torch.compile(RandomFeatures().distance)
    optimizer = torch.optim.AdamW(taught.parameters(), lr=1e-3, betas=(0.9, 0.98), weight_decay=1e-3)
    average = MovingAverage(model, 0.998)
    log = LossLog("stylist")
    canvas = pattern_canvas().float() / 127
    budget = StepBudget(minutes, skip=40, span=60)
    weights = torch.tensor([*LOSSES.values()])
    means = torch.zeros(len(LOSSES))
    for step in budget:
        parts = losses(run, texture_distance, draw_batch(pool, canvas))
        rate = learning_rate(step, budget.steps, PEAK, warmup=100)
        optimizer_step(optimizer, (parts * weights).sum(), rate, model.parameters())
        average.update(model)
        means += parts.detach() / 100
        if (step + 1) % 100 == 0:
            log(step=done + step + 1, made=int(pool.count[0]), **dict(zip(LOSSES, means.tolist(), strict=True)))
            means.zero_()
        if (step + 1) % 500 == 0:
            save_checkpoint({"model": average.weights, "step": done + step + 1}, path)
    save_checkpoint({"model": average.weights, "step": done + budget.steps}, path)
    process.kill()


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 20)
