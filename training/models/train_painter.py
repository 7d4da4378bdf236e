"""Train the pocket painter's transformer: from layouts to the latents of their pictures.

`python -m training.models.train_painter MINUTES` starts or, where `cache/painter.pt` exists, goes on; a GPU wants more:
`--batch 512 --workers 2`.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor, nn

from tools.device import device
from tools.networks.painter.blocks import patches
from tools.networks.painter.layout import CELLS, VARIANTS
from tools.networks.painter.transformer import PocketTransformer
from training import CACHE
from training.loop import Clock, Log, drawn, fast_dtype, fast_start, keep, rate, resume, sent
from training.datasets.latents import latents_of
from training.scenes import pool
from training.scenes.filters import PAINTERLY
from training.scenes.layouts import VOCABULARY, tables

UNTOLD = 0.07
"""Share of draws without a layout, for guidance."""
UNSEEN = 0.1
"""Share of draws that are not told which of its scene's backdrops a picture has."""
INPAINTING = 0.45
"""Share of draws where part of the picture is given, as in an edit."""
LEAST_TIME = 0.25
"""Below it errors are weighed as at it: the velocity's own weight, 1 / time squared, would spend all on fine grain."""


def fresh() -> PocketTransformer:
    """An untrained painter of today's world."""
    return PocketTransformer(**VOCABULARY)


def free_cells(rng: np.random.Generator, maps: np.ndarray) -> np.ndarray:
    """Cells (64,) an edit may change: one thing or a rectangle, sometimes both."""
    free = np.zeros((CELLS, CELLS), bool)
    nouns = np.unique(maps[0][maps[0] > 0])
    if len(nouns) and rng.random() < 0.7:
        free |= (maps[0] == rng.choice(nouns)).reshape(CELLS, CELLS)
    if not free.any() or rng.random() < 0.5:
        y, x = rng.integers(0, CELLS - 1, 2)
        high, wide = rng.integers(2, 6, 2)
        free[y : y + high, x : x + wide] = True
    return free.reshape(-1)


class Batches:
    """Draws training batches from pools' latents, as often from one pool as from another."""

    def __init__(self, *names: str) -> None:
        self.latents = torch.cat([latents_of(name) for name in names])
        pools = [pool.pairs(name) for name in names]
        self.pairs = [pair for pairs in pools for pair in pairs]
        self.maps, self.whole = tables(self.pairs)
        self.ends = np.cumsum([0, *map(len, pools)])
        self.rng = np.random.default_rng(int(time.time()))

    def rows(self, size: int) -> tuple[Tensor, Tensor]:
        """Numbers of pairs, and a side of each."""
        which = self.rng.integers(len(self.ends) - 1, size=size)
        rows = np.sort(self.rng.integers(self.ends[which], self.ends[which + 1]))
        return torch.from_numpy(rows), torch.from_numpy(self.rng.integers(2, size=size))

    def pictures(self, size: int) -> tuple[Tensor, Tensor, Tensor]:
        """Latents (B, 16, 16, 16), maps (B, 3, 64), scene, style and variant numbers (B, 3)."""
        rows, sides = self.rows(size)
        return self.latents[rows, sides].float(), self.maps[rows, sides].long(), self.whole[rows, sides].long()

    def backdrops(self) -> Tensor:
        """Mean latents of the bare cells of every backdrop, painterly looks apart, as the transformer's table wants
        them: (scenes x variants x 64 + 64, 64)."""
        count, cell = len(VOCABULARY["scenes"]) * VARIANTS, torch.arange(CELLS**2)
        sums, seen = torch.zeros((count + 1) * CELLS**2, 64), torch.zeros((count + 1) * CELLS**2, 1)
        plain = torch.tensor([name not in PAINTERLY for name in VOCABULARY["styles"]])
        for rows in torch.arange(len(self.latents)).split(500):
            maps, whole = self.maps[rows].flatten(0, 1), self.whole[rows].flatten(0, 1).long()
            bare = (maps[:, 0] == 0) & plain[whole[:, 1], None]
            number = (whole[:, :1] * VARIANTS + whole[:, 2:]) * CELLS**2 + cell
            sums.index_add_(0, number[bare], patches(self.latents[rows].flatten(0, 1).float(), 2)[bare])
            seen.index_add_(0, number[bare], torch.ones(int(bare.sum()), 1))
        return sums / seen.clamp(min=1)

    def draw(self, size: int) -> tuple[Tensor, ...]:
        """`pictures`, known latents (B, 16, 16, 16), and which cells of them are given (B, 64)."""
        data, maps, whole = self.pictures(size)
        given = torch.zeros(size, CELLS**2, dtype=torch.bool)
        for row in np.flatnonzero(self.rng.random(size) < INPAINTING):
            given[row] = ~torch.from_numpy(free_cells(self.rng, maps[row].numpy()))
        untold = torch.from_numpy(self.rng.random(size) < UNTOLD)
        maps[untold] = 0
        whole[untold] = torch.tensor([len(VOCABULARY["scenes"]), len(VOCABULARY["styles"]), VARIANTS])
        whole[torch.from_numpy(self.rng.random(size) < UNSEEN), 2] = VARIANTS
        # What an edit is given has been through the autoencoder, perhaps often.
        known = data + torch.randn_like(data) * 0.1 * torch.rand(size, 1, 1, 1)
        return data, maps, whole, known, given

    def endless(self, seed: int, size: int) -> Iterator[tuple[Tensor, ...]]:
        """One draw after another."""
        self.rng = np.random.default_rng(seed)
        while True:
            yield self.draw(size)


