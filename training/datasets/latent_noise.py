"""Latents as a painter might leave them."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F


def disturbed(rng: np.random.Generator, latents: Tensor, noise: float) -> Tensor:
    """Latents (B, C, H, W) as a painter might leave them: softened detail, `noise` standard deviations at most."""
    b = len(latents)
    soft = F.avg_pool2d(F.pad(latents, (1, 1, 1, 1), mode="replicate"), 3, 1)
    mixed = torch.lerp(latents, soft, torch.rand(b, 1, 1, 1) * 0.6 * (torch.rand(b, 1, 1, 1) < 0.5))
    return mixed + torch.randn_like(latents) * torch.rand(b, 1, 1, 1) * float(rng.uniform(0, noise))
