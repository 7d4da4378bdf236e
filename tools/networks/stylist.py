"""The stylist's network: a picture and the style code of another to the picture in that style."""

from __future__ import annotations

from collections.abc import Callable

import torch
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.modeling_utils import ModelMixin
from torch import Tensor, nn
from torch.nn import functional as F

from tools.networks.texture_features import box

CELL = 4
"""Side in pixels of what one position of the network's body sees: pictures' sides are multiples of it."""
REACH = 32.0
"""Pixels to the middle of a cell that the canvas notes as 1."""


class StyleEncoder(nn.Module):
    """Means and deviations of convolutional features at three depths, and of the colours, to a code.

    Nothing but statistics passes: the reference's subject can't be copied (as in AdaIN, arXiv:1703.06868).
    """

    def __init__(self, code: int) -> None:
        super().__init__()
        self.stages = nn.ModuleList(
            [
                nn.Sequential(nn.PixelUnshuffle(2), nn.Conv2d(12, 32, 3, padding=1), nn.SiLU()),
                nn.Sequential(
                    nn.Conv2d(32, 64, 3, stride=2, padding=1), nn.SiLU(), nn.Conv2d(64, 64, 3, padding=1), nn.SiLU()
                ),
                nn.Sequential(nn.Conv2d(64, 128, 3, stride=2, padding=1), nn.SiLU()),
            ]
        )
        self.out = nn.Sequential(
            nn.Linear(2 * (32 + 64 + 128) + 12, 256), nn.LayerNorm(256), nn.SiLU(), nn.Linear(256, code),
            nn.LayerNorm(code),
        )  # fmt: skip

    def told(self, pixels: Tensor) -> Tensor:
        """The statistics (B, N)."""
        colors = pixels.flatten(2).float()
        mean = colors.mean(2, keepdim=True)
        spread = (colors - mean) @ (colors - mean).transpose(1, 2) / colors.shape[2]
        told, x = [mean.flatten(1), spread.flatten(1)], pixels
        for stage in self.stages:
            x = stage(x)
            flat = x.flatten(2).float()
            told += [flat.mean(2), (flat.var(2) + 1e-4).sqrt()]
        return torch.cat(told, 1)

    def forward(self, pixels: Tensor) -> Tensor:
        return self.out(self.told(pixels))

    @torch.no_grad()
    def settle(self, pixels: Tensor) -> None:
        """Set the untrained layers so that what goes in and what they give varies over these pictures with mean 0 and
        deviation 1 (arXiv:1511.06856): statistics are much alike, and a style that hardly moves the code is learned
        late."""
        x = self.told(pixels)
        self.out[0].weight.div_(x.std(0) + 1e-3)
        for layer in self.out:
            if isinstance(layer, nn.Linear):
                made = layer(x)
                spread = made.std(0) + 1e-6
                layer.weight.div_(spread[:, None])
                layer.bias.copy_((layer.bias - made.mean(0)) / spread)
            x = layer(x)


class StyledBlock(nn.Module):
    """Residual block whose inner channels the style scales and shifts (FiLM, arXiv:1709.07871).

    Without normalisation: a place looks alike whatever lies elsewhere in the picture, so tiles fit together.
    """

    def __init__(self, width: int, code: int) -> None:
        super().__init__()
        self.before = nn.Conv2d(width, width, 3, padding=1)
        self.style = nn.Linear(code, 2 * width)
        self.after = nn.Conv2d(width, width, 3, padding=1)
        # Codes have unit variance: gains of about a half from the first step on, or the style is learned late.
        nn.init.normal_(self.style.weight, std=0.5 / code**0.5)
        nn.init.normal_(self.after.weight, std=0.01)

    def forward(self, x: Tensor, code: Tensor) -> Tensor:
        gain, shift = self.style(code)[:, :, None, None].chunk(2, 1)
        inner = self.before(F.silu(x)) * (1 + gain) + shift
        return x + self.after(F.silu(inner))


