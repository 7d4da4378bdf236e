"""Taking pictures of any mode apart for models that see RGB, and putting the results together again."""

from __future__ import annotations

import numpy as np
from PIL import Image

from tools.images.load import to_eight_bit, turn_upright


def split_alpha(image: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    """Return a picture of any mode, turned upright by its EXIF data, as RGB, and its alpha channel or None."""
    upright = to_eight_bit(turn_upright(image))
    if upright.has_transparency_data:
        rgba = upright.convert("RGBA")
        return rgba.convert("RGB"), rgba.getchannel("A")
    return upright.convert("RGB"), None


def restore_format(picture: Image.Image, alpha: Image.Image | None, source: Image.Image) -> Image.Image:
    """Return an RGB picture in the form of its source.

    Args:
        picture: made from the source's colours, of any size; may be changed.
        alpha: the alpha channel of the source, resized to the picture; None for none.
        source: a source in greys makes the result grey; its colour profile is taken along, except for CMYK, whose
            profile describes inks.

    Returns:
        A picture of mode RGBA (with alpha), L (for a source in greys) or RGB.
    """
    if alpha is not None:
        picture.putalpha(alpha.resize(picture.size, Image.Resampling.BICUBIC))
    elif source.mode in ("1", "L", "I", "F") or source.mode.startswith("I;16"):
        picture = picture.convert("L")
    if source.info.get("icc_profile") and source.mode != "CMYK":
        picture.info["icc_profile"] = source.info["icc_profile"]
    return picture


def rgb_on_white(picture: Image.Image) -> np.ndarray:
    """Return the colours of a picture, on white where it is transparent: (H, W, 3), float32, in [0, 1]."""
    if picture.has_transparency_data:
        rgba = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", rgba.size, "white"), rgba)
    return np.asarray(picture.convert("RGB")).astype(np.float32) / 255
