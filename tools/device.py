"""Where models run, and with which floating-point type."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

GB = 2**30


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


@dataclass(frozen=True)
class Accelerator:
    """A device that models can run on.

    Attributes:
        kind: "cuda", "mps" or "cpu".
        name: For people.
        total: GB that it has.
        free: GB that are free.
        half: The 16-bit floating-point type that models get on it; float32 where they get none.
        float8: Whether it counts in 8-bit floating point.
    """

    kind: str
    name: str
    total: float
    free: float
    half: str
    float8: bool = False


def accelerators() -> list[Accelerator]:
    """Return the devices of this machine with their memory, the processor last."""
    import platform

    import psutil
    import torch

    found = []
    if torch.cuda.is_available():
        for number in range(torch.cuda.device_count()):
            free, total = torch.cuda.mem_get_info(number)
            name, half = torch.cuda.get_device_name(number), str(dtype("cuda")).removeprefix("torch.")
            float8 = torch.cuda.get_device_capability(number) >= (8, 9)
            found.append(Accelerator("cuda", name, total / GB, free / GB, half, float8))
    memory = psutil.virtual_memory()
    if torch.backends.mps.is_available():
        total = torch.mps.recommended_max_memory()
        free = min(memory.available, total - torch.mps.current_allocated_memory())
        found.append(Accelerator("mps", f"Apple {platform.machine()}", total / GB, free / GB, "float16"))
    name = platform.processor() or platform.machine()
    return [*found, Accelerator("cpu", name, memory.total / GB, memory.available / GB, "float32")]


def main_accelerator() -> Accelerator:
    """Return the device of `device`, with its memory; the processor where it can't be measured."""
    found = accelerators()
    return next((one for one in found if one.kind == device().split(":")[0]), found[-1])


class WorkMeter:
    """Measures, as a context, how much memory work takes on a graphics card beside what was there before.

    Attributes:
        gb: At the worst moment; None where nothing can tell, as on processors.
    """

    gb: float | None = None

    def __enter__(self) -> WorkMeter:
        self._before = 0
        if device().startswith("cuda"):
            import torch

            self._before = torch.cuda.memory_allocated()
            torch.cuda.reset_peak_memory_stats()
        return self

    def __exit__(self, *error: object) -> None:
        if device().startswith("cuda"):
            import torch

            self.gb = (torch.cuda.max_memory_allocated() - self._before) / GB
