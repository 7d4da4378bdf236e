"""Features that tell textures apart without pretrained weights: fixed random filters at several scales."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

SCALES = (1, 2, 4)
"""By how much the picture is shrunk before it is filtered."""


def box_blur(pixels: Tensor, side: int) -> Tensor:
    """Return the mean of the square of an odd side around each pixel of (B, C, H, W); the picture's edge repeats."""
    return F.avg_pool2d(F.pad(pixels, (side // 2,) * 4, mode="replicate"), side, 1)


class RandomFeatures(nn.Module):
    """One layer of fixed random filters and a rectifier at each scale of a pyramid.

    For textures their Gram matrices serve as well as those of a deep classifier (Ustyuzhaninov et al. 2016,
    arXiv:1606.00021). The first three channels are the colours themselves.

    Args:
        filters: number of filters.
        side: their side in pixels.
    """

    def __init__(self, filters: int = 45, side: int = 7) -> None:
        super().__init__()
        noise = torch.randn(filters, 3, side, side, generator=torch.Generator().manual_seed(11))
        # Windows of three widths, so that there are filters for fine and for coarse strokes.
        away = torch.arange(side) - side // 2
        widths = torch.tensor([0.9, 1.5, 2.5])[torch.arange(filters) % 3]
        bell = torch.exp(-(away[None] ** 2) / (2 * widths[:, None] ** 2))
        noise = noise * bell[:, None, :, None] * bell[:, None, None, :]
        noise = noise - noise.mean((1, 2, 3), keepdim=True)
        self.register_buffer("filters", noise / noise.square().sum((1, 2, 3), keepdim=True).sqrt(), persistent=False)

    def forward(self, pixels: Tensor) -> list[Tensor]:
        """Map pictures (B, 3, H, W) in [-1, 1] to features (B, 3 + filters, H', W') at each of SCALES."""
        found = []
        for scale in SCALES:
            small = F.avg_pool2d(pixels, scale) if scale > 1 else pixels
            stride = 1 if scale > 1 else 2
            edge = self.filters.shape[-1] // 2
            responses = F.conv2d(small, self.filters, stride=stride)
            middle = small[:, :, edge : small.shape[2] - edge, edge : small.shape[3] - edge]
            colors = middle[:, :, ::stride, ::stride]
            found.append(torch.cat([colors, F.relu(responses)], 1))
        return found

    def grams(self, pixels: Tensor) -> list[Tensor]:
        """Return the Gram matrices of the features of pictures (B, 3, H, W), with their means, at each of SCALES.

        Returns:
            (B, C + 1, C): the mean products of all pairs of channels, and in the last row the means of the channels.
        """
        found = []
        for features in self(pixels):
            flat = features.flatten(2)
            flat = torch.cat([flat, torch.ones_like(flat[:, :1])], 1)
            found.append(flat @ flat[:, :-1].transpose(1, 2) / flat.shape[-1])
        return found

    def distance(self, first: Tensor, second: Tensor) -> Tensor:
        """Return how far the textures of two batches of pictures (B, 3, H, W) in [-1, 1] are apart.

        Returns:
            (B,): the mean absolute difference of the Gram matrices as a share of their mean size, from 0 to 2. It is
            bounded so that in training a single bad picture does not outweigh the gradients of the others.
        """
        pairs = zip(self.grams(first), self.grams(second), strict=True)
        shares = [(x - y).abs().mean((1, 2)) / ((x.abs() + y.abs()).mean((1, 2)) / 2 + 1e-3) for x, y in pairs]
        return torch.stack(shares).mean(0)
