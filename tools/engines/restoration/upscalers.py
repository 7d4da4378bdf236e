"""Restorers from elsewhere: diffusers upscalers and image-to-image pipelines, compact super-resolution checkpoints."""

from __future__ import annotations

import inspect
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image

from tools.device import device, dtype
from tools.engines.pipelines import pipeline_nbytes, step_callback
from tools.engines.restoration.compact import CompactNetwork
from tools.engines.restoration.degradation import DegradationEstimate
from tools.engines.restoration.restorer import PocketRestorer, output_size
from tools.engines.restoration.tiling import run_tiled
from tools.errors import ModelDamaged
from tools.hooks import Hooks
from tools.images.channels import restore_format, split_alpha
from tools.images.resize import resize_bicubic
from tools.types import ModelInfo


class ExternalRestorer(ABC):
    """A restorer that does one thing to every picture and can't estimate what is wrong with it.

    Args:
        info: which model this is.
        estimator: returns the packaged restorer, which estimates instead.
    """

    def __init__(self, info: ModelInfo, estimator: Callable[[], PocketRestorer]) -> None:
        self.info = info
        self.estimator = estimator

    def estimate(self, image: Image.Image) -> DegradationEstimate:
        """Estimate what is wrong with a picture."""
        return self.estimator().estimate(image)

    def restore(
        self, image: Image.Image, how: str, strength: float, hooks: Hooks, estimate: DegradationEstimate | None = None
    ) -> Image.Image:
        """Return the picture as the network leaves it, in the size that `how` asks for.

        See `tools.engines.base.Restorer.restore`; "auto" leaves a picture as it is when the estimate found no fault.

        Raises:
            BadPicture: the result would have too many pixels.
            Cancelled: the hooks asked to stop.
        """
        picture, alpha = split_alpha(image)
        size = output_size(picture.width, picture.height, how)
        base = Image.fromarray(resize_bicubic(np.asarray(picture), size))
        nothing_to_do = how == "auto" and estimate is not None and not any(estimate.damage_vector("auto"))
        if strength == 0 or nothing_to_do:
            return restore_format(base, alpha, image)
        made = self._run(picture, hooks).resize(size, Image.Resampling.LANCZOS)
        return restore_format(Image.blend(base, made, strength), alpha, image)

    @abstractmethod
    def _run(self, picture: Image.Image, hooks: Hooks) -> Image.Image:
        """Return an RGB picture as the network leaves it, in whatever size that has."""


class HubRestorer(ExternalRestorer):
    """A diffusers pipeline that takes a picture, by path or hub name; safetensors only.

    Args:
        info: which model this is.
        where: path or hub name.
        options: `prompt`, `steps`, `guidance` and `change` (how far image-to-image may go, 0.3 if absent); all others
            go to `from_pretrained`.
        estimator: see `ExternalRestorer`.
    """

    def __init__(
        self, info: ModelInfo, where: Path | str, options: dict[str, Any], estimator: Callable[[], PocketRestorer]
    ) -> None:
        from diffusers import AutoPipelineForImage2Image, DiffusionPipeline

        super().__init__(info, estimator)
        options = dict(options)
        self.steps = int(options.pop("steps", 20))
        self.arguments = {
            "prompt": str(options.pop("prompt", "a sharp, clean photograph")),
            "guidance_scale": float(options.pop("guidance", 3.0)),
            "strength": float(options.pop("change", 0.3)),
        }
        pipeline = DiffusionPipeline.from_pretrained(where, dtype=dtype(device()), use_safetensors=True, **options)
        if "image" not in inspect.signature(pipeline.__call__).parameters:
            pipeline = AutoPipelineForImage2Image.from_pipe(pipeline)
        self.pipeline = pipeline.to(device())
        self.pipeline.set_progress_bar_config(disable=True)

    def nbytes(self) -> int:
        """Return the size of all components' weights in bytes."""
        return pipeline_nbytes(self.pipeline)

    def to(self, where: str) -> None:
        """Move the weights to a torch device."""
        self.pipeline.to(where)

    def _run(self, picture: Image.Image, hooks: Hooks) -> Image.Image:
        hooks.step(0, self.steps)
        width, height = (max(64, round(side / 8) * 8) for side in picture.size)
        arguments = {
            **self.arguments,
            "image": picture.resize((width, height), Image.Resampling.LANCZOS),
            "num_inference_steps": self.steps,
            "generator": torch.Generator().manual_seed(0),
        }
        # Pipelines differ in what they take: some have no strength, and upscalers only the older callback.
        accepted = inspect.signature(self.pipeline.__call__).parameters
        callback = "callback_on_step_end" if "callback_on_step_end" in accepted else "callback"
        arguments[callback] = step_callback(hooks, self.steps)
        made: Image.Image = self.pipeline(**{k: v for k, v in arguments.items() if k in accepted}).images[0]
        return made


class CheckpointRestorer(ExternalRestorer):
    """A community super-resolution checkpoint of the compact kind: one safetensors file.

    Raises:
        ModelDamaged: the file has other weights or can't be read.
    """

    def __init__(self, info: ModelInfo, path: Path, estimator: Callable[[], PocketRestorer]) -> None:
        from safetensors import SafetensorError
        from safetensors.torch import load_file

        super().__init__(info, estimator)
        try:
            self.network = CompactNetwork({k: v.float() for k, v in load_file(path).items()}).eval().to(device())
        except (SafetensorError, RuntimeError, KeyError, ValueError, IndexError, OSError) as error:
            raise ModelDamaged(
                f"{path.name} is no safetensors file of a compact super-resolution network (convolutions and PReLU); "
                "give another one."
            ) from error

    def nbytes(self) -> int:
        """Return the size of the weights in bytes."""
        return sum(p.nbytes for p in self.network.parameters())

    def to(self, where: str) -> None:
        """Move the weights to a torch device."""
        self.network.to(where)

    def _run(self, picture: Image.Image, hooks: Hooks) -> Image.Image:
        where = next(self.network.parameters()).device
        return Image.fromarray(run_tiled(np.asarray(picture), self.network, hooks, where, self.network.scale))
