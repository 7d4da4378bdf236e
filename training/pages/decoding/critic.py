"""What tells decoded pictures from drawn ones, patch by patch."""

from __future__ import annotations

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.nn.utils.parametrizations import spectral_norm


class PatchCritic(nn.Module):
    """PatchGAN (arXiv:1611.07004) with spectral norms (arXiv:1802.05957): a score for every patch of 46 pixels.

    Args:
        width: channels after the first layer.
    """

    def __init__(self, width: int = 48) -> None:
        super().__init__()
        widths = (3, width, 2 * width, 4 * width)
        down = [spectral_norm(nn.Conv2d(before, after, 4, stride=2, padding=1)) for before, after in pairwise(widths)]
        self.layers = nn.ModuleList([*down, spectral_norm(nn.Conv2d(widths[-1], widths[-1], 3, padding=1))])
        self.score = spectral_norm(nn.Conv2d(widths[-1], 1, 3, padding=1))

    def forward(self, pictures: Tensor) -> tuple[Tensor, list[Tensor]]:
        """Look at pictures (B, 3, H, W) in [-1, 1].

        Returns:
            Scores (B, 1, H / 8, W / 8), higher for what looks drawn, and the features of every layer.
        """
        # Half precision is too little for the norms, and PyTorch's way of taking them does not expect it.
        with torch.autocast(pictures.device.type, enabled=False):
            kernels = [layer.weight for layer in (*self.layers, self.score)]
        features = []
        x = pictures
        for layer, kernel in zip(self.layers, kernels, strict=False):
            x = F.leaky_relu(F.conv2d(x, kernel, layer.bias, layer.stride, layer.padding), 0.2)
            features.append(x)
        return F.conv2d(x, kernels[-1], self.score.bias, padding=1), features


def critic_loss(drawn: Tensor, decoded: Tensor) -> Tensor:
    """Return the critic's hinge loss from its scores of drawn and of decoded pictures."""
    return torch.relu(1 - drawn.float()).mean() + torch.relu(1 + decoded.float()).mean()


def feature_loss(decoded: list[Tensor], drawn: list[Tensor]) -> Tensor:
    """Return how far features of decoded pictures are from those of the originals, in shares of the latter's size."""
    parts = [
        (a.float() - b.float()).abs().mean() / (b.float().abs().mean() + 1e-6)
        for a, b in zip(decoded, drawn, strict=True)
    ]
    return torch.stack(parts).mean()
