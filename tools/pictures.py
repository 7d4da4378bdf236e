"""Pictures as pixels: identity by content, technical faults, small measures."""

from __future__ import annotations

import hashlib

import numpy as np
from PIL import Image


def identity(picture: Image.Image) -> str:
    """SHA-256 of size and RGB(A) pixels, hexadecimal: the same for the same pixels whatever the file."""
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    head = f"{mode}:{picture.width}x{picture.height}:".encode()
    return hashlib.sha256(head + picture.convert(mode).tobytes()).hexdigest()


def fault(picture: Image.Image) -> str | None:
    """What is technically wrong with a painted picture ("black", "flat"), or None."""
    values = np.asarray(picture.convert("L")).astype(np.float32)
    if values.max() < 12:
        return "black"
    return "flat" if values.std() < 1.0 else None


def psnr(a: Image.Image, b: Image.Image) -> float:
    """Peak signal-to-noise ratio in dB of two pictures of one size; 99 for identical ones."""
    x, y = (np.asarray(p.convert("RGB")).astype(np.float32) for p in (a, b.resize(a.size)))
    error = float(((x - y) ** 2).mean())
    return 99.0 if error == 0 else min(99.0, float(10 * np.log10(255**2 / error)))


def difference(a: Image.Image, b: Image.Image) -> Image.Image:
    """The two pictures side by side, and between them where they differ (white: most)."""
    right = b.convert("RGB").resize(a.size)
    x, y = (np.asarray(p.convert("RGB")).astype(np.int16) for p in (a, right))
    heat = Image.fromarray(np.abs(x - y).max(-1).astype(np.uint8)).convert("RGB")
    sheet = Image.new("RGB", (a.width * 3, a.height))
    for column, part in enumerate((a.convert("RGB"), heat, right)):
        sheet.paste(part, (column * a.width, 0))
    return sheet
