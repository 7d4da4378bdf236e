"""Other people's restorers: diffusers upscalers and image-to-image pipelines, compact super-resolution checkpoints."""

from __future__ import annotations

import inspect
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn
from torch.nn import functional as F

from tools.base import Hooks
from tools.device import device, dtype
from tools.engines.restoration.restorer import (
    DegradationEstimate,
    PocketRestorer,
    enlarged,
    join,
    measure,
    split,
    tiled,
)
from tools.errors import ModelDamaged
from tools.types import ModelInfo


class Guest(ABC):
    """A restorer that can't look: the packaged one looks for it. Its result is brought to the size asked for."""

    def __init__(self, info: ModelInfo, eye: Callable[[], PocketRestorer]) -> None:
        self.info, self.eye = info, eye

    def look(self, image: Image.Image) -> DegradationEstimate:
        """What is wrong with a picture, as the packaged restorer sees it."""
        return self.eye().look(image)

    def restore(
        self, image: Image.Image, how: str, strength: float, hooks: Hooks, found: DegradationEstimate | None = None
    ) -> Image.Image:
        """See `PocketRestorer.restore`; one and the same network for every fault."""
        picture, alpha = split(image)
        size = measure(picture.width, picture.height, how)
        base = Image.fromarray(enlarged(np.asarray(picture), size))
        if strength == 0 or (how == "auto" and found is not None and not any(found.vector("auto"))):
            return join(base, alpha, image)
        made = self._run(picture, hooks).resize(size, Image.Resampling.LANCZOS)
        return join(Image.blend(base, made, strength), alpha, image)

    @abstractmethod
    def _run(self, picture: Image.Image, hooks: Hooks) -> Image.Image:
        """The RGB picture as the network leaves it, at whatever size that is."""


class HubRestorer(Guest):
    """A diffusers pipeline by path or hub name; safetensors only.

    Options of the profile: `prompt`, `steps`, `guidance`, `change` (how far image-to-image may go, .3 unless told);
    the rest goes to `from_pretrained`.
    """

    def __init__(
        self, info: ModelInfo, where: Path | str, options: dict[str, Any], eye: Callable[[], PocketRestorer]
    ) -> None:
        from diffusers import AutoPipelineForImage2Image, DiffusionPipeline

        super().__init__(info, eye)
        options = dict(options)
        self.steps = int(options.pop("steps", 20))
        self.call = {
            "prompt": str(options.pop("prompt", "a sharp, clean photograph")),
            "guidance_scale": float(options.pop("guidance", 3.0)), "strength": float(options.pop("change", 0.3)),
        }  # fmt: skip
        pipeline = DiffusionPipeline.from_pretrained(where, dtype=dtype(device()), use_safetensors=True, **options)
        if "image" not in inspect.signature(pipeline.__call__).parameters:
            pipeline = AutoPipelineForImage2Image.from_pipe(pipeline)
        self.pipeline = pipeline.to(device())
        self.pipeline.set_progress_bar_config(disable=True)

    def nbytes(self) -> int:
        """Bytes of every component's weights."""
        modules = [c for c in self.pipeline.components.values() if isinstance(c, nn.Module)]
        return sum(p.nbytes for module in modules for p in module.parameters())

    def to(self, where: str) -> None:
        """Move to a device."""
        self.pipeline.to(where)

    def _run(self, picture: Image.Image, hooks: Hooks) -> Image.Image:
        def report(*values: Any) -> Any:
            hooks.step(min(int(values[-3]) + 1, self.steps), self.steps)
            return values[-1]

        hooks.step(0, self.steps)
        sides = [max(64, round(side / 8) * 8) for side in picture.size]
        given = {
            **self.call, "image": picture.resize((sides[0], sides[1]), Image.Resampling.LANCZOS),
            "num_inference_steps": self.steps, "generator": torch.Generator().manual_seed(0),
            "callback_on_step_end": report, "callback": report,
        }  # fmt: skip
        known = inspect.signature(self.pipeline.__call__).parameters
        if "callback_on_step_end" in known:
            given.pop("callback")
        made: Image.Image = self.pipeline(**{k: v for k, v in given.items() if k in known}).images[0]
        return made


class Compact(nn.Module):
    """The convolutions with PReLU that Real-ESRGAN calls compact (arXiv:2107.10833): residual on the enlarged input."""

    def __init__(self, state: dict[str, Tensor]) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for number in range(1 + max(int(key.split(".")[1]) for key in state)):
            weight = state[f"body.{number}.weight"]
            outer, inner = weight.shape[0], weight.shape[1] if weight.dim() == 4 else 0
            layers.append(nn.Conv2d(inner, outer, 3, padding=1) if inner else nn.PReLU(outer))
        self.body = nn.Sequential(*layers)
        self.load_state_dict(state)
        self.scale = round((outer / 3) ** 0.5)

    def forward(self, pixels: Tensor) -> Tensor:
        """(B, 3, H, W) in [0, 1] to (B, 3, H * scale, W * scale)."""
        finer = F.pixel_shuffle(self.body(pixels), self.scale)
        return finer + F.interpolate(pixels, scale_factor=self.scale, mode="nearest")


class CheckpointRestorer(Guest):
    """A community super-resolution checkpoint of the compact kind, one safetensors file."""

    def __init__(self, info: ModelInfo, path: Path, eye: Callable[[], PocketRestorer]) -> None:
        from safetensors import SafetensorError
        from safetensors.torch import load_file

        super().__init__(info, eye)
        try:
            self.network = Compact({k: v.float() for k, v in load_file(path).items()}).eval().to(device())
        except (SafetensorError, RuntimeError, KeyError, ValueError, IndexError, OSError) as error:
            raise ModelDamaged(
                f"{path.name} is no safetensors file of a compact super-resolution network (convolutions and PReLU); "
                "give another one."
            ) from error

    def nbytes(self) -> int:
        """Bytes of the weights."""
        return sum(p.nbytes for p in self.network.parameters())

    def to(self, where: str) -> None:
        """Move to a device."""
        self.network.to(where)

    def _run(self, picture: Image.Image, hooks: Hooks) -> Image.Image:
        where = next(self.network.parameters()).device
        return Image.fromarray(tiled(np.asarray(picture), self.network, hooks, where, self.network.scale))
