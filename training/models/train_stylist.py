"""Train the stylist: `python -m training.models.train_stylist MINUTES`, on from `cache/stylist.pt` where there is one.

A look is a procedure, so there is what style transfer never has: the answer. The reference shows a look on one picture,
drawn on patterns that the network does not see; the target shows the same look on the content, drawn on the patterns
that it does see. Pixels, slopes and textures (Gram matrices of random filters) are compared with the target. Textures
without a look have no answer: there the colours must fit coarsely, and the texture that of the reference. A layer that
is thrown away afterwards must tell from the style code which look it was: fine stitches and small stones have nearly
the same statistics, and a network that paints the mean of both has little to gain by telling them apart.
"""

from __future__ import annotations

import multiprocessing
import sys
import time
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn
from torch.nn import functional as F

from tools.actions.restyle import NAMED, load_swatch
from tools.images.color_transfer import match_colors
from tools.networks.stylist import REACH, PocketStyleNetwork
from tools.networks.texture_features import RandomFeatures
from training import CACHE
from training.common import Average, Clock, Log, fast_dtype, fast_start, keep, rate, resume
from training.styles import looks, photographs
from training.styles.lattice import CELLS, MAPS, TILE, Lattice, lattice
from training.styles.leaves import leaves
from training.styles.swatches import SEED, SWATCH_LOOKS, Look

BATCH, SIDE, PART, POOL = 16, 128, 64, 2048
"""Pictures a step; their side, that of the part which is painted (styles of many pictures teach more than much of few),
and how many pictures are kept."""
REUSE = 7
"""How often a sample is drawn on average before another takes its place."""
WEIGHTS = {"swatches": 0.58, "painterly": 0.1, "others": 0.14, "plain": 0.05, "same": 0.06, "texture": 0.07}

SHIPPED = 0.35
"""Share of the samples of a named style whose reference is a part of its shipped swatch."""

PLAIN = "plain"
KINDS = (PLAIN, *SWATCH_LOOKS, *looks.PAINTINGS, *looks.OTHERS)
"""Looks that are told apart; what has none counts as plain."""


class Contents:
    """Pictures to restyle: storybook scenes, parts of them, photographs, dead leaves."""

    def __init__(self, rng: np.random.Generator, scenes: str = "train") -> None:
        pictures = np.load(CACHE / f"{scenes}.npy", mmap_mode="r")
        self.scenes, self.photos, self.rng = pictures.reshape(-1, *pictures.shape[2:]), photographs.training(), rng

    def draw(self) -> np.ndarray:
        """Colours (SIDE, SIDE, 3) in [0, 1]."""
        rng, kind = self.rng, self.rng.random()
        photo = kind < 0.4
        whole = self.photos[rng.integers(len(self.photos))] if photo else self.scenes[rng.integers(len(self.scenes))]
        if not photo and rng.random() < 0.6:
            return whole.astype(np.float32) / 255
        most = min(whole.shape[0], whole.shape[1], 384)
        side = int(rng.integers(min(most, SIDE if photo else 56), most + 1))
        y, x = (int(rng.integers(whole.shape[axis] - side + 1)) for axis in (0, 1))
        part = Image.fromarray(whole[y : y + side, x : x + side]).resize((SIDE, SIDE), Image.Resampling.BICUBIC)
        if kind < 0.08:
            part = Image.fromarray(leaves(rng, np.asarray(part), SIDE, 250))
        values = np.asarray(part).astype(np.float32) / 255
        return values[:, ::-1].copy() if rng.random() < 0.5 else values


@dataclass
class Pool:
    """Samples in memory that two processes share; `count` is (made, drawn)."""

    content: Tensor
    reference: Tensor
    target: Tensor
    corner: Tensor
    answered: Tensor
    look: Tensor
    count: Tensor

    @classmethod
    def empty(cls) -> Pool:
        pictures = [torch.zeros(POOL, SIDE, SIDE, 3, dtype=torch.uint8) for _ in range(3)]
        corner, answered, look = torch.zeros(POOL, 2, dtype=torch.long), torch.zeros(POOL), torch.zeros(POOL).long()
        count = torch.zeros(2, dtype=torch.long)
        return cls(*(value.share_memory_() for value in (*pictures, corner, answered, look, count)))


