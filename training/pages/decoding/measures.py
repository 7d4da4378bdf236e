"""How good a decoder is on pages that it was never trained on."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from tools.networks.painter.autoencoder import PocketAutoencoder

FIGURES = ("psnr", "ssim", "gradients", "disturbed", "cycle")
"""What is measured of a decoder: see `measure_decoder`."""
NOISE = 0.07
"""Deviation of the noise on latents behind the figure of disturbed ones."""
_WINDOW = 11
"""Side in pixels of the window of the structural similarity, a Gaussian of 1.5 pixels."""


def mean_psnr(decoded: Tensor, pictures: Tensor) -> Tensor:
    """Return the PSNR in dB of each picture, both (B, 3, H, W) in [-1, 1]; 60 dB where they are alike."""
    error = ((decoded - pictures) / 2).pow(2).mean((1, 2, 3))
    return -10 * error.clamp_min(1e-6).log10()


def structural_similarity(decoded: Tensor, pictures: Tensor) -> Tensor:
    """Return the SSIM (Wang and others, 2004) of each picture, both (B, 3, H, W) in [-1, 1]."""
    ticks = torch.arange(_WINDOW, device=pictures.device) - _WINDOW // 2
    line = torch.exp(-(ticks.float() ** 2) / (2 * 1.5**2))
    window = (line[:, None] * line / line.sum() ** 2).expand(3, 1, _WINDOW, _WINDOW)

    def local(values: Tensor) -> Tensor:
        return F.conv2d(values, window, groups=3)

    mean, other = local(decoded), local(pictures)
    spread = local(decoded**2) - mean**2
    other_spread = local(pictures**2) - other**2
    common = local(decoded * pictures) - mean * other
    # The usual constants for values whose range is 2.
    c1, c2 = (0.01 * 2) ** 2, (0.03 * 2) ** 2
    similar = (2 * mean * other + c1) * (2 * common + c2)
    return (similar / ((mean**2 + other**2 + c1) * (spread + other_spread + c2))).mean((1, 2, 3))


def gradient_energy(pictures: Tensor) -> Tensor:
    """Return the mean squared difference of neighbouring pixels of each picture (B, 3, H, W)."""
    return pictures.diff(dim=-1).pow(2).mean((1, 2, 3)) + pictures.diff(dim=-2).pow(2).mean((1, 2, 3))


@torch.no_grad()
def measure_decoder(model: PocketAutoencoder, latents: Tensor, pictures: Tensor, batch: int = 16) -> dict[str, float]:
    """Return a decoder's figures.

    Args:
        model: the autoencoder.
        latents: (N, C, H, W).
        pictures: the originals, (N, 3, H * 8, W * 8) in [-1, 1].
        batch: pictures at once.

    Returns:
        Means over the pictures: "psnr" in dB, "ssim", "gradients" (energy of the differences between pixels as a share
        of the originals': below 1 is softer than they), "disturbed" (PSNR of what is decoded from latents with noise,
        the same each time), "cycle" (absolute error of the latents of the decoded picture).
    """
    generator = torch.Generator().manual_seed(0)
    noise = (NOISE * torch.randn(latents.shape, generator=generator)).to(latents.device)
    rows: dict[str, list[Tensor]] = {name: [] for name in FIGURES}
    for first in range(0, len(latents), batch):
        part = slice(first, first + batch)
        clean, drawn = latents[part].float(), pictures[part].float()
        decoded = model.decode(clean).clamp(-1, 1)
        rows["psnr"].append(mean_psnr(decoded, drawn))
        rows["ssim"].append(structural_similarity(decoded, drawn))
        rows["gradients"].append(gradient_energy(decoded) / gradient_energy(drawn).clamp_min(1e-6))
        rows["disturbed"].append(mean_psnr(model.decode(clean + noise[part]).clamp(-1, 1), drawn))
        rows["cycle"].append((model.encode(decoded) - clean).abs().mean((1, 2, 3)))
    return {name: float(torch.cat(parts).mean()) for name, parts in rows.items()}
