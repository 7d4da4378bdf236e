"""How to restyle a picture, and the last steps that all stylists share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image

from tools.images.regions import paste_masked


@dataclass(frozen=True)
class StyleRequest:
    """How to restyle a picture.

    Attributes:
        strength: from 0 (the content as it is) to 1 (the style in full).
        keep_color: whether the content keeps its own colours.
        palette: whether it takes the reference's colours, unless it keeps its own. With neither, only the reference's
            look counts: a green meadow stays green in the style of a blue mosaic.
        mask: white where the picture may change; None for everywhere.
    """

    strength: float = 1.0
    keep_color: bool = False
    palette: bool = True
    mask: Image.Image | None = None


def finish_style(content: Image.Image, colors: np.ndarray, mask: Image.Image | None) -> Image.Image:
    """Make a picture of restyled colours; transparency, and colours where the mask is black, stay the content's.

    Args:
        content: its transparency stays, and its colours where the mask is black.
        colors: (H, W, 3) in about [0, 1], in the content's size.
        mask: white where the picture may change; None for everywhere.

    Returns:
        An RGB picture, or RGBA where the content has transparency.
    """
    made = Image.fromarray((colors * 255).round().clip(0, 255).astype(np.uint8))
    if mask is not None:
        made = paste_masked(content, made, mask, keep_info=True)
    if content.has_transparency_data:
        made.putalpha(content.convert("RGBA").getchannel("A"))
    return made
