"""Tone: brightness, contrast, warmth and white balance, by fixed curves and without a model."""

from __future__ import annotations

from PIL import Image, ImageEnhance, ImageOps, ImageStat

TONES = ("brighter", "darker", "contrast", "warmer", "cooler")
"""What `shift_tone` can do."""


def _with_source_format(changed: Image.Image, source: Image.Image) -> Image.Image:
    """Give a changed picture the alpha channel of an RGBA source, and the `info` of any source."""
    if source.mode == "RGBA":
        changed.putalpha(source.getchannel("A"))
    changed.info = dict(source.info)
    return changed


def balance_white(picture: Image.Image) -> Image.Image:
    """Balance the white of an RGB picture: bring the means of its channels together by gains from 0.5 to 2.

    This is the "grey world" assumption (Buchsbaum 1980).
    """
    red, green, blue = (max(mean, 1.0) for mean in ImageStat.Stat(picture).mean)
    grey = (red + green + blue) / 3
    gains = [min(2.0, max(0.5, grey / mean)) for mean in (red, green, blue)]
    return picture.point([min(255.0, level * gain) for gain in gains for level in range(256)])


def _shift(picture: Image.Image, how: str, strength: float) -> Image.Image:
    match how:
        case "brighter" | "darker":
            # A gamma curve cuts off neither end of the range, unlike a gain.
            gamma = 1 + 0.6 * strength
            power = 1 / gamma if how == "brighter" else gamma
            return picture.point([255 * (level / 255) ** power for level in range(256)] * 3)
        case "contrast":
            return ImageEnhance.Contrast(picture).enhance(1 + 0.5 * strength)
        case _:
            shift = 0.14 * strength * (1 if how == "warmer" else -1)
            gains = (1 + shift, 1.0, 1 - shift)
            return picture.point([level * gain for gain in gains for level in range(256)])


def shift_tone(picture: Image.Image, how: str, strength: float) -> Image.Image:
    """Return a picture brighter, darker, with more contrast, warmer or cooler.

    Args:
        picture: RGB or RGBA; the alpha channel stays.
        how: one of TONES. Brightness is a gamma curve, warmth a gain of red against blue.
        strength: from 0 (as it is) to 1.
    """
    return _with_source_format(_shift(picture.convert("RGB"), how, strength), picture)


def adjust_tone(picture: Image.Image, brightness: float, contrast: float, warmth: float, balance: bool) -> Image.Image:
    """Return a picture with its white balanced, then its warmth, brightness and contrast changed, in this order.

    Args:
        picture: RGB or RGBA; the alpha channel stays.
        brightness: from -1 (darker) to 1 (brighter); 0 leaves it.
        contrast: from -1 (weaker) to 1 (stronger).
        warmth: from -1 (cooler) to 1 (warmer).
        balance: whether to balance the white, see `balance_white`.
    """
    changed = picture.convert("RGB")
    if balance:
        changed = balance_white(changed)
    if warmth:
        changed = _shift(changed, "warmer" if warmth > 0 else "cooler", abs(warmth))
    if brightness:
        changed = _shift(changed, "brighter" if brightness > 0 else "darker", abs(brightness))
    if contrast:
        changed = ImageEnhance.Contrast(changed).enhance(1 + 0.5 * contrast)
    return _with_source_format(changed, picture)


def stretch_contrast(picture: Image.Image, strength: float) -> Image.Image:
    """Return a picture with its greys spread over the whole range, except half a percent at either end.

    Args:
        picture: RGB, RGBA or L; the alpha channel stays.
        strength: from 0 (as it is) to 1.
    """
    plain = picture if picture.mode == "L" else picture.convert("RGB")
    stretched = ImageOps.autocontrast(plain, cutoff=0.5, preserve_tone=True)
    return _with_source_format(Image.blend(plain, stretched, strength), picture)
