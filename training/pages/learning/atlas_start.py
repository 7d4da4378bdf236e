"""What the atlas starts from: every drawing's own latents, so that a thing is itself before it was seen on a page.

A square of embeddings learns a drawing from the few pages that show it, and with 755 nouns in four art sets that takes
a million pages. The packaged autoencoder knows them already: each square begins with the latents of its drawing, alone
on grey, and with where the drawing is. What stands behind it, its colour, size and shadow are left to the training.
"""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from tools.networks.pages.atlas import MARGIN
from tools.networks.pages.transformer import PageTransformer
from tools.networks.painter.autoencoder import PocketAutoencoder
from tools.pages.catalogue import SETS, things
from training.pages.art.painting import painted_sprite

GREY = 128
"""Level of the ground on which a drawing is encoded."""
CELL = 8
"""Pixels along the side of a latent cell."""
_HALVES = 2
"""Parts along a cell's side whose cover is told apart: outlines pass through cells."""


def on_grey(sprite: Image.Image, side: int) -> tuple[np.ndarray, np.ndarray]:
    """Return a drawing stretched to its square of `side` points, and its cover.

    Points lie at the middle of latent cells, the first and the last of them `MARGIN` beyond the drawing.

    Returns:
        (S, S, 3), uint8, and (S, S) in [0, 1], with S = side * CELL.
    """
    whole = side * CELL
    # From the first point to the last are side - 1 cells, and these span the drawing and both margins.
    step = (side - 1) * CELL / (1 + 2 * MARGIN)
    inner = max(1, round(step))
    start = round(whole / 2 - step / 2)
    sheet = Image.new("RGBA", (whole, whole), (GREY, GREY, GREY, 0))
    sheet.paste(sprite.resize((inner, inner), Image.Resampling.LANCZOS, reducing_gap=2.0), (start, start))
    cover = np.asarray(sheet.getchannel("A")).astype(np.float32) / 255
    ground = Image.new("RGBA", (whole, whole), (GREY, GREY, GREY, 255))
    ground.alpha_composite(sheet)
    return np.asarray(ground.convert("RGB")), cover


def _drawn(art: str, side: int, name: str) -> tuple[np.ndarray, np.ndarray]:
    return on_grey(painted_sprite(name, art, None), side)


@torch.no_grad()
def encode_drawings(
    autoencoder: PocketAutoencoder, art: str, side: int, batch: int = 32, workers: int = 0
) -> dict[str, Tensor]:
    """Return by noun the embeddings (side, side, channels + 1 + 4) that an art set's drawings begin with.

    The latents come first, then the cover of the whole cell and of its quarters, each from -1 (free) to 1 (covered).

    Args:
        autoencoder: the painter's.
        art: the art set.
        side: points along a square's side.
        batch: drawings encoded at once.
        workers: processes that draw; as many as there are processors for 0.
    """
    names = list(things())
    found: dict[str, Tensor] = {}
    where = autoencoder.mean.device
    with ProcessPoolExecutor(workers or os.cpu_count()) as pool:
        sheets = list(pool.map(partial(_drawn, art, side), names, chunksize=16))
    for first in range(0, len(names), batch):
        chosen, drawn = names[first : first + batch], sheets[first : first + batch]
        pixels = torch.from_numpy(np.stack([picture for picture, _ in drawn])).permute(0, 3, 1, 2)
        latents = autoencoder.encode(pixels.to(where).float() / 127.5 - 1).cpu()
        cover = torch.from_numpy(np.stack([c for _, c in drawn]))[:, None] * 2 - 1
        quarters = torch.nn.functional.avg_pool2d(cover, CELL // _HALVES)
        quarters = torch.nn.functional.pixel_unshuffle(quarters, _HALVES)
        parts = torch.cat([latents, torch.nn.functional.avg_pool2d(cover, CELL), quarters], 1)
        found |= dict(zip(chosen, parts.permute(0, 2, 3, 1), strict=True))
    return found


@torch.no_grad()
def start_from_drawings(network: PageTransformer, autoencoder: PocketAutoencoder) -> None:
    """Let a network's atlas begin with the drawings' own latents.

    Args:
        network: an untrained network for the present words.
        autoencoder: the painter's, in float32.

    Raises:
        ValueError: the atlas' embeddings are too short for that.
    """
    side, width = network.atlas.side, network.config.atlas_width
    needed = network.channels + 1 + _HALVES**2
    if width < needed:
        raise ValueError(f"Embeddings of {width} numbers are too short to begin with drawings, which need {needed}.")
    table = network.atlas.points.weight.view(len(network.config.nouns), network.atlas.arts, side, side, width)
    for k, art in enumerate(SETS):
        for name, square in encode_drawings(autoencoder, art, side).items():
            table[network.config.nouns.index(name), k, :, :, :needed] = square
