"""PNG files chunk by chunk: pixels are read whatever metadata of what size lies beside them."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

SIGNATURE = b"\x89PNG\r\n\x1a\n"
RECIPE_KEY = "gouache"
"""Keyword of the text chunk that has the recipe of a picture of gouache's as JSON."""
MAX_RECIPE_BYTES = 256 * 1024
"""Most bytes of a recipe that is read."""
MAX_PROFILE_BYTES = 4 * 2**20
"""Most bytes of a colour profile that is kept."""
_MAX_EXIF_BYTES = 64 * 1024


class PngParts(NamedTuple):
    """What is read of a PNG file.

    Attributes:
        pixels: The file without metadata, for Pillow.
        profile: The ICC profile, where it is sound.
        recipe: The text of gouache's own chunk; untrusted.
    """

    pixels: BinaryIO
    profile: bytes | None
    recipe: str | None


def split_png(file: BinaryIO) -> PngParts:
    """Take a PNG file apart, from its signature on. What is damaged stays as it is, for Pillow to refuse."""
    pixels, profile, recipe = io.BytesIO(), None, None
    pixels.write(file.read(len(SIGNATURE)))
    for kind, chunk in _chunks(file):
        data = chunk[8:-4]
        if kind[0] & 0x20 == 0 or kind == b"tRNS" or (kind == b"eXIf" and len(data) <= _MAX_EXIF_BYTES):
            pixels.write(chunk)
        elif kind == b"iCCP":
            profile = _profile(data)
        elif kind in (b"tEXt", b"iTXt") and len(data) <= MAX_RECIPE_BYTES:
            recipe = _text(kind, data) or recipe
    pixels.seek(0)
    return PngParts(pixels, profile, recipe)


def _chunks(file: BinaryIO) -> Iterator[tuple[bytes, bytes]]:
    """Yield the type of each chunk, and the chunk whole: length, type, data and checksum, as far as they are there."""
    while len(head := file.read(8)) == 8:
        length, kind = struct.unpack(">I4s", head)
        yield kind, head + file.read(length + 4)


def _profile(data: bytes) -> bytes | None:
    """Return the profile of an iCCP chunk: a name, a zero, a method, and compressed data."""
    _, _, rest = data.partition(b"\0")
    unpack = zlib.decompressobj()
    try:
        profile = unpack.decompress(rest[1:], MAX_PROFILE_BYTES)
    except zlib.error:
        return None
    return profile if unpack.eof else None


def _text(kind: bytes, data: bytes) -> str | None:
    """Return the text of gouache's own chunk; None for any other."""
    keyword, _, rest = data.partition(b"\0")
    if keyword != RECIPE_KEY.encode():
        return None
    if kind == b"tEXt":
        return rest.decode("latin-1")
    # Compressed or not, method, language, and the keyword in that language come before the text.
    if rest[:1] != b"\0":
        return None
    text = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    return text.decode("utf-8", "replace")