class Maker:
    """Makes samples: content, reference, target."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng([seed, 5])
        self.contents, self.shown = Contents(self.rng), lattice(0)
        self.hidden = [self._other(number) for number in range(1, 17)]
        self.shipped = {name: np.asarray(load_swatch(name)[1]).astype(np.float32) / 255 for name in NAMED}

    def _other(self, number: int) -> Lattice:
        cells = {kind: round(count * self.rng.uniform(0.82, 1.2)) for kind, count in CELLS.items()}
        return lattice(number, cells, round(50 * self.rng.uniform(0.85, 1.15)))

    def sample(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, tuple[int, int], bool, int]:
        """Colours of content, reference and target, where the canvas begins, whether the target is an answer, and the
        look's number in KINDS."""
        rng = self.rng
        content, corner = self.contents.draw(), (int(rng.integers(TILE)), int(rng.integers(TILE)))
        if rng.random() < 0.25:
            content = looks.grade(rng)(content)
        kind = str(rng.choice(list(WEIGHTS), p=list(WEIGHTS.values())))
        if kind == "same":
            return content, content, content, corner, True, 0
        if kind == "texture":
            reference = looks.texture(rng, SIDE) if rng.random() < 0.6 else self.contents.draw()
            return content, reference, match_colors(content, reference), corner, False, 0
        families = {"swatches": SWATCH_LOOKS, "others": looks.OTHERS, "painterly": looks.PAINTINGS}
        family = families.get(kind, {PLAIN: looks.plain})
        name = str(rng.choice(list(family)))
        if name in self.shipped and rng.random() < SHIPPED:
            look = family[name](np.random.default_rng(SEED))
            y, x = rng.integers(0, TILE - SIDE + 1, 2)
            reference, target = self.shipped[name][y : y + SIDE, x : x + SIDE], self._target(look, content, corner)
            return content, reference, target, corner, True, KINDS.index(name)
        look = family[name](rng)
        other, where = self.hidden[rng.integers(len(self.hidden))], rng.integers(0, TILE, 2)
        reference = look(self.contents.draw(), other.window(int(where[0]), int(where[1]), SIDE, SIDE))
        target = self._target(look, content, corner)
        if rng.random() < (0.2 if kind == "swatches" else 0.5):
            toned = looks.grade(rng)
            reference, target = toned(reference), toned(target)
        return content, reference, target, corner, True, KINDS.index(name)

    def _target(self, look: Look, content: np.ndarray, corner: tuple[int, int]) -> np.ndarray:
        return look(content, self.shown.window(*corner, SIDE, SIDE))

    def fill(self, pool: Pool) -> None:
        """Make samples until the trainer ends, not much faster than they are used up."""
        parent = multiprocessing.parent_process()
        while parent is None or parent.is_alive():
            made, drawn = pool.count.tolist()
            if made > POOL and made > POOL + drawn / REUSE:
                time.sleep(0.2)
                continue
            row = made % POOL
            *pictures, corner, answered, look = self.sample()
            for store, colors in zip((pool.content, pool.reference, pool.target), pictures, strict=True):
                store[row] = torch.from_numpy((colors * 255).round().clip(0, 255).astype(np.uint8))
            pool.corner[row], pool.answered[row] = torch.tensor(corner), float(answered)
            pool.look[row] = look
            pool.count[0] += 1


def worker(pool: Pool, seed: int) -> None:
    """The process that makes samples."""
    torch.set_num_threads(1)
    Maker(seed).fill(pool)


def patterns() -> Tensor:
    """The canvas (maps + 2 per kind of cell, TILE, TILE) as the network keeps it."""
    shown = lattice(0)
    values = [shown[name] for name in MAPS] + [offset / REACH for kind in CELLS for offset in shown.middles(kind)]
    return torch.from_numpy(np.stack(values).clip(-1, 1) * 127).round().to(torch.int8)


def fresh(**config: int) -> PocketStyleNetwork:
    """A network with the canvas and random weights."""
    model = PocketStyleNetwork(maps=len(MAPS), tile=TILE, cells=len(CELLS), **config)
    model.patterns.copy_(patterns())
    return model


