"""Train the style critic: `python -m training.models.train_style_critic [MINUTES] [PICTURES]`, to tools/weights/critic.

Its pictures are drawn looks on scenes, photographs and dead leaves, on patterns of other sizes than the stylist's
canvas; it never sees what the stylist paints. Learned convolutions, where the stylist was taught by pixels and random
filters. The looks that the stylist never learns from are among its classes.
"""

from __future__ import annotations

import io
import sys
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import torch
from PIL import Image, ImageFilter
from torch.nn import functional as F

from tools.networks.style_critic import StyleCritic
from training.loop import Clock, Log, fast_dtype, fast_start, rate
from training.export import WEIGHTS, manifest
from training.models.train_stylist import SIDE, Contents, Maker
from training.styles import extra_styles as looks
from training.styles.patterns import TILE
from training.styles.swatches import SWATCH_LOOKS

CLASSES = {"plain": looks.plain, **SWATCH_LOOKS, **looks.PAINTINGS, **looks.OTHERS, **looks.UNSEEN}
BATCH, PICTURES, TEST = 32, 6000, 400


def worn(rng: np.random.Generator, colors: np.ndarray) -> np.ndarray:
    """Now and then softened, or saved as JPEG: no look hangs on its sharpest detail."""
    page = Image.fromarray((colors * 255).round().clip(0, 255).astype(np.uint8))
    if rng.random() < 0.4:
        page = page.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 0.9)))
    if rng.random() < 0.4:
        file = io.BytesIO()
        page.save(file, "JPEG", quality=int(rng.integers(40, 95)))
        page = Image.open(file)
    return np.asarray(page)


def render(seed: int, count: int, name: str) -> tuple[np.ndarray, np.ndarray]:
    """Pictures (N, SIDE, SIDE, 3), uint8, and the numbers of their looks; scenes of the pool `name`."""
    maker = Maker(seed)
    rng = maker.rng
    maker.contents = Contents(rng, name)
    pictures, truths = np.zeros((count, SIDE, SIDE, 3), np.uint8), rng.integers(len(CLASSES), size=count)
    for row, truth in enumerate(truths):
        on = maker.hidden[rng.integers(len(maker.hidden))].window(*map(int, rng.integers(0, TILE, 2)), SIDE, SIDE)
        pictures[row] = worn(rng, list(CLASSES.values())[truth](rng)(maker.contents.draw(), on))
    return pictures, truths


def _tensor(pictures: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(pictures).permute(0, 3, 1, 2).float() / 127.5 - 1


def main(minutes: float, count: int) -> None:
    """Render, train for about that long, write the weights and how often it is right on scenes it never saw."""
    fast_start()
    with ProcessPoolExecutor(2) as workers:
        jobs = [workers.submit(render, 900 + n, count // 2, "train") for n in range(2)]
        test = workers.submit(render, 990, min(TEST, count), "test")
        pictures, truths = (np.concatenate(parts) for parts in zip(*(job.result() for job in jobs), strict=True))
        held, held_truths = test.result()
    model, log = StyleCritic(tuple(CLASSES)), Log("critic")
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.02)
    clock, rng = Clock(minutes, skip=5, span=20), np.random.default_rng(0)
    for step in clock:
        rows = rng.integers(len(pictures), size=BATCH)
        with fast_dtype():
            scores = model(_tensor(pictures[rows])).float()
        loss = F.cross_entropy(scores, torch.from_numpy(truths[rows]), label_smoothing=0.05)
        optimizer.param_groups[0]["lr"] = rate(step, clock.steps, 2e-3, warmup=50)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        if (step + 1) % 100 == 0:
            log(step=step + 1, loss=loss.item())
    model.eval()
    with torch.no_grad():
        told = torch.cat([model(_tensor(part)).argmax(1) for part in np.array_split(held, max(1, len(held) // 50))])
    right = (told.numpy() == held_truths).mean()
    log(step=clock.steps, accuracy=right)
    model.half().save_pretrained(WEIGHTS / "critic")
    manifest(WEIGHTS / "critic")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.5, int(sys.argv[2]) if len(sys.argv) > 2 else PICTURES)
