"""A stylist of the hub: a diffusers image-to-image pipeline that sees the reference through an IP-Adapter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image

from tools.device import device, dtype
from tools.engines.pipelines import pipeline_nbytes, step_callback
from tools.engines.style.request import StyleRequest, finish_style
from tools.errors import BadProfile
from tools.hooks import Hooks
from tools.images.channels import rgb_on_white
from tools.images.color_transfer import with_colors_of
from tools.types import ModelInfo

OPTIONS = ("adapter", "adapter_folder", "adapter_file", "prompt", "steps")
"""The options of a profile that are this engine's and not the pipeline's."""


class HubStylist:
    """An image-to-image pipeline with an IP-Adapter (arXiv:2308.06721); safetensors only.

    Args:
        info: which model this is.
        where: path or hub name of the pipeline.
        options: `adapter` (path or hub name of the IP-Adapter), `adapter_file` and, if need be, `adapter_folder`
            (where its weights are), `prompt`, `steps` (20 if absent); all others go to the pipeline's loader.

    Raises:
        BadProfile: `adapter` or `adapter_file` is missing.
    """

    def __init__(self, info: ModelInfo, where: Path | str, options: dict[str, Any]) -> None:
        from diffusers import AutoPipelineForImage2Image
        from diffusers.utils import logging

        logging.disable_progress_bar()
        self.options = {name: options[name] for name in OPTIONS if name in options}
        if "adapter" not in self.options or "adapter_file" not in self.options:
            raise BadProfile("A diffusers stylist needs the options adapter and adapter_file; add them to the profile.")
        self.info = info
        rest = {name: value for name, value in options.items() if name not in OPTIONS}
        self.pipeline = AutoPipelineForImage2Image.from_pretrained(
            where, dtype=dtype(device()), use_safetensors=True, **rest
        )
        self.pipeline.load_ip_adapter(
            self.options["adapter"],
            subfolder=self.options.get("adapter_folder", ""),
            weight_name=self.options["adapter_file"],
        )
        self.pipeline.to(device())
        self.pipeline.set_progress_bar_config(disable=True)

    def nbytes(self) -> int:
        """Return the size of all components' weights in bytes."""
        return pipeline_nbytes(self.pipeline)

    def to(self, where: str) -> None:
        """Move the weights to a torch device."""
        self.pipeline.to(where)

    def restyle(self, content: Image.Image, reference: Image.Image, request: StyleRequest, hooks: Hooks) -> Image.Image:
        """Return the content repainted while the adapter shows the reference.

        The strength of the request sets the adapter's scale, and how far the picture may move from the content.

        Raises:
            Cancelled: the hooks asked to stop.
        """
        if request.strength == 0:
            return content
        steps = int(self.options.get("steps", 20))
        hooks.step(0, steps)
        self.pipeline.set_ip_adapter_scale(request.strength)
        # Image-to-image runs only `movement` of the schedule's steps.
        movement = 0.3 + 0.4 * request.strength
        styled = self.pipeline(
            prompt=self.options.get("prompt", ""),
            image=Image.fromarray((rgb_on_white(content) * 255).astype(np.uint8)),
            ip_adapter_image=reference.convert("RGB"),
            strength=movement,
            num_inference_steps=max(1, round(steps / movement)),
            generator=torch.Generator().manual_seed(0),
            callback_on_step_end=step_callback(hooks, steps),
        ).images[0]
        colors = rgb_on_white(styled.resize(content.size))
        if request.keep_color:
            colors = with_colors_of(colors, rgb_on_white(content))
        return finish_style(content, colors, request.mask)
