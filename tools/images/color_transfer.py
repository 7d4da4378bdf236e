"""Giving one picture the colours of another, in closed form."""

from __future__ import annotations

import numpy as np

LUMA = np.array([0.299, 0.587, 0.114], np.float32)
"""Weights of red, green and blue in the luma (ITU-R BT.601)."""


def _matrix_power(matrix: np.ndarray, power: float) -> np.ndarray:
    """Raise a symmetric matrix to a power; its eigenvalues count as 1e-5 at least."""
    values, vectors = np.linalg.eigh(matrix)
    raised: np.ndarray = (vectors * np.maximum(values, 1e-5) ** power) @ vectors.T
    return raised


def match_colors(colors: np.ndarray, reference: np.ndarray, share: float = 1.0) -> np.ndarray:
    """Move colours towards the mean and the covariance of another picture's colours.

    Of the linear maps that match them, it is the one that moves colours least (Monge-Kantorovich; Pitié and Kokaram
    2007).

    Args:
        colors: (H, W, 3) in [0, 1].
        reference: (H', W', 3) in [0, 1].
        share: how far to move, from 0 (not at all) to 1 (until they match).

    Returns:
        (H, W, 3), float32, in [0, 1].
    """
    flat = colors.reshape(-1, 3).astype(np.float64)
    other = reference.reshape(-1, 3).astype(np.float64)
    have, want = (np.cov(x, rowvar=False, bias=True) + 1e-4 * np.eye(3) for x in (flat, other))
    root = _matrix_power(have, 0.5)
    inverse_root = _matrix_power(have, -0.5)
    transport = inverse_root @ _matrix_power(root @ want @ root, 0.5) @ inverse_root
    moved = (flat - flat.mean(0)) @ transport + other.mean(0)
    matched: np.ndarray = np.clip(flat + share * (moved - flat), 0, 1).reshape(colors.shape).astype(np.float32)
    return matched


def with_colors_of(styled: np.ndarray, content: np.ndarray) -> np.ndarray:
    """Combine the luma of one picture with the chroma of another (arXiv:1606.05897).

    Where the luma leaves no room for the chroma, the chroma shrinks.

    Args:
        styled: (H, W, 3) in [0, 1]; gives the luma.
        content: (H, W, 3) in [0, 1]; gives the chroma.

    Returns:
        (H, W, 3), float32, in [0, 1].
    """
    luma = (styled @ LUMA)[..., None]
    chroma = content - (content @ LUMA)[..., None]
    room = np.where(chroma > 0, 1 - luma, luma)
    size = np.abs(chroma)
    fit = np.min(np.where(size > 1e-4, room / np.maximum(size, 1e-4), 1.0), axis=-1)
    combined: np.ndarray = (luma + chroma * np.clip(fit, 0, 1)[..., None]).clip(0, 1).astype(np.float32)
    return combined
