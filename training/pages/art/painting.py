"""How a sprite takes a colour while its outlines, eyes, skin and hair stay, and how people get a skin tone."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PIL import Image, ImageFilter

from tools.pages.catalogue import Paint, things
from tools.pages.colors import colors
from training.pages.art.sprites import has_drawing, sprite
from training.pages.memory import remembered
from training.scenes.filters import to_hsv

_SKIN_HUES = (0.098, 0.152)
"""Hues of the yellow skin of all art sets."""
_HEAD = 0.44
"""Share of a joined figure's height that is its head."""
_TONES = ("", "\U0001f3fb", "\U0001f3fc", "\U0001f3fd", "\U0001f3fe", "\U0001f3ff")


def with_tone(emoji: str, tone: int, style: str) -> str:
    """Return an emoji with a skin tone (1 to 5) where the art set draws it, else the emoji itself."""
    if not tone:
        return emoji
    if "+" in emoji:
        return "+".join(with_tone(part, tone, style) for part in emoji.split("+"))
    toned = emoji[0] + _TONES[tone] + emoji[1:].removeprefix("\ufe0f")
    return toned if has_drawing(toned, style) else emoji


def _skin(emoji: str, picture: Image.Image, style: str) -> np.ndarray:
    """Return the pixels (H, W) of a person's skin and hair: those that another skin tone changes."""
    skin: np.ndarray
    toned = with_tone(emoji, 5, style)
    dark = sprite(toned, style)
    if toned != emoji and dark.size == picture.size:
        skin = np.abs(np.asarray(picture).astype(int) - np.asarray(dark).astype(int)).max(-1) > 14
    else:
        data = np.asarray(picture).astype(np.float32) / 255
        hue, _, value = to_hsv(data[..., :3])
        skin = ((hue > _SKIN_HUES[0]) & (hue < _SKIN_HUES[1]) & (value > 0.55)) | ((hue < 0.1) & (value < 0.5))
    if "+" in emoji:
        skin[: round(_HEAD * skin.shape[0])] = True
    return skin


def _main_hue(hue: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return the pixels (H, W) of the hue that weighs most, and of those beside it."""
    histogram = np.bincount((hue * 24).astype(int).ravel() % 24, weights=weight.ravel(), minlength=24)
    smooth = histogram + 0.6 * (np.roll(histogram, 1) + np.roll(histogram, -1))
    main = (smooth.argmax() + 0.5) / 24
    found: np.ndarray = np.abs((hue - main + 0.5) % 1 - 0.5) < 0.12
    return found


@remembered
def paint_mask(emoji: str, paint: Paint, style: str) -> np.ndarray:
    """Return the pixels (H, W) of an emoji's sprite that take a new colour."""
    picture = sprite(emoji, style)
    data = np.asarray(picture).astype(np.float32) / 255
    alpha = data[..., 3]
    hue, saturation, value = to_hsv(data[..., :3])
    vivid = (saturation > 0.25) & (value > 0.2) & (alpha > 0.3)
    free = ~_skin(emoji, picture, style) if paint == "clothes" else np.ones_like(vivid)
    vivid &= free
    if vivid.sum() > (0.06 if paint == "clothes" else 0.25) * (alpha > 0.3).sum():
        # A shirt before trousers: what is higher weighs more.
        high = np.linspace(1, 0.3, len(hue))[:, None] if paint == "clothes" else 1.0
        vivid &= _main_hue(hue, alpha * saturation * vivid * high)
        return vivid
    mask: np.ndarray = (value > 0.3) & (alpha > 0.1) & free
    if style == "sticker":
        inner = Image.fromarray((alpha * 255).astype(np.uint8)).filter(ImageFilter.MinFilter(17))
        mask &= np.asarray(inner) > 128
    return mask


@lru_cache(maxsize=4000)
def painted_sprite(noun: str, style: str, color: str | None, tone: int = 0) -> Image.Image:
    """Return a thing's sprite (RGBA) in an art set, in a colour and with a skin tone.

    What the catalogue says cannot be painted keeps its colours. The part to paint is looked for on yellow skin, which
    no clothes resemble.

    Raises:
        KeyError: the thing or the colour is unknown.
    """
    thing = things()[noun]
    original = sprite(with_tone(thing.emoji, tone, style), style)
    if color is None or thing.paint == "none":
        return original
    plain = thing.emoji if sprite(thing.emoji, style).size == original.size else with_tone(thing.emoji, tone, style)
    mask = paint_mask(plain, thing.paint, style)
    return _recolor(original, mask, colors()[color].rgb) if mask.any() else original


def _recolor(original: Image.Image, mask: np.ndarray, rgb: tuple[int, int, int]) -> Image.Image:
    """Move the masked pixels to a colour, keeping how light and dark they are to one another."""
    levels = np.array(original)
    luma = (levels[..., :3].astype(np.float32) / 255) @ np.array([0.3, 0.59, 0.11], np.float32)
    soft = np.asarray(Image.fromarray((mask * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.8)))
    touched = soft > 0
    ratio = (luma[touched] / max(float(np.median(luma[mask])), 0.05))[:, None]
    target = np.array(rgb, np.float32) / 255
    dark = target * np.clip(ratio, 0.25, 1)
    light = target + (1 - target) * np.clip(ratio - 1, 0, 0.6)
    blend = (soft[touched].astype(np.float32) / 255)[:, None]
    colored = levels[touched, :3].astype(np.float32) / 255
    result = colored * (1 - blend) + np.where(ratio <= 1, dark, light) * blend
    levels[touched, :3] = (np.clip(result, 0, 1) * 255).round().astype(np.uint8)
    return Image.fromarray(levels)
