"""Reading a person's picture files, which may be of any kind and may be broken."""

from __future__ import annotations

import contextlib
import ctypes
import os
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import PIL
from PIL import ExifTags, Image

from tools.errors import BadPicture, GouacheError
from tools.files import IrregularFile, open_regular
from tools.images.png_chunks import RECIPE_KEY, SIGNATURE, split_png
from tools.text import one_line

MAX_PIXELS = 40_000_000
"""Most pixels of a picture that is read or made."""
MAX_BYTES = 512 * 2**20
"""Most bytes of a picture file that is read."""
FORMATS = (
    "PNG", "JPEG", "MPO", "WEBP", "TIFF", "GIF", "BMP", "PPM", "TGA", "ICO", "PCX", "JPEG2000", "AVIF", "HEIF",
)  # fmt: skip
"""The formats that are read, by Pillow's names. No other is even tried: some would start another program."""
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How a picture is turned upright, by the value of its EXIF orientation."""


def to_eight_bit(picture: Image.Image) -> Image.Image:
    """Return a picture of 16-bit, 32-bit or floating-point greys as one of 8 bits, and any other as it is.

    Pillow's own conversion cuts off what is above 255. Here the lightest possible grey becomes 255: it is 65,535 for
    16-bit pictures; for others it is the least of 1 (floating point only), 255 and 65,535 that no value exceeds.
    """
    sixteen_bit = picture.mode.startswith("I;16")
    if not sixteen_bit and picture.mode not in ("I", "F"):
        return picture
    values = np.nan_to_num(np.asarray(picture).astype(np.float32))
    white = 65535.0
    if not sixteen_bit:
        candidates = (1.0, 255.0) if picture.mode == "F" else (255.0,)
        white = next((value for value in candidates if values.max() <= value), white)
    return Image.fromarray((values.clip(0, white) * (255 / white)).round().astype(np.uint8))


def _register_heic() -> None:
    """Teach Pillow to read HEIC files where the extra `heic` is installed."""
    with contextlib.suppress(ImportError):
        import pillow_heif

        pillow_heif.register_heif_opener()


@cache
def _silence_libtiff() -> None:
    """Keep the library that reads TIFF files from writing about damaged ones to standard error, over the screen."""
    folder = Path(PIL.__file__).parent
    for file in (*folder.parent.glob("pillow.libs/libtiff*"), *folder.glob(".dylibs/libtiff*")):
        with contextlib.suppress(OSError, AttributeError):
            library = ctypes.CDLL(str(file))
            library.TIFFSetErrorHandler(None)
            library.TIFFSetWarningHandler(None)


def turn_upright(picture: Image.Image) -> Image.Image:
    """Return a picture turned as its EXIF orientation says; everything else of its EXIF data is left unread."""
    try:
        orientation = picture.getexif().get(ExifTags.Base.Orientation)
        turn = _TURNS.get(orientation) if isinstance(orientation, int) else None
    except Exception:  # A damaged entry may raise anything, and no viewer minds it.
        turn = None
    return picture if turn is None else picture.transpose(turn)


def readable_formats() -> list[str]:
    """Return those of FORMATS that Pillow can read here."""
    Image.init()
    return [name for name in FORMATS if name in Image.OPEN]


@contextlib.contextmanager
def open_picture(path: Path) -> Iterator[Image.Image]:
    """Open a picture file without reading its pixels; its colour profile and gouache's recipe are in its `info`.

    Raises:
        BadPicture: there is no such file, it is no regular file or no picture, it has more than MAX_PIXELS or
            MAX_BYTES; or the block that uses the picture met anything wrong with it.
    """
    name = one_line(path.name)
    try:
        with warnings.catch_warnings():
            # Pillow warns of metadata that it does not understand, and of pixels, which are counted here.
            warnings.simplefilter("ignore")
            with open_regular(path) as file:
                if os.fstat(file.fileno()).st_size > MAX_BYTES:
                    raise BadPicture(f"{name} is larger than {MAX_BYTES // 2**20} MB; save it as PNG or JPEG.")
                yield from _opened(file, path)
    except GouacheError:
        raise
    except FileNotFoundError as error:
        raise BadPicture(f"There is no file {one_line(str(path))}; check the path.") from error
    except IrregularFile as error:
        raise BadPicture(f"{name} is a folder, a device or a pipe, no picture; name a picture file.") from error
    except Image.DecompressionBombError as error:
        raise BadPicture(f"{name} has more pixels than can be read; scale it down first.") from error
    except Exception as error:  # Readers of damaged files raise anything.
        raise BadPicture(f"{name} can't be read as a picture; save it as PNG or JPEG.") from error


def _opened(file: BinaryIO, path: Path) -> Iterator[Image.Image]:
    kept: dict[Any, Any] = {}
    source = file
    signature = file.read(len(SIGNATURE))
    file.seek(0)
    if signature == SIGNATURE:
        source, profile, recipe = split_png(file)
        kept = {"icc_profile": profile, RECIPE_KEY: recipe}
    elif path.suffix.lower() in (".heic", ".heif"):
        _register_heic()
    with Image.open(source, formats=readable_formats()) as picture:
        _refuse_large(picture, path)
        if picture.format == "TIFF":
            _silence_libtiff()
        picture.info.update({key: value for key, value in kept.items() if value})
        yield picture


def _refuse_large(picture: Image.Image, path: Path) -> None:
    if picture.width * picture.height > MAX_PIXELS:
        raise BadPicture(f"{one_line(path.name)} has {picture.width} x {picture.height} pixels; scale it down first.")


def load_picture(path: Path) -> Image.Image:
    """Read a picture file, turned upright by its EXIF data, as RGB, or RGBA where it has transparency.

    Of what lies beside the pixels its `info` has the colour profile, and under RECIPE_KEY the text of the recipe that
    gouache wrote; other metadata is dropped.

    Raises:
        BadPicture: there is no such file, it is no picture, it is broken, or it is too large.
    """
    with open_picture(path) as file:
        file.load()
        _refuse_large(file, path)  # Of an icon, only now the true size is known.
        upright = to_eight_bit(turn_upright(file))
        made = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
        info: dict[Any, Any] = {key: file.info[key] for key in ("icc_profile", RECIPE_KEY) if file.info.get(key)}
        if upright.mode == "CMYK":
            # The profile describes the inks, not the RGB colours that they were converted to.
            info.pop("icc_profile", None)
        made.info = info
        return made
