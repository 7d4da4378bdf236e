"""The pocket painter's network: a flow-matching transformer that paints layouts, anew or into a picture.

Rectified flow (arXiv:2209.03003). The network predicts the clean latents, from which the velocity follows
(Li and He, "Back to Basics", arXiv:2511.13720): a layout nearly determines them, so that they are easier to predict
than noise. What things look like is mostly remembered in tables of embeddings by style, noun and part, which cost no
arithmetic. An edit is inpainting: the network is given the cells that stay.
"""

from __future__ import annotations

import torch
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.modeling_utils import ModelMixin
from torch import Tensor, nn
from torch.nn import functional as F

from tools.networks.painter.blocks import TimedBlock, patches, time_waves
from tools.networks.painter.layout import CELLS, PARTS, VARIANTS

_LEAST_TIME = 0.02
"""Times are taken for at least this in the velocity, which is a division by the time."""


class PocketTransformer(ModelMixin, ConfigMixin):
    """Predicts the velocity (noise - data) of latents under a layout.

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
        memory: length of an embedding of what a part of a thing looks like.
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
        width: int = 320,
        depth: int = 6,
        heads: int = 5,
        memory: int = 128,
        variants: int = VARIANTS,
    ) -> None:
        super().__init__()
        self.patch = side // CELLS
        self.side = side
        self.channels = channels
        dims = channels * self.patch**2
        rows = (len(nouns) + 1) * PARTS
        self.latent_in = nn.Linear(dims, width)
        self.known_in = nn.Linear(dims + 1, width)
        # The styles share one table, since painterly ones show the cartoon's shapes, and have one each of their own.
        self.shapes = nn.Embedding(rows, memory)
        self.looks = nn.Embedding(rows * (len(styles) + 1), memory)
        self.memory_in = nn.Linear(2 * memory, width)
        self.color = nn.Embedding(len(colors) + 1, width)
        self.ground = nn.Embedding((len(scenes) + 1) * CELLS**2, width)
        # A row is as wide as a patch, so that it can hold the backdrop's latents at a cell.
        self.backdrops = nn.Embedding((len(scenes) * variants + 1) * CELLS**2, dims)
        self.backdrop_in = nn.Linear(dims, width, bias=False)
        self.whole = nn.ModuleList(nn.Embedding(n + 1, width) for n in (len(scenes), len(styles)))
        self.time_in = nn.Sequential(nn.Linear(256, width), nn.SiLU(), nn.Linear(width, width))
        self.time_out = nn.Sequential(nn.SiLU(), nn.Linear(width, 6 * width))
        self.blocks = nn.ModuleList(TimedBlock(width, heads) for _ in range(depth))
        self.norm = nn.LayerNorm(width, elementwise_affine=False, eps=1e-6)
        self.final = nn.Linear(width, 2 * width)
        self.latent_out = nn.Linear(width, dims)
        for table in (self.shapes, self.looks, self.color, self.ground, *self.whole):
            nn.init.normal_(table.weight, std=0.1)
        for layer in (self.time_out[1], self.final, self.latent_out):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)
        nn.init.zeros_(self.backdrops.weight)

    def _picture(self, patches: Tensor) -> Tensor:
        """Put patches (B, 64, C * patch * patch) together to latents (B, C, H, W)."""
        x = patches.view(-1, CELLS, CELLS, self.channels, self.patch, self.patch).permute(0, 3, 1, 4, 2, 5)
        return x.reshape(-1, self.channels, self.side, self.side)

    def _time(self, time: Tensor) -> Tensor:
        """Embed times (B,) in [0, 1] by sinusoids: (B, width)."""
        embedded: Tensor = self.time_in(time_waves(time).to(self.final.weight.dtype))
        return embedded

    def _condition(self, maps: Tensor, whole: Tensor) -> Tensor:
        """Embed what each cell shows (B, 64, width); see `forward` for the arguments."""
        nouns, parts, colors = maps.unbind(1)
        scenes, styles, variants = whole.split(1, 1)
        row = nouns * PARTS + parts
        rows = self.shapes.num_embeddings
        cell = torch.arange(CELLS**2, device=maps.device)
        memory = self.memory_in(torch.cat([self.shapes(row), self.looks(styles * rows + row)], -1))
        last = self.backdrops.num_embeddings // CELLS**2 - 1
        chosen = (scenes < len(self.config.scenes)) & (variants < self.config.variants)
        backdrop = torch.where(chosen, scenes * self.config.variants + variants, last)
        ground = self.ground(scenes * CELLS**2 + cell) + self.backdrop_in(self.backdrops(backdrop * CELLS**2 + cell))
        out: Tensor = memory + self.color(colors) + ground
        return out

    def clean(
        self,
        latents: Tensor,
        time: Tensor,
        maps: Tensor,
        whole: Tensor,
        known: Tensor | None = None,
        given: Tensor | None = None,
    ) -> Tensor:
        """Predict the clean latents (B, C, H, W) that noisy ones lead to; see `forward` for the arguments."""
        x = self.latent_in(patches(latents, self.patch)) + self._condition(maps, whole)
        if known is not None and given is not None:
            flag = given[..., None].to(x.dtype)
            x = x + self.known_in(torch.cat([patches(known, self.patch), flag], -1)) * flag
        embedded = self._time(time)
        embedded = embedded + self.whole[0](whole[:, 0]) + self.whole[1](whole[:, 1])
        shared = self.time_out(embedded).view(-1, 6, embedded.shape[-1])
        for block in self.blocks:
            x = block(x, shared)
        shift, scale = self.final(F.silu(embedded))[:, None].chunk(2, -1)
        return self._picture(self.latent_out(self.norm(x) * (1 + scale) + shift))

    def forward(
        self,
        latents: Tensor,
        time: Tensor,
        maps: Tensor,
        whole: Tensor,
        known: Tensor | None = None,
        given: Tensor | None = None,
    ) -> Tensor:
        """Predict the velocity of noisy latents.

        Args:
            latents: (B, C, H, W).
            time: (B,) in [0, 1]; 1 is pure noise.
            maps: (B, 3, 64), int64: what each cell shows, see `Layout.maps`.
            whole: (B, 3), int64: numbers of scene, style and variant. One past the last means that none is given, as
                in the unconditional half of classifier-free guidance.
            known: (B, C, H, W), latents of the picture to edit; None to paint everything.
            given: (B, 64), bool, True on cells that stay as in `known`.

        Returns:
            (B, C, H, W).
        """
        clean = self.clean(latents, time, maps, whole, known, given)
        return (latents - clean) / time.clamp(min=_LEAST_TIME).view(-1, 1, 1, 1)
