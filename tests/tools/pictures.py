"""Pictures and workspaces that several tests use."""

from __future__ import annotations

from typing import Any

import numpy as np
from PIL import Image


def random_values(width: int, height: int, kind: Any = np.uint8) -> np.ndarray:
    """Random pixels (H, W, 3) of uint8 or uint16, always the same ones."""
    return np.random.default_rng(0).integers(0, np.iinfo(kind).max + 1, (height, width, 3), kind)


def shapes(width: int, height: int, seed: int = 0) -> Image.Image:
    """Soft colours and one sharp red rectangle."""
    rng = np.random.default_rng(seed)
    coarse = Image.fromarray(rng.integers(0, 256, (6, 6, 3), np.uint8))
    page = coarse.resize((width, height), Image.Resampling.BICUBIC)
    page.paste((200, 40, 40), (width // 4, height // 4, width // 2, height // 2))
    return page


def colors(image: Image.Image) -> np.ndarray:
    """Colours (H, W, 3), float32, in [0, 1]."""
    return np.asarray(image.convert("RGB")).astype(np.float32) / 255


class PictureWorkspace:
    """A workspace of numbered pictures, the last of which is the current one."""

    def __init__(self, *pictures: Image.Image) -> None:
        self.pictures = pictures

    def open(self, number: int | None = None) -> Image.Image:
        return self.pictures[(number or len(self.pictures)) - 1]

    def identity(self, number: int | None = None) -> str:
        return f"id{number or len(self.pictures)}"
