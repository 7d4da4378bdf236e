"""Latents of a pool's pictures: `python -m training.pages.encode POOL`.

Beside every finished shard it writes the shard's latents (float16, pages x 16 x 32 x 32). It goes on where it stopped,
and may run again when the pool has grown.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from tools.device import device
from tools.networks.painter.autoencoder import PocketAutoencoder
from training.pages.learning.latents import (
    AUTOENCODER,
    UnusablePool,
    about_path,
    identify,
    latents_path,
    load_autoencoder,
)
from training.runtime import autocast


@torch.no_grad()
def encode_pictures(model: PocketAutoencoder, pictures: np.ndarray, batch: int = 16) -> np.ndarray:
    """Return the latents (N, C, side / 8, side / 8), float16, of pictures (N, side, side, 3), uint8."""
    where = next(model.parameters()).device
    found = []
    for first in range(0, len(pictures), batch):
        pixels = torch.from_numpy(np.array(pictures[first : first + batch])).to(where)
        with autocast():
            latents = model.encode(pixels.permute(0, 3, 1, 2).float() / 127.5 - 1)
        found.append(latents.half().cpu().numpy())
    return np.concatenate(found)


def encode_pool(pool: Path, folder: Path = AUTOENCODER, batch: int = 16) -> int:
    """Write the latents that a pool still lacks; return how many shards there were to encode.

    Args:
        pool: folder of the pool.
        folder: folder of the autoencoder.
        batch: pictures encoded at once.

    Raises:
        UnusablePool: the folder holds no finished shard, or its latents are another autoencoder's.
    """
    lines = sorted(pool.glob("shard-*.jsonl"))
    if not lines:
        raise UnusablePool(
            f"{pool} holds no pool. Make one with `python -m training.pages.pool --out {pool} --count N`."
        )
    about, text = about_path(pool), json.dumps({"autoencoder": identify(folder)})
    if about.exists() and about.read_text("utf-8") != text:
        raise UnusablePool(
            f"{pool} was encoded by another autoencoder. Delete its *.latents.npy and {about.name} first."
        )
    about.write_text(text, "utf-8")
    model = load_autoencoder(folder).to(device())
    missing = [path for path in lines if not _is_encoded(path)]
    for done, path in enumerate(missing, 1):
        latents = encode_pictures(model, np.load(path.with_suffix(".npy"), mmap_mode="r"), batch)
        part = latents_path(path).with_suffix(".part")
        with part.open("wb") as file:
            np.save(file, latents)
        part.replace(latents_path(path))
        print(f"{done} of {len(missing)} shards", flush=True)
    return len(missing)


def _is_encoded(lines: Path) -> bool:
    """Whether a shard has latents of as many pages as it has now."""
    path = latents_path(lines)
    return path.exists() and len(np.load(path, mmap_mode="r")) == len(np.load(lines.with_suffix(".npy"), mmap_mode="r"))


def main() -> None:
    """Encode a pool."""
    parser = argparse.ArgumentParser(description="Write the latents of a pool's pictures beside them.")
    parser.add_argument("pool", type=Path, help="folder of the pool")
    parser.add_argument("--autoencoder", type=Path, default=AUTOENCODER, help="folder of another autoencoder")
    parser.add_argument("--batch", type=int, default=16, help="pictures encoded at once")
    args = parser.parse_args()
    try:
        encode_pool(args.pool, args.autoencoder, args.batch)
    except UnusablePool as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()
