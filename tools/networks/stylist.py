"""The stylist's network: it repaints a picture in the style of another, whose style it knows as a code."""

from __future__ import annotations

from collections.abc import Callable

import torch
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.modeling_utils import ModelMixin
from torch import Tensor, nn
from torch.nn import functional as F

from tools.networks.style_encoder import StyleEncoder
from tools.networks.texture_features import box_blur

CELL = 4
"""Side in pixels of what one position of the network's body sees: the sides of pictures are multiples of it."""
REACH = 32.0
"""Pixels to the middle of a pattern's cell that the canvas stores as 1."""


class StyledBlock(nn.Module):
    """Residual block whose inner channels the style scales and shifts (FiLM, arXiv:1709.07871).

    Without normalisation: a place looks the same whatever lies elsewhere in the picture, so that tiles fit together.
    """

    def __init__(self, width: int, code: int) -> None:
        super().__init__()
        self.before = nn.Conv2d(width, width, 3, padding=1)
        self.style = nn.Linear(code, 2 * width)
        self.after = nn.Conv2d(width, width, 3, padding=1)
        # Codes have unit variance: so gains are about a half from the first step on, else the style is learned late.
        nn.init.normal_(self.style.weight, std=0.5 / code**0.5)
        nn.init.normal_(self.after.weight, std=0.01)

    def forward(self, x: Tensor, code: Tensor) -> Tensor:
        """Map features (B, width, H, W) to the same shape, in the style of codes (B, code)."""
        gain, shift = self.style(code)[:, :, None, None].chunk(2, 1)
        inner = self.before(F.silu(x)) * (1 + gain) + shift
        return x + self.after(F.silu(inner))


class PixelPainter(nn.Module):
    """Paints every pixel by itself: a perceptron whose inputs and inner channels the style scales.

    Args:
        inputs: how many numbers are known at each pixel.
        width: inner channels.
        code: length of a style code.
    """

    def __init__(self, inputs: int, width: int, code: int) -> None:
        super().__init__()
        self.choice = nn.Linear(code, inputs)
        self.layers = nn.ModuleList([nn.Conv2d(inputs, width, 1), nn.Conv2d(width, width, 1)])
        self.styles = nn.ModuleList([nn.Linear(code, 2 * width) for _ in self.layers])
        self.leave = nn.Conv2d(width, 3, 1)
        for layer in (self.choice, *self.styles):
            nn.init.normal_(layer.weight, std=0.5 / code**0.5)
        nn.init.zeros_(self.leave.weight)

    def forward(self, known: Tensor, code: Tensor) -> Tensor:
        """Map what is known at each pixel (B, inputs, H, W), and codes (B, code), to colours (B, 3, H, W)."""
        x = known * (1 + self.choice(code)[:, :, None, None])
        for layer, style in zip(self.layers, self.styles, strict=True):
            gain, shift = style(code)[:, :, None, None].chunk(2, 1)
            x = F.silu(layer(x) * (1 + gain) + shift)
        return self.leave(x)


def colors_at(pixels: Tensor, offsets: Tensor) -> Tensor:
    """Return the colours at K other places for every pixel.

    Args:
        pixels: (B, 3, H, W).
        offsets: (B, 2 K, H, W): dx and dy in pixels to each of the places. Outside the picture its edge repeats.

    Returns:
        (B, 3 K, H, W).
    """
    height, width = pixels.shape[-2:]
    y = torch.arange(height, device=pixels.device, dtype=pixels.dtype)[:, None] + 0.5
    x = torch.arange(width, device=pixels.device, dtype=pixels.dtype) + 0.5
    found = []
    for pair in offsets.unflatten(1, (-1, 2)).unbind(1):
        dx, dy = pair.unbind(1)
        where = torch.stack([(x + dx) * (2 / width) - 1, (y + dy) * (2 / height) - 1], -1)
        found.append(F.grid_sample(pixels, where, padding_mode="border", align_corners=False))
    return torch.cat(found, 1)


