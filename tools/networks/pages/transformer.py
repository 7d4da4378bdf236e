"""The painter's network for pages: from things of any place and size to the latents of a 256 x 256 picture.

As for the grid (transformer.py), rectified flow with predicted clean latents. What things look like lies in an atlas
that every cell samples at its own place in a thing's box, so that no place or size is learnt apart.
"""

from __future__ import annotations

from itertools import pairwise

import torch
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.modeling_utils import ModelMixin
from torch import Tensor, nn
from torch.nn import functional as F

from tools.networks.pages.atlas import Atlas, CellNetwork
from tools.networks.pages.layout import CELLS, LAYERS, PATCH, TOKENS, PageTensors, cell_layers
from tools.networks.painter.blocks import TimedBlock, patches, time_waves

_COLOR, _GROUND, _TONE, _MEASURES = 16, 8, 8, 8
"""Lengths of a cell's embeddings of a thing's colour, of what it is on and of its tone; how many measures it has."""
_LEAST_TIME = 0.02


class PageTransformer(ModelMixin, ConfigMixin):
    """Predicts the clean latents of a page from noisy ones and its layout.

    Args:
        nouns: names of the nouns; only the number of names counts here and below.
        colors: names of the colours.
        grounds: names of what things are on.
        places: names of the places.
        times: names of the times of day.
        weathers: names of the weathers.
        looks: names of the looks of a whole picture.
        styles: names of the styles.
        arts: the number of the art set that each style's things come from.
        variants: backdrops of each place.
        tones: skin tones.
        channels: channels of the latents.
        width: length of a token.
        depth: number of blocks.
        heads: attention heads.
        atlas_side: points along the side of a drawing's square in the atlas.
        atlas_width: length of an embedding in the atlas.
        cell_width: inner width of the network on each cell.
    """

    @register_to_config
    def __init__(  # noqa: PLR0913 - These are the keys of the configuration file.
        self,
        nouns: list[str],
        colors: list[str],
        grounds: list[str],
        places: list[str],
        times: list[str],
        weathers: list[str],
        looks: list[str],
        styles: list[str],
        arts: list[int],
        variants: int = 4,
        tones: int = 5,
        channels: int = 16,
        width: int = 256,
        depth: int = 6,
        heads: int = 4,
        atlas_side: int = 20,
        atlas_width: int = 22,
        cell_width: int = 320,
    ) -> None:
        super().__init__()
        self.channels = channels
        dims = channels * PATCH**2
        self.atlas = Atlas(len(nouns), max(arts) + 1, atlas_side, atlas_width)
        self.color = nn.Embedding(len(colors) + 1, _COLOR)
        self.ground = nn.Embedding(len(grounds), _GROUND)
        self.tone = nn.Embedding(tones + 1, _TONE)
        features = LAYERS * (atlas_width + _COLOR + _GROUND + _TONE + _MEASURES)
        self.cell = CellNetwork(features, width, cell_width, channels)
        self.features_in = nn.Linear(features * PATCH**2, width)
        self.latent_in = nn.Linear(dims, width)
        self.known_in = nn.Linear(dims + 1, width)
        # Rows by token are as long as a token's latents, so that they can hold a backdrop's.
        numbers = (len(places) * variants, len(times), len(weathers), len(looks) + 1, len(styles))
        self.backdrops = nn.ModuleList(nn.Embedding(n * TOKENS, dims) for n in numbers)
        self.backdrop_in = nn.Linear(dims, width)
        self.whole = nn.ModuleList(nn.Embedding(n, width) for n in numbers)
        self.position = nn.Parameter(torch.randn(TOKENS, width) * 0.1)
        self.time_in = nn.Sequential(nn.Linear(256, width), nn.SiLU(), nn.Linear(width, width))
        self.time_out = nn.Sequential(nn.SiLU(), nn.Linear(width, 6 * width))
        self.blocks = nn.ModuleList(TimedBlock(width, heads) for _ in range(depth))
        self.norm = nn.LayerNorm(width, elementwise_affine=False, eps=1e-6)
        self.final = nn.Linear(width, 2 * width)
        self.latent_out = nn.Linear(width, dims)
        for table in (self.color, self.ground, self.tone, *self.backdrops, *self.whole):
            nn.init.normal_(table.weight, std=0.1)
        for layer in (self.time_out[1], self.final, self.latent_out):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def _features(self, page: PageTensors) -> Tensor:
        """Describe what each latent cell shows of its two things: (B, CELLS * CELLS, features)."""
        layers = cell_layers(page.boxes)
        b = len(page.boxes)
        row = layers.thing.flatten(1)[..., None]
        noun, color, tone, ground = page.kinds.gather(1, row.expand(-1, -1, 4)).view(b, LAYERS, -1, 4).unbind(-1)
        _, _, width, height, depth, flip = (
            page.boxes.gather(1, row.expand(-1, -1, 6)).view(b, LAYERS, -1, 6).float().unbind(-1)
        )
        width, height = width.clamp(min=1e-3), height.clamp(min=1e-3)
        across = torch.where(flip > 0, 1 - layers.across, layers.across)
        arts = torch.tensor(self.config.arts, device=noun.device)
        art = arts[page.whole[:, 5]].view(b, 1, 1).expand_as(noun)
        sample = self.atlas(noun, art, across, layers.down)
        measures = [
            torch.ones_like(width), (height * CELLS).log() / 2 - 1, (width / height).log(), flip, depth,
            # How much of the thing one cell spans, and how far beyond its box the cell lies.
            1 / (CELLS * height), (across - 0.5).clamp(-1, 1), (layers.down - 0.5).clamp(-1, 1),
        ]  # fmt: skip
        described = [sample, self.color(color), self.ground(ground), self.tone(tone), torch.stack(measures, -1)]
        features = torch.cat(described, -1) * layers.shown[..., None]
        return features.transpose(1, 2).flatten(2)

    def _time(self, time: Tensor) -> Tensor:
        """Embed times (B,) in [0, 1] by sinusoids: (B, width)."""
        embedded: Tensor = self.time_in(time_waves(time).to(self.final.weight.dtype))
        return embedded

    def _whole_numbers(self, whole: Tensor) -> list[Tensor]:
        """Return the rows (B, 1) of what the whole page has, the place together with its variant."""
        place, variant, *rest = whole.split(1, 1)
        return [place * self.config.variants + variant, *rest]

    def forward(
        self,
        latents: Tensor,
        time: Tensor,
        page: PageTensors,
        known: Tensor | None = None,
        given: Tensor | None = None,
    ) -> Tensor:
        """Predict the clean latents that noisy ones lead to.

        Args:
            latents: (B, C, CELLS, CELLS).
            time: (B,) in [0, 1]; 1 is pure noise.
            page: the layouts.
            known: (B, C, CELLS, CELLS), latents of the picture to edit; None to paint everything.
            given: (B, TOKENS), bool, True on tokens that stay as in `known`.

        Returns:
            (B, C, CELLS, CELLS).
        """
        features = self._features(page).to(self.features_in.weight.dtype)
        squares = patches(features.transpose(1, 2).unflatten(2, (CELLS, CELLS)), PATCH)
        numbers = self._whole_numbers(page.whole)
        token = torch.arange(TOKENS, device=latents.device)
        backdrop = sum(table(n * TOKENS + token) for table, n in zip(self.backdrops, numbers, strict=True))
        x = self.latent_in(patches(latents, PATCH)) + self.features_in(squares) + self.backdrop_in(backdrop)
        x = x + self.position
        if known is not None and given is not None:
            flag = given[..., None].to(x.dtype)
            x = x + self.known_in(torch.cat([patches(known, PATCH), flag], -1)) * flag
        context = sum(table(n[:, 0]) for table, n in zip(self.whole, numbers, strict=True))
        embedded = self._time(time) + context
        shared = self.time_out(embedded).view(-1, 6, embedded.shape[-1])
        for block in self.blocks:
            x = block(x, shared)
        shift, scale = self.final(F.silu(embedded))[:, None].chunk(2, -1)
        painted = _picture(self.latent_out(self.norm(x) * (1 + scale) + shift), self.channels)
        cells = self.cell(features, context).transpose(1, 2).unflatten(2, (CELLS, CELLS))
        out: Tensor = painted + cells
        return out

    @torch.no_grad()
    def paint(
        self,
        page: PageTensors,
        noise: Tensor,
        steps: int = 4,
        known: Tensor | None = None,
        given: Tensor | None = None,
    ) -> Tensor:
        """Paint pages from noise in a few steps of the flow; see `forward` for the arguments.

        Args:
            page: the layouts.
            noise: (B, C, CELLS, CELLS), of mean 0 and variance 1.
            steps: evaluations of the network, at least 1.
            known: latents of the picture to edit.
            given: tokens that stay exactly as in `known`.

        Returns:
            Latents (B, C, CELLS, CELLS).
        """
        x = noise
        for levels in pairwise(torch.linspace(1, 0, steps + 1).tolist()):
            x, _ = self.step(x, levels, page, known, given)
        return x if known is None or given is None else keep_given(x, known, given)

    @torch.no_grad()
    def step(
        self,
        latents: Tensor,
        levels: tuple[float, float],
        page: PageTensors,
        known: Tensor | None = None,
        given: Tensor | None = None,
    ) -> tuple[Tensor, Tensor]:
        """Go from one level of noise to a lower one; see `forward` for the arguments.

        Args:
            latents: (B, C, CELLS, CELLS) at the first level.
            levels: in [0, 1]; 1 is pure noise.
            page: the layouts.
            known: latents of the picture to edit.
            given: tokens that stay as in `known`.

        Returns:
            Latents at the second level, and the clean ones that they lead to.
        """
        level, following = levels
        time = torch.full((len(latents),), level, device=latents.device)
        clean = self(latents, time, page, known, given).to(latents.dtype)
        return clean + (latents - clean) * (following / max(level, _LEAST_TIME)), clean


def keep_given(latents: Tensor, known: Tensor, given: Tensor) -> Tensor:
    """Put the tokens that were given (B, TOKENS), bool, back to exactly what they were in `known`."""
    stays = given.view(-1, 1, CELLS // PATCH, CELLS // PATCH)
    return torch.where(stays.repeat_interleave(PATCH, 2).repeat_interleave(PATCH, 3), known, latents)


def _picture(tokens: Tensor, channels: int) -> Tensor:
    """Put tokens (B, TOKENS, C * PATCH * PATCH) together to latents (B, C, CELLS, CELLS)."""
    side = CELLS // PATCH
    x = tokens.view(-1, side, side, channels, PATCH, PATCH).permute(0, 3, 1, 4, 2, 5)
    return x.reshape(-1, channels, CELLS, CELLS)
