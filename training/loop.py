"""The parts of a training loop: options, schedule, step budget, optimizer step, moving average, checkpoints, log."""

from __future__ import annotations

import argparse
import json
import math
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils._pytree import tree_map_only

from training import CACHE


def training_options(batch: int, peak: float = 1e-3) -> argparse.ArgumentParser:
    """Return a parser for a run's minutes, batch size, peak learning rate and number of worker processes.

    Args:
        batch: Default batch size.
        peak: Default peak learning rate.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("minutes", type=float)
    parser.add_argument("--batch", type=int, default=batch)
    parser.add_argument("--peak", type=float, default=peak, help="highest learning rate")
    parser.add_argument("--workers", type=int, default=0, help="processes that make batches")
    return parser


def parameter_count(parameters: Iterable[Tensor]) -> float:
    """Return the number of parameters in millions."""
    return float(sum(parameter.numel() for parameter in parameters) / 1e6)


def learning_rate(step: int, steps: int, peak: float, warmup: int = 200) -> float:
    """Return the learning rate of a step: linear warm-up, then a cosine down to a fiftieth of the peak."""
    if step < warmup:
        return peak * (step + 1) / warmup
    return peak * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * (step - warmup) / max(1, steps - warmup))))


class StepBudget:
    """Counts the steps that fit into a number of minutes.

    `steps` is the estimated total. It is estimated anew every `span` steps from the pace of the last ones, after the
    first `skip` steps, in which PyTorch compiles.
    """

    def __init__(self, minutes: float, skip: int = 20, span: int = 100) -> None:
        self.minutes = minutes
        self.skip = skip
        self.span = span
        self.steps = 10**6

    def __iter__(self) -> Iterator[int]:
        start = time.time()
        since = start
        step = 0
        while step < self.steps:
            if step >= self.skip and (step - self.skip) % self.span == 0:
                now = time.time()
                if step > self.skip:
                    left = self.minutes * 60 - (now - start)
                    self.steps = max(step + 1, int(step + left / ((now - since) / self.span)))
                since = now
                if step == self.skip + self.span:
                    print("steps", self.steps, flush=True)
            yield step
            step += 1


def set_learning_rate(optimizer: torch.optim.Optimizer, rate: float) -> None:
    """Set the learning rate of all of an optimizer's groups, times their "stride" where they have one."""
    for group in optimizer.param_groups:
        group["lr"] = rate * group.get("stride", 1.0)


def optimizer_step(
    optimizer: torch.optim.Optimizer,
    loss: Tensor,
    rate: float,
    clipped: Iterable[Tensor] | None = None,
    max_norm: float = 1.0,
) -> None:
    """Take one step down the gradient of a loss.

    Args:
        optimizer: Its groups may have a "stride", a factor on the learning rate.
        loss: A scalar.
        rate: Learning rate of this step.
        clipped: Parameters whose gradients' common norm is limited; None clips nothing.
        max_norm: That limit.
    """
    set_learning_rate(optimizer, rate)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    if clipped is not None:
        nn.utils.clip_grad_norm_(clipped, max_norm)
    optimizer.step()


class MovingAverage:
    """Exponential moving average of a model's weights, with a shorter memory in its first steps."""

    def __init__(self, model: nn.Module, decay: float = 0.999) -> None:
        self.decay = decay
        self.step = 0
        self.weights = {k: v.detach().clone() for k, v in model.state_dict().items()}

    @torch.no_grad()
    def update(self, model: nn.Module) -> None:
        """Take the model's present weights into the average."""
        self.step += 1
        decay = min(self.decay, (1 + self.step) / (10 + self.step))
        state = model.state_dict()
        floating = [k for k, v in state.items() if v.is_floating_point()]
        torch._foreach_lerp_([self.weights[k] for k in floating], [state[k] for k in floating], 1 - decay)


def save_checkpoint(state: Any, path: Path) -> None:
    """Save a checkpoint with its tensors on the CPU; a kill in the middle leaves the old file whole."""
    part = path.with_suffix(".part")
    torch.save(tree_map_only(Tensor, Tensor.cpu, state), part)
    part.replace(path)


def load_checkpoint(path: Path, model: nn.Module) -> int:
    """Load a checkpoint's weights if the file exists; return the number of steps that it has behind it, else 0."""
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    model.load_state_dict(state["model"])
    return int(state["step"])


class LossLog:
    """Writes figures as JSON lines to `NAME.jsonl` in a folder, the cache, and prints them."""

    def __init__(self, name: str, folder: Path = CACHE) -> None:
        folder.mkdir(exist_ok=True)
        self.path: Path = folder / f"{name}.jsonl"
        self.start = time.time()

    def __call__(self, **values: float) -> None:
        """Write and print a row of figures, with the minutes since the log was opened."""
        row = {"minutes": round((time.time() - self.start) / 60, 2)}
        row |= {k: round(float(v), 5) for k, v in values.items()}
        with self.path.open("a") as file:
            file.write(json.dumps(row) + "\n")
        print(row, flush=True)
