"""Train the pocket autoencoder on rendered scenes: `python -m training.models.train_autoencoder MINUTES`.

The loss is the absolute error of pixels and of their differences.
"""

from __future__ import annotations

import sys

import numpy as np
import torch
from torch import Tensor

from tools.networks.painter.autoencoder import PocketAutoencoder
from training import CACHE
from training.loop import LossLog, MovingAverage, StepBudget, learning_rate, optimizer_step, parameter_count
from training.runtime import autocast, configure_process
from training.scenes.layouts import layout_of
from training.scenes.pool import load_pairs, load_pictures
from training.scenes.scene import CELL, CELLS
from training.tensors import signed_pixels

BATCH = 16
CROP = 64
"""Side in pixels of what is trained on."""
PEAK = 1.5e-3
STATISTICS = 2000
"""Pictures over which the latents' mean and deviation are taken."""


def gradient_loss(a: Tensor, b: Tensor) -> Tensor:
    """Return the mean absolute difference between horizontal and vertical differences; it keeps edges sharp."""
    across = (a.diff(dim=-1) - b.diff(dim=-1)).abs().mean()
    return across + (a.diff(dim=-2) - b.diff(dim=-2)).abs().mean()


@torch.no_grad()
def mean_psnr(model: PocketAutoencoder, pictures: np.ndarray) -> float:
    """Return the mean PSNR in dB of decoded encodings of pictures (N, H, W, 3), uint8."""
    psnr = []
    for start in range(0, len(pictures), 50):
        x = signed_pixels(pictures[start : start + 50])
        error = ((model.decode(model.encode(x)).clamp(-1, 1) - x) / 2).pow(2).mean((1, 2, 3))
        psnr += (-10 * error.log10()).tolist()
    return float(np.mean(psnr))


class SceneCrops:
    """Quarters of pictures, mostly where things stand: a picture's empty parts teach little."""

    def __init__(self) -> None:
        pictures = load_pictures("train")
        self.pictures = pictures.reshape(-1, *pictures.shape[2:])
        self.rng = np.random.default_rng(0)
        scenes = [scene for pair in load_pairs("train") for scene in (pair.before, pair.after)]
        things = np.stack([layout_of(s).maps()[0].view(CELLS, CELLS).numpy() > 0 for s in scenes])
        # From sums over all rectangles at the origin, the number of cells with things in every window.
        sums = np.pad(things.cumsum(1).cumsum(2), ((0, 0), (1, 0), (1, 0)))
        n = CROP // CELL
        inside = sums[:, n:, n:] - sums[:, :-n, n:] - sums[:, n:, :-n] + sums[:, :-n, :-n]
        self.cumulative = (inside + 0.3).reshape(len(inside), -1).cumsum(1)

    def draw(self, size: int) -> Tensor:
        """Draw pixels (B, 3, CROP, CROP) in [-1, 1], aligned to the grid."""
        rows = np.sort(self.rng.integers(len(self.pictures), size=size))
        windows = CELLS - CROP // CELL + 1
        parts = []
        for row in rows:
            weights = self.cumulative[row]
            y, x = divmod(int(np.searchsorted(weights, self.rng.random() * weights[-1])), windows)
            parts.append(self.pictures[row, y * CELL : y * CELL + CROP, x * CELL : x * CELL + CROP])
        return signed_pixels(np.stack(parts))


@torch.no_grad()
def measure_latents(model: PocketAutoencoder, pictures: np.ndarray) -> None:
    """Set the mean and deviation by which the model normalises its latents."""
    raw = torch.cat([model.encoder(signed_pixels(pictures[i : i + 50])) for i in range(0, STATISTICS, 50)])
    model.mean.copy_(raw.mean((0, 2, 3)))
    model.std.copy_(raw.std((0, 2, 3)))


def main(minutes: float) -> None:
    """Train for about as many minutes, save to `cache/autoencoder`, and delete the latents of the old one."""
    configure_process()
    model = PocketAutoencoder().to(memory_format=torch.channels_last)
    print(parameter_count(model.parameters()), "M parameters")
    crops = SceneCrops()
    encode = torch.compile(model.encoder)
    decode = torch.compile(model.decoder)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, betas=(0.9, 0.98), weight_decay=1e-3)
    average = MovingAverage(model, 0.998)
    log = LossLog("autoencoder")
    budget = StepBudget(minutes, skip=50)
    for step in budget:
        x = crops.draw(BATCH).contiguous(memory_format=torch.channels_last)
        with autocast():
            z = encode(x)
            noisy = z + 0.05 * z.detach().std() * torch.randn_like(z)
            y = decode(noisy).float()
        loss = (y - x).abs().mean() + 0.7 * gradient_loss(y, x) + 1e-4 * z.float().pow(2).mean()
        optimizer_step(optimizer, loss, learning_rate(step, budget.steps, PEAK), model.parameters())
        average.update(model)
        if (step + 1) % 200 == 0:
            log(step=step + 1, loss=loss.item())
    model.load_state_dict(average.weights)
    measure_latents(model, crops.pictures)
    log(step=budget.steps, psnr_db=mean_psnr(model, load_pictures("test")[:100, 1]))
    model.save_pretrained(CACHE / "autoencoder")
    for stale in CACHE.glob("*.latents.pt"):
        stale.unlink()


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 25)
