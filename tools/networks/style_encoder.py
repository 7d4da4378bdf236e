"""The stylist's encoder: a picture's style as a short code."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class StyleEncoder(nn.Module):
    """Encodes a picture's style: statistics of its colours, and of convolutional features at three depths.

    Nothing but statistics reaches the code, so that the subject of the reference can't be copied (as in AdaIN,
    arXiv:1703.06868).

    Args:
        code: length of a style code.
    """

    def __init__(self, code: int) -> None:
        super().__init__()
        self.stages = nn.ModuleList(
            [
                nn.Sequential(nn.PixelUnshuffle(2), nn.Conv2d(12, 32, 3, padding=1), nn.SiLU()),
                nn.Sequential(
                    nn.Conv2d(32, 64, 3, stride=2, padding=1), nn.SiLU(), nn.Conv2d(64, 64, 3, padding=1), nn.SiLU()
                ),
                nn.Sequential(nn.Conv2d(64, 128, 3, stride=2, padding=1), nn.SiLU()),
            ]
        )
        self.out = nn.Sequential(
            nn.Linear(2 * (32 + 64 + 128) + 12, 256),
            nn.LayerNorm(256),
            nn.SiLU(),
            nn.Linear(256, code),
            nn.LayerNorm(code),
        )

    def statistics(self, pixels: Tensor) -> Tensor:
        """Return the statistics (B, 460) of pictures (B, 3, H, W) in [-1, 1].

        They are the mean and the covariance of the colours, and mean and standard deviation of every feature.
        """
        colors = pixels.flatten(2).float()
        mean = colors.mean(2, keepdim=True)
        covariance = (colors - mean) @ (colors - mean).transpose(1, 2) / colors.shape[2]
        found = [mean.flatten(1), covariance.flatten(1)]
        x = pixels
        for stage in self.stages:
            x = stage(x)
            flat = x.flatten(2).float()
            found += [flat.mean(2), (flat.var(2) + 1e-4).sqrt()]
        return torch.cat(found, 1)

    def forward(self, pixels: Tensor) -> Tensor:
        """Map pictures (B, 3, H, W) in [-1, 1], sides divisible by 2, to style codes (B, code)."""
        return self.out(self.statistics(pixels))

    @torch.no_grad()
    def initialize_from(self, pixels: Tensor) -> None:
        """Initialise the untrained last layers from pictures (B, 3, H, W) in [-1, 1] (arXiv:1511.06856).

        Over these pictures, the input and the output of each layer then vary with mean 0 and deviation 1. The
        statistics of pictures are much alike: without this the code would hardly depend on the style, and the network
        would learn late to use it.
        """
        x = self.statistics(pixels)
        self.out[0].weight.div_(x.std(0) + 1e-3)
        for layer in self.out:
            if isinstance(layer, nn.Linear):
                made = layer(x)
                spread = made.std(0) + 1e-6
                layer.weight.div_(spread[:, None])
                layer.bias.copy_((layer.bias - made.mean(0)) / spread)
            x = layer(x)
