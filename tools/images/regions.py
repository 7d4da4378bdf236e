"""Parts of pictures: rectangles, masks, and pasting through masks."""

from __future__ import annotations

from PIL import Image

from tools.errors import BadArguments

Region = tuple[float, float, float, float]
"""Left, top, right and bottom of a rectangle as shares of the picture's width and height, from 0 to 1."""


def region_mask(region: Region, size: tuple[int, int], tool: str) -> Image.Image:
    """Return a mask ("L") that is white inside a region and black outside.

    Args:
        region: rounded to whole pixels.
        size: width and height of the mask in pixels.
        tool: name of the tool whose argument the region is, for the error.

    Raises:
        BadArguments: the region encloses no pixel or reaches out of the picture.
    """
    left, top, right, bottom = (round(share * side) for share, side in zip(region, size * 2, strict=True))
    if not (0 <= left < right <= size[0] and 0 <= top < bottom <= size[1]):
        raise BadArguments(f"{tool}: region: left, top, right, bottom must enclose a part of the picture (0 to 1).")
    mask = Image.new("L", size, 0)
    mask.paste(255, (left, top, right, bottom))
    return mask


def paste_masked(source: Image.Image, edited: Image.Image, mask: Image.Image, keep_info: bool = False) -> Image.Image:
    """Return the edited picture where a mask is white and the source's own pixels where it is black.

    Args:
        source: its size is the result's.
        edited: RGB; resized to the source's size.
        mask: of any mode; resized to the source's size. Greys mix the two pictures.
        keep_info: whether the result has the source's `info`. By default it is empty, since what it says of the
            source (the layout, for example) may no longer hold.

    Returns:
        A new RGB picture.
    """
    pasted = Image.composite(edited.resize(source.size), source.convert("RGB"), mask.convert("L").resize(source.size))
    if not keep_info:
        pasted.info.clear()
    return pasted
