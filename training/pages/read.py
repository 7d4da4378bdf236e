"""Train a reader of pages: `python -m training.pages.read POOL --out FOLDER --minutes M --input latents|pixels`.

The pool may still grow (training/pages/pool.py goes on writing). The folder gets the network, the moving average of its
weights in half precision, every minute, and `figures.jsonl`: on pages that are never trained on, the shares of cells
that are read right, once a minute the things that are found (F1), and the same on painted pages with "painted_" before.
The minutes count from the start of the program, the wait for the first pages included.
"""

from __future__ import annotations

import argparse
import copy
import math
import time
from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor

from tools.device import device
from tools.networks.pages.layout import PageTensors
from tools.networks.pages.reader import PageLogits, PageReader
from tools.pages.layouts import vocabulary
from training.loop import LossLog, parameter_count, set_learning_rate
from training.pages.learning.growing_pool import GrowingPool
from training.pages.learning.latents import AUTOENCODER, HELD_OUT, load_autoencoder
from training.pages.reading.batches import PaintedPages, ReadingBatch, ReadingBatches
from training.pages.reading.figures import cell_figures, read_figures
from training.pages.reading.targets import reading_loss
from training.runtime import autocast, configure_process

SIZES = {
    "latents": {"width": 288, "depth": 6, "heads": 6, "local": 80, "convolutions": 2},
    "pixels": {"width": 320, "depth": 5, "heads": 5, "local": 128, "convolutions": 3},
}
"""Sizes of the networks by what they read."""
WARMUP = 200
"""Steps in which the learning rate rises."""
DECAY = 0.999
"""Decay of the moving average of the weights."""
REFRESHED = 40
"""Steps between two looks for new pages."""
SAVED = 60.0
"""Seconds between two checkpoints."""
LEAST_BATCH = 16
FINDING = 128
"""Held-out pages on which things are found at the end."""
GLANCED = 40
"""Held-out pages on which they are found at a checkpoint: finding them takes the processor's time from the training."""

Predict = Callable[[Tensor], PageLogits]


def untrained_reader(pixels: bool, **sizes: int) -> PageReader:
    """Return an untrained network for the present words.

    Args:
        pixels: whether it reads pixels instead of latents.
        sizes: keys of its configuration that differ from `SIZES`.
    """
    names = {name: value for name, value in vocabulary().items() if name != "arts"}
    chosen = SIZES["pixels" if pixels else "latents"] | sizes
    network: PageReader = PageReader(**names, pixels=pixels, channels=3 if pixels else 16, **chosen)
    return network


def rate_at(share: float, step: int, peak: float) -> float:
    """Return the learning rate after a share of the time: a warm-up, then a cosine down to a fiftieth of the peak."""
    return peak * min(1.0, (step + 1) / WARMUP) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(share, 1.0))))


def save(model: PageReader, folder: Path) -> None:
    """Write a network in half precision; a kill in the middle leaves every file whole."""
    part = folder / "part"
    copy.deepcopy(model).half().cpu().save_pretrained(part)
    for file in part.iterdir():
        file.replace(folder / file.name)
    part.rmdir()


