"""The pocket autoencoder: 128x128 pictures to 16x16 latents of 16 channels, and back."""

from __future__ import annotations

import torch
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.modeling_utils import ModelMixin
from torch import Tensor, nn


class ResidualBlock(nn.Module):
    """Residual block of two 3x3 convolutions without normalisation (EDSR, arXiv:1707.02921).

    Nothing in it averages over the picture, so that a thing has the same latents whatever stands beside it.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.SiLU(), nn.Conv2d(width, width, 3, padding=1), nn.SiLU(), nn.Conv2d(width, width, 3, padding=1)
        )
        nn.init.zeros_(self.body[3].weight)

    def forward(self, x: Tensor) -> Tensor:
        """Map features (B, width, H, W) to the same shape."""
        return x + self.body(x)


class PocketAutoencoder(ModelMixin, ConfigMixin):
    """Deterministic convolutional autoencoder that works at a quarter of the resolution and below.

    Args:
        latent_channels: channels of the latents.
        width: channels at a quarter of the resolution.
        deep: channels at an eighth of the resolution.
        blocks: residual blocks in a row.
    """

    @register_to_config
    def __init__(self, latent_channels: int = 16, width: int = 80, deep: int = 160, blocks: int = 2) -> None:
        super().__init__()
        self.encoder = nn.Sequential(
            nn.PixelUnshuffle(4),
            nn.Conv2d(48, width, 3, padding=1),
            ResidualBlock(width),
            nn.Conv2d(width, deep, 2, stride=2),
            *[ResidualBlock(deep) for _ in range(blocks)],
            nn.SiLU(),
            nn.Conv2d(deep, latent_channels, 3, padding=1),
        )
        self.decoder = nn.Sequential(
            nn.Conv2d(latent_channels, deep, 3, padding=1),
            *[ResidualBlock(deep) for _ in range(blocks)],
            nn.Conv2d(deep, width * 4, 1),
            nn.PixelShuffle(2),
            *[ResidualBlock(width) for _ in range(blocks)],
            nn.SiLU(),
            nn.Conv2d(width, 48, 3, padding=1),
            nn.PixelShuffle(4),
        )
        self.register_buffer("mean", torch.zeros(latent_channels))
        self.register_buffer("std", torch.ones(latent_channels))

    def encode(self, pixels: Tensor) -> Tensor:
        """Encode pictures.

        Args:
            pixels: (B, 3, H, W) in [-1, 1], H and W divisible by 8.

        Returns:
            Latents (B, latent_channels, H / 8, W / 8) with about mean 0 and variance 1 in each channel.
        """
        raw: Tensor = self.encoder(pixels)
        return (raw - self.mean[:, None, None]) / self.std[:, None, None]

    def decode(self, latents: Tensor) -> Tensor:
        """Decode latents (B, latent_channels, H, W), the inverse of `encode` as far as it was learned.

        Returns:
            Pictures (B, 3, H * 8, W * 8) in about [-1, 1]; the caller clamps.
        """
        raw = latents * self.std[:, None, None] + self.mean[:, None, None]
        pixels: Tensor = self.decoder(raw)
        return pixels
