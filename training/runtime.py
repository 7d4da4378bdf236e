"""Process settings, precision, and batches made in worker processes, shared by all training runs."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TypeVar

import torch
from torch import Tensor
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from tools.device import device

T = TypeVar("T")

ENVIRONMENT = {
    "MALLOC_MMAP_THRESHOLD_": "4294967296",
    "MALLOC_TRIM_THRESHOLD_": "8589934592",
    "MALLOC_TOP_PAD_": "268435456",
    "TOKENIZERS_PARALLELISM": "false",
}
"""Settings of glibc's allocator and of the tokenizers, which must be set before the process starts."""


def configure_process(threads: int = 2) -> None:
    """Restart the program with `ENVIRONMENT` if needed, then set the number of threads and the random seed.

    The allocator then keeps the memory of large tensors, which makes training on a processor six times as fast. The
    tokenizers' own threads are off because they do not survive the forks of `stream_batches`.

    Args:
        threads: Threads that PyTorch may use.
    """
    if any(os.environ.get(key) != value for key, value in ENVIRONMENT.items()):
        os.environ.update(ENVIRONMENT)
        spec = sys.modules["__main__"].__spec__
        assert spec is not None
        os.execv(sys.executable, [sys.executable, "-m", spec.name, *sys.argv[1:]])
    torch.set_num_threads(threads)
    torch.manual_seed(0)


@cache
def has_fast_bfloat16() -> bool:
    """Measure whether this processor multiplies faster in bfloat16 than in float32.

    A processor that must emulate bfloat16 is a hundred times slower in it. One that has the AVX-512 instructions for it
    but not those of AMX can be slower, too.
    """

    def seconds(dtype: torch.dtype) -> float:
        left = torch.ones(512, 576, dtype=dtype)
        right = torch.ones(576, 512, dtype=dtype)
        durations = []
        for _ in range(6):
            start = time.perf_counter()
            left @ right
            durations.append(time.perf_counter() - start)
        return min(durations)

    return seconds(torch.bfloat16) < seconds(torch.float32)


def autocast() -> torch.autocast:
    """Return a context that computes in bfloat16 where that is fast and changes nothing elsewhere."""
    return torch.autocast(device(), torch.bfloat16, enabled=device() != "cpu" or has_fast_bfloat16())


def to_device(tensors: Iterable[Tensor]) -> list[Tensor]:
    """Move tensors to the device that trains."""
    return [tensor.to(device(), non_blocking=True) for tensor in tensors]


class _WorkerStream(IterableDataset[T]):
    """The items of `make(seed + worker number)`, without end."""

    def __init__(self, make: Callable[[int], Iterator[T]], seed: int) -> None:
        self.make = make
        self.seed = seed

    def __iter__(self) -> Iterator[T]:
        worker = get_worker_info()
        return self.make(self.seed + (worker.id if worker else 0))


def stream_batches(make: Callable[[int], Iterator[T]], workers: int, seed: int | None = None) -> Iterator[T]:
    """Yield what `make(seed)` yields, made in other processes if there are workers.

    Args:
        make: Returns an endless iterator of batches for a seed.
        workers: Number of processes, each with a seed of its own; with 0 the batches are made in this process.
        seed: Seed of the first worker; the current time if None.
    """
    seed = int(time.time()) if seed is None else seed
    if not workers:
        return make(seed)
    return iter(DataLoader(_WorkerStream(make, seed), batch_size=None, num_workers=workers, prefetch_factor=4))
