"""Operations on colours (H, W, 3) in [0, 1] that styles are made of."""

from __future__ import annotations

import numpy as np
from scipy.ndimage import gaussian_filter

LUMA = (0.299, 0.587, 0.114)
"""Weights of red, green and blue in the brightness (ITU-R BT.601)."""


def luma(colors: np.ndarray) -> np.ndarray:
    """Return the brightness (H, W)."""
    return colors @ np.array(LUMA, np.float32)


def contrasted_luma(colors: np.ndarray, gain: float) -> np.ndarray:
    """Return the brightness (H, W) with its distance from the middle times `gain`."""
    return np.clip(0.5 + (luma(colors) - 0.5) * gain, 0, 1)


def blur(values: np.ndarray, sigma: float) -> np.ndarray:
    """Blur along the sides by a Gaussian of `sigma` pixels, not over channels."""
    return np.asarray(gaussian_filter(values, (sigma, sigma, 0)[: values.ndim], mode="nearest"))


def edge_strength(colors: np.ndarray, sigma: float = 0.8, gain: float = 4.0) -> np.ndarray:
    """Return the strength (H, W) in [0, 1] of the steepest channel's slope, after a blur of `sigma` pixels."""
    dy, dx = np.gradient(blur(colors, sigma), axis=(0, 1))
    return np.asarray(np.clip(np.hypot(dy, dx).max(-1) * gain, 0, 1))


def cell_means(colors: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Give every pixel the mean colour of its cell; `labels` (H, W) are the cells' numbers."""
    # The rank of each number among those that occur: a part of the patterns has not all cells.
    where = (np.cumsum(np.bincount(labels.ravel()) > 0) - 1)[labels.ravel()]
    count = np.bincount(where)
    parts = [np.bincount(where, colors[..., c].ravel()) / count for c in range(3)]
    means: np.ndarray = np.stack(parts, -1)[where].reshape(colors.shape).astype(np.float32)
    return means


def soft_step(values: np.ndarray, width: float) -> np.ndarray:
    """Return 0 where values are below zero, 1 above, and a ramp of about `width` between them."""
    return np.clip(values / width + 0.5, 0, 1)


def saturate(colors: np.ndarray, gain: float) -> np.ndarray:
    """Multiply the saturation by `gain`."""
    middle = luma(colors)[..., None]
    return np.asarray(np.clip(middle + (colors - middle) * gain, 0, 1))


def mix(a: np.ndarray, b: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Return `a` where the share (H, W) is 0, `b` where it is 1, and mixtures between."""
    return np.asarray(a + (b - a) * share[..., None])
