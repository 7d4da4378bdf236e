"""The network that reads pages: what every latent cell shows, in which box, and what the whole page is.

A detector without anchors: every cell tells the front thing that it shows and that thing's box (as FCOS does,
arXiv:1904.01355), and how well its box will fit (as IoU-aware detectors do, arXiv:1912.05992).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import torch
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.modeling_utils import ModelMixin
from torch import Tensor, nn
from torch.nn import functional as F

from tools.networks.pages.decoding import CellShares, decode_things
from tools.networks.pages.layout import CELLS, PATCH, TOKENS
from tools.networks.pages.reading import PageReading, ThingReading
from tools.networks.painter.autoencoder import ResidualBlock
from tools.networks.painter.blocks import PlainBlock, patches
from tools.pages.layouts import PageLayout

_IMPOSSIBLE = -1e4
"""Logit of nouns that are ruled out."""
_USUAL_SIZE = 0.2
"""Share of the page's side that a box measures where the network answers zero."""
_PIXEL_WIDTH = 64
"""Channels at a quarter of a picture's resolution."""
LEAST_SHARE = 1e-4
"""Names with a smaller share are left out of a reading's distributions."""


class PageLogits(NamedTuple):
    """What the network says of pages; cells are in rows from the top left."""

    noun: Tensor
    """(B, cells, N + 1); the first class is none."""
    color: Tensor
    """(B, cells, C + 1); the first class is the noun's own colour."""
    tone: Tensor
    """(B, cells, T + 1)."""
    ground: Tensor
    """(B, cells, G)."""
    flip: Tensor
    """(B, cells)."""
    quality: Tensor
    """(B, cells): logits of the overlap (intersection over union) of the cell's box with the thing's."""
    boxes: Tensor
    """(B, cells, 4), float32: middle across, middle down, width, height, as shares of the page's side."""
    depth: Tensor
    """(B, cells), float32, in [0, 1]: 0 for the nearest ground."""
    whole: tuple[Tensor, ...]
    """Place (B, P), variant by place (B, P * V), time, weather, look (the first class is none), style."""


