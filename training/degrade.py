"""What must not change an answer about a picture: shift, brightness, blur and noise."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F


def degrade(rng: np.random.Generator, x: Tensor) -> tuple[Tensor, tuple[int, int]]:
    """Pictures (B, 3, 128, 128) a little worse, and how far they were shifted (right, down), in pixels."""
    dx, dy = (int(v) for v in rng.integers(-3, 4, 2))
    x = F.pad(x, (4, 4, 4, 4), mode="replicate")[:, :, 4 - dy : 132 - dy, 4 - dx : 132 - dx]
    x = x * float(rng.uniform(0.88, 1.1)) + float(rng.uniform(-0.07, 0.07))
    if rng.random() < 0.35:
        small = int(rng.integers(56, 112))
        x = F.interpolate(F.interpolate(x, size=(small, small), mode="area"), size=(128, 128), mode="bilinear")
    return x + torch.randn_like(x) * float(rng.uniform(0, 0.08)), (dx, dy)
