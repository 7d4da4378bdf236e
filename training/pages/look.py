"""What a painter of pages has learnt, as a picture: `python -m training.pages.look FOLDER --out FILE.png`.

Three rows of pages that it was never trained on: as composed, as the autoencoder gives them back, and as painted from
their layouts alone. They come from the pools of the training, so that no art is needed.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from tools.device import device
from tools.networks.painter.autoencoder import PocketAutoencoder
from training.pages.learning.checkpoints import load_network, load_progress
from training.pages.learning.latents import AUTOENCODER, PageLatents, UnusablePool, identify, load_autoencoder
from training.pages.sheet import GAP


def to_pictures(pixels: Tensor) -> np.ndarray:
    """Return pixels (B, 3, H, W) in about [-1, 1] as pictures (B, H, W, 3), uint8."""
    levels = ((pixels.float().clamp(-1, 1) + 1) * 127.5).round()
    pictures: np.ndarray = levels.permute(0, 2, 3, 1).byte().cpu().numpy()
    return pictures


def grid(rows: list[np.ndarray]) -> Image.Image:
    """Return rows of pictures, each (N, side, side, 3), below one another."""
    side, columns = rows[0].shape[1], len(rows[0])
    step = side + GAP
    sheet = Image.new("RGB", (columns * step - GAP, len(rows) * step - GAP), "white")
    for y, row in enumerate(rows):
        for x, picture in enumerate(row):
            sheet.paste(Image.fromarray(picture), (x * step, y * step))
    return sheet


@torch.no_grad()
def painted_rows(
    folder: Path, pools: list[Path], autoencoder: PocketAutoencoder, count: int, steps: int
) -> list[np.ndarray]:
    """Return pages as composed, as the autoencoder gives them back, and as painted; each (count, side, side, 3).

    Args:
        folder: folder of the trained network.
        pools: pools with held-out pages.
        autoencoder: the one that encoded them.
        count: pages.
        steps: evaluations of the network for each.
    """
    data = PageLatents(pools)
    numbers = data.held_out[:count]
    sample = data.sample(numbers)
    network = load_network(folder).to(device()).eval()
    noise = torch.randn(sample.latents.shape, generator=torch.Generator().manual_seed(0)).to(device())
    painted = network.paint(sample.page.to(device()), noise, steps)
    given_back, new = (autoencoder.decode(latents.to(device())) for latents in (sample.latents, painted))
    return [data.pictures(numbers), to_pictures(given_back), to_pictures(new)]


def main() -> None:
    """Write the sheet."""
    parser = argparse.ArgumentParser(description="Write a sheet of pages as composed, as encoded, and as painted.")
    parser.add_argument("folder", type=Path, help="folder of the training")
    parser.add_argument("--out", type=Path, required=True, help="the picture file to write")
    parser.add_argument("--pool", type=Path, action="append", help="other pools than the training's; may be repeated")
    parser.add_argument("--autoencoder", type=Path, default=AUTOENCODER, help="folder of another autoencoder")
    parser.add_argument("--count", type=int, default=6, help="pages in a row")
    parser.add_argument("--steps", type=int, default=4, help="steps of painting")
    args = parser.parse_args()
    progress = load_progress(args.folder)
    if not progress.steps:
        parser.error(f"{args.folder} holds no training.")
    if identify(args.autoencoder) != progress.autoencoder:
        parser.error("The training used another autoencoder's latents; name its folder with --autoencoder.")
    pools = args.pool or [Path(pool) for pool in progress.pools]
    try:
        rows = painted_rows(args.folder, pools, load_autoencoder(args.autoencoder).to(device()), args.count, args.steps)
    except UnusablePool as error:
        parser.error(str(error))
    grid(rows).save(args.out)


if __name__ == "__main__":
    main()
