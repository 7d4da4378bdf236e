"""Train the painter of pages: `python -m training.pages.train POOL... --out FOLDER [--minutes M] [--resume]`.

The pools must be encoded (training/pages/encode.py). The folder gets the network, what the optimizer needs to go on,
and `figures.jsonl`: squared errors of the clean latents on all cells, on things' cells and by the size of things, on
pages that are trained on and, with "held_" before them, on those that never are.
"""

from __future__ import annotations

import argparse
import math
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from tools.device import device
from tools.networks.pages.layout import PageTensors
from tools.networks.pages.transformer import PageTransformer
from training.loop import LossLog, parameter_count, set_learning_rate
from training.pages.learning.atlas_start import start_from_drawings
from training.pages.learning.checkpoints import Progress, load_moments, load_network, load_progress, save
from training.pages.learning.latents import AUTOENCODER, PageLatents, Sample, UnusablePool, load_autoencoder
from training.pages.learning.layouts import untrained_painter, vocabulary
from training.pages.learning.losses import draw_task, measure, weighted_loss
from training.runtime import autocast, configure_process, stream_batches

ATLAS_STRIDE = 4.0
"""Factor on the learning rate of the atlas, whose rows are seen seldom."""
TABLE_STRIDE = 5.0
"""Factor on the learning rate of the tables of backdrops, whose rows are seen seldom, too."""
WARMUP = 100
"""Steps in which the learning rate rises."""
DECAY = 0.25
"""Share of the time, at its end, in which a constant learning rate falls."""
GROWTH = (20_000, 60_000)
"""Pictures seen after which two and then three batches are taken together for a step: small ones learn faster first."""
SAVED = 5.0
"""Minutes between two checkpoints."""

Predict = Callable[..., Tensor]


def build_optimizers(model: PageTransformer, peak: float) -> list[torch.optim.Optimizer]:
    """Return AdamW for the layers and the tables, which take longer strides, and a sparse Adam for the atlas."""
    atlas, tables = list(model.atlas.parameters()), list(model.backdrops.parameters())
    chosen = {id(p) for p in (*atlas, *tables)}
    groups = [
        {"params": [p for p in model.parameters() if id(p) not in chosen], "stride": 1.0},
        {"params": tables, "stride": TABLE_STRIDE, "weight_decay": 0.0},
    ]
    layers = torch.optim.AdamW(groups, lr=peak, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    rows = torch.optim.SparseAdam([{"params": atlas, "stride": ATLAS_STRIDE}], lr=peak, betas=(0.9, 0.98))
    return [layers, rows]


def rate_at(share: float, step: int, peak: float, schedule: str) -> float:
    """Return the learning rate after a share of the time, of the step of this run."""
    warm = min(1.0, (step + 1) / WARMUP)
    if schedule == "cosine":
        return peak * warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(share, 1.0))))
    return peak * warm * min(1.0, max(0.02, (1 - share) / DECAY))


def _errors(predict: Predict, sample: Sample) -> tuple[Tensor, PageTensors, Tensor]:
    """Return squared errors of the clean latents, the layouts, and what was given."""
    latents, page = sample.latents.to(device()), sample.page.to(device())
    task = draw_task(latents, page)
    with autocast():
        clean = predict(task.noisy, task.time, page, latents, task.given)
    return (clean.float() - latents).pow(2), page, task.given


def train_step(
    predict: Predict,
    model: PageTransformer,
    optimizers: list[torch.optim.Optimizer],
    samples: list[Sample],
    rate: float,
) -> list[dict[str, float]]:
    """Take one step down the mean loss of some batches; return the figures of each."""
    for optimizer in optimizers:
        set_learning_rate(optimizer, rate)
        optimizer.zero_grad(set_to_none=True)
    rows = []
    for sample in samples:
        error, page, given = _errors(predict, sample)
        loss = weighted_loss(error, page, given)
        (loss / len(samples)).backward()
        rows.append({"loss": loss.item(), **measure(error.detach(), page, given)})
    torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.grad is not None and not p.grad.is_sparse], 1.0)
    for optimizer in optimizers:
        optimizer.step()
    return rows


@torch.no_grad()
def measure_held_out(predict: Predict, data: PageLatents, batch: int, most: int = 64) -> dict[str, float]:
    """Return figures on pages that are never trained on, with the same noise each time.

    Args:
        predict: the network.
        data: pages.
        batch: pages at once.
        most: pages at most.
    """
    rows = []
    numbers = data.held_out[:most]
    with torch.random.fork_rng():
        torch.manual_seed(0)
        for first in range(0, len(numbers), batch):
            chosen = numbers[first : first + batch]
            # A batch of the same length as in training, so that nothing is compiled anew.
            error, page, given = _errors(predict, data.sample(np.resize(chosen, batch)))
            rows.append(
                measure(error[: len(chosen)], PageTensors(*(t[: len(chosen)] for t in page)), given[: len(chosen)])
            )
    return {f"held_{name}": value for name, value in mean_figures(rows).items()}


def mean_figures(rows: list[dict[str, float]]) -> dict[str, float]:
    """Return the mean of each figure over the rows that have it."""
    found: dict[str, list[float]] = defaultdict(list)
    for row in rows:
        for name, value in row.items():
            found[name].append(value)
    return {name: float(np.mean(values)) for name, values in found.items()}


