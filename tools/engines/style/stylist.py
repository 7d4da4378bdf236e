"""The pocket stylist: takes any picture as a style, in one pass of a small network."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional as F

from tools.device import device, dtype
from tools.engines.style.request import StyleRequest, finish_style
from tools.hooks import Hooks
from tools.images.channels import rgb_on_white
from tools.images.color_transfer import match_colors, with_colors_of
from tools.images.resize import shrink_to
from tools.networks.stylist import CELL, PocketStyleNetwork
from tools.networks.texture_features import box_blur
from tools.types import ModelInfo

LONGEST = 1024
"""Longer side in pixels up to which a picture is restyled at its own size."""
REFERENCE = 384
"""Longer side in pixels at which a reference is looked at, so that its strokes are as wide as those of training."""
LEAST_REFERENCE = 32
"""Sides in pixels to which smaller references are padded."""
PALETTE = 0.85
"""How far, of 1, colours move towards the reference's before its look is painted."""


def guided_upsample(made: Tensor, small: Tensor, large: Tensor) -> Tensor:
    """Enlarge a restyled picture with fine detail of the content (the guided filter, He et al. 2013).

    Args:
        made: the restyled picture (1, 3, h, w).
        small: the content at the same size (1, 3, h, w).
        large: the content at the size wanted (1, 3, H, W).

    Returns:
        (1, 3, H, W): the strokes of `made`, and of the detail that `small` lacks as much as `made` follows `small`
        nearby: the slope of a local linear fit, from 0 to 1.
    """
    mean_small = box_blur(small, 9)
    mean_made = box_blur(made, 9)
    variance = box_blur(small * small, 9) - mean_small**2
    covariance = box_blur(small * made, 9) - mean_small * mean_made
    slope = (covariance / (variance + 0.01)).clamp(0, 1)
    size = {"size": large.shape[-2:], "mode": "bicubic"}
    detail = large - F.interpolate(small, **size)
    return F.interpolate(made, **size) + F.interpolate(slope, **size) * detail


def _to_tensor(colors: np.ndarray) -> Tensor:
    """Map colours (H, W, 3) in [0, 1] to (1, 3, H, W) in [-1, 1] on the models' device."""
    return torch.from_numpy(colors).movedim(-1, 0)[None].to(device()) * 2 - 1


def _to_array(pixels: Tensor) -> np.ndarray:
    """Map pixels (1, 3, H, W) in about [-1, 1] to colours (H, W, 3) in [0, 1]."""
    return np.asarray(((pixels[0].clamp(-1, 1) + 1) / 2).movedim(0, -1).cpu().numpy())


def _pad(pixels: Tensor, least: int = 0) -> Tensor:
    """Repeat the lower and the right edge of (1, 3, H, W) until its sides suit the network and have `least` pixels."""
    down, right = (max(least, -(-side // CELL) * CELL) - side for side in pixels.shape[-2:])
    return F.pad(pixels, (0, right, 0, down), mode="replicate")


class PocketStylist:
    """This project's own stylist; see `tools.engines.base.Stylist`.

    Args:
        info: which weights these are.
        folder: the network's configuration and weights.
    """

    def __init__(self, info: ModelInfo, folder: Path) -> None:
        self.info = info
        self.model = PocketStyleNetwork.from_pretrained(folder, dtype=dtype(device(), small=True)).to(device()).eval()

    def nbytes(self) -> int:
        """Return the size of the weights and of the canvas in bytes."""
        return int(sum(p.nbytes for p in self.model.parameters()) + self.model.patterns.nbytes)

    def to(self, where: str) -> None:
        """Move the weights to a torch device."""
        self.model.to(where)

    @torch.no_grad()
    def restyle(self, content: Image.Image, reference: Image.Image, request: StyleRequest, hooks: Hooks) -> Image.Image:
        """Return the content in the reference's style, in its own size and transparency.

        Content larger than LONGEST is restyled small, and enlarged with its own fine detail.

        Raises:
            Cancelled: the hooks asked to stop; they get a step for every block of the network.
        """
        hooks.step(0, len(self.model.body))
        if request.strength == 0:
            return content
        full = rgb_on_white(content)
        small = rgb_on_white(shrink_to(content, LONGEST))
        shown = rgb_on_white(shrink_to(reference, REFERENCE))
        if request.palette and not request.keep_color:
            small = match_colors(small, shown, PALETTE * request.strength)
        given = _to_tensor(small)
        styled = torch.lerp(given, self._paint(given, self._encode(_to_tensor(shown)), hooks), request.strength)
        if small.shape != full.shape:
            styled = guided_upsample(styled, given, _to_tensor(full))
        colors = _to_array(styled)
        if request.keep_color:
            colors = with_colors_of(colors, full)
        return finish_style(content, colors, request.mask)

    def _encode(self, pixels: Tensor) -> Tensor:
        """Return the style code (1, code) of a reference (1, 3, H, W) in [-1, 1]."""
        longer = max(pixels.shape[-2:])
        if longer > REFERENCE:
            pixels = F.interpolate(pixels, scale_factor=REFERENCE / longer, mode="bilinear", antialias=True)
        return self.model.encode(_pad(pixels, LEAST_REFERENCE))

    def _paint(self, content: Tensor, code: Tensor, hooks: Hooks) -> Tensor:
        """Repaint content (1, 3, H, W) in [-1, 1] of any size; the result has the same shape."""
        padded = _pad(content)
        steps = len(self.model.body)
        canvas = self.model.canvas(0, 0, *padded.shape[-2:])
        painted = self.model.paint(padded, canvas, code, lambda block: hooks.step(block, steps))
        return painted[..., : content.shape[-2], : content.shape[-1]]
