"""Train the restorer's first look, a small network of its own: `python -m training.models.train_look MINUTES`.

Starts or, where `cache/look.pt` exists, goes on. Squared error: most pictures have most numbers at nought, so that an
absolute one rests at nought for all.
"""

from __future__ import annotations

import argparse
import time

import numpy as np
import torch
from torch import Tensor
from torch.utils.data import DataLoader

from tools.networks.restorer import DAMAGES, PocketRestorer
from training import CACHE
from training.common import Average, Clock, Log, fast_dtype, fast_start, keep, rate
from training.models.train_restorer import to_pixels
from training.styles.restoration import CROP, Batches, Pictures

BATCH = 32


def look_of(model: PocketRestorer) -> dict[str, Tensor]:
    """The look's part of the weights."""
    return {key: value for key, value in model.state_dict().items() if key.startswith(("eye.", "verdict."))}


@torch.no_grad()
def clean(model: PocketRestorer, count: int = 200) -> dict[str, float]:
    """What the look finds in one clean training picture of fifty, number by number: findings below it are none."""
    pictures = Pictures(np.random.default_rng(5))
    parts = [np.asarray(pictures.draw())[:CROP, :CROP] for _ in range(count)]
    found = model.estimate(to_pixels(np.stack(parts))).clamp(0, 1)
    bounds = found.quantile(0.98, 0)
    return {f"clean_{name}": float(bound) for name, bound in zip(DAMAGES, bounds, strict=True)}


def main() -> None:
    """Train for about that long; every 200 steps the log has the share of variance explained, number by number."""
    parser = argparse.ArgumentParser()
    parser.add_argument("minutes", type=float)
    given = parser.parse_args()
    fast_start()
    path, before = CACHE / "look.pt", 0
    model = PocketRestorer()
    if path.exists():
        state = torch.load(path, weights_only=True)
        model.load_state_dict(state["model"], strict=False)
        before = state["step"]
    model = model.to(memory_format=torch.channels_last)
    weights = [*model.eye.parameters(), *model.verdict.parameters()]
    optimizer = torch.optim.AdamW(weights, lr=2e-3, betas=(0.9, 0.99), weight_decay=1e-4)
    average, log, clock = Average(model, 0.995), Log("look"), Clock(given.minutes, skip=10, span=30)
    if not given.minutes:
        log(step=before, **clean(model))
        return
    data = iter(DataLoader(Batches(BATCH, int(time.time())), batch_size=None, num_workers=1, prefetch_factor=8))
    errors, squares, sums, seen = (torch.zeros(len(DAMAGES)) for _ in range(4))
    for step in clock:
        broken, _, told = next(data)
        with fast_dtype():
            found = model.estimate(to_pixels(broken))
        error = (found.float() - told).pow(2)
        optimizer.param_groups[0]["lr"] = rate(step, clock.steps, 2e-3, warmup=50)
        optimizer.zero_grad(set_to_none=True)
        error.mean().backward()
        optimizer.step()
        average.update(model)
        errors += error.detach().mean(0)
        squares += told.pow(2).mean(0)
        sums += told.mean(0)
        seen += 1
        if (step + 1) % 200 == 0:
            explained = 1 - (errors / seen) / (squares / seen - (sums / seen).pow(2))
            log(step=before + step + 1, **dict(zip(DAMAGES, explained.tolist(), strict=True)))
            for tally in (errors, squares, sums, seen):
                tally.zero_()
            model_now = {key: average.weights[key] for key in look_of(model)}
            keep({"model": model_now, "step": before + step + 1}, path)
    keep({"model": {key: average.weights[key] for key in look_of(model)}, "step": before + clock.steps}, path)
    model.load_state_dict(average.weights)
    log(step=before + clock.steps, **clean(model))


if __name__ == "__main__":
    main()
