"""A small pool of laid-out pages, with pictures that need no art, and a tiny autoencoder."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from tools.networks.painter.autoencoder import PocketAutoencoder
from tools.pages.composition.layout import lay_out
from tools.pages.page import Page, Wish, Wishes

SIDE = 256


def _picture(page: Page) -> np.ndarray:
    """Return a sky over a ground, and each thing as a box of a grey of its own."""
    picture = np.full((SIDE, SIDE, 3), 230, np.uint8)
    picture[SIDE // 2 :] = 120
    for item in page.items:
        left, top, right, bottom = (max(0, round(v * SIDE)) for v in item.box)
        picture[top:bottom, left:right] = 20 + 40 * item.wish
    return picture


def write_shard(folder: Path, shard: int, count: int) -> None:
    """Write a shard of pages as training.pages.pool does."""
    folder.mkdir(exist_ok=True)
    wishes = [Wishes((Wish("dog"), Wish("elephant")), place="meadow"), Wishes((Wish("apple"),), place="kitchen")]
    pages = [lay_out(wishes[k % 2], np.random.default_rng([shard, k])) for k in range(count)]
    np.save(folder / f"shard-{shard:05d}.npy", np.stack([_picture(page) for page in pages]))
    lines = "".join(json.dumps(page.to_json()) + "\n" for page in pages)
    (folder / f"shard-{shard:05d}.jsonl").write_text(lines, "utf-8")


@pytest.fixture
def add_shard():
    """Writes one more shard into a pool's folder: `add_shard(folder, number, pages)`."""
    return write_shard


@pytest.fixture
def pool(tmp_path: Path) -> Path:
    """A pool of one shard of six pages."""
    write_shard(tmp_path / "pool", 0, 6)
    return tmp_path / "pool"


@pytest.fixture
def autoencoder(tmp_path: Path) -> Path:
    """Folder of a tiny untrained autoencoder."""
    torch.manual_seed(0)
    PocketAutoencoder(width=8, deep=8, blocks=1).save_pretrained(tmp_path / "autoencoder")
    return tmp_path / "autoencoder"