class Run:
    """One training run: its network, optimizer and data, and how far it has come."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.folder: Path = options.out
        self.data = PageLatents(options.pools)
        self.progress = load_progress(self.folder) if options.resume else Progress()
        if self.progress.steps and self.progress.autoencoder != self.data.autoencoder:
            raise UnusablePool(f"{self.folder} was trained on another autoencoder's latents than those of the pools.")
        self.model = self._network().to(device()).train()
        self.optimizers = build_optimizers(self.model, options.peak)
        if self.progress.steps:
            load_moments(self.folder, self.model, self.optimizers)
        self.progress.autoencoder = self.data.autoencoder
        self.progress.pools = tuple(str(pool.resolve()) for pool in options.pools)
        self.predict: Predict = torch.compile(self.model) if options.compile else self.model

    def _network(self) -> PageTransformer:
        if not self.progress.steps:
            sizes = {"width": self.options.width, "depth": self.options.depth, "heads": self.options.width // 64}
            network = untrained_painter(**sizes)
            if not self.options.blank:
                start_from_drawings(network, load_autoencoder(self.options.autoencoder))
            return network
        model = load_network(self.folder)
        if any(list(model.config[key]) != names for key, names in vocabulary().items() if isinstance(names, list)):
            raise UnusablePool(f"{self.folder} was trained on other words than today's. Begin anew without --resume.")
        return model

    def train(self) -> None:
        """Train until the minutes are over; write figures and checkpoints."""
        print(
            f"{parameter_count(self.model.parameters()):.1f} M parameters, {len(self.data.trained)} pages", flush=True
        )
        batch = self.options.batch
        supply = stream_batches(lambda seed: self.data.stream(seed, batch), 0, seed=self.progress.steps)
        log = LossLog("figures", self.folder)
        rows: list[dict[str, float]] = []
        before, pictures = self.progress.minutes, self.progress.pictures
        start = saved = time.time()
        for step, share in enumerate(self._shares(start)):
            together = 1 + sum(self.progress.pictures >= bound for bound in GROWTH)
            rate = rate_at(share, step, self.options.peak, self.options.schedule)
            rows += train_step(self.predict, self.model, self.optimizers, [next(supply) for _ in range(together)], rate)
            now = time.time()
            self.progress.steps += 1
            self.progress.pictures += batch * together
            self.progress.minutes = before + (now - start) / 60
            if (step + 1) % self.options.every == 0:
                self._log(log, rows, rate, (self.progress.pictures - pictures) / (now - start))
                rows = []
            if now - saved > 60 * SAVED:
                save(self.folder, self.model, self.optimizers, self.progress)
                saved = now
        save(self.folder, self.model, self.optimizers, self.progress)

    def _shares(self, start: float) -> Iterator[float]:
        """Yield the share of the time that is over until none is left, or the steps are done."""
        step = 0
        while True:
            share = (time.time() - start) / (60 * self.options.minutes)
            if self.options.steps:
                share = step / self.options.steps
            if share >= 1:
                return
            yield share
            step += 1

    def _log(self, log: LossLog, rows: list[dict[str, float]], rate: float, pace: float) -> None:
        figures = mean_figures(rows) | measure_held_out(self.predict, self.data, self.options.batch)
        log(step=self.progress.steps, pictures=self.progress.pictures, rate=rate, pace=pace, **figures)


def parse_options(arguments: list[str] | None = None) -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description="Train the painter of pages on encoded pools.")
    parser.add_argument("pools", type=Path, nargs="+", metavar="POOL", help="folders of pools that are encoded")
    parser.add_argument("--out", type=Path, required=True, help="folder of the checkpoint and the figures")
    parser.add_argument("--minutes", type=float, default=60.0, help="how long to train (default: 60)")
    parser.add_argument("--steps", type=int, help="how many steps to train, instead of minutes")
    parser.add_argument("--resume", action="store_true", help="go on from the folder's checkpoint")
    parser.add_argument(
        "--batch", type=int, default=16, help="pages in a batch; later steps take 2 and 3 of them together"
    )
    parser.add_argument("--peak", type=float, default=1e-3, help="highest learning rate")
    parser.add_argument("--schedule", choices=("constant", "cosine"), default="constant", help="the rate's course")
    parser.add_argument("--width", type=int, default=256, help="length of a token, divisible by 64")
    parser.add_argument("--depth", type=int, default=6, help="number of blocks")
    parser.add_argument("--blank", action="store_true", help="begin with an empty atlas, not the drawings' latents")
    parser.add_argument("--autoencoder", type=Path, default=AUTOENCODER, help="folder of the pools' autoencoder")
    parser.add_argument("--compile", action="store_true", help="compile the network; needs a C++ compiler")
    parser.add_argument("--every", type=int, default=50, help="steps between two rows of figures")
    parser.add_argument("--threads", type=int, default=2, help="threads that PyTorch may use")
    options = parser.parse_args(arguments)
    if options.width % 64:
        parser.error(f"--width must be divisible by 64, and {options.width} is not.")
    taken = (options.out / "progress.json").exists()
    if taken and not options.resume:
        parser.error(f"{options.out} holds a training. Go on with --resume, or name another folder.")
    if options.resume and not taken:
        parser.error(f"{options.out} holds no training to go on from. Begin without --resume.")
    return options


def main() -> None:
    """Train for as long as the command line says."""
    options = parse_options()
    configure_process(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    try:
        Run(options).train()
    except UnusablePool as error:
        raise SystemExit(str(error)) from None


if __name__ == "__main__":
    main()
