"""Latents that a painter of pages has painted, as its training writes them beside its checkpoints."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor

from tools.device import device


class PaintedLatents:
    """Painted latents of a folder to which a painter's training goes on writing.

    Shards are safetensors with `latents` (N, C, H, W); what else is in them is not used here. The folder may be missing
    or empty still; a shard that cannot be read yet is tried again, one without such latents is left out.

    Args:
        folder: folder of the shards; None for no painted latents at all.
        channels: C.
        capacity: latents that are kept at most, the newest.
    """

    def __init__(self, folder: Path | None, channels: int, capacity: int = 4096) -> None:
        self.folder = folder
        self.channels = channels
        self.capacity = capacity
        self._seen: set[Path] = set()
        self._latents: Tensor | None = None

    def __len__(self) -> int:
        return 0 if self._latents is None else len(self._latents)

    def refresh(self) -> int:
        """Take in the shards that are new; return how many latents came."""
        if self.folder is None:
            return 0
        came = 0
        for path in sorted(self.folder.glob("*.safetensors")):
            if path in self._seen:
                continue
            try:
                latents = load_file(path).get("latents")
            except (OSError, SafetensorError):
                continue
            self._seen.add(path)
            if latents is None or latents.ndim != 4 or latents.shape[1] != self.channels or not _is_sound(latents):
                print(f"{path.name} is left out: it has no finite latents of {self.channels} channels.", flush=True)
                continue
            came += len(latents)
            latents = latents.half().to(device())
            if self._latents is not None and self._latents.shape[2:] == latents.shape[2:]:
                latents = torch.cat([self._latents, latents])
            self._latents = latents[-self.capacity :]
        return came

    def batch(self, size: int) -> Tensor:
        """Return random painted latents (size, C, H, W), float32."""
        assert self._latents is not None, "nothing has been painted yet"
        return self._latents[torch.randint(len(self._latents), (size,), device=self._latents.device)].float()


def _is_sound(latents: Tensor) -> bool:
    return len(latents) > 0 and bool(latents.isfinite().all())
