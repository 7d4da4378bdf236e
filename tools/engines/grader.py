"""The benchmarks' grader: a detector's view of pictures."""

from __future__ import annotations

import numpy as np
import torch
from PIL import Image

from tools.device import device
from tools.pocket.detector import PocketDetector, Seen
from tools.profiles import PACKAGED, weights

SURE = 0.5
"""Score from which a centre counts as a thing."""
SIDE, BATCH = 128, 64


class Grader:
    """Looks at pictures of the storybook world, BATCH at a time."""

    def __init__(self) -> None:
        self.model = PocketDetector.from_pretrained(weights(PACKAGED + "grader"), dtype=torch.float32)
        self.model.eval().to(device())

    def nbytes(self) -> int:
        """Bytes of the weights in memory."""
        return sum(p.nbytes for p in self.model.parameters())

    def see(self, pictures: list[Image.Image]) -> list[Seen]:
        """What stands in each picture."""
        found: list[Seen] = []
        for start in range(0, len(pictures), BATCH):
            arrays = [np.asarray(p.convert("RGB").resize((SIDE, SIDE))) for p in pictures[start : start + BATCH]]
            pixels = torch.from_numpy(np.stack(arrays)).permute(0, 3, 1, 2).float().to(device()) / 127.5 - 1
            found += self.model.see(pixels, SURE)
        return found
