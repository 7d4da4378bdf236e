"""The pools of training pictures: pairs of scenes rendered once, kept as an array of pictures beside the scenes.

`python -m training.scenes.pool [SEED]` renders all pools on all cores; a seed other than 1 makes other training pairs.
The pool "colors" is for the eyes alone: its things have every colour, also those kept from the painter.
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
"""Pairs that a process renders at a time."""
Kind = Literal["edits", "dense", "colors"]
"""Edits of scenes; two dense scenes without a connection; the same in every colour."""


def _random_pair(rng: np.random.Generator, kind: Kind) -> Pair:
    if kind == "edits":
        return random_pair(rng)
    before, after = (dense_scene(rng, every_color=kind == "colors") for _ in range(2))
    return Pair(before, after, "", kind)


def _render_chunk(index: int, seed: int, path: Path, kind: Kind) -> list[Pair]:
    rng = np.random.default_rng([seed, index])
    pictures = np.lib.format.open_memmap(path, mode="r+")
    pairs = []
    for row in range(index * CHUNK, (index + 1) * CHUNK):
        pair = _random_pair(rng, kind)
        pictures[row, 0] = np.asarray(draw(pair.before))
        pictures[row, 1] = np.asarray(draw(pair.after))
        pairs.append(pair)
    return pairs


def build_pool(name: str, chunks: int, seed: int, kind: Kind = "edits") -> None:
    """Render a pool into `cache/NAME.npy` (uint8, N x 2 x SIDE x SIDE x 3) and `cache/NAME.pairs`.

    Args:
        name: The pool's name.
        chunks: N is this many times CHUNK.
        seed: Seed of the scenes.
        kind: What the pairs are.
    """
    CACHE.mkdir(exist_ok=True)
    path = CACHE / f"{name}.npy"
    # Latents of another pool's pictures would spoil every training after it.
    (CACHE / f"{name}.latents.pt").unlink(missing_ok=True)
    np.lib.format.open_memmap(path, mode="w+", dtype=np.uint8, shape=(chunks * CHUNK, 2, SIDE, SIDE, 3)).flush()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        parts = list(pool.map(_render_chunk, range(chunks), [seed] * chunks, [path] * chunks, [kind] * chunks))
    save_pairs(name, [pair for part in parts for pair in part])


def save_pairs(name: str, pairs: list[Pair]) -> None:
    """Write the pairs of a pool."""
    (CACHE / f"{name}.pairs").write_bytes(pickle.dumps(pairs))


def load_pairs(name: str) -> list[Pair]:
    """Return the pairs of a pool."""
    pairs: list[Pair] = pickle.loads((CACHE / f"{name}.pairs").read_bytes())
    return pairs


def load_pictures(name: str) -> np.ndarray:
    """Return the pictures of a pool, uint8 (N, 2, SIDE, SIDE, 3), as a memory-mapped array."""
    pictures: np.ndarray = np.load(CACHE / f"{name}.npy", mmap_mode="r")
    return pictures


def main(seed: int = 1) -> None:
    """Render all pools; the test pool is the same for every seed."""
    build_pool("dense", chunks=27, seed=100 * seed + 3, kind="dense")
    build_pool("colors", chunks=8, seed=100 * seed + 4, kind="colors")
    build_pool("train", chunks=72, seed=100 * seed + 1)
    build_pool("test", chunks=3, seed=2)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
