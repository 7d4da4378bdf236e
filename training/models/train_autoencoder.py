"""Train the pocket autoencoder: L1 and gradient loss on rendered scenes, for a number of minutes."""

from __future__ import annotations

import sys

import numpy as np
import torch
from torch import Tensor

from tools.networks.painter.autoencoder import PocketAutoencoder
from training import CACHE
from training.loop import Average, Clock, Log, fast_dtype, fast_start, rate
from training.scenes import pool
from training.scenes.layouts import layout_of
from training.scenes.scene import CELL, CELLS

BATCH = 16
CROP = 64


def gradient_loss(a: Tensor, b: Tensor) -> Tensor:
    """L1 between horizontal and vertical differences: keeps edges sharp."""
    across = (a.diff(dim=-1) - b.diff(dim=-1)).abs().mean()
    return across + (a.diff(dim=-2) - b.diff(dim=-2)).abs().mean()


def to_tensor(pictures: np.ndarray) -> Tensor:
    """uint8 (B, H, W, 3) to float (B, 3, H, W) in [-1, 1]."""
    return torch.from_numpy(np.ascontiguousarray(pictures)).permute(0, 3, 1, 2).float() / 127.5 - 1


@torch.no_grad()
def quality(model: PocketAutoencoder, pictures: np.ndarray) -> float:
    """Mean PSNR in dB of the round trip over pictures."""
    psnr = []
    for start in range(0, len(pictures), 50):
        x = to_tensor(pictures[start : start + 50])
        error = ((model.decode(model.encode(x)).clamp(-1, 1) - x) / 2).pow(2).mean((1, 2, 3))
        psnr += (-10 * error.log10()).tolist()
    return float(np.mean(psnr))


class Crops:
    """Quarters of pictures, mostly where things stand: a picture's empty parts teach little."""

    def __init__(self) -> None:
        pictures, pairs = pool.load("train")
        self.flat, self.rng = pictures.reshape(-1, *pictures.shape[2:]), np.random.default_rng(0)
        scenes = [scene for pair in pairs for scene in (pair.before, pair.after)]
        things = np.stack([layout_of(s).maps()[0].view(CELLS, CELLS).numpy() > 0 for s in scenes])
        sums = np.pad(things.cumsum(1).cumsum(2), ((0, 0), (1, 0), (1, 0)))
        n = CROP // CELL
        inside = sums[:, n:, n:] - sums[:, :-n, n:] - sums[:, n:, :-n] + sums[:, :-n, :-n]
        self.windows = (inside + 0.3).reshape(len(inside), -1).cumsum(1)

    def draw(self, size: int) -> Tensor:
        """Pixels (B, 3, CROP, CROP) in [-1, 1], aligned to the grid."""
        rows, span, parts = np.sort(self.rng.integers(len(self.flat), size=size)), CELLS - CROP // CELL + 1, []
        for row in rows:
            heights = self.windows[row]
            y, x = divmod(int(np.searchsorted(heights, self.rng.random() * heights[-1])), span)
            parts.append(self.flat[row, y * CELL : y * CELL + CROP, x * CELL : x * CELL + CROP])
        return to_tensor(np.stack(parts))


def main(minutes: float) -> None:
    """Train for about that long and save to `cache/autoencoder`."""
    fast_start()
    model = PocketAutoencoder().to(memory_format=torch.channels_last)
    print(sum(p.numel() for p in model.parameters()) / 1e6, "M parameters")
    crops = Crops()
    test = pool.load("test")[0][:100, 1]
    encode, decode = torch.compile(model.encoder), torch.compile(model.decoder)
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, betas=(0.9, 0.98), weight_decay=1e-3)
    average, log = Average(model, 0.998), Log("autoencoder")
    clock = Clock(minutes, skip=50)
    for step in clock:
        x = crops.draw(BATCH).contiguous(memory_format=torch.channels_last)
        with fast_dtype():
            z = encode(x)
            noisy = z + 0.05 * z.detach().std() * torch.randn_like(z)
            y = decode(noisy).float()
        loss = (y - x).abs().mean() + 0.7 * gradient_loss(y, x) + 1e-4 * z.float().pow(2).mean()
        optimizer.param_groups[0]["lr"] = rate(step, clock.steps, 1.5e-3)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        average.update(model)
        if (step + 1) % 200 == 0:
            log(step=step + 1, loss=loss.item())
    model.load_state_dict(average.weights)
    with torch.no_grad():
        raw = torch.cat([model.encoder(to_tensor(crops.flat[i : i + 50])) for i in range(0, 2000, 50)])
    model.mean.copy_(raw.mean((0, 2, 3)))
    model.std.copy_(raw.std((0, 2, 3)))
    log(step=clock.steps, psnr_db=quality(model, test))
    model.save_pretrained(CACHE / "autoencoder")
    for stale in CACHE.glob("*.latents.pt"):
        stale.unlink()


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 25)
