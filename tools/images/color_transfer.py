"""Colours of one picture given to another, in closed form, and the luminance of one with the colours of another."""

from __future__ import annotations

import numpy as np

LUMA = np.array([0.299, 0.587, 0.114], np.float32)


def _root(matrix: np.ndarray, power: float) -> np.ndarray:
    values, vectors = np.linalg.eigh(matrix)
    root: np.ndarray = (vectors * np.maximum(values, 1e-5) ** power) @ vectors.T
    return root


def match_colors(colors: np.ndarray, reference: np.ndarray, share: float = 1.0) -> np.ndarray:
    """Colours (H, W, 3) in [0, 1] moved by `share` towards the mean and covariance of another picture's colours.

    The linear map that moves colours least among those that match (Monge-Kantorovich; Pitié and Kokaram 2007).
    """
    flat, other = colors.reshape(-1, 3).astype(np.float64), reference.reshape(-1, 3).astype(np.float64)
    have, want = (np.cov(x, rowvar=False, bias=True) + 1e-4 * np.eye(3) for x in (flat, other))
    half, back = _root(have, 0.5), _root(have, -0.5)
    moved = (flat - flat.mean(0)) @ (back @ _root(half @ want @ half, 0.5) @ back) + other.mean(0)
    made: np.ndarray = np.clip(flat + share * (moved - flat), 0, 1).reshape(colors.shape).astype(np.float32)
    return made


def with_colors_of(styled: np.ndarray, content: np.ndarray) -> np.ndarray:
    """The luma of `styled` with the chroma of `content`, both (H, W, 3) in [0, 1] (arXiv:1606.05897).

    Where the luma leaves no room for the chroma, the chroma gives way.
    """
    luma, old = styled @ LUMA, content @ LUMA
    chroma = content - old[..., None]
    room = np.where(chroma > 0, 1 - luma[..., None], luma[..., None])
    fit = np.min(np.where(np.abs(chroma) > 1e-4, room / np.maximum(np.abs(chroma), 1e-4), 1.0), axis=-1)
    made: np.ndarray = (luma[..., None] + chroma * np.clip(fit, 0, 1)[..., None]).clip(0, 1).astype(np.float32)
    return made
