"""The grader's detector: things as points, each with its noun, colour and size; and the picture's scene and style.

Anchor-free detection by centre heatmaps as in CenterNet (Zhou et al., "Objects as Points", arXiv:1904.07850).
The studio never looks through it: it stands apart from the painter and the eyes, so that it can grade both.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.modeling_utils import ModelMixin
from torch import Tensor, nn
from torch.nn import functional as F

from tools.pocket.autoencoder import ResidualBlock

SIZES = ("small", "medium", "large")
GRID, STEP = 15, 8
"""Centres are looked for at every 8th pixel but the border's."""


@dataclass(frozen=True)
class Detection:
    """One thing: position in pixels of a 128-pixel picture, and a distribution for each attribute."""

    x: float
    y: float
    score: float
    nouns: dict[str, float]
    colors: dict[str, float]
    sizes: dict[str, float]

    @property
    def noun(self) -> str:
        return max(self.nouns, key=lambda name: self.nouns[name])

    @property
    def color(self) -> str:
        return max(self.colors, key=lambda name: self.colors[name])


@dataclass(frozen=True)
class Seen:
    """All that was found in one picture."""

    things: tuple[Detection, ...]
    scenes: dict[str, float]
    styles: dict[str, float]


class PocketDetector(ModelMixin, ConfigMixin):
    """`forward` takes pictures (B, 3, 128, 128) in [-1, 1] and gives logits: centres (B, 1, 15, 15), nouns
    (B, N, 15, 15), colours, sizes alike, scenes (B, S) and styles (B, T)."""

    @register_to_config
    def __init__(
        self, nouns: list[str], colors: list[str], scenes: list[str], styles: list[str],
        width: int = 64, deep: int = 144, blocks: int = 3,
    ) -> None:  # fmt: skip
        super().__init__()
        self.trunk = nn.Sequential(
            nn.PixelUnshuffle(4), nn.Conv2d(48, width, 3, padding=1), ResidualBlock(width),
            nn.Conv2d(width, deep, 2, stride=2), *[ResidualBlock(deep) for _ in range(blocks)],
            # Centres lie on corners of the 8-pixel cells; the mean of four cells stands for their common corner.
            nn.SiLU(), nn.AvgPool2d(2, 1), nn.Conv2d(deep, 2 * deep, 1), nn.SiLU(),
        )  # fmt: skip
        outputs = (1, len(nouns), len(colors), len(SIZES))
        self.heads = nn.ModuleList(nn.Conv2d(2 * deep, n, 1) for n in outputs)
        self.whole = nn.ModuleList(nn.Linear(2 * deep, n) for n in (len(scenes), len(styles)))
        nn.init.constant_(self.heads[0].bias, -4.0)

    def forward(self, pixels: Tensor) -> tuple[Tensor, ...]:
        """See the class."""
        x = self.trunk(pixels)
        mean = x.mean((2, 3))
        return (*(head(x) for head in self.heads), *(head(mean) for head in self.whole))

    @torch.no_grad()
    def see(self, pixels: Tensor, threshold: float = 0.35) -> list[Seen]:
        """What stands in each picture; centres under `threshold` are not reported."""
        heat, *parts, scenes, styles = self(pixels)
        heat = heat.sigmoid()
        peaks = (heat == F.max_pool2d(heat, 3, 1, 1)) & (heat > threshold)
        shares = [part.softmax(1) for part in parts]
        tables = (self.config.nouns, self.config.colors, SIZES)
        found = []
        for row in range(len(pixels)):
            things = []
            for y, x in peaks[row, 0].nonzero().tolist():
                named = [
                    dict(zip(table, share[row, :, y, x].tolist(), strict=True))
                    for table, share in zip(tables, shares, strict=True)
                ]
                things.append(Detection((x + 1) * STEP, (y + 1) * STEP, float(heat[row, 0, y, x]), *named))
            whole = [
                dict(zip(table, logits[row].softmax(0).tolist(), strict=True))
                for table, logits in ((self.config.scenes, scenes), (self.config.styles, styles))
            ]
            found.append(Seen(tuple(things), *whole))
        return found
