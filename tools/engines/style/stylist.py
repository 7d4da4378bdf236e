"""Stylists: the pocket network, and any diffusers image-to-image pipeline with an IP-Adapter."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional as F

from tools.base import Hooks
from tools.device import device, dtype
from tools.errors import BadProfile
from tools.images.color_transfer import match_colors, with_colors_of
from tools.networks.texture_features import box
from tools.types import ModelInfo

LONGEST = 1024
"""Pixels of the longer side up to which a picture is restyled at its own size."""
REFERENCE = 384
"""Pixels of the longer side at which a reference is looked at: strokes as wide as those of training."""
PALETTE = 0.85
"""How far colours move towards the reference's before its look is painted."""


@dataclass(frozen=True)
class StyleRequest:
    """How to restyle: `strength` in [0, 1]; the content's own colours kept (`keep_color`), the reference's taken
    (`palette`), or neither: then its look alone counts; `mask` (white) is where the picture may change."""

    strength: float = 1.0
    keep_color: bool = False
    palette: bool = True
    mask: Image.Image | None = None


def colors_of(picture: Image.Image) -> np.ndarray:
    """Colours (H, W, 3) in [0, 1], what is transparent on white."""
    if picture.has_transparency_data:
        whole = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", whole.size, "white"), whole)
    return np.asarray(picture.convert("RGB")).astype(np.float32) / 255


def finish_style(content: Image.Image, colors: np.ndarray, mask: Image.Image | None) -> Image.Image:
    """New colours (H, W, 3) in [0, 1] where the mask allows, with the content's transparency."""
    made = Image.fromarray((colors * 255).round().clip(0, 255).astype(np.uint8))
    if mask is not None:
        made = Image.composite(made, content.convert("RGB"), mask.convert("L").resize(content.size))
    if content.has_transparency_data:
        made.putalpha(content.convert("RGBA").getchannel("A"))
    return made


def _fitted(picture: Image.Image, longest: int) -> Image.Image:
    """The picture with its longer side at most so long."""
    scale = longest / max(picture.size)
    if scale >= 1:
        return picture
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    return picture.resize(size, Image.Resampling.BICUBIC)


def _tensor(colors: np.ndarray) -> Tensor:
    return torch.from_numpy(colors).movedim(-1, 0)[None].to(device()) * 2 - 1


def _array(pixels: Tensor) -> np.ndarray:
    return ((pixels[0].clamp(-1, 1) + 1) / 2).movedim(0, -1).cpu().numpy()


def enlarged(made: Tensor, small: Tensor, large: Tensor) -> Tensor:
    """A restyled picture at a larger content's size: its own strokes, and the content's fine detail as far as it
    follows the content nearby (the slope of the guided filter, He et al. 2013)."""
    means = box(small, 9), box(made, 9)
    spread = box(small * small, 9) - means[0] ** 2
    slope = ((box(small * made, 9) - means[0] * means[1]) / (spread + 0.01)).clamp(0, 1)
    size = {"size": large.shape[-2:], "mode": "bicubic"}
    detail = large - F.interpolate(small, **size)
    return F.interpolate(made, **size) + F.interpolate(slope, **size) * detail


