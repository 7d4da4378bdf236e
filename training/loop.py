"""What every training run shares: fast settings, batches from other processes, schedules, moving averages, a log."""

from __future__ import annotations

import json
import math
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch import Tensor, nn
from torch.utils._pytree import tree_map_only
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from tools.device import device
from training import CACHE

T = TypeVar("T")

FAST_MALLOC = {
    "MALLOC_MMAP_THRESHOLD_": "4294967296",
    "MALLOC_TRIM_THRESHOLD_": "8589934592",
    "MALLOC_TOP_PAD_": "268435456",
    "TOKENIZERS_PARALLELISM": "false",
}


def fast_start(threads: int = 2) -> None:
    """Restart with allocator settings that keep big tensors' memory (6x on CPU), then fix threads and seed.

    Tokenizers' own threads would not survive the forks of `drawn`.
    """
    if any(os.environ.get(key) != value for key, value in FAST_MALLOC.items()):
        os.environ.update(FAST_MALLOC)
        spec = sys.modules["__main__"].__spec__
        assert spec is not None
        os.execv(sys.executable, [sys.executable, "-m", spec.name, *sys.argv[1:]])
    torch.set_num_threads(threads)
    torch.manual_seed(0)


@cache
def native_bfloat16() -> bool:
    """Whether this processor multiplies faster in bfloat16 than in float32, measured.

    One that must emulate it is a hundred times slower; one that has AVX-512's instructions for it but not AMX's can be
    slower, too.
    """

    def seconds(dtype: torch.dtype) -> float:
        left, right = torch.ones(512, 576, dtype=dtype), torch.ones(576, 512, dtype=dtype)
        took = []
        for _ in range(6):
            start = time.perf_counter()
            left @ right
            took.append(time.perf_counter() - start)
        return min(took)

    return seconds(torch.bfloat16) < seconds(torch.float32)


def fast_dtype() -> torch.autocast:
    """Autocast to bfloat16 where that is fast, to nothing elsewhere."""
    return torch.autocast(device(), torch.bfloat16, enabled=device() != "cpu" or native_bfloat16())


def sent(tensors: Iterable[Tensor]) -> list[Tensor]:
    """Tensors on the device that trains."""
    return [tensor.to(device(), non_blocking=True) for tensor in tensors]


class _Endless(IterableDataset[T]):
    def __init__(self, make: Callable[[int], Iterator[T]], seed: int) -> None:
        self.make, self.seed = make, seed

    def __iter__(self) -> Iterator[T]:
        worker = get_worker_info()
        return self.make(self.seed + (worker.id if worker else 0))


def drawn(make: Callable[[int], Iterator[T]], workers: int, seed: int | None = None) -> Iterator[T]:
    """What `make(seed)` yields, from so many other processes with seeds of their own (the time's where none is given);
    with none of them, made here."""
    seed = int(time.time()) if seed is None else seed
    if not workers:
        return make(seed)
    return iter(DataLoader(_Endless(make, seed), batch_size=None, num_workers=workers, prefetch_factor=4))


def rate(step: int, steps: int, peak: float, warmup: int = 200) -> float:
    """Learning rate: linear warm-up, then cosine to a fiftieth."""
    if step < warmup:
        return peak * (step + 1) / warmup
    return peak * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * (step - warmup) / max(1, steps - warmup))))


class Clock:
    """Counts steps that fit the minutes: told anew every `span` of them by the pace since, after `skip` (compiling)."""

    def __init__(self, minutes: float, skip: int = 20, span: int = 100) -> None:
        self.minutes, self.skip, self.span, self.steps = minutes, skip, span, 10**6

    def __iter__(self) -> Iterator[int]:
        start, step = time.time(), 0
        since = start
        while step < self.steps:
            if step >= self.skip and (step - self.skip) % self.span == 0:
                now = time.time()
                if step > self.skip:
                    left = self.minutes * 60 - (now - start)
                    self.steps = max(step + 1, int(step + left / ((now - since) / self.span)))
                since = now
                if step == self.skip + self.span:
                    print("steps", self.steps, flush=True)
            yield step
            step += 1


class Average:
    """Exponential moving average of a model's weights."""

    def __init__(self, model: nn.Module, decay: float = 0.999) -> None:
        self.decay, self.step = decay, 0
        self.weights = {k: v.detach().clone() for k, v in model.state_dict().items()}

    @torch.no_grad()
    def update(self, model: nn.Module) -> None:
        self.step += 1
        decay = min(self.decay, (1 + self.step) / (10 + self.step))
        state = model.state_dict()
        floating = [k for k, v in state.items() if v.is_floating_point()]
        torch._foreach_lerp_([self.weights[k] for k in floating], [state[k] for k in floating], 1 - decay)


def keep(state: Any, path: Path) -> None:
    """Save a checkpoint, its tensors on the CPU, so that a kill in the middle leaves the old one whole."""
    part = path.with_suffix(".part")
    torch.save(tree_map_only(Tensor, Tensor.cpu, state), part)
    part.replace(path)


def resume(path: Path, model: nn.Module) -> int:
    """Load a checkpoint's weights where there is one; the steps that it has behind it, 0 without one."""
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    model.load_state_dict(state["model"])
    return int(state["step"])


class Log:
    """Losses as JSON lines under the cache, and a line on the screen now and then."""

    def __init__(self, name: str) -> None:
        CACHE.mkdir(exist_ok=True)
        self.path: Path = CACHE / f"{name}.jsonl"
        self.start = time.time()

    def __call__(self, **values: float) -> None:
        row = {"minutes": round((time.time() - self.start) / 60, 2)}
        row |= {k: round(float(v), 5) for k, v in values.items()}
        with self.path.open("a") as file:
            file.write(json.dumps(row) + "\n")
        print(row, flush=True)
