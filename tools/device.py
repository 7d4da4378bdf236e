"""Where models run and in which precision."""

from __future__ import annotations

import os
from functools import cache
from typing import Any


@cache
def device() -> str:
    """ "cuda", "mps" or "cpu"; the environment variable GOUACHE_DEVICE forces one."""
    forced = os.environ.get("GOUACHE_DEVICE")
    if forced:
        return forced
    import torch

    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def dtype(where: str, small: bool = False) -> Any:
    """The torch dtype that fits a device: half precision on GPUs, full on CPUs and for small networks."""
    import torch

    if where == "cpu" or small:
        return torch.float32
    if where == "cuda" and torch.cuda.is_bf16_supported():
        return torch.bfloat16
    return torch.float16