class PageReader(ModelMixin, ConfigMixin):
    """Reads a page's things and its whole from latents, or from pixels.

    Args:
        nouns: names of the nouns; only the number of names counts for the network here and below.
        colors: names of the colours.
        grounds: names of what things are on.
        places: names of the places.
        times: names of the times of day.
        weathers: names of the weathers.
        looks: names of the looks of a whole picture.
        styles: names of the styles.
        variants: backdrops of each place.
        tones: skin tones.
        channels: channels of the latents; of the pixels, 3.
        pixels: whether it reads pictures of eight times the cells' number a side instead of latents.
        width: length of a token.
        depth: number of blocks.
        heads: attention heads.
        local: channels of the convolutions before the blocks.
        convolutions: residual blocks of these.
        cell_width: numbers from which each cell's answers come.
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
        variants: int = 4,
        tones: int = 5,
        channels: int = 16,
        pixels: bool = False,
        width: int = 288,
        depth: int = 6,
        heads: int = 6,
        local: int = 80,
        convolutions: int = 2,
        cell_width: int = 128,
    ) -> None:
        super().__init__()
        if pixels:
            quarter = [nn.PixelUnshuffle(4), nn.Conv2d(16 * channels, _PIXEL_WIDTH, 3, padding=1)]
            start = [*quarter, ResidualBlock(_PIXEL_WIDTH), nn.Conv2d(_PIXEL_WIDTH, local, 2, stride=2)]
        else:
            start = [nn.Conv2d(channels, local, 3, padding=1)]
        self.stem = nn.Sequential(*start, *(ResidualBlock(local) for _ in range(convolutions)))
        self.token_in = nn.Linear(local * PATCH**2, width)
        self.position = nn.Parameter(torch.randn(TOKENS, width) * 0.02)
        self.summary = nn.Parameter(torch.randn(1, 1, width) * 0.02)
        self.blocks = nn.ModuleList(PlainBlock(width, heads) for _ in range(depth))
        self.norm = nn.RMSNorm(width, eps=1e-6)
        self.cell_out = nn.Linear(width, cell_width * PATCH**2)
        self.local_in = nn.Linear(local, cell_width)
        self.cell = nn.Linear(cell_width, cell_width)
        self.noun = nn.Linear(cell_width, len(nouns) + 1)
        self._parts = [len(colors) + 1, tones + 1, len(grounds), 1, 1, 4, 1]
        self.rest = nn.Linear(cell_width, sum(self._parts))
        wholes = (len(places), len(places) * variants, len(times), len(weathers), len(looks) + 1, len(styles))
        self._wholes = list(wholes)
        self.whole_in = nn.Linear(2 * width + local, width)
        self.whole = nn.Linear(width, sum(wholes))
        nn.init.normal_(self.rest.weight, std=0.01)
        nn.init.zeros_(self.rest.bias)

    def forward(self, inputs: Tensor) -> PageLogits:
        """Read latents (B, channels, CELLS, CELLS), or pixels (B, 3, 8 * CELLS, 8 * CELLS) in [-1, 1]."""
        local = self.stem(inputs)
        x = self.token_in(patches(local, PATCH)) + self.position
        x = torch.cat([x, self.summary.to(x.dtype).expand(len(x), -1, -1)], 1)
        for block in self.blocks:
            x = block(x)
        x = self.norm(x)
        whole = F.silu(self.whole_in(torch.cat([x[:, -1], x[:, :-1].mean(1), local.mean((2, 3))], -1)))
        cells = _cells(self.cell_out(x[:, :-1])) + self.local_in(local.flatten(2).transpose(1, 2))
        cells = F.silu(cells + self.cell(F.silu(cells)))
        color, tone, ground, flip, quality, box, depth = self.rest(cells).split(self._parts, -1)
        return PageLogits(
            self.noun(cells), color, tone, ground, flip[..., 0], quality[..., 0], _boxes(box.float()),
            depth[..., 0].float().sigmoid(), self.whole(whole).split(self._wholes, -1),
        )  # fmt: skip

    @torch.no_grad()
    def read(self, inputs: Tensor, known: Collection[str] | None = None) -> list[PageReading]:
        """Read pages.

        Args:
            inputs: latents or pixels, see `forward`.
            known: the nouns of which things can be; all where it is None or empty.

        Returns:
            One reading each, its things from back to front.
        """
        logits = self(inputs)
        noun = logits.noun.float().cpu()
        if known:
            others = torch.ones(noun.shape[-1], dtype=torch.bool)
            others[[0, *(self.config.nouns.index(name) + 1 for name in known)]] = False
            noun = noun.masked_fill(others, _IMPOSSIBLE)
        rest = [part.float().cpu() for part in logits[1:-1]]
        wholes = [part.float().softmax(-1).cpu() for part in logits.whole]
        return [
            self._reading(_shares(noun[row], [part[row] for part in rest]), [part[row] for part in wholes])
            for row in range(len(noun))
        ]

    def _reading(self, shares: CellShares, wholes: list[Tensor]) -> PageReading:
        """Return the reading of one page from its cells and its whole's distributions."""
        names = self.config
        tones = [str(tone) for tone in range(names.tones + 1)]
        things = []
        for found in decode_things(shares):
            own, *painted = found.color.tolist()
            middle_x, middle_y, width, height = found.box.tolist()
            box = middle_x - width / 2, middle_y - height / 2, middle_x + width / 2, middle_y + height / 2
            things.append(
                ThingReading(
                    box, float(found.score), _named(names.nouns, found.noun.tolist()), own,
                    _named(names.colors, painted), _named(tones, found.tone.tolist()),
                    _named(names.grounds, found.ground.tolist()), float(found.flip), float(found.depth),
                )
            )  # fmt: skip
        place, variant, time, weather, look, style = wholes
        best = variant.view(-1, names.variants)[int(place.argmax())]
        return PageReading(
            tuple(things), _named(names.places, place.tolist()), (best / best.sum()).tolist(),
            _named(names.times, time.tolist()), _named(names.weathers, weather.tolist()),
            _named(["", *names.looks], look.tolist()), _named(names.styles, style.tolist()),
        )  # fmt: skip

    def layouts(self, inputs: Tensor, known: Collection[str] | None = None) -> list[PageLayout]:
        """Return the likeliest layout of each page; see `read`."""
        return [reading.layout(self.config) for reading in self.read(inputs, known)]


def _cells(tokens: Tensor) -> Tensor:
    """Take tokens (B, TOKENS, W * PATCH * PATCH) apart into cells (B, CELLS * CELLS, W), in rows."""
    side = CELLS // PATCH
    x = tokens.view(len(tokens), side, side, PATCH, PATCH, -1).permute(0, 1, 3, 2, 4, 5)
    return x.reshape(len(tokens), CELLS**2, -1)


def _boxes(raw: Tensor) -> Tensor:
    """Return boxes (B, cells, 4) from offsets of their middles to the cells' and logarithms of their sizes."""
    line = (torch.arange(CELLS, device=raw.device) + 0.5) / CELLS
    middles = torch.stack([line.repeat(CELLS), line.repeat_interleave(CELLS)], -1)
    return torch.cat([middles + raw[..., :2], _USUAL_SIZE * raw[..., 2:].clamp(-5, 2.5).exp()], -1)


def _shares(noun: Tensor, rest: list[Tensor]) -> CellShares:
    """Return the distributions of one page's cells."""
    color, tone, ground, flip, quality, boxes, depth = rest
    return CellShares(
        noun.softmax(-1), color.softmax(-1), tone.softmax(-1), ground.softmax(-1), flip.sigmoid(), quality.sigmoid(),
        boxes, depth,
    )  # fmt: skip


def _named(names: list[str], shares: list[float]) -> dict[str, float]:
    """Return a distribution by name, the smallest shares left out."""
    return {name: share for name, share in zip(names, shares, strict=True) if share >= LEAST_SHARE}
