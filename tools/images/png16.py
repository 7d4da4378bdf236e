"""PNG files of 16 bits a channel, which Pillow reads as 8: through pypng."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import numpy as np
from PIL import Image

from tools.errors import BadPicture
from tools.images.load import MOST_PIXELS


def is_png16(path: Path) -> bool:
    """Whether a file is a PNG of 16 bits a channel."""
    try:
        with path.open("rb") as file:
            head = file.read(26)
    except OSError:
        return False
    return head.startswith(b"\x89PNG") and len(head) == 26 and head[24] == 16


def read_png16(path: Path) -> tuple[np.ndarray, bytes | None]:
    """Pixels (H, W, 3 or 4), uint16, and the colour profile.

    Raises:
        BadPicture: broken, or more than MOST_PIXELS.
    """
    import png

    try:
        with Image.open(path) as file:
            size, profile = file.size, file.info.get("icc_profile")
        if size[0] * size[1] > MOST_PIXELS:
            raise BadPicture(f"{path.name} has {size[0]} x {size[1]} pixels; scale it down first.")
        with path.open("rb") as stream:
            width, height, rows, info = png.Reader(file=stream).asDirect()
            values = np.vstack([np.asarray(row, np.uint16) for row in rows]).reshape(height, width, info["planes"])
    except (
        OSError, SyntaxError, ValueError, EOFError, png.Error, zlib.error, Image.DecompressionBombError,
    ) as error:  # fmt: skip
        raise BadPicture(f"{path.name} can't be read as a picture; save it as PNG or JPEG.") from error
    if (depth := info["bitdepth"]) < 16:  # An sBIT chunk says how many of the bits count; pypng leaves the others out.
        values = (values.astype(np.uint32) * 65535 // (2**depth - 1)).astype(np.uint16)
    if info["greyscale"]:
        values = np.concatenate([values[..., :1].repeat(3, -1), values[..., 1:]], -1)
    return values, profile


def write_png16(path: Path, values: np.ndarray, profile: bytes | None) -> None:
    """Save pixels (H, W, 3 or 4), uint16."""
    import png

    height, width, planes = values.shape
    buffer = io.BytesIO()
    png.Writer(width, height, greyscale=False, alpha=planes == 4, bitdepth=16).write(
        buffer, values.reshape(height, width * planes).tolist()
    )
    buffer.seek(0)
    chunks = list(png.Reader(file=buffer).chunks())
    if profile:
        chunks.insert(1, (b"iCCP", b"ICC profile\0\0" + zlib.compress(profile)))
    with path.open("wb") as file:
        png.write_chunks(file, chunks)
