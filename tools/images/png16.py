"""PNG files with 16 bits a channel, through pypng: Pillow reads them as 8 bits."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import numpy as np

from tools.files import open_regular
from tools.images.load import open_picture

_SIGNATURE = b"\x89PNG"
_BIT_DEPTH_AT = 24
"""Offset of the byte in a PNG file that says how many bits a channel has."""


def is_png16(path: Path) -> bool:
    """Return whether a file is a PNG with 16 bits a channel; False where it can't be read."""
    try:
        with open_regular(path) as file:
            head = file.read(_BIT_DEPTH_AT + 2)
    except (OSError, ValueError):
        return False
    return head.startswith(_SIGNATURE) and len(head) == _BIT_DEPTH_AT + 2 and head[_BIT_DEPTH_AT] == 16


def read_png16(path: Path) -> tuple[np.ndarray, bytes | None]:
    """Read a PNG file.

    Returns:
        Pixels (H, W, 3 or 4), uint16, with greys repeated into three channels; and the ICC profile or None.

    Raises:
        BadPicture: the file is broken or has more than MAX_PIXELS.
    """
    import png

    with open_picture(path) as picture:
        profile = picture.info.get("icc_profile")
        with open_regular(path) as stream:
            width, height, rows, info = png.Reader(file=stream).asDirect()
            values = np.vstack([np.asarray(row, np.uint16) for row in rows]).reshape(height, width, info["planes"])
    depth = info["bitdepth"]
    if depth < 16:
        # An sBIT chunk says how many bits of each channel count, and pypng leaves the others out.
        values = (values.astype(np.uint32) * 65535 // (2**depth - 1)).astype(np.uint16)
    if info["greyscale"]:
        values = np.concatenate([values[..., :1].repeat(3, -1), values[..., 1:]], -1)
    return values, profile


def write_png16(path: Path, values: np.ndarray, profile: bytes | None) -> None:
    """Write pixels (H, W, 3 or 4), uint16, to a PNG file with 16 bits a channel, with an ICC profile if given."""
    import png

    height, width, planes = values.shape
    writer = png.Writer(width, height, greyscale=False, alpha=planes == 4, bitdepth=16)
    buffer = io.BytesIO()
    writer.write(buffer, values.reshape(height, width * planes).tolist())
    buffer.seek(0)
    chunks = list(png.Reader(file=buffer).chunks())
    if profile:
        chunks.insert(1, (b"iCCP", b"ICC profile\0\0" + zlib.compress(profile)))
    with path.open("wb") as file:
        png.write_chunks(file, chunks)
