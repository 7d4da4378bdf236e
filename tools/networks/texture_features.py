"""Features that tell textures apart without pretrained weights: random filters at several scales."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

SCALES = (1, 2, 4)


def box(pixels: Tensor, side: int) -> Tensor:
    """Mean of the squares of an odd side around each pixel (B, C, H, W); the picture's edge repeats."""
    return F.avg_pool2d(F.pad(pixels, (side // 2,) * 4, mode="replicate"), side, 1)


class RandomFeatures(nn.Module):
    """One layer of fixed random filters and a rectifier at each scale of a pyramid.

    For textures their Gram matrices serve as well as those of a deep classifier (Ustyuzhaninov et al. 2016,
    arXiv:1606.00021); the first three channels are the colours themselves.
    """

    def __init__(self, filters: int = 45, side: int = 7) -> None:
        super().__init__()
        noise = torch.randn(filters, 3, side, side, generator=torch.Generator().manual_seed(11))
        # A window of three widths, so that fine and coarse strokes both find their filters.
        away = torch.arange(side) - side // 2
        widths = torch.tensor([0.9, 1.5, 2.5])[torch.arange(filters) % 3]
        bell = torch.exp(-(away[None] ** 2) / (2 * widths[:, None] ** 2))
        noise = noise * bell[:, None, :, None] * bell[:, None, None, :]
        noise = noise - noise.mean((1, 2, 3), keepdim=True)
        self.register_buffer("filters", noise / noise.square().sum((1, 2, 3), keepdim=True).sqrt(), persistent=False)

    def forward(self, pixels: Tensor) -> list[Tensor]:
        """Pictures (B, 3, H, W) in [-1, 1] to features (B, C, H', W') a scale."""
        found = []
        for scale in SCALES:
            small = F.avg_pool2d(pixels, scale) if scale > 1 else pixels
            edge = self.filters.shape[-1] // 2
            responses = F.conv2d(small, self.filters, stride=1 if scale > 1 else 2)
            middle = small[:, :, edge : small.shape[2] - edge, edge : small.shape[3] - edge]
            colors = middle[:, :, :: 1 if scale > 1 else 2, :: 1 if scale > 1 else 2]
            found.append(torch.cat([colors, F.relu(responses)], 1))
        return found

    def grams(self, pixels: Tensor) -> list[Tensor]:
        """Mean products of the channels (B, C, C) and of one, their means (B, C, 1), side by side, a scale."""
        found = []
        for features in self(pixels):
            flat = features.flatten(2)
            flat = torch.cat([flat, torch.ones_like(flat[:, :1])], 1)
            found.append(flat @ flat[:, :-1].transpose(1, 2) / flat.shape[-1])
        return found

    def distance(self, a: Tensor, b: Tensor) -> Tensor:
        """How far the Gram matrices of two batches are apart (B,), as a share of their mean size: 0 to 2.

        Bounded, so that one picture far off does not drown a batch's other gradients.
        """
        pairs = zip(self.grams(a), self.grams(b), strict=True)
        shares = [(x - y).abs().mean((1, 2)) / ((x.abs() + y.abs()).mean((1, 2)) / 2 + 1e-3) for x, y in pairs]
        return torch.stack(shares).mean(0)
