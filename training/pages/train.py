"""Train the painter of pages: `python -m training.pages.train POOL... --out FOLDER [--minutes M] [--resume]`.

The pools must be encoded (training/pages/encode.py), but for one that still grows (`--growing`), whose pages a GPU
encodes as they come. The folder gets the network, what the optimizer needs to go on, and `figures.jsonl`: squared
errors of the clean latents on all cells, on things' cells and by the size of things, on pages that are trained on and,
with "held_" before them, on those that never are. `--painted` has some pages painted for those who learn to read them.
"""

from __future__ import annotations

import argparse
import math
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor

from tools.device import device
from tools.networks.pages.layout import CELLS, PageTensors
from tools.networks.pages.transformer import PageTransformer
from tools.pages.layouts import vocabulary
from training.loop import LossLog, MovingAverage, parameter_count, set_learning_rate
from training.pages.learning.atlas_start import start_from_drawings
from training.pages.learning.checkpoints import (
    Progress,
    load_moments,
    load_network,
    load_progress,
    save,
    untrained_painter,
)
from training.pages.learning.growing_pool import GrowingPool, PageBatch
from training.pages.learning.latents import (
    AUTOENCODER,
    PageLatents,
    Sample,
    UnusablePool,
    identify,
    load_autoencoder,
)
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
MEASURED = 10
"""Steps of which one is measured by kinds of cells: on a GPU measuring takes longer than learning."""
REFRESHED = 4
"""Steps after which a growing pool is looked at for a new shard."""
FIRST_PAGES = 2000
"""Pages that a growing pool must have before the training begins."""
PAINTED_AT = 0.65
"""Share of the minutes after which pages are painted for those who learn to read them."""
PAINTED_SHARD, PAINTED_BATCH = 2048, 256
"""Painted pages in a file, and at once."""

Predict = Callable[..., Tensor]
Pages = Sample | PageBatch


def build_optimizers(model: PageTransformer, peak: float) -> list[torch.optim.Optimizer]:
    """Return AdamW for the layers and the tables, which take longer strides, and one for the atlas.

    Where its gradients are sparse, as they are on processors, that is a sparse Adam.
    """
    atlas, tables = list(model.atlas.parameters()), list(model.backdrops.parameters())
    chosen = {id(p) for p in (*atlas, *tables)}
    groups = [
        {"params": [p for p in model.parameters() if id(p) not in chosen], "stride": 1.0},
        {"params": tables, "stride": TABLE_STRIDE, "weight_decay": 0.0},
    ]
    layers = torch.optim.AdamW(groups, lr=peak, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    group = {"params": atlas, "stride": ATLAS_STRIDE}
    if model.atlas.points.sparse:
        return [layers, torch.optim.SparseAdam([group], lr=peak, betas=(0.9, 0.98))]
    return [layers, torch.optim.AdamW([group], lr=peak, betas=(0.9, 0.98), weight_decay=0.0, fused=True)]


def rate_at(share: float, step: int, peak: float, schedule: str) -> float:
    """Return the learning rate after a share of the time, of the step of this run."""
    warm = min(1.0, (step + 1) / WARMUP)
    if schedule == "cosine":
        return peak * warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(share, 1.0))))
    return peak * warm * min(1.0, max(0.02, (1 - share) / DECAY))


def _errors(predict: Predict, sample: Pages) -> tuple[Tensor, PageTensors, Tensor]:
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
    samples: list[Pages],
    rate: float,
    measured: bool = True,
) -> list[dict[str, float]]:
    """Take one step down the mean loss of some batches; return the figures of each where it is measured."""
    for optimizer in optimizers:
        set_learning_rate(optimizer, rate)
        optimizer.zero_grad(set_to_none=True)
    rows = []
    for sample in samples:
        error, page, given = _errors(predict, sample)
        loss = weighted_loss(error, page, given)
        (loss / len(samples)).backward()
        if measured:
            rows.append({"loss": loss.item(), **measure(error.detach(), page, given)})
    kept = {id(p) for p in model.atlas.parameters()}
    torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.grad is not None and id(p) not in kept], 1.0)
    for optimizer in optimizers:
        optimizer.step()
    return rows


