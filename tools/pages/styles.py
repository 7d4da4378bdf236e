"""The names of styles and looks, and the art set that each style's things come from."""

from __future__ import annotations

from tools.pages.catalogue import SETS

PAINTERLY = ("watercolor", "oil", "sketch", "pixel")
"""Styles that are painted over the cartoon art."""
SWATCHES = (
    "woodcut", "mosaic", "ink wash", "stained glass", "pointillism", "crayon", "embroidery", "blueprint",
)  # fmt: skip
"""Styles that are painted over it after a swatch."""
STYLES = (*SETS, *PAINTERLY, *SWATCHES)
"""Every style of a page."""
LOOKS = ("black and white", "sepia")
"""Looks of the whole picture."""


def art_of(style: str) -> str:
    """Return the art set that a style's things come from: its own, or cartoon."""
    return style if style in SETS else "cartoon"
