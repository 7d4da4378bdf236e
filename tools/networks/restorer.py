"""The pocket restorer: one blind network against noise, JPEG blocks, blur and low resolution, and its first look."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.modeling_utils import ModelMixin
from torch import Tensor, nn
from torch.nn import functional as F

DAMAGES = ("noise", "jpeg", "blur", "scale")
"""What a damage vector says, each about 0 (none) to 1 (worst): see `damage`."""
MULTIPLE = 8
"""Height and width of what the network sees are multiples of this."""


def damage(noise: float = 0, quality: float = 100, blur: float = 0, scale: float = 1) -> tuple[float, ...]:
    """A damage vector.

    `noise` is the standard deviation in grey levels of 255, `quality` JPEG's 1 to 100 (100: never compressed), `blur`
    the standard deviation of a Gaussian in pixels, `scale` by how much the picture was enlarged (1, 2 or 4; between
    them where that is unsure).
    """
    return noise / 50, (100 - quality) / 100, blur / 3, float(torch.tensor(scale).log2()) / 2


class ConditionedBlock(nn.Module):
    """Residual block of two 3x3 convolutions whose inner bias and whose outer gain depend on the damage."""

    def __init__(self, width: int, condition: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(width, width, 3, padding=1)
        self.second = nn.Conv2d(width, width, 3, padding=1, bias=False)
        self.control = nn.Linear(condition, 2 * width)
        nn.init.zeros_(self.control.weight)
        nn.init.zeros_(self.control.bias)

    def forward(self, x: Tensor, condition: Tensor) -> Tensor:
        bias, gain = self.control(condition)[:, :, None, None].chunk(2, 1)
        return x + self.second(torch.relu(self.first(x) + bias)) * (gain + 1)


class Stage(nn.Module):
    """Blocks of one resolution, one after the other."""

    def __init__(self, width: int, condition: int, blocks: int) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(ConditionedBlock(width, condition) for _ in range(blocks))

    def forward(self, x: Tensor, condition: Tensor) -> Tensor:
        for block in self.blocks:
            x = block(x, condition)
        return x


def blockiness(pixels: Tensor) -> Tensor:
    """How regularly brightness jumps every eight pixels, as JPEG's blocks make it; 0 for none.

    Args:
        pixels: (B, 3, H, W), sides of 32 at least.

    Returns:
        (B, 32): for columns, then rows, of every phase of the grid the excess of the mean jump over its neighbours',
        as a share of all jumps and in grey levels of 25, each largest first.
    """
    found = []
    for grey in (pixels.mean(1), pixels.mean(1).transpose(1, 2)):
        jump = grey.diff(dim=-1).abs()
        excess = (jump[..., 1:-1] - (jump[..., :-2] + jump[..., 2:]) / 2)[..., : (jump.shape[-1] - 2) // 8 * 8]
        phases = excess.unflatten(-1, (-1, 8)).mean((1, 2))
        found += [phases / (jump.mean((1, 2))[:, None] + 0.002), phases * 10]
    return torch.cat([phases.sort(-1, descending=True).values for phases in found], 1)


class PocketRestorer(ModelMixin, ConfigMixin):
    """Residual U-Net at a half, a quarter and an eighth of the resolution, told what is wrong with the picture.

    The damage steers it as FFDNet's noise map does (arXiv:1710.04026), the levels follow DRUNet (arXiv:2008.13751);
    pixel-unshuffle in and out keeps the widest maps small. Without normalisation a tile has the same result whatever
    lies far from it. `look` is the blind first look, a network of its own in the same checkpoint.
    """

    @register_to_config
    def __init__(
        self, widths: Sequence[int] = (32, 64, 128), blocks: Sequence[int] = (1, 2, 4), condition: int = 32
    ) -> None:
        super().__init__()
        top, middle, deep = widths
        self.embed = nn.Sequential(nn.Linear(len(DAMAGES), condition), nn.ReLU(), nn.Linear(condition, condition))
        self.unshuffle, self.shuffle = nn.PixelUnshuffle(2), nn.PixelShuffle(2)
        self.enter = nn.Conv2d(12, top, 3, padding=1)
        self.down = nn.ModuleList([nn.Conv2d(top, middle, 2, stride=2), nn.Conv2d(middle, deep, 2, stride=2)])
        self.up = nn.ModuleList(
            [
                nn.Sequential(nn.Conv2d(deep, middle * 4, 1), nn.PixelShuffle(2)),
                nn.Sequential(nn.Conv2d(middle, top * 4, 1), nn.PixelShuffle(2)),
            ]
        )
        self.inward = nn.ModuleList(Stage(w, condition, n) for w, n in zip(widths[:2], blocks[:2], strict=True))
        self.bottom = Stage(deep, condition, blocks[2])
        self.outward = nn.ModuleList(
            Stage(w, condition, n) for w, n in zip((middle, top), (blocks[1], blocks[0]), strict=True)
        )
        self.leave = nn.Conv2d(top, 12, 3, padding=1)
        nn.init.zeros_(self.leave.weight)
        nn.init.zeros_(self.leave.bias)
        self.eye = nn.Sequential(
            nn.Conv2d(12, 32, 3, padding=1), nn.ReLU(), nn.Conv2d(32, 32, 3, padding=1), nn.ReLU(),
            nn.Conv2d(32, 48, 4, stride=2, padding=1), nn.ReLU(), nn.Conv2d(48, 64, 4, stride=2, padding=1), nn.ReLU(),
            nn.Conv2d(64, 64, 3, padding=1), nn.ReLU(),
        )  # fmt: skip
        self.verdict = nn.Sequential(nn.Linear(192 + 32, 64), nn.ReLU(), nn.Linear(64, len(DAMAGES)))

    def forward(self, pixels: Tensor, damages: Tensor) -> Tensor:
        """Restored pictures of the same shape.

        Args:
            pixels: (B, 3, H, W) in [0, 1], H and W divisible by MULTIPLE; enlarged ones where the scale says so.
            damages: (B, 4), see `damage`.

        Returns:
            (B, 3, H, W) in about [0, 1]; the caller clamps.
        """
        condition = self.embed(damages)
        first = self.inward[0](self.enter(self.unshuffle(pixels - 0.5)), condition)
        second = self.inward[1](self.down[0](first), condition)
        x = self.bottom(self.down[1](second), condition)
        x = self.outward[0](self.up[0](x) + second, condition)
        x = self.outward[1](self.up[1](x) + first, condition)
        restored: Tensor = pixels + self.shuffle(self.leave(x))
        return restored

    def look(self, pixels: Tensor) -> Tensor:
        """Damage vectors (B, 4) as seen in pictures (B, 3, H, W) in [0, 1], H and W divisible by MULTIPLE."""
        # Grain, blocks and the width of edges show in what is left of a picture without its local mean.
        fine = 6 * (pixels - F.avg_pool2d(pixels, 7, 1, 3, count_include_pad=False))
        seen = self.eye(self.unshuffle(fine)).flatten(2)
        pooled = torch.cat([seen.mean(-1), seen.amax(-1), seen.std(-1), blockiness(pixels)], 1)
        found: Tensor = self.verdict(pooled)
        return found