@torch.no_grad()
def measure_held_out(predict: Predict, data: PageLatents | GrowingPool, batch: int, most: int = 64) -> dict[str, float]:
    """Return figures on pages that are never trained on, with the same noise each time.

    Args:
        predict: the network.
        data: pages.
        batch: pages at once.
        most: pages at most.
    """
    rows = []
    with torch.random.fork_rng(["cuda"] if device() == "cuda" else []):
        torch.manual_seed(0)
        for sample, known in _held_out(data, batch, most):
            error, page, given = _errors(predict, sample)
            rows.append(measure(error[:known], PageTensors(*(t[:known] for t in page)), given[:known]))
    return {f"held_{name}": value for name, value in mean_figures(rows).items()}


def _held_out(data: PageLatents | GrowingPool, batch: int, most: int) -> Iterator[tuple[Pages, int]]:
    """Yield held-out pages, and how many of a batch count.

    A batch is filled up to the training's length, so that nothing is compiled anew.
    """
    if isinstance(data, GrowingPool):
        pages = data.held_out(most)
        known = min(batch, len(pages.latents))
        filled = torch.arange(batch, device=pages.latents.device) % known
        yield PageBatch(pages.latents[filled], PageTensors(*(t[filled] for t in pages.page)), None), known
        return
    numbers = data.held_out[:most]
    for first in range(0, len(numbers), batch):
        chosen = numbers[first : first + batch]
        yield data.sample(np.resize(chosen, batch)), len(chosen)


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
        self.progress = load_progress(self.folder) if options.resume else Progress()
        # The atlas is drawn while a growing pool gets its first pages.
        self.model = self._network().to(device()).train()
        self.data: PageLatents | GrowingPool = self._pages()
        encoder = self.data.autoencoder if isinstance(self.data, PageLatents) else identify(options.autoencoder)
        if self.progress.steps and self.progress.autoencoder != encoder:
            raise UnusablePool(f"{self.folder} was trained on another autoencoder's latents than those of the pools.")
        # Where pages are many at once, nearly every drawing is among them.
        self.model.atlas.points.sparse = isinstance(self.data, PageLatents)
        self.optimizers = build_optimizers(self.model, options.peak)
        if self.progress.steps:
            load_moments(self.folder, self.model, self.optimizers)
        self.average = MovingAverage(self.model, options.average) if options.average else None
        self.progress.autoencoder = encoder
        self.progress.pools = tuple(str(pool.resolve()) for pool in options.pools)
        self.predict: Predict = torch.compile(self.model) if options.compile else self.model

    def _pages(self) -> PageLatents | GrowingPool:
        if not self.options.growing:
            return PageLatents(self.options.pools)
        pool = GrowingPool(self.options.pools[0], load_autoencoder(self.options.autoencoder).to(device()))
        pool.wait_for(min(FIRST_PAGES, self.options.growing))
        return pool

    def _network(self) -> PageTransformer:
        if not self.progress.steps:
            sizes = {"width": self.options.width, "depth": self.options.depth, "heads": self.options.width // 64}
            network = untrained_painter(**sizes)
            if not self.options.blank:
                start_from_drawings(network, load_autoencoder(self.options.autoencoder).to(device()))
            return network
        model = load_network(self.folder)
        if any(list(model.config[key]) != names for key, names in vocabulary().items() if isinstance(names, list)):
            raise UnusablePool(f"{self.folder} was trained on other words than today's. Begin anew without --resume.")
        return model

    def train(self) -> None:
        """Train until the minutes are over; write figures and checkpoints."""
        print(f"{parameter_count(self.model.parameters()):.1f} M parameters, {self._known()} pages", flush=True)
        batch = self.options.batch
        supply = self._supply()
        log = LossLog("figures", self.folder)
        rows: list[dict[str, float]] = []
        before, pictures = self.progress.minutes, self.progress.pictures
        start = saved = time.time()
        painted = False
        for step, share in enumerate(self._shares(start)):
            together = 1 + sum(self.progress.pictures >= bound for bound in GROWTH)
            together = min(together, self.options.together)
            rate = rate_at(share, step, self.options.peak, self.options.schedule)
            samples = [next(supply) for _ in range(together)]
            measured = not self.options.growing or step % MEASURED == 0
            rows += train_step(self.predict, self.model, self.optimizers, samples, rate, measured)
            if self.average is not None:
                self.average.update(self.model)
            now = time.time()
            self.progress.steps += 1
            self.progress.pictures += batch * together
            self.progress.minutes = before + (now - start) / 60
            if (step + 1) % self.options.every == 0:
                self._log(log, rows, rate, (self.progress.pictures - pictures) / (now - start))
                rows = []
            if self.options.painted and not painted and share > PAINTED_AT:
                self._paint_pages()
                painted = True
            if now - saved > 60 * SAVED:
                self._save()
                saved = now
        self._save()

    def _known(self) -> int:
        return self.data.size if isinstance(self.data, GrowingPool) else len(self.data.trained)

    def _supply(self) -> Iterator[Pages]:
        """Yield batches of pages without end."""
        batch, data = self.options.batch, self.data
        if isinstance(data, PageLatents):
            yield from stream_batches(lambda seed: data.stream(seed, batch), 0, seed=self.progress.steps)
            return
        for number in count():
            if number % REFRESHED == 0:
                data.refresh(1)
            yield data.batch(batch)

    @contextmanager
    def _averaged(self) -> Iterator[None]:
        """Put the average of the weights into the network for a while, where one is kept."""
        if self.average is None:
            yield
            return
        own = {name: value.clone() for name, value in self.model.state_dict().items()}
        self.model.load_state_dict(self.average.weights)
        yield
        self.model.load_state_dict(own)

    def _save(self) -> None:
        with self._averaged():
            save(self.folder, self.model, () if self.average else self.optimizers, self.progress)

    @torch.no_grad()
    def _paint_pages(self) -> None:
        """Write pages of the pool as the network paints them, in files of latents beside their layouts."""
        assert isinstance(self.data, GrowingPool), "only a growing pool's pages are painted for others"
        folder: Path = self.options.painted
        folder.mkdir(parents=True, exist_ok=True)
        with self._averaged():
            self.model.eval()
            for number in range(self.options.painted_pages // PAINTED_SHARD):
                latents, pages = [], []
                for _ in range(PAINTED_SHARD // PAINTED_BATCH):
                    page = self.data.batch(PAINTED_BATCH).page
                    noise = torch.randn(PAINTED_BATCH, self.model.channels, CELLS, CELLS, device=device())
                    with autocast():
                        latents.append(self.model.paint(page, noise, 4).half())
                    pages.append(page)
                kinds, boxes, whole = (torch.cat(parts) for parts in zip(*pages, strict=True))
                tensors = {"latents": torch.cat(latents), "kinds": kinds, "boxes": boxes, "whole": whole}
                part = folder / "part"
                save_file({name: value.cpu() for name, value in tensors.items()}, part)
                part.replace(folder / f"painted-{number:03d}.safetensors")
            self.model.train()

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
    parser.add_argument("--together", type=int, default=3, help="batches that later steps take together at most")
    parser.add_argument("--growing", type=int, default=0, metavar="PAGES",
                        help="the pool is still drawn: begin with so many pages (for GPUs)")  # fmt: skip
    parser.add_argument("--average", type=float, default=0.0, help="decay of the average of the weights that is kept")
    parser.add_argument("--painted", type=Path, help="folder for pages as they are painted late in the training")
    parser.add_argument("--painted-pages", type=int, default=16384, help="how many of them")
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