class Run:
    """One training run: its network, the average of its weights, its pages, and its clock."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.start = time.time()
        pixels = options.input == "pixels"
        self.model = self._network(pixels).to(device()).train()
        self.average = copy.deepcopy(self.model).eval().requires_grad_(False)
        self.predict: Predict = torch.compile(self.model) if options.compile else self.model
        autoencoder = load_autoencoder(options.autoencoder).to(device())
        pool = GrowingPool(options.pool, autoencoder, options.capacity, pictures=True)
        painted = PaintedPages(options.painted) if options.painted else None
        self.batches = ReadingBatches(pool, painted, pixels)
        # The positions, the norms and the biases are left as large as they want to be.
        matrices = [p for p in self.model.parameters() if p.ndim > 1]
        vectors = [p for p in self.model.parameters() if p.ndim <= 1]
        groups = [{"params": matrices, "weight_decay": 0.05}, {"params": vectors, "weight_decay": 0.0}]
        self.optimizer = torch.optim.AdamW(groups, lr=options.peak, betas=(0.9, 0.98), fused=True)
        self.batch: int = options.batch
        self.step = 0

    def _network(self, pixels: bool) -> PageReader:
        if self.options.start is None:
            return untrained_reader(pixels, **({"width": self.options.width} if self.options.width else {}))
        model: PageReader = PageReader.from_pretrained(self.options.start, torch_dtype=torch.float32)
        return model

    @property
    def share(self) -> float:
        """The share of the time, or of the steps, that is over."""
        if self.options.steps:
            return self.step / float(self.options.steps)
        return (time.time() - self.start) / (60 * float(self.options.minutes))

    def wait(self) -> None:
        """Wait for the first pages; after a quarter of the time begin with those that there are.

        Raises:
            SystemExit: there are none when the time is over.
        """
        pool = self.batches.pool
        while pool.size < self.options.first:
            before = pool.size
            self.batches.refresh()
            late = time.time() - self.start > 15 * self.options.minutes
            if late and pool.size >= 2 * HELD_OUT:
                return
            if pool.size == before:
                if time.time() - self.start > 60 * self.options.minutes:
                    raise SystemExit(f"{self.options.pool} got no {self.options.first} pages in time.")
                time.sleep(1)

    def train(self) -> None:
        """Train until the minutes are over; write figures and checkpoints."""
        print(f"{parameter_count(self.model.parameters()):.2f} M parameters", flush=True)
        self.wait()
        log = LossLog("figures", self.options.out)
        losses: list[Tensor] = []
        saved = begun = time.time()
        while self.share < 1:
            if self.step % REFRESHED == 0:
                self.batches.refresh()
            loss = self._robust_step()
            if loss is None:
                continue
            losses.append(loss)
            self.step += 1
            if self.step % self.options.every == 0:
                pace = self.step / (time.time() - begun)
                row = {"pages": self.batches.pool.size, "pace": pace, "loss": float(torch.stack(losses).mean())}
                log(step=self.step, **row, **self._cell_figures())
                losses = []
            if time.time() - saved > SAVED:
                saved = time.time()
                save(self.average, self.options.out)
                log(step=self.step, **self._thing_figures(GLANCED))
        save(self.average, self.options.out)
        log(step=self.step, pages=self.batches.pool.size, **self._cell_figures(), **self._thing_figures(FINDING))

    def _robust_step(self) -> Tensor | None:
        """Take one step; None where it had to be given up because memory was short or nothing could be compiled."""
        try:
            return self._train_step(self.batches.batch(self.batch))
        except torch.OutOfMemoryError:
            if self.batch <= LEAST_BATCH:
                raise
            self.batch //= 2
            torch.cuda.empty_cache()
            print(f"Memory is short: batches of {self.batch} from here on.", flush=True)
        except Exception as error:
            if self.predict is self.model:
                raise
            self.predict = self.model
            print(f"It can't be compiled, and goes on without: {error!r}", flush=True)
        return None

    def _train_step(self, batch: ReadingBatch) -> Tensor:
        set_learning_rate(self.optimizer, rate_at(self.share, self.step, self.options.peak))
        self.optimizer.zero_grad(set_to_none=True)
        with autocast():
            logits = self.predict(batch.inputs)
        loss = reading_loss(logits, batch.page, batch.mirrored)
        loss.backward()
        for parameter in self.model.parameters():
            if parameter.grad is not None:
                # One bad batch must not undo the training.
                torch.nan_to_num_(parameter.grad, 0.0, 0.0, 0.0)
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self._update_average()
        return loss.detach()

    @torch.no_grad()
    def _update_average(self) -> None:
        decay = min(DECAY, (1 + self.step) / (10 + self.step))
        torch._foreach_lerp_(list(self.average.parameters()), list(self.model.parameters()), 1 - decay)

    @torch.no_grad()
    def _cell_figures(self) -> dict[str, float]:
        """Return the figures of cells on held-out pages, and on painted ones."""
        found: dict[str, float] = {}
        for before, held in (("", self.batches.held_out(FINDING)), ("painted_", self.batches.held_out_painted())):
            if held is not None:
                with autocast():
                    logits = self.average(held.inputs)
                found |= {before + name: value for name, value in cell_figures(logits, held.page).items()}
        return found

    @torch.no_grad()
    def _thing_figures(self, most: int) -> dict[str, float]:
        """Return the figures of things that are found on at most so many held-out pages, and on painted ones."""
        found: dict[str, float] = {}
        for before, held in (("", self.batches.held_out(FINDING)), ("painted_", self.batches.held_out_painted())):
            if held is not None:
                with autocast():
                    page = PageTensors(*(part[:most] for part in held.page))
                    figures = read_figures(self.average, held.inputs[:most], page)
                found |= {before + name: value for name, value in figures.items()}
        return found


def parse_options(arguments: list[str] | None = None) -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description="Train a reader of pages on a pool that may still grow.")
    parser.add_argument("pool", type=Path, metavar="POOL", help="folder of the pool")
    parser.add_argument("--out", type=Path, required=True, help="folder of the network and the figures")
    parser.add_argument("--minutes", type=float, default=7.0, help="how long, from the start of the program")
    parser.add_argument("--steps", type=int, help="how many steps to train, instead of minutes")
    parser.add_argument("--input", choices=("latents", "pixels"), default="latents", help="what it reads")
    parser.add_argument("--painted", type=Path, help="folder that will get painted pages (*.safetensors)")
    parser.add_argument("--start", type=Path, help="folder of a reader to go on from")
    parser.add_argument("--autoencoder", type=Path, default=AUTOENCODER, help="folder of the autoencoder")
    parser.add_argument("--batch", type=int, default=256, help="pages in a batch")
    parser.add_argument("--peak", type=float, default=1e-3, help="highest learning rate")
    parser.add_argument("--first", type=int, default=2000, help="pages to wait for before the first step")
    parser.add_argument("--capacity", type=int, default=60_000, help="pages that are kept on the device")
    parser.add_argument("--width", type=int, help="length of a token, a multiple of the heads")
    parser.add_argument("--compile", action="store_true", help="compile the network; needs a C++ compiler")
    parser.add_argument("--every", type=int, default=100, help="steps between two rows of figures")
    parser.add_argument("--threads", type=int, default=2, help="threads that PyTorch may use")
    return parser.parse_args(arguments)


def main() -> None:
    """Train for as long as the command line says."""
    options = parse_options()
    configure_process(options.threads)
    torch.backends.cudnn.benchmark = True
    options.out.mkdir(parents=True, exist_ok=True)
    Run(options).train()


if __name__ == "__main__":
    main()
