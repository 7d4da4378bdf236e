"""What the `style` suite needs to grade restyled scenes, and the transfer of colours that it compares with."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageFilter

ENLARGEMENT = 3
"""How many times its size a scene is restyled at, so that strokes are small beside its things."""


def enlarge(scene: Image.Image) -> Image.Image:
    """A scene at ENLARGEMENT times its size."""
    return scene.resize((scene.width * ENLARGEMENT, scene.height * ENLARGEMENT), Image.Resampling.LANCZOS)


def _pixels(picture: Image.Image, blur: float) -> np.ndarray:
    """The blurred picture's colours as (pixels, 3) floats, with a column of ones for the offset: (pixels, 4)."""
    values = np.asarray(picture.filter(ImageFilter.GaussianBlur(blur))).reshape(-1, 3).astype(np.float32)
    return np.hstack([values, np.ones((len(values), 1), np.float32)])


def adapt_colors(styled: Image.Image, scene: Image.Image) -> Image.Image:
    """Show a restyled scene as it looks to eyes that are used to its palette.

    The result has the scene's size, and its colours under the affine map (12 numbers, fitted on blurred pictures) that
    brings them nearest to the scene's.
    """
    # Stitches and joints must not beat with the samples.
    smooth = styled.convert("RGB").filter(ImageFilter.GaussianBlur(0.8 * styled.width / scene.width))
    small = smooth.resize(scene.size, Image.Resampling.BOX)
    color_map = np.linalg.lstsq(_pixels(small, 2), _pixels(scene, 2)[:, :3], rcond=None)[0]
    adapted = _pixels(small, 0) @ color_map
    return Image.fromarray(adapted.reshape(scene.height, scene.width, 3).round().clip(0, 255).astype(np.uint8))


def transfer_colors(content: Image.Image, reference: Image.Image) -> Image.Image:
    """Take mean and deviation of each channel of Lab from the reference (Reinhard et al. 2001)."""
    from skimage.color import lab2rgb, rgb2lab

    a, b = (rgb2lab(np.asarray(p.convert("RGB"))) for p in (content, reference))
    scale = b.std((0, 1)) / np.maximum(a.std((0, 1)), 1e-3)
    moved = lab2rgb((a - a.mean((0, 1))) * scale + b.mean((0, 1)))
    return Image.fromarray((moved * 255).round().clip(0, 255).astype(np.uint8))
