"""Train the grader's detector on rendered pictures, apart from the painter and the eyes.

`python -m training.train_grader MINUTES` starts or, where `cache/grader.pt` exists, goes on.
"""

from __future__ import annotations

import argparse

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from tools import world
from tools.pocket.autoencoder import PocketAutoencoder
from tools.pocket.detector import GRID, SIZES, STEP, PocketDetector
from training import pool
from training.art import CACHE
from training.common import Average, Clock, Log, fast_dtype, fast_start, rate
from training.degrade import degrade
from training.questions import color_of, size_of
from training.scene import NOUNS, Scene
from training.train_autoencoder import to_tensor
from training.train_painter import latents_of

COLORS = [*world.COLORS, "mixed"]


def fresh() -> PocketDetector:
    """An untrained detector of today's world."""
    return PocketDetector(NOUNS, COLORS, list(world.SCENES), list(world.STYLES))


def truth(scene: Scene, shift: tuple[int, int] = (0, 0)) -> np.ndarray:
    """A centre's noun, colour and size numbers on the grid (3, GRID, GRID), -1 where there is no centre."""
    grid = np.full((3, GRID, GRID), -1, np.int64)
    for number, (element, group) in enumerate(zip(scene.brief.elements, scene.groups, strict=True)):
        values = NOUNS.index(element.what), COLORS.index(color_of(scene, number)), SIZES.index(size_of(group))
        for x, y in group.centers:
            column, row = (round((v + s) / STEP) - 1 for v, s in zip((x, y), shift, strict=True))
            grid[:, min(max(row, 0), GRID - 1), min(max(column, 0), GRID - 1)] = values
    return grid


class Batches:
    """Degraded pictures, a quarter of them through the autoencoder, with what stands where."""

    def __init__(self, name: str = "train") -> None:
        self.pictures, self.pairs = pool.load(name)
        self.latents = latents_of(name)
        self.decode = torch.compile(PocketAutoencoder.from_pretrained(CACHE / "autoencoder").decode)
        self.rng = np.random.default_rng()

    def draw(self, size: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Pixels (B, 3, 128, 128), centres (B, 3, GRID, GRID), scene and style numbers (B,)."""
        rows, sides = np.sort(self.rng.integers(len(self.pairs), size=size)), self.rng.integers(2, size=size)
        x = to_tensor(np.stack([self.pictures[r, s] for r, s in zip(rows, sides, strict=True)]))
        with torch.no_grad(), fast_dtype():
            chosen = self.rng.permutation(size)[: size // 4]
            z = self.latents[rows[chosen], sides[chosen]].float()
            z = z + torch.randn_like(z) * torch.rand(len(z), 1, 1, 1) * 0.4
            x[chosen] = self.decode(z).float().clamp(-1, 1)
        scenes = [(self.pairs[r].before, self.pairs[r].after)[s] for r, s in zip(rows, sides, strict=True)]
        x, shift = degrade(self.rng, x)
        centers = torch.from_numpy(np.stack([truth(s, shift) for s in scenes]))
        briefs = [s.brief for s in scenes]
        places = torch.tensor([list(world.SCENES).index(b.scene or "plain") for b in briefs])
        return x, centers, places, torch.tensor([list(world.STYLES).index(b.style or "cartoon") for b in briefs])


def loss_of(outputs: tuple[Tensor, ...], batch: tuple[Tensor, ...]) -> tuple[Tensor, list[float]]:
    """Focal loss of the centres, cross-entropies of the rest; and the noun's accuracy at true centres."""
    heat, *parts, scenes, styles = (o.float() for o in outputs)
    _, centers, places, manners = batch
    there = (centers[:, :1] >= 0).float()
    # Cells beside a centre are punished less, as in CornerNet (arXiv:1808.01244).
    near = F.max_pool2d(there, 3, 1, 1) * 0.9
    p = heat.sigmoid().clamp(1e-4, 1 - 1e-4)
    hits = (there * (1 - p) ** 2 * p.log()).sum() + ((1 - there) * (1 - near) ** 4 * p**2 * (1 - p).log()).sum()
    loss = -hits / there.sum().clamp(min=1)
    for number, part in enumerate(parts):
        loss = loss + F.cross_entropy(part, centers[:, number], ignore_index=-1)
    loss = loss + 0.3 * (F.cross_entropy(scenes, places) + F.cross_entropy(styles, manners))
    mask = centers[:, 0] >= 0
    right = (parts[0].argmax(1) == centers[:, 0])[mask].float().mean()
    return loss, [loss.item(), right.item(), p[there > 0].mean().item()]


def main() -> None:
    """Train for about that many minutes; keep the moving average in the cache."""
    fast_start()
    parser = argparse.ArgumentParser()
    parser.add_argument("minutes", type=float)
    parser.add_argument("--batch", type=int, default=24)
    parser.add_argument("--peak", type=float, default=1.5e-3)
    options = parser.parse_args()
    batches, model = Batches(), fresh().to(memory_format=torch.channels_last)
    print(sum(p.numel() for p in model.parameters()) / 1e6, "M parameters", flush=True)
    path, average, done = CACHE / "grader.pt", Average(model, 0.998), 0
    if path.exists():
        state = torch.load(path, weights_only=True)
        model.load_state_dict(state["model"])
        average.weights, done = state["average"], state["step"]
    run = torch.compile(model)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, betas=(0.9, 0.98), weight_decay=0.01)
    log, clock, rows = Log("grader"), Clock(options.minutes), []
    for step in clock:
        batch = batches.draw(options.batch)
        with fast_dtype():
            outputs = run(batch[0].contiguous(memory_format=torch.channels_last))
        loss, row = loss_of(outputs, batch)
        optimizer.param_groups[0]["lr"] = rate(step, clock.steps, options.peak)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        average.update(model)
        rows.append(row)
        if (step + 1) % 100 == 0:
            mean = np.mean(rows[-100:], 0)
            log(step=done + step + 1, loss=mean[0], noun=mean[1], centre=mean[2])
        if (step + 1) % 500 == 0 or step + 1 == clock.steps:
            torch.save({"model": model.state_dict(), "average": average.weights, "step": done + step + 1}, path)


if __name__ == "__main__":
    main()
