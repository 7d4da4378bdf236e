"""Losses of a decoder, and latents disturbed as a painter leaves them."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

MOST_NOISE = 0.1
"""Deviation of the strongest noise on latents, whose own variance is about 1."""
MOST_BLUR = 0.4
"""Largest share of a latent's neighbourhood in a blurred latent."""
GRADIENT, BANDS, CYCLE = 0.7, 0.5, 0.1
"""Weights of the losses beside that of the pixels."""
LEVELS = 3
"""Octaves of detail that are weighed apart."""


def disturb(latents: Tensor) -> Tensor:
    """Return latents (B, C, H, W) of which half are as they were, the others noisy, and half of those blurred, too."""
    count = len(latents)
    fate = torch.rand(count, 1, 1, 1, device=latents.device)
    # Tensors of chance are made on the device and multiplied by zero where nothing happens: nothing waits for it.
    blur = MOST_BLUR * torch.rand_like(fate) * (fate > 0.75)
    mean = F.avg_pool2d(F.pad(latents, (1, 1, 1, 1), mode="replicate"), 3, 1)
    noise = MOST_NOISE * torch.rand_like(fate) * (fate > 0.5)
    return latents + blur * (mean - latents) + noise * torch.randn_like(latents)


def band_loss(difference: Tensor) -> Tensor:
    """Return the mean absolute error of each octave of detail, and of what lies below them, the sums as wholes.

    Pixels alone leave fine detail soft: it has little contrast, so that a decoder that leaves it out errs little. In
    its own band it weighs as much as the rest.

    Args:
        difference: (B, 3, H, W), sides divisible by 2 to the power of LEVELS.
    """
    total = difference.new_zeros(())
    for _ in range(LEVELS):
        low = F.avg_pool2d(difference, 2)
        total = total + (difference - F.interpolate(low, scale_factor=2.0)).abs().mean()
        difference = low
    return total + difference.abs().mean()


def pixel_loss(decoded: Tensor, pictures: Tensor) -> Tensor:
    """Return the loss of decoded pictures against the originals, both (B, 3, H, W) in about [-1, 1]."""
    difference = decoded - pictures
    gradients = difference.diff(dim=-1).abs().mean() + difference.diff(dim=-2).abs().mean()
    return difference.abs().mean() + GRADIENT * gradients + BANDS * band_loss(difference)


def gradients_of(loss: Tensor, decoded: Tensor) -> Tensor:
    """Return the gradient of a loss with respect to decoded pictures."""
    (found,) = torch.autograd.grad(loss, decoded)
    return found.detach()


def adaptive_weight(decoded: Tensor, last: list[Tensor], of_pixels: Tensor, of_critic: Tensor) -> Tensor:
    """Return the factor that makes a critic move the decoder's last layers as strongly as the pixels do.

    As in VQGAN (arXiv:2012.09841). Both gradients stop at the decoded pictures, so that only the last layers' share is
    computed anew.

    Args:
        decoded: what the decoder gave, with its graph.
        last: weights of its last layers.
        of_pixels: gradient of the pixels' loss with respect to `decoded`.
        of_critic: that of the critic's.
    """

    def strength(gradient: Tensor) -> Tensor:
        parts = torch.autograd.grad(decoded, last, gradient, retain_graph=True)
        return torch.stack([part.float().norm() for part in parts]).norm()

    return (strength(of_pixels) / (strength(of_critic) + 1e-8)).clamp(0, 1e4)