def batch(pool: Pool, tile: Tensor) -> tuple[Tensor, ...]:
    """Parts of contents (B, 3, PART, PART) in [-1, 1], whole references, the contents' targets and what their texture
    should be, the canvas, which have an answer, and the numbers of their looks."""
    rows = torch.randint(min(POOL, int(pool.count[0])), (BATCH,))
    pool.count[1] += BATCH
    content, reference, target = (
        p[rows].permute(0, 3, 1, 2).float() / 127.5 - 1 for p in (pool.content, pool.reference, pool.target)
    )
    top, left = torch.randint(SIDE - PART + 1, (2,)).tolist()
    part = (..., slice(top, top + PART), slice(left, left + PART))
    reach = torch.arange(PART)
    spots = [((y + top + reach) % TILE, (x + left + reach) % TILE) for y, x in pool.corner[rows].tolist()]
    canvas = torch.stack([tile[:, ys[:, None], xs] for ys, xs in spots])
    answered = pool.answered[rows]
    texture = torch.where(answered[:, None, None, None] > 0, target[part], reference[part])
    return content[part], reference, target[part], texture, canvas, answered, pool.look[rows]


class Taught(nn.Module):
    """The network with the layer that tells looks apart."""

    def __init__(self, network: PocketStyleNetwork) -> None:
        super().__init__()
        self.network, self.tell = network, nn.Linear(network.config.code, len(KINDS))

    def forward(self, content: Tensor, reference: Tensor, canvas: Tensor) -> tuple[Tensor, Tensor]:
        """Restyled pictures, and scores (B, KINDS) of the references' looks."""
        code = self.network.encode(reference)
        return self.network.paint(content, canvas, code), self.tell(code)


def losses(model: Any, features: Any, given: tuple[Tensor, ...]) -> Tensor:
    """Pixels, slopes, coarse colours, texture and look of a batch: five figures."""
    content, reference, target, like, canvas, answered, look = given
    with fast_dtype():
        made, told = model(content, reference, canvas)
    made = made.float()
    off, each = made - target, answered[:, None, None, None]
    pixels = (off.abs() * each).mean()
    slopes = (off.diff(dim=-1).abs() * each).mean() + (off.diff(dim=-2).abs() * each).mean()
    coarse = F.avg_pool2d(off, 8).abs().mean()
    texture = features(made, like).mean()
    kind = F.cross_entropy(told.float(), look)
    return torch.stack([pixels, slopes, coarse, texture, kind])


LOSSES = {"pixels": 1.0, "slopes": 0.5, "coarse": 0.5, "texture": 0.12, "look": 0.05}
"""Shares of the losses."""


def main(minutes: float) -> None:
    """Train for about that long."""
    fast_start()
    model, path = fresh(), CACHE / "stylist.pt"
    done = resume(path, model)
    print(sum(p.numel() for p in model.parameters()) / 1e6, "M parameters, after", done, "steps", flush=True)
    pool = Pool.empty()
    process = multiprocessing.get_context("spawn").Process(target=worker, args=(pool, done), daemon=True)
    process.start()
    while int(pool.count[0]) < 256:
        process.join(0.5)
        if process.exitcode is not None:
            raise SystemExit("The process that makes samples has died.")
    if not done:
        model.encoder.initialize_from(pool.reference[:256].permute(0, 3, 1, 2).float() / 127.5 - 1)
    model = model.to(memory_format=torch.channels_last)
    taught, features = Taught(model), torch.compile(RandomFeatures().distance)
    step_of = torch.compile(taught)
    optimizer = torch.optim.AdamW(taught.parameters(), lr=1e-3, betas=(0.9, 0.98), weight_decay=1e-3)
    average, log, tile = Average(model, 0.998), Log("stylist"), patterns().float() / 127
    clock, seen, shares = Clock(minutes, skip=40, span=60), torch.zeros(len(LOSSES)), torch.tensor([*LOSSES.values()])
    for step in clock:
        parts = losses(step_of, features, batch(pool, tile))
        loss = (parts * shares).sum()
        optimizer.param_groups[0]["lr"] = rate(step, clock.steps, 1.2e-3, warmup=100)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        average.update(model)
        seen += parts.detach() / 100
        if (step + 1) % 100 == 0:
            log(step=done + step + 1, made=int(pool.count[0]), **dict(zip(LOSSES, seen.tolist(), strict=True)))
            seen.zero_()
        if (step + 1) % 500 == 0:
            keep({"model": average.weights, "step": done + step + 1}, path)
    keep({"model": average.weights, "step": done + clock.steps}, path)
    process.kill()


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 20)
