"""Reading a person's picture files, which may be of any kind and may be broken."""

from __future__ import annotations

import contextlib
import warnings
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from tools.errors import BadPicture

MAX_PIXELS = 40_000_000
"""Most pixels of a picture that is read or made."""


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


def load_picture(path: Path) -> Image.Image:
    """Read a picture file, turned upright by its EXIF data, as RGB, or RGBA where it has transparency.

    Raises:
        BadPicture: there is no such file, it is no picture, it is broken, or it has more than MAX_PIXELS.
    """
    if path.suffix.lower() in (".heic", ".heif"):
        _register_heic()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path) as file:
                if file.width * file.height > MAX_PIXELS:
                    raise BadPicture(f"{path.name} has {file.width} x {file.height} pixels; scale it down first.")
                upright = to_eight_bit(ImageOps.exif_transpose(file))
                made = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
                if upright.mode == "CMYK":
                    # The profile describes the inks, not the RGB colours that they were converted to.
                    made.info.pop("icc_profile", None)
                return made
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadPicture(f"{path.name} has more pixels than can be read; scale it down first.") from error
    except FileNotFoundError as error:
        raise BadPicture(f"There is no file {path}; check the path.") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise BadPicture(f"{path.name} can't be read as a picture; save it as PNG or JPEG.") from error
