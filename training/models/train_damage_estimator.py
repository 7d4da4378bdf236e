"""Train the restorer's damage estimator, a small network: `python -m training.models.train_damage_estimator MINUTES`.

Starts or, where `cache/look.pt` exists, goes on; with 0 minutes it only prints what the estimator finds in clean
pictures. The loss is the squared error: most numbers of most pictures are 0, so that an absolute error leads to 0 for
all of them.
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
from training.datasets.damage import CROP, CleanPictures, DamagedBatches
from training.loop import LossLog, MovingAverage, StepBudget, learning_rate, optimizer_step, save_checkpoint
from training.runtime import autocast, configure_process
from training.tensors import unit_pixels

BATCH = 32
PEAK = 2e-3
LOG_STEPS = 200


def estimator_weights(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return the part of a restorer's weights that is the estimator's."""
    return {key: value for key, value in state.items() if key.startswith(("eye.", "verdict."))}


@torch.no_grad()
def estimates_of_clean(model: PocketRestorer, count: int = 200) -> dict[str, float]:
    """Return the 98th percentile of what is found in clean training pictures, for each number of the damage vector.

    Smaller findings mean nothing.
    """
    pictures = CleanPictures(np.random.default_rng(5))
    parts = [np.asarray(pictures.draw())[:CROP, :CROP] for _ in range(count)]
    estimates = model.estimate(unit_pixels(np.stack(parts))).clamp(0, 1)
    bounds = estimates.quantile(0.98, 0)
    return {f"clean_{name}": float(bound) for name, bound in zip(DAMAGES, bounds, strict=True)}


class ExplainedVariance:
    """The share of the truths' variance that estimates explain, for each number of the damage vector.

    It is taken over several batches.
    """

    def __init__(self) -> None:
        self.errors, self.squares, self.sums, self.batches = (torch.zeros(len(DAMAGES)) for _ in range(4))

    def add(self, squared_error: Tensor, truth: Tensor) -> None:
        """Take in a batch: squared errors and true damage vectors (B, 4)."""
        self.errors += squared_error.detach().mean(0)
        self.squares += truth.pow(2).mean(0)
        self.sums += truth.mean(0)
        self.batches += 1

    def shares(self) -> dict[str, float]:
        """Return the shares by the number's name, and start anew."""
        variance = self.squares / self.batches - (self.sums / self.batches).pow(2)
        explained = 1 - (self.errors / self.batches) / variance
        for tally in (self.errors, self.squares, self.sums, self.batches):
            tally.zero_()
        return dict(zip(DAMAGES, explained.tolist(), strict=True))


def main() -> None:
    """Train for about as many minutes as the command line says, and log the share of variance that is explained."""
    parser = argparse.ArgumentParser()
    parser.add_argument("minutes", type=float)
    minutes = parser.parse_args().minutes
    configure_process()
    path = CACHE / "look.pt"
    done = 0
    model = PocketRestorer()
    if path.exists():
        state = torch.load(path, weights_only=True)
        model.load_state_dict(state["model"], strict=False)
        done = state["step"]
    model = model.to(memory_format=torch.channels_last)
    log = LossLog("look")
    if not minutes:
        log(step=done, **estimates_of_clean(model))
        return
    learned = [*model.eye.parameters(), *model.verdict.parameters()]
    optimizer = torch.optim.AdamW(learned, lr=PEAK, betas=(0.9, 0.99), weight_decay=1e-4)
    average = MovingAverage(model, 0.995)
    budget = StepBudget(minutes, skip=10, span=30)
    batches = DamagedBatches(BATCH, int(time.time()))
    supply = iter(DataLoader(batches, batch_size=None, num_workers=1, prefetch_factor=8))
    explained = ExplainedVariance()
    for step in budget:
        damaged, _, truth = next(supply)
        with autocast():
            estimates = model.estimate(unit_pixels(damaged))
        error = (estimates.float() - truth).pow(2)
        optimizer_step(optimizer, error.mean(), learning_rate(step, budget.steps, PEAK, warmup=50))
        average.update(model)
        explained.add(error, truth)
        if (step + 1) % LOG_STEPS == 0:
            log(step=done + step + 1, **explained.shares())
            save_checkpoint({"model": estimator_weights(average.weights), "step": done + step + 1}, path)
    save_checkpoint({"model": estimator_weights(average.weights), "step": done + budget.steps}, path)
    model.load_state_dict(average.weights)
    log(step=done + budget.steps, **estimates_of_clean(model))


if __name__ == "__main__":
    main()
