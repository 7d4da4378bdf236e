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


class TwoScaleHead(nn.Module):
    """Pixels from features at a quarter of the resolution, with detail that is made at half of it.

    One convolution alone makes each square of 4 x 4 pixels from as many features as there are channels; the second
    path has nonlinear layers at a finer scale and adds what that one leaves soft.

    Args:
        width: channels of the features.
        fine: channels at half the resolution.
    """

    def __init__(self, width: int, fine: int) -> None:
        super().__init__()
        self.coarse = nn.Sequential(nn.Conv2d(width, 48, 3, padding=1), nn.PixelShuffle(4))
        self.fine = nn.Sequential(
            nn.Conv2d(width, fine * 4, 3, padding=1),
            nn.PixelShuffle(2),
            ResidualBlock(fine),
            nn.SiLU(),
            nn.Conv2d(fine, 12, 3, padding=1),
            nn.PixelShuffle(2),
        )
        last = self.fine[4]
        nn.init.zeros_(last.weight)
        nn.init.zeros_(last.bias)

    def forward(self, x: Tensor) -> Tensor:
        """Map features (B, width, H, W) to pixels (B, 3, H * 4, W * 4)."""
        pixels: Tensor = self.coarse(x) + self.fine(x)
        return pixels


class PocketAutoencoder(ModelMixin, ConfigMixin):
    """Deterministic convolutional autoencoder that works at a quarter of the resolution and below.

    Args:
        latent_channels: channels of the latents.
        width: channels at a quarter of the resolution.
        deep: channels at an eighth of the resolution.
        blocks: residual blocks in a row.
        decoder_width: the decoder's channels at a quarter of the resolution, where they are others than `width`.
        decoder_blocks: the decoder's blocks at a quarter of the resolution, where they are others than `blocks`.
        fine: channels at half the resolution that add detail to decoded pictures; with 0 there are none.
    """

    @register_to_config
    def __init__(  # noqa: PLR0913 - These are the keys of the configuration file.
        self,
        latent_channels: int = 16,
        width: int = 80,
        deep: int = 160,
        blocks: int = 2,
        decoder_width: int | None = None,
        decoder_blocks: int | None = None,
        fine: int = 0,
    ) -> None:
        super().__init__()
        wide = decoder_width or width
        head = TwoScaleHead(wide, fine) if fine else nn.Conv2d(wide, 48, 3, padding=1)
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
            nn.Conv2d(deep, wide * 4, 1),
            nn.PixelShuffle(2),
            *[ResidualBlock(wide) for _ in range(decoder_blocks or blocks)],
            nn.SiLU(),
            head,
            nn.Identity() if fine else nn.PixelShuffle(4),
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
