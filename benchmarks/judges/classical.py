"""Reproducible damage to pictures, and the classical filters that the restorer must beat on it."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from PIL import Image, ImageFilter

from tools.errors import ModelMissing

SIGMA = 25
"""Standard deviation of the noise, of 255."""
QUALITY = 20
"""JPEG quality."""
BLUR = 1.5
"""Radius of the Gaussian blur, in pixels."""
METHODS = {f"noise_{SIGMA}": "denoise", f"jpeg_{QUALITY}": "deblock", "blur": "sharpen", "x2": "x2", "x4": "x4"}
"""By kind of damage, the restorer's method against it."""

Filters = dict[str, Callable[[Image.Image], Image.Image]]
"""Filters by name."""


def damage(picture: Image.Image, kind: str) -> Image.Image:
    """Damage a picture, the same way every time.

    Args:
        picture: An RGB picture.
        kind: A key of METHODS. For x2 and x4 the result is smaller by that factor.
    """
    if kind.startswith("noise"):
        noise = np.random.default_rng(0).normal(0, SIGMA, (picture.height, picture.width, 3))
        return Image.fromarray((np.asarray(picture) + noise).clip(0, 255).round().astype(np.uint8))
    if kind.startswith("jpeg"):
        buffer = io.BytesIO()
        picture.save(buffer, "JPEG", quality=QUALITY)
        return Image.open(buffer).convert("RGB")
    if kind == "blur":
        return picture.filter(ImageFilter.GaussianBlur(BLUR))
    scale = int(kind[1])
    return picture.resize((picture.width // scale, picture.height // scale), Image.Resampling.BICUBIC)


def _unsharp_mask(radius: float, percent: int, size: tuple[int, int], picture: Image.Image) -> Image.Image:
    large = picture.resize(size, Image.Resampling.BICUBIC)
    return large.filter(ImageFilter.UnsharpMask(radius, percent, 0))


def _apply(function: Callable[..., np.ndarray], settings: dict[str, Any], picture: Image.Image) -> Image.Image:
    """Apply one of scikit-image's filters, which take arrays of values in [0, 1]."""
    values = function(np.asarray(picture).astype(np.float32) / 255, channel_axis=-1, **settings)
    return Image.fromarray((values.clip(0, 1) * 255).round().astype(np.uint8))


def classical_filters(kind: str, size: tuple[int, int]) -> Filters:
    """scikit-image's and Pillow's filters against a kind of damage, in several settings each.

    Args:
        kind: A key of METHODS.
        size: Width and height of the undamaged picture.

    Raises:
        ModelMissing: scikit-image or PyWavelets is not installed.
    """
    if kind in ("x2", "x4"):
        return _sharpening_filters([(int(kind[1]) * 0.6, percent) for percent in (40, 80, 120)], size)
    if kind == "blur":
        return _sharpening_filters(
            [(radius, percent) for radius in (1.0, 1.5, 2.0) for percent in (100, 200, 400)], size
        )
    return _denoising_filters(SIGMA / 255 if kind.startswith("noise") else 0.03)


def _sharpening_filters(masks: list[tuple[float, int]], size: tuple[int, int]) -> Filters:
    filters: Filters = {f"unsharp mask {r:g}, {p}": partial(_unsharp_mask, r, p, size) for r, p in masks}
    filters["Lanczos"] = lambda picture: picture.resize(size, Image.Resampling.LANCZOS)
    return filters


def _denoising_filters(noise: float) -> Filters:
    """Denoising filters for a standard deviation of `noise`, of 1."""
    try:
        import pywt  # noqa: F401  scikit-image's wavelets need it, but do not install it.
        from skimage import restoration
    except ImportError as error:
        raise ModelMissing(f'This suite needs {error.name}: pip install "gouache[dev]".') from error

    means = {"patch_size": 5, "patch_distance": 6, "fast_mode": True, "sigma": noise}
    jobs = {f"non-local means {h}": (restoration.denoise_nl_means, {**means, "h": h * noise}) for h in (0.5, 0.7, 0.9)}
    for weight in (0.6, 1.0, 1.5):
        jobs[f"total variation {weight}"] = (restoration.denoise_tv_chambolle, {"weight": weight * noise})
    for tone in (1.5, 3.0):
        settings = {"sigma_color": tone * noise, "sigma_spatial": 2}
        jobs[f"bilateral {tone}"] = (restoration.denoise_bilateral, settings)
    jobs["wavelet"] = (restoration.denoise_wavelet, {"sigma": noise, "convert2ycbcr": True})
    filters: Filters = {name: partial(_apply, function, settings) for name, (function, settings) in jobs.items()}
    filters["median"] = lambda picture: picture.filter(ImageFilter.MedianFilter(3))
    return filters
