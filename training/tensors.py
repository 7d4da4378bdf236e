"""Pictures as tensors."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor


def signed_pixels(pictures: np.ndarray | Tensor) -> Tensor:
    """Convert uint8 pixels (B, H, W, 3) to floats (B, 3, H, W) in [-1, 1]."""
    pixels = pictures if isinstance(pictures, Tensor) else torch.from_numpy(np.ascontiguousarray(pictures))
    return pixels.permute(0, 3, 1, 2).float() / 127.5 - 1


def unit_pixels(pictures: np.ndarray | Tensor) -> Tensor:
    """Convert uint8 pixels (B, H, W, 3) to floats (B, 3, H, W) in [0, 1], the channels last in memory."""
    pixels = torch.tensor(np.asarray(pictures)).permute(0, 3, 1, 2).float() / 255
    return pixels.contiguous(memory_format=torch.channels_last)
