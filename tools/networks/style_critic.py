"""The style critic's network: it tells which look a picture has."""

from __future__ import annotations

import torch
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.modeling_utils import ModelMixin
from torch import Tensor, nn


class StyleCritic(ModelMixin, ConfigMixin):
    """A small convolutional classifier of looks.

    Args:
        looks: names of the classes.
        width: channels of the first stage; the fourth has four times as many.
    """

    @register_to_config
    def __init__(self, looks: tuple[str, ...] = ("plain",), width: int = 24) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        channels = 3
        for stage in range(4):
            wider = width * (stage + 1)
            side = 5 if stage == 0 else 3
            convolution = nn.Conv2d(channels, wider, side, stride=2, padding=side // 2)
            layers += [convolution, nn.BatchNorm2d(wider), nn.ReLU()]
            channels = wider
        layers += [nn.Conv2d(channels, channels, 3, padding=1), nn.BatchNorm2d(channels), nn.ReLU()]
        self.trunk = nn.Sequential(*layers)
        self.out = nn.Linear(2 * channels, len(looks))

    def forward(self, pixels: Tensor) -> Tensor:
        """Map pictures (B, 3, H, W) in [-1, 1] to logits (B, looks)."""
        features = self.trunk(pixels).flatten(2)
        return self.out(torch.cat([features.mean(2), features.amax(2)], 1))