class PocketStyleNetwork(ModelMixin, ConfigMixin):
    """Feed-forward style transfer: a body at a quarter of the resolution, then every pixel by itself.

    Beside the picture the network sees a canvas of fixed patterns (cells, dots, hatching, stitches, grain), because a
    convolution alone can't break the symmetry of a plain area, and the strokes of a style must lie somewhere. The
    canvas also says where the middle of each pixel's stone, dab or stitch lies, since a stroke has the colour of one
    place.

    Args:
        width: channels of the body.
        depth: blocks of the body.
        code: length of a style code.
        maps: patterns of the canvas.
        tile: side in pixels after which the canvas repeats.
        cells: kinds of cells whose middles the canvas gives.
        mixes: mixtures of the patterns that the body sees.
        features: features of each pixel that the body passes on.
        edges: learned slopes of each pixel.
        inner: channels of the perceptron that paints pixels.
    """

    @register_to_config
    def __init__(  # noqa: PLR0913 - These are the keys of the configuration file.
        self,
        width: int = 64,
        depth: int = 4,
        code: int = 160,
        maps: int = 24,
        tile: int = 256,
        cells: int = 4,
        mixes: int = 6,
        features: int = 16,
        edges: int = 12,
        inner: int = 48,
    ) -> None:
        super().__init__()
        self.encoder = StyleEncoder(code)
        self.unshuffle = nn.PixelUnshuffle(CELL)
        self.shuffle = nn.PixelShuffle(CELL)
        self.mix = nn.Linear(code, mixes * maps)
        nn.init.normal_(self.mix.weight, std=1 / (code * maps) ** 0.5)
        self.enter = nn.Conv2d((3 + mixes) * CELL**2, width, 1)
        self.body = nn.ModuleList([StyledBlock(width, code) for _ in range(depth)])
        self.leave = nn.Conv2d(width, features * CELL**2, 1)
        self.slopes = nn.Conv2d(3, edges, 3, padding=1, padding_mode="replicate", bias=False)
        self.pixel = PixelPainter(9 + 3 * cells + edges + maps + features, inner, code)
        self.register_buffer("patterns", torch.zeros(maps + 2 * cells, tile, tile, dtype=torch.int8))

    def encode(self, reference: Tensor) -> Tensor:
        """Return the style codes (B, code) of pictures (B, 3, H, W) in [-1, 1], sides divisible by CELL."""
        return self.encoder(reference)

    def canvas(self, y: int, x: int, height: int, width: int) -> Tensor:
        """Return a part of the endless canvas: (1, maps + 2 cells, height, width) in [-1, 1], from row y, column x."""
        tile = self.patterns.shape[-1]
        rows = torch.arange(y, y + height, device=self.patterns.device) % tile
        columns = torch.arange(x, x + width, device=self.patterns.device) % tile
        return self.patterns[None, :, rows[:, None], columns].to(self.dtype) / 127

    def paint(
        self, content: Tensor, canvas: Tensor, code: Tensor, on_block: Callable[[int], None] | None = None
    ) -> Tensor:
        """Repaint pictures.

        Args:
            content: (B, 3, H, W) in [-1, 1], sides divisible by CELL.
            canvas: (B or 1, maps + 2 cells, H, W), see `canvas`.
            code: (B, code), see `encode`.
            on_block: called with the number of every block of the body that is done, from 1.

        Returns:
            (B, 3, H, W) in about [-1, 1]; the caller clamps.
        """
        maps, offsets = canvas.split([self.config.maps, 2 * self.config.cells], 1)
        mixed = torch.einsum("bkm,bmhw->bkhw", self.mix(code).unflatten(1, (-1, maps.shape[1])), maps)
        x = self.enter(self.unshuffle(torch.cat([content, mixed], 1)))
        for number, block in enumerate(self.body, 1):
            x = block(x, code)
            if on_block:
                on_block(number)
        near = box_blur(content, 3)
        wide = box_blur(near, 5)
        known = [content, near, wide, colors_at(wide, offsets * REACH), self.slopes(near).abs(), maps]
        return content + self.pixel(torch.cat([*known, self.shuffle(self.leave(F.silu(x)))], 1), code)

    def forward(self, content: Tensor, reference: Tensor, canvas: Tensor) -> Tensor:
        """Repaint content (B, 3, H, W) in the style of references (B, 3, H', W'); see `paint` and `encode`."""
        return self.paint(content, canvas, self.encode(reference))
