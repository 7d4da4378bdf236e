"""Where models run, and with which floating-point type."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch


@cache
def device() -> str:
    """Return the torch device for models: "cuda", "mps" or "cpu", the best there is.

    The environment variable GOUACHE_DEVICE overrides the choice; it is read once.
    """
    forced = os.environ.get("GOUACHE_DEVICE")
    if forced:
        return forced
    import torch

    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def dtype(where: str, small: bool = False) -> torch.dtype:
    """Return the floating-point type that suits a device: half precision on GPUs, float32 on CPUs.

    Args:
        where: a torch device.
        small: whether the network is small: half precision saves it little, so it gets float32 everywhere.
    """
    import torch

    if where == "cpu" or small:
        return torch.float32
    if where == "cuda" and torch.cuda.is_bf16_supported():
        return torch.bfloat16
    return torch.float16
