"""The pocket restorer's networks: one against noise, JPEG blocks, blur and low resolution, one that estimates them."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.modeling_utils import ModelMixin
from torch import Tensor, nn
from torch.nn import functional as F

DAMAGES = ("noise", "jpeg", "blur", "scale")
"""The numbers of a damage vector, each from 0 (none) to about 1 (worst); see `damage`."""
MULTIPLE = 8
"""Height and width of what the network sees are multiples of this."""


def damage(noise: float = 0, quality: float = 100, blur: float = 0, scale: float = 1) -> tuple[float, ...]:
    """Return a damage vector, with the numbers of DAMAGES.

    Args:
        noise: standard deviation in grey levels of 255.
        quality: JPEG quality from 1 to 100; 100 for a picture that was never compressed.
        blur: standard deviation of a Gaussian in pixels.
        scale: factor by which the picture was enlarged: 1, 2 or 4, or between them where that is unsure.
    """
    return noise / 50, (100 - quality) / 100, blur / 3, float(torch.tensor(scale).log2()) / 2


class ConditionedBlock(nn.Module):
    """Residual block of two 3x3 convolutions whose inner bias and outer gain depend on the damage."""

    def __init__(self, width: int, condition: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(width, width, 3, padding=1)
        self.second = nn.Conv2d(width, width, 3, padding=1, bias=False)
        self.control = nn.Linear(condition, 2 * width)
        nn.init.zeros_(self.control.weight)
        nn.init.zeros_(self.control.bias)

    def forward(self, x: Tensor, condition: Tensor) -> Tensor:
        """Map features (B, width, H, W) to the same shape, under a condition (B, condition)."""
        bias, gain = self.control(condition)[:, :, None, None].chunk(2, 1)
        return x + self.second(torch.relu(self.first(x) + bias)) * (gain + 1)


class Stage(nn.Module):
    """Blocks at one resolution, one after the other."""

    def __init__(self, width: int, condition: int, blocks: int) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(ConditionedBlock(width, condition) for _ in range(blocks))

    def forward(self, x: Tensor, condition: Tensor) -> Tensor:
        """Map features (B, width, H, W) to the same shape, under a condition (B, condition)."""
        for block in self.blocks:
            x = block(x, condition)
        return x


def blockiness(pixels: Tensor) -> Tensor:
    """Measure how regularly brightness jumps every eight pixels, as it does at the edges of JPEG's blocks.

    Args:
        pixels: (B, 3, H, W) in [0, 1], sides of at least 32.

    Returns:
        (B, 32): for columns and then for rows, for each of the eight phases of the grid, by how much the mean jump
        exceeds that of its neighbours. The eight are given twice, as a share of all jumps and in grey levels of 25,
        and each eight are sorted from the largest. All are about 0 without blocks.
    """
    found = []
    for grey in (pixels.mean(1), pixels.mean(1).transpose(1, 2)):
        jump = grey.diff(dim=-1).abs()
        excess = (jump[..., 1:-1] - (jump[..., :-2] + jump[..., 2:]) / 2)[..., : (jump.shape[-1] - 2) // 8 * 8]
        phases = excess.unflatten(-1, (-1, 8)).mean((1, 2))
        found += [phases / (jump.mean((1, 2))[:, None] + 0.002), phases * 10]
    return torch.cat([phases.sort(-1, descending=True).values for phases in found], 1)


class PocketRestorer(ModelMixin, ConfigMixin):
    """Residual U-Net at a half, a quarter and an eighth of the resolution that is given the damage as a vector.

    The damage steers it as FFDNet's noise map does (arXiv:1710.04026); the levels follow DRUNet (arXiv:2008.13751).
    Pixel-unshuffle at the entrance and pixel-shuffle at the exit keep the widest maps small. Without normalisation,
    what lies far from a tile does not change its result. `estimate` is the blind estimate of the damage, by a network
    of its own in the same checkpoint.

    Args:
        widths: channels at a half, a quarter and an eighth of the resolution.
        blocks: blocks of each stage, at these resolutions.
        condition: length of the vector that the damage is embedded in.
    """

    @register_to_config
    def __init__(
        self, widths: Sequence[int] = (32, 64, 128), blocks: Sequence[int] = (1, 2, 4), condition: int = 32
    ) -> None:
        super().__init__()
        top, middle, deep = widths
        self.embed = nn.Sequential(nn.Linear(len(DAMAGES), condition), nn.ReLU(), nn.Linear(condition, condition))
        self.unshuffle = nn.PixelUnshuffle(2)
        self.shuffle = nn.PixelShuffle(2)
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
            nn.Conv2d(12, 32, 3, padding=1),
            nn.ReLU(),
            nn.Conv2d(32, 32, 3, padding=1),
            nn.ReLU(),
            nn.Conv2d(32, 48, 4, stride=2, padding=1),
            nn.ReLU(),
            nn.Conv2d(48, 64, 4, stride=2, padding=1),
            nn.ReLU(),
            nn.Conv2d(64, 64, 3, padding=1),
            nn.ReLU(),
        )
        self.verdict = nn.Sequential(nn.Linear(192 + 32, 64), nn.ReLU(), nn.Linear(64, len(DAMAGES)))

    def forward(self, pixels: Tensor, damages: Tensor) -> Tensor:
        """Restore pictures.

        Args:
            pixels: (B, 3, H, W) in [0, 1], H and W divisible by MULTIPLE; already enlarged where the damage has a
                scale above 1.
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

    def estimate(self, pixels: Tensor) -> Tensor:
        """Estimate the damage of pictures without knowing the originals.

        Args:
            pixels: (B, 3, H, W) in [0, 1], H and W divisible by MULTIPLE and at least 32.

        Returns:
            Damage vectors (B, 4), see `damage`; the caller clamps them to [0, 1].
        """
        # Grain, blocks and the width of edges are all visible in what remains without the local mean.
        fine = 6 * (pixels - F.avg_pool2d(pixels, 7, 1, 3, count_include_pad=False))
        seen = self.eye(self.unshuffle(fine)).flatten(2)
        pooled = torch.cat([seen.mean(-1), seen.amax(-1), seen.std(-1), blockiness(pixels)], 1)
        found: Tensor = self.verdict(pooled)
        return found
