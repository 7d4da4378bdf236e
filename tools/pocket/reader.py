"""The reader: which layout does a picture show? An edit starts from it."""

from __future__ import annotations

import torch
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.modeling_utils import ModelMixin
from torch import Tensor, nn

from tools.pocket.blocks import PlainBlock
from tools.pocket.layout import CELLS, PARTS, Layout, things_of


class PocketReader(ModelMixin, ConfigMixin):
    """`forward` takes latents (B, C, 16, 16) and gives logits: noun (B, 64, N + 1), part (B, 64, PARTS), colour
    (B, 64, C + 1) of each cell, scene (B, S) and style (B, T)."""

    @register_to_config
    def __init__(
        self, nouns: list[str], colors: list[str], scenes: list[str], styles: list[str], channels: int = 16,
        side: int = 16, width: int = 256, depth: int = 4, heads: int = 4,
    ) -> None:  # fmt: skip
        super().__init__()
        self.patch, self.channels = side // CELLS, channels
        self.latent_in = nn.Linear(channels * self.patch**2, width)
        self.position = nn.Parameter(torch.randn(CELLS**2, width) * 0.02)
        # A picture's scene and style are read from a token of their own.
        self.summary = nn.Parameter(torch.randn(1, 1, width) * 0.02)
        self.blocks = nn.ModuleList(PlainBlock(width, heads) for _ in range(depth))
        self.norm = nn.RMSNorm(width, eps=1e-6)
        self.cells = nn.ModuleList(nn.Linear(width, n) for n in (len(nouns) + 1, PARTS, len(colors) + 1))
        self.whole = nn.ModuleList(nn.Linear(width, n) for n in (len(scenes), len(styles)))

    def features(self, latents: Tensor) -> Tensor:
        """A token a cell and one for the whole picture (B, 65, width)."""
        b, p = latents.shape[0], self.patch
        x = latents.view(b, self.channels, CELLS, p, CELLS, p).permute(0, 2, 4, 1, 3, 5).reshape(b, CELLS**2, -1)
        x = torch.cat([self.latent_in(x) + self.position, self.summary.expand(b, -1, -1)], 1)
        for block in self.blocks:
            x = block(x)
        out: Tensor = self.norm(x)
        return out

    def forward(self, latents: Tensor) -> tuple[Tensor, ...]:
        """See the class."""
        x = self.features(latents)
        return (*(head(x[:, :-1]) for head in self.cells), *(head(x[:, -1]) for head in self.whole))

    @torch.no_grad()
    def read(self, latents: Tensor) -> list[Layout]:
        """The likeliest layout of each picture's latents."""
        nouns, parts, colors, scenes, styles = (o.float().log_softmax(-1).cpu() for o in self(latents))
        return [
            Layout(things_of(nouns[i], parts[i], colors[i]), int(scenes[i].argmax()), int(styles[i].argmax()))
            for i in range(len(latents))
        ]
