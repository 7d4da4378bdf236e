"""The reader: which layout does a picture show? An edit starts from it."""

from __future__ import annotations

from collections.abc import Collection

import torch
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.modeling_utils import ModelMixin
from torch import Tensor, nn

from tools.networks.painter.blocks import PlainBlock, patches
from tools.networks.painter.layout import CELLS, PARTS, VARIANTS, Layout, things_of


class PocketReader(ModelMixin, ConfigMixin):
    """`forward` takes latents (B, C, 16, 16) and gives logits: noun (B, 64, N + 1), part (B, 64, PARTS), colour
    (B, 64, C + 1) of each cell, scene (B, S), style (B, T) and backdrop (B, S x variants)."""

    @register_to_config
    def __init__(
        self, nouns: list[str], colors: list[str], scenes: list[str], styles: list[str], channels: int = 16,
        side: int = 16, width: int = 256, depth: int = 4, heads: int = 4, variants: int = VARIANTS,
    ) -> None:  # fmt: skip
        super().__init__()
        self.patch = side // CELLS
        self.latent_in = nn.Linear(channels * self.patch**2, width)
        self.position = nn.Parameter(torch.randn(CELLS**2, width) * 0.02)
        # A picture's scene and style are read from a token of their own.
        self.summary = nn.Parameter(torch.randn(1, 1, width) * 0.02)
        self.blocks = nn.ModuleList(PlainBlock(width, heads) for _ in range(depth))
        self.norm = nn.RMSNorm(width, eps=1e-6)
        self.cells = nn.ModuleList(nn.Linear(width, n) for n in (len(nouns) + 1, PARTS, len(colors) + 1))
        wholes = (len(scenes), len(styles), len(scenes) * variants)
        self.whole = nn.ModuleList(nn.Linear(width, n) for n in wholes)

    def features(self, latents: Tensor) -> Tensor:
        """A token a cell and one for the whole picture (B, 65, width)."""
        x = self.latent_in(patches(latents, self.patch)) + self.position
        x = torch.cat([x, self.summary.expand(len(x), -1, -1)], 1)
        for block in self.blocks:
            x = block(x)
        out: Tensor = self.norm(x)
        return out

    def forward(self, latents: Tensor) -> tuple[Tensor, ...]:
        """See the class."""
        x = self.features(latents)
        return (*(head(x[:, :-1]) for head in self.cells), *(head(x[:, -1]) for head in self.whole))

    @torch.no_grad()
    def read(
        self, latents: Tensor, known: Collection[int] = (), scene: int | None = None, style: int | None = None
    ) -> list[Layout]:
        """The likeliest layout of each picture's latents, with what is known of it from elsewhere.

        Things are of the `known` nouns alone where there are any; a `scene` and a `style` are taken as they are.
        """
        nouns, *rest = (o.float().cpu() for o in self(latents))
        if known:
            others = torch.ones(nouns.shape[-1], dtype=torch.bool)
            others[[0, *(noun + 1 for noun in known)]] = False
            nouns = nouns.masked_fill(others, -1e4)
        *cells, scenes, styles, backdrops = (o.log_softmax(-1) for o in (nouns, *rest))
        layouts = []
        for row in range(len(latents)):
            where = int(scenes[row].argmax()) if scene is None else scene
            look = int(styles[row].argmax()) if style is None else style
            variant = int(backdrops[row].view(-1, self.config.variants)[where].argmax())
            layouts.append(Layout(things_of(*(part[row] for part in cells)), where, look, variant))
        return layouts
