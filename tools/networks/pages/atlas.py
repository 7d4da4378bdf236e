"""An atlas: what every drawing looks like at every part of it, as embeddings that are sampled between their points."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

MARGIN = 0.08
"""Share of a thing's box by which the atlas reaches beyond it at each side: shadows and outlines lie there."""


class Atlas(nn.Module):
    """A square of embeddings by noun and art set: two sets' drawings of one noun have little in common.

    Args:
        nouns: number of nouns.
        arts: number of art sets.
        side: points along a square's side.
        width: length of an embedding.
    """

    def __init__(self, nouns: int, arts: int, side: int, width: int) -> None:
        super().__init__()
        self.side = side
        self.arts = arts
        # A batch shows few of many millions of numbers: gradients, and the optimizer's steps, are of these rows only.
        self.points = nn.Embedding(nouns * arts * side**2, width, sparse=True)
        nn.init.normal_(self.points.weight, std=0.1)

    @torch.compiler.disable
    def forward(self, noun: Tensor, art: Tensor, across: Tensor, down: Tensor) -> Tensor:
        """Sample the squares bilinearly.

        Args:
            noun: numbers of nouns, int64, of any shape.
            art: numbers of art sets, int64, of the same shape.
            across: place in the thing's box from 0 (left) to 1, of the same shape; what is farther out than MARGIN is
                sampled at the square's edge.
            down: the same from 0 (top) to 1.

        Returns:
            Embeddings (..., width), float32.
        """
        x, y = (((share.float() + MARGIN) / (1 + 2 * MARGIN)).clamp(0, 1) * (self.side - 1) for share in (across, down))
        left, top = (v.floor().clamp(max=self.side - 2) for v in (x, y))
        right, low = x - left, y - top
        corner = (noun * self.arts + art) * self.side**2 + (top * self.side + left).long()
        steps = torch.tensor([0, 1, self.side, self.side + 1], device=noun.device)
        shares = torch.stack([(1 - right) * (1 - low), right * (1 - low), (1 - right) * low, right * low], -1)
        out: Tensor = (self.points(corner[..., None] + steps) * shares[..., None]).sum(-2)
        return out


class CellNetwork(nn.Module):
    """A small network that goes from what a cell shows to its latents, on its own.

    It spares the transformer to carry the grain of every thing through its tokens.

    Args:
        features: numbers that describe what a cell shows.
        context: numbers that describe the whole page.
        hidden: inner width.
        channels: channels of the latents.
    """

    def __init__(self, features: int, context: int, hidden: int, channels: int) -> None:
        super().__init__()
        self.feature_in = nn.Linear(features, hidden)
        self.context_in = nn.Linear(context, 2 * hidden)
        self.middle = nn.Linear(hidden, hidden)
        self.out = nn.Linear(hidden, channels)
        for layer in (self.context_in, self.out):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def forward(self, features: Tensor, context: Tensor) -> Tensor:
        """Map cells (B, N, features) of pages (B, context) to latents (B, N, channels)."""
        shift, scale = self.context_in(F.silu(context))[:, None].chunk(2, -1)
        x = F.silu(self.feature_in(features) * (1 + scale) + shift)
        out: Tensor = self.out(F.silu(self.middle(x)))
        return out
