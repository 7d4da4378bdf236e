"""Train the painter's reader: from latents to the layout that they show.

`python -m training.models.train_reader MINUTES` starts or, where `cache/reader.pt` exists, goes on; a GPU wants more:
`--batch 512 --workers 2`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from tools.device import device
from tools.networks.painter.layout import VARIANTS
from tools.networks.painter.reader import PocketReader
from training import CACHE
from training.loop import Clock, Log, drawn, fast_dtype, fast_start, keep, rate, resume, sent
from training.datasets.latent_noise import disturbed
from training.models.train_painter import Batches
from training.scenes.layouts import VOCABULARY


def reader() -> PocketReader:
    """An untrained reader of latents."""
    return PocketReader(**VOCABULARY)


def loss_of(outputs: list[Tensor], maps: Tensor, whole: Tensor) -> tuple[Tensor, list[float]]:
    """Cross-entropies; and the accuracies of noun, part and colour on cells that show a thing."""
    nouns, parts, colors, *rest = outputs
    there = maps[:, 0] > 0
    named = F.cross_entropy(nouns[there], maps[:, 0][there]) + F.cross_entropy(colors[there], maps[:, 2][there])
    cells = F.cross_entropy(nouns.flatten(0, 1), maps[:, 0].flatten())
    cells = cells + F.cross_entropy(parts.flatten(0, 1), maps[:, 1].flatten())
    scene, style, variant = whole.T
    truths = (scene, style, scene * VARIANTS + variant)
    wholes = torch.stack([F.cross_entropy(o, truth) for o, truth in zip(rest, truths, strict=True)]).sum()
    loss = named + cells + 0.3 * wholes
    pairs = ((nouns, maps[:, 0]), (parts, maps[:, 1]), (colors, maps[:, 2]))
    return loss, [loss.item(), *((o.argmax(-1) == truth)[there].float().mean().item() for o, truth in pairs)]


def train(name: str, noise: float, *more: str) -> None:
    """Train the reader that the cache knows by that name for about so many minutes; `noise` as in `disturbed`; `more`
    names pools beside the painter's."""
    fast_start()
    parser = argparse.ArgumentParser()
    parser.add_argument("minutes", type=float)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--peak", type=float, default=1e-3)
    parser.add_argument("--workers", type=int, default=0, help="processes that make batches")
    options = parser.parse_args()
    batches, model = Batches("train", "dense", "painted", *more), reader()
    print(sum(p.numel() for p in model.parameters()) / 1e6, "M parameters", flush=True)
    path = CACHE / f"{name}.pt"
    done = resume(path, model)
    run = torch.compile(model.to(device()))
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    log, clock, rows = Log(name), Clock(options.minutes), []

    def supply(seed: int) -> Iterator[tuple[Tensor, ...]]:
        batches.rng = np.random.default_rng(seed)
        while True:
            latents, maps, whole = batches.pictures(options.batch)
            yield disturbed(batches.rng, latents, noise), maps, whole

    drawing = drawn(supply, options.workers)
    for step in clock:
        latents, maps, whole = sent(next(drawing))
        with fast_dtype():
            outputs = [o.float() for o in run(latents)]
        loss, row = loss_of(outputs, maps, whole)
        optimizer.param_groups[0]["lr"] = rate(step, clock.steps, options.peak)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        rows.append(row)
        if (step + 1) % 100 == 0:
            mean = np.mean(rows[-100:], 0)
            log(step=done + step + 1, loss=mean[0], noun=mean[1], part=mean[2], color=mean[3])
        if (step + 1) % 500 == 0 or step + 1 == clock.steps:
            keep({"model": model.state_dict(), "step": done + step + 1}, path)


if __name__ == "__main__":
    train("reader", noise=0.4)
