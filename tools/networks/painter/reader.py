"""The reader: finds the layout of a picture, from which an edit starts."""

from __future__ import annotations

from collections.abc import Collection

import torch
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.modeling_utils import ModelMixin
from torch import Tensor, nn

from tools.networks.painter.blocks import PlainBlock, patches
from tools.networks.painter.layout import CELLS, PARTS, VARIANTS, Layout, decode_things

_IMPOSSIBLE = -1e4
"""Logit of nouns that are ruled out."""


class PocketReader(ModelMixin, ConfigMixin):
    """A transformer over the cells of a picture's latents that classifies cells and the whole picture.

    Args:
        nouns: names of the nouns; only the number of names counts here and below.
        colors: names of the colours.
        scenes: names of the scenes.
        styles: names of the styles.
        channels: channels of the latents.
        side: height and width of the latents.
        width: length of a token.
        depth: number of blocks.
        heads: attention heads.
        variants: backdrops of each scene.
    """

    @register_to_config
    def __init__(  # noqa: PLR0913 - These are the keys of the configuration file.
        self,
        nouns: list[str],
        colors: list[str],
        scenes: list[str],
        styles: list[str],
        channels: int = 16,
        side: int = 16,
        width: int = 256,
        depth: int = 4,
        heads: int = 4,
        variants: int = VARIANTS,
    ) -> None:
        super().__init__()
        self.patch = side // CELLS
        self.latent_in = nn.Linear(channels * self.patch**2, width)
        self.position = nn.Parameter(torch.randn(CELLS**2, width) * 0.02)
        # Scene, style and backdrop are read from a token of their own.
        self.summary = nn.Parameter(torch.randn(1, 1, width) * 0.02)
        self.blocks = nn.ModuleList(PlainBlock(width, heads) for _ in range(depth))
        self.norm = nn.RMSNorm(width, eps=1e-6)
        self.cells = nn.ModuleList(nn.Linear(width, n) for n in (len(nouns) + 1, PARTS, len(colors) + 1))
        wholes = (len(scenes), len(styles), len(scenes) * variants)
        self.whole = nn.ModuleList(nn.Linear(width, n) for n in wholes)

    def features(self, latents: Tensor) -> Tensor:
        """Return features (B, 65, width) of latents (B, C, H, W): a token for each cell, then one for the picture."""
        x = self.latent_in(patches(latents, self.patch)) + self.position
        x = torch.cat([x, self.summary.expand(len(x), -1, -1)], 1)
        for block in self.blocks:
            x = block(x)
        out: Tensor = self.norm(x)
        return out

    def forward(self, latents: Tensor) -> tuple[Tensor, ...]:
        """Classify latents (B, C, H, W).

        Returns:
            Six logits: of each cell, noun (B, 64, N + 1), part (B, 64, PARTS) and colour (B, 64, C + 1), with the
            first class for no thing, no thing and the noun's own colour; of the picture, scene (B, S), style (B, T)
            and backdrop (B, S * variants).
        """
        x = self.features(latents)
        return (*(head(x[:, :-1]) for head in self.cells), *(head(x[:, -1]) for head in self.whole))

    @torch.no_grad()
    def read(
        self, latents: Tensor, known: Collection[int] = (), scene: int | None = None, style: int | None = None
    ) -> list[Layout]:
        """Return the likeliest layout of each picture.

        Args:
            latents: (B, C, H, W).
            known: numbers of the nouns of which things can be; all nouns where there are none.
            scene: number of the scene where it is known, for all pictures.
            style: number of the style where it is known, for all pictures.
        """
        nouns, *rest = (o.float().cpu() for o in self(latents))
        if known:
            others = torch.ones(nouns.shape[-1], dtype=torch.bool)
            others[[0, *(noun + 1 for noun in known)]] = False
            nouns = nouns.masked_fill(others, _IMPOSSIBLE)
        *cells, scenes, styles, backdrops = (o.log_softmax(-1) for o in (nouns, *rest))
        layouts = []
        for row in range(len(latents)):
            row_scene = int(scenes[row].argmax()) if scene is None else scene
            row_style = int(styles[row].argmax()) if style is None else style
            variant = int(backdrops[row].view(-1, self.config.variants)[row_scene].argmax())
            layouts.append(Layout(decode_things(*(part[row] for part in cells)), row_scene, row_style, variant))
        return layouts
