"""The training pool: edit pairs rendered once, kept as an array of pictures beside their scenes.

`python -m training.scenes.pool [SEED]` renders all pools on all cores; a seed other than 1 makes other training pairs. The
pool "colors" is for the eyes alone: its things have every colour, those also that the painter must never have seen.
"""

from __future__ import annotations

import os
import pickle
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Literal

import numpy as np

from training import CACHE
from training.scenes.backdrop import SIDE
from training.scenes.pairs import Pair, random_pair
from training.scenes.sample import dense_scene
from training.scenes.scene import draw

CHUNK = 500
Kind = Literal["edits", "dense", "colors"]


def _pair(rng: np.random.Generator, kind: Kind) -> Pair:
    if kind == "edits":
        return random_pair(rng)
    return Pair(*(dense_scene(rng, every_color=kind == "colors") for _ in range(2)), "", kind)


def _chunk(index: int, seed: int, path: Path, kind: Kind) -> list[Pair]:
    rng = np.random.default_rng([seed, index])
    pictures = np.lib.format.open_memmap(path, mode="r+")
    pairs = []
    for row in range(index * CHUNK, (index + 1) * CHUNK):
        pair = _pair(rng, kind)
        pictures[row, 0] = np.asarray(draw(pair.before))
        pictures[row, 1] = np.asarray(draw(pair.after))
        pairs.append(pair)
    return pairs


def build(name: str, chunks: int, seed: int, kind: Kind = "edits") -> None:
    """Render `chunks` x CHUNK pairs into `cache/NAME.npy` (uint8, N x 2 x SIDE x SIDE x 3) and `NAME.pairs`.

    Other kinds are no edits: two pictures packed with things, to learn what things look like.
    """
    CACHE.mkdir(exist_ok=True)
    path = CACHE / f"{name}.npy"
    # Latents of another pool's pictures would spoil every training after it.
    (CACHE / f"{name}.latents.pt").unlink(missing_ok=True)
    np.lib.format.open_memmap(path, mode="w+", dtype=np.uint8, shape=(chunks * CHUNK, 2, SIDE, SIDE, 3)).flush()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        parts = list(pool.map(_chunk, range(chunks), [seed] * chunks, [path] * chunks, [kind] * chunks))
    (CACHE / f"{name}.pairs").write_bytes(pickle.dumps([pair for part in parts for pair in part]))


def pairs(name: str) -> list[Pair]:
    """The pairs of a pool."""
    return pickle.loads((CACHE / f"{name}.pairs").read_bytes())  # type: ignore[no-any-return]


def load(name: str) -> tuple[np.ndarray, list[Pair]]:
    """The pictures (memory-mapped) and the pairs of a pool."""
    pictures = np.load(CACHE / f"{name}.npy", mmap_mode="r")
    return pictures, pairs(name)


if __name__ == "__main__":
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    build("dense", chunks=27, seed=100 * seed + 3, kind="dense")
    build("colors", chunks=8, seed=100 * seed + 4, kind="colors")
    build("train", chunks=72, seed=100 * seed + 1)
    build("test", chunks=3, seed=2)