class PocketStylist:
    """The pocket network: any reference, feed-forward."""

    def __init__(self, info: ModelInfo, folder: Path) -> None:
        from tools.networks.stylist import PocketStyleNetwork

        self.info = info
        self.model = PocketStyleNetwork.from_pretrained(folder, dtype=dtype(device(), small=True)).to(device()).eval()

    def nbytes(self) -> int:
        """Bytes of its weights."""
        return sum(p.nbytes for p in self.model.parameters()) + self.model.patterns.nbytes

    def to(self, where: str) -> None:
        """Move to a device."""
        self.model.to(where)

    @torch.no_grad()
    def restyle(self, content: Image.Image, reference: Image.Image, manner: StyleRequest, hooks: Hooks) -> Image.Image:
        """The content in the reference's style, in its own size and transparency.

        Raises:
            Cancelled: by the hooks, at any of the network's blocks.
        """
        hooks.step(0, len(self.model.body))
        if manner.strength == 0:
            return content
        full = colors_of(content)
        shown, small = colors_of(_fitted(reference, REFERENCE)), colors_of(_fitted(content, LONGEST))
        toned = (
            match_colors(small, shown, PALETTE * manner.strength) if manner.palette and not manner.keep_color else small
        )
        given = _tensor(toned)
        made = torch.lerp(given, self._painted(given, self._code(_tensor(shown)), hooks), manner.strength)
        if small.shape != full.shape:
            made = enlarged(made, given, _tensor(full))
        colors = _array(made)
        return finish_style(content, with_colors_of(colors, full) if manner.keep_color else colors, manner.mask)

    def _code(self, pixels: Tensor) -> Tensor:
        longer = max(pixels.shape[-2:])
        if longer > REFERENCE:
            pixels = F.interpolate(pixels, scale_factor=REFERENCE / longer, mode="bilinear", antialias=True)
        return self.model.encode(self._padded(pixels, 32))

    def _padded(self, pixels: Tensor, least: int = 0) -> Tensor:
        """Repeated at the lower and right edge up to sides that the network takes."""
        from tools.networks.stylist import CELL

        high, wide = (max(least, -(-side // CELL) * CELL) - side for side in pixels.shape[-2:])
        return F.pad(pixels, (0, wide, 0, high), mode="replicate")

    def _painted(self, content: Tensor, code: Tensor, hooks: Hooks) -> Tensor:
        whole, steps = self._padded(content), len(self.model.body)
        canvas = self.model.canvas(0, 0, *whole.shape[-2:])
        made = self.model.paint(whole, canvas, code, lambda block: hooks.step(block, steps))
        return made[..., : content.shape[-2], : content.shape[-1]]


class HubStylist:
    """An image-to-image pipeline that an IP-Adapter shows the reference (arXiv:2308.06721); safetensors only.

    Options: `adapter` (its path or hub name), `adapter_folder`, `adapter_file`, `prompt`, `steps`; all others go to
    the pipeline's loader.
    """

    def __init__(self, info: ModelInfo, where: Path | str, options: dict[str, Any]) -> None:
        from diffusers import AutoPipelineForImage2Image
        from diffusers.utils import logging

        logging.disable_progress_bar()
        own = ("adapter", "adapter_folder", "adapter_file", "prompt", "steps")
        self.options = {name: options[name] for name in own if name in options}
        if "adapter" not in self.options or "adapter_file" not in self.options:
            raise BadProfile("A diffusers stylist needs the options adapter and adapter_file; add them to the profile.")
        self.info = info
        rest = {name: value for name, value in options.items() if name not in own}
        self.pipeline = AutoPipelineForImage2Image.from_pretrained(
            where, dtype=dtype(device()), use_safetensors=True, **rest
        )
        self.pipeline.load_ip_adapter(
            self.options["adapter"], subfolder=self.options.get("adapter_folder", ""),
            weight_name=self.options["adapter_file"],
        )  # fmt: skip
        self.pipeline.to(device())
        self.pipeline.set_progress_bar_config(disable=True)

    def nbytes(self) -> int:
        """Bytes of every component's weights."""
        modules = [c for c in self.pipeline.components.values() if isinstance(c, torch.nn.Module)]
        return sum(p.nbytes for module in modules for p in module.parameters())

    def to(self, where: str) -> None:
        """Move to a device."""
        self.pipeline.to(where)

    def restyle(self, content: Image.Image, reference: Image.Image, manner: StyleRequest, hooks: Hooks) -> Image.Image:
        """The content repainted with the reference before the adapter's eyes; strength sets how far it may move."""
        from tools.engines.painting import step_reporter as _step_end

        if manner.strength == 0:
            return content
        steps = int(self.options.get("steps", 20))
        hooks.step(0, steps)
        movement = 0.3 + 0.4 * manner.strength
        self.pipeline.set_ip_adapter_scale(manner.strength)
        source = Image.fromarray((colors_of(content) * 255).astype(np.uint8))
        made = self.pipeline(
            prompt=self.options.get("prompt", ""), image=source, ip_adapter_image=reference.convert("RGB"),
            strength=movement, num_inference_steps=max(1, round(steps / movement)),
            generator=torch.Generator().manual_seed(0), callback_on_step_end=_step_end(hooks, steps),
        ).images[0].resize(content.size)  # fmt: skip
        colors = colors_of(made)
        kept = with_colors_of(colors, colors_of(content)) if manner.keep_color else colors
        return finish_style(content, kept, manner.mask)
