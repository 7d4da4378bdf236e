"""The style critic's network: which look a picture has."""

from __future__ import annotations

import torch
from diffusers.configuration_utils import ConfigMixin, register_to_config
from diffusers.models.modeling_utils import ModelMixin
from torch import Tensor, nn


class StyleCritic(ModelMixin, ConfigMixin):
    """A small convolutional classifier of looks, learned from pixels; `looks` are its classes' names."""

    @register_to_config
    def __init__(self, looks: tuple[str, ...] = ("plain",), width: int = 24) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        wide = 3
        for stage in range(4):
            wider = width * (1, 2, 3, 4)[stage]
            side = 5 if stage == 0 else 3
            layers += [nn.Conv2d(wide, wider, side, stride=2, padding=side // 2), nn.BatchNorm2d(wider), nn.ReLU()]
            wide = wider
        layers += [nn.Conv2d(wide, wide, 3, padding=1), nn.BatchNorm2d(wide), nn.ReLU()]
        self.trunk = nn.Sequential(*layers)
        self.out = nn.Linear(2 * wide, len(looks))

    def forward(self, pixels: Tensor) -> Tensor:
        """Pictures (B, 3, H, W) in [-1, 1] to scores (B, looks)."""
        features = self.trunk(pixels).flatten(2)
        return self.out(torch.cat([features.mean(2), features.amax(2)], 1))