def thing_weights(maps: Tensor) -> Tensor:
    """Loss weights (B, 1, 16, 16): backdrops are learnt long before things are, so a thing's cells count thrice."""
    there = (maps[:, 0] > 0).float().view(-1, 1, CELLS, CELLS)
    return 1 + 2 * there.repeat_interleave(2, 2).repeat_interleave(2, 3)


def optimizer_of(model: PocketTransformer) -> torch.optim.Optimizer:
    """AdamW; the tables' rows are seen seldom, so they take longer strides."""
    memory = [p for table in (model.shapes, model.looks, model.backdrops) for p in table.parameters()]
    chosen = {id(p) for p in memory}
    rest = [p for p in model.parameters() if id(p) not in chosen]
    groups = [{"params": rest, "stride": 1.0}, {"params": memory, "stride": 5.0, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=1e-3, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def parse() -> argparse.Namespace:
    """Command-line options."""
    parser = argparse.ArgumentParser()
    parser.add_argument("minutes", type=float)
    parser.add_argument("--batch", type=int, default=20)
    parser.add_argument("--peak", type=float, default=1e-3)
    parser.add_argument("--workers", type=int, default=0, help="processes that make batches")
    parser.add_argument("--name", default="painter")
    return parser.parse_args()


def main() -> None:
    """Train for about that many minutes; keep weights and state in the cache."""
    fast_start()
    options = parse()
    batches, model = Batches("train", "dense"), fresh()
    print(sum(p.numel() for p in model.parameters()) / 1e6, "M parameters", flush=True)
    path = CACHE / f"{options.name}.pt"
    if not path.exists():
        model.backdrops.weight.data.copy_(batches.backdrops())
    done = resume(path, model)
    model.to(device())
    run, optimizer = torch.compile(model.clean), optimizer_of(model)
    supply = drawn(lambda seed: batches.endless(seed, options.batch), options.workers)
    log, clock, rows = Log(options.name), Clock(options.minutes), []
    for step in clock:
        data, maps, whole, known, given = sent(next(supply))
        moment = torch.sigmoid(torch.randn(len(data), device=device()) * 1.2 + 0.4)
        noise = torch.randn_like(data)
        with fast_dtype():
            clean = run(torch.lerp(data, noise, moment[:, None, None, None]), moment, maps, whole, known, given)
        error = (clean.float() - data).pow(2)
        heavy = thing_weights(maps)
        flow = (error * heavy).mean((1, 2, 3)) / moment.clamp(min=LEAST_TIME) ** 2
        loss = flow.mean() / heavy.mean()
        for group in optimizer.param_groups:
            group["lr"] = rate(step, clock.steps, options.peak) * group["stride"]
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        there = (maps[:, 0] > 0) & ~given
        cells = error.mean(1).view(-1, CELLS, 2, CELLS, 2).mean((2, 4)).flatten(1)
        rows.append((loss.item(), cells[there].mean().item()))
        count = step + 1
        if count % 100 == 0:
            mean = np.mean(rows[-100:], 0)
            log(step=done + count, flow=mean[0], things=mean[1])
        if count % 1000 == 0 or count == clock.steps:
            keep({"model": model.state_dict(), "step": done + count}, path)


if __name__ == "__main__":
    main()
