"""Train the style critic: `python -m training.models.train_style_critic [MINUTES] [PICTURES]`, to tools/weights/critic.

Its pictures are scenes, photographs and dead leaves in styles drawn by procedure, on patterns of other sizes than the
stylist's canvas; it never sees what the stylist paints. Its convolutions are learned, where the stylist was taught by
pixels and random filters. The styles that the stylist never learns from are among its classes.
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
from training.datasets.style_samples import SIDE, ContentPictures, SampleMaker
from training.loop import LossLog, StepBudget, learning_rate, optimizer_step
from training.runtime import autocast, configure_process
from training.styles.extra_styles import EXTRA_STYLES, PAINTERLY_STYLES, UNSEEN_STYLES, plain
from training.styles.swatch_styles import SWATCH_STYLES
from training.tensors import signed_pixels
from training.weights import WEIGHTS, write_manifest

CLASSES = {"plain": plain, **SWATCH_STYLES, **PAINTERLY_STYLES, **EXTRA_STYLES, **UNSEEN_STYLES}
BATCH = 32
MINUTES = 1.5
PICTURES = 6000
TEST_PICTURES = 400
PEAK = 2e-3


def soften_or_compress(rng: np.random.Generator, colors: np.ndarray) -> np.ndarray:
    """Now and then blur colours (H, W, 3) in [0, 1] or save them as JPEG, so that no style depends on finest detail.

    Returns:
        Pixels (H, W, 3), uint8.
    """
    page = Image.fromarray((colors * 255).round().clip(0, 255).astype(np.uint8))
    if rng.random() < 0.4:
        page = page.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 0.9)))
    if rng.random() < 0.4:
        file = io.BytesIO()
        page.save(file, "JPEG", quality=int(rng.integers(40, 95)))
        page = Image.open(file)
    return np.asarray(page)


def render_styles(seed: int, count: int, pool: str) -> tuple[np.ndarray, np.ndarray]:
    """Render pictures in random styles.

    Args:
        seed: Seed of the draws.
        count: Number of pictures.
        pool: Name of the pool whose scenes are among the contents.

    Returns:
        Pictures (N, SIDE, SIDE, 3), uint8, and the numbers (N,) of their styles in CLASSES.
    """
    maker = SampleMaker(seed)
    rng = maker.rng
    contents = ContentPictures(rng, pool)
    pictures = np.zeros((count, SIDE, SIDE, 3), np.uint8)
    truths = rng.integers(len(CLASSES), size=count)
    for row, truth in enumerate(truths):
        patterns = maker.random_hidden_window()
        style = list(CLASSES.values())[truth](rng)
        pictures[row] = soften_or_compress(rng, style(contents.draw(), patterns))
    return pictures, truths


def render_all(count: int) -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """Render pictures to train on and pictures of scenes that training never saw, in two processes.

    Returns:
        Pictures and the numbers of their styles, for training and for testing.
    """
    with ProcessPoolExecutor(2) as workers:
        jobs = [workers.submit(render_styles, 900 + n, count // 2, "train") for n in range(2)]
        test = workers.submit(render_styles, 990, min(TEST_PICTURES, count), "test")
        pictures, truths = (np.concatenate(parts) for parts in zip(*(job.result() for job in jobs), strict=True))
        return (pictures, truths), test.result()


@torch.no_grad()
def accuracy(model: StyleCritic, pictures: np.ndarray, truths: np.ndarray) -> float:
    """Return the share of pictures whose style is named right."""
    parts = np.array_split(pictures, max(1, len(pictures) // 50))
    answers = torch.cat([model(signed_pixels(part)).argmax(1) for part in parts])
    return float((answers.numpy() == truths).mean())


def main(minutes: float, count: int) -> None:
    """Render `count` pictures, train for about as many minutes, and write the weights."""
    configure_process()
    (pictures, truths), test = render_all(count)
    model = StyleCritic(tuple(CLASSES))
    log = LossLog("critic")
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.02)
    budget = StepBudget(minutes, skip=5, span=20)
    rng = np.random.default_rng(0)
    for step in budget:
        rows = rng.integers(len(pictures), size=BATCH)
        with autocast():
            scores = model(signed_pixels(pictures[rows])).float()
        loss = F.cross_entropy(scores, torch.from_numpy(truths[rows]), label_smoothing=0.05)
        optimizer_step(optimizer, loss, learning_rate(step, budget.steps, PEAK, warmup=50))
        if (step + 1) % 100 == 0:
            log(step=step + 1, loss=loss.item())
    model.eval()
    log(step=budget.steps, accuracy=accuracy(model, *test))
    model.half().save_pretrained(WEIGHTS / "critic")
    write_manifest(WEIGHTS / "critic")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else MINUTES, int(sys.argv[2]) if len(sys.argv) > 2 else PICTURES)
