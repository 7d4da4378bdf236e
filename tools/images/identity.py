"""What identifies a picture and what travels with it."""

from __future__ import annotations

import hashlib

from PIL import Image

LAYOUT_KEY = "gouache_layout"
"""Key in a picture's `info` of the layout that it was painted from, as text; its recipe keeps the layout."""


def pixel_hash(picture: Image.Image) -> str:
    """Return the SHA-256 of size and RGB(A) pixels in hexadecimal: the same for the same pixels in any file."""
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    header = f"{mode}:{picture.width}x{picture.height}:".encode()
    return hashlib.sha256(header + picture.convert(mode).tobytes()).hexdigest()