class PixelPainter(nn.Module):
    """Paints every pixel from what is known at it: a perceptron whose inputs and inner channels the style scales."""

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
        x = known * (1 + self.choice(code)[:, :, None, None])
        for layer, style in zip(self.layers, self.styles, strict=True):
            gain, shift = style(code)[:, :, None, None].chunk(2, 1)
            x = F.silu(layer(x) * (1 + gain) + shift)
        return self.leave(x)


def gathered(pixels: Tensor, offsets: Tensor) -> Tensor:
    """Each pixel's colours where its cells have their middle: (B, 3 K, H, W) by offsets (B, 2 K, H, W) in pixels."""
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
    """Feed-forward style transfer: what lies around at a quarter of the resolution, then every pixel for itself.

    Beside the picture it sees a canvas of fixed patterns (cells, dots, hatching, stitches, grain): a convolution alone
    can't break the symmetry of a plain area, and a style's strokes must lie somewhere. The canvas also says where the
    middle of each pixel's stone, dab or stitch lies, since a stroke has the colour of one place.
    """

    @register_to_config
    def __init__(
        self, width: int = 64, depth: int = 4, code: int = 160, maps: int = 24, tile: int = 256, cells: int = 4,
        mixes: int = 6, features: int = 16, edges: int = 12, inner: int = 48,
    ) -> None:  # fmt: skip
        super().__init__()
        self.encoder = StyleEncoder(code)
        self.unshuffle, self.shuffle = nn.PixelUnshuffle(CELL), nn.PixelShuffle(CELL)
        self.mix = nn.Linear(code, mixes * maps)
        nn.init.normal_(self.mix.weight, std=1 / (code * maps) ** 0.5)
        self.enter = nn.Conv2d((3 + mixes) * CELL**2, width, 1)
        self.body = nn.ModuleList([StyledBlock(width, code) for _ in range(depth)])
        self.leave = nn.Conv2d(width, features * CELL**2, 1)
        self.slopes = nn.Conv2d(3, edges, 3, padding=1, padding_mode="replicate", bias=False)
        self.pixel = PixelPainter(9 + 3 * cells + edges + maps + features, inner, code)
        self.register_buffer("patterns", torch.zeros(maps + 2 * cells, tile, tile, dtype=torch.int8))

    def encode(self, reference: Tensor) -> Tensor:
        """Style codes (B, code) of pictures (B, 3, H, W) in [-1, 1], sides divisible by CELL."""
        return self.encoder(reference)

    def canvas(self, y: int, x: int, height: int, width: int) -> Tensor:
        """The canvas (1, maps + 2 cells, height, width) in [-1, 1] from a place on, repeated without a seam."""
        tile = self.patterns.shape[-1]
        rows = torch.arange(y, y + height, device=self.patterns.device) % tile
        columns = torch.arange(x, x + width, device=self.patterns.device) % tile
        return self.patterns[None, :, rows[:, None], columns].to(self.dtype) / 127

    def paint(self, content: Tensor, canvas: Tensor, code: Tensor, tell: Callable[[int], None] | None = None) -> Tensor:
        """Pictures (B, 3, H, W) in about [-1, 1]; the caller clamps.

        `canvas` is (B, maps + 2 cells, H, W); `tell` is called with the number of each block that is done.
        """
        maps, offsets = canvas.split([self.config.maps, 2 * self.config.cells], 1)
        mixed = torch.einsum("bkm,bmhw->bkhw", self.mix(code).unflatten(1, (-1, maps.shape[1])), maps)
        x = self.enter(self.unshuffle(torch.cat([content, mixed], 1)))
        for number, block in enumerate(self.body, 1):
            x = block(x, code)
            if tell:
                tell(number)
        near = box(content, 3)
        wide = box(near, 5)
        known = [content, near, wide, gathered(wide, offsets * REACH), self.slopes(near).abs(), maps]
        return content + self.pixel(torch.cat([*known, self.shuffle(self.leave(F.silu(x)))], 1), code)

    def forward(self, content: Tensor, reference: Tensor, canvas: Tensor) -> Tensor:
        """Content and reference pictures to restyled ones."""
        return self.paint(content, canvas, self.encode(reference))
