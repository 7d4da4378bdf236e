"""Pictures as pixels: identity by content, technical faults, small measures."""

from __future__ import annotations

import contextlib
import hashlib
import warnings
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from tools.errors import BadPicture

MOST_PIXELS = 40_000_000
"""Of a person's own picture."""


def pixel_hash(picture: Image.Image) -> str:
    """SHA-256 of size and RGB(A) pixels, hexadecimal: the same for the same pixels whatever the file."""
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    head = f"{mode}:{picture.width}x{picture.height}:".encode()
    return hashlib.sha256(head + picture.convert(mode).tobytes()).hexdigest()


LAYOUT = "gouache_layout"
"""Key of a picture's `info` under which the layout that it was painted from travels; its recipe keeps it."""
EDGE = 12
"""Difference of grey levels, of 255, from which two rows have an edge between them."""


def technical_fault(picture: Image.Image) -> str | None:
    """What is technically wrong with a painted picture ("black", "flat", "truncated"), or None."""
    values = np.asarray(picture.convert("L")).astype(np.float32)
    if values.max() < 12:
        return "black"
    if values.std() < 1.0:
        return "flat"
    # Of a picture that was cut off the rest is one colour, and it begins at an edge from side to side.
    rows = np.flatnonzero((values != values[-1, 0]).any(1))
    rest = len(values) - 1 - rows[-1]
    cut = rest >= len(values) / 8 and (np.abs(values[rows[-1]] - values[-1, 0]) > EDGE).mean() > 0.5
    return "truncated" if cut else None


def psnr(a: Image.Image, b: Image.Image) -> float:
    """Peak signal-to-noise ratio in dB of two pictures of one size; 99 for identical ones."""
    x, y = (np.asarray(p.convert("RGB")).astype(np.float32) for p in (a, b.resize(a.size)))
    error = float(((x - y) ** 2).mean())
    return 99.0 if error == 0 else min(99.0, float(10 * np.log10(255**2 / error)))


def difference_sheet(a: Image.Image, b: Image.Image) -> Image.Image:
    """The two pictures side by side, and between them where they differ (white: most)."""
    right = b.convert("RGB").resize(a.size)
    x, y = (np.asarray(p.convert("RGB")).astype(np.int16) for p in (a, right))
    heat = Image.fromarray(np.abs(x - y).max(-1).astype(np.uint8)).convert("RGB")
    sheet = Image.new("RGB", (a.width * 3, a.height))
    for column, part in enumerate((a.convert("RGB"), heat, right)):
        sheet.paste(part, (column * a.width, 0))
    return sheet


def heat_map(picture: Image.Image, weights: np.ndarray) -> Image.Image:
    """The picture, darker and greyer where `weights` (rows, columns) are near 0; they are scaled to their largest.

    Their sign does not count: what speaks against an answer matters as much as what speaks for it.
    """
    share = np.abs(weights) / max(float(np.abs(weights).max()), 1e-6)
    mask = Image.fromarray((share * 255).astype(np.uint8)).resize(picture.size, Image.Resampling.BICUBIC)
    grey = picture.convert("L").point(lambda value: value // 3).convert("RGB")
    return Image.composite(picture.convert("RGB"), grey, mask)


def eight_bit(picture: Image.Image) -> Image.Image:
    """A picture of 16-bit or floating-point greys as 8-bit ones, any other as it is.

    Pillow's own conversion cuts off what is above 255. Floating-point pictures reach to 1, 255 or 65,535, whichever
    holds their largest value.
    """
    if not picture.mode.startswith("I;16") and picture.mode not in ("I", "F"):
        return picture
    values = np.nan_to_num(np.asarray(picture).astype(np.float32))
    peak = 65535.0
    if not picture.mode.startswith("I;16"):
        peak = next((top for top in ((1.0,) if picture.mode == "F" else ()) + (255.0,) if values.max() <= top), peak)
    return Image.fromarray((values.clip(0, peak) * (255 / peak)).round().astype(np.uint8))


def _with_heic() -> None:
    """Teach Pillow HEIC where the extra is installed."""
    with contextlib.suppress(ImportError):
        import pillow_heif

        pillow_heif.register_heif_opener()


def load_picture(path: Path) -> Image.Image:
    """A person's picture file, upright, in RGB or RGBA.

    Raises:
        BadPicture: no such file, not a picture, broken, or more than MOST_PIXELS.
    """
    if path.suffix.lower() in (".heic", ".heif"):
        _with_heic()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path) as file:
                if file.width * file.height > MOST_PIXELS:
                    raise BadPicture(f"{path.name} has {file.width} x {file.height} pixels; scale it down first.")
                upright = eight_bit(ImageOps.exif_transpose(file))
                made = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
                if upright.mode == "CMYK":
                    made.info.pop("icc_profile", None)  # It describes inks, not the RGB that they were turned into.
                return made
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadPicture(f"{path.name} claims more pixels than any picture here may have; scale it down.") from error
    except FileNotFoundError as error:
        raise BadPicture(f"There is no file {path}.") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise BadPicture(f"{path.name} can't be read as a picture; save it as PNG or JPEG.") from error
