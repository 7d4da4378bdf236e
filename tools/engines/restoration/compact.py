"""The compact super-resolution network of Real-ESRGAN, built from the shapes of its weights."""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional as F


class CompactNetwork(nn.Module):
    """Convolutions with PReLU between them, residual on the enlarged input (SRVGGNetCompact, arXiv:2107.10833).

    Args:
        state: weights named `body.0.weight`, `body.0.bias`, `body.1.weight` and so on: of convolutions with 4
            dimensions, of PReLUs with 1.

    Raises:
        KeyError, ValueError, RuntimeError, IndexError: these are not the weights of such a network.
    """

    def __init__(self, state: dict[str, Tensor]) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        channels = 0
        for number in range(1 + max(int(key.split(".")[1]) for key in state)):
            weight = state[f"body.{number}.weight"]
            channels = weight.shape[0]
            is_convolution = weight.dim() == 4
            layers.append(nn.Conv2d(weight.shape[1], channels, 3, padding=1) if is_convolution else nn.PReLU(channels))
        self.body = nn.Sequential(*layers)
        self.load_state_dict(state)
        self.scale = round((channels / 3) ** 0.5)

    def forward(self, pixels: Tensor) -> Tensor:
        """Enlarge pictures (B, 3, H, W) in [0, 1] to (B, 3, H * scale, W * scale) in about [0, 1]."""
        details = F.pixel_shuffle(self.body(pixels), self.scale)
        return details + F.interpolate(pixels, scale_factor=self.scale, mode="nearest")
