"""Sprites: emoji art rasterised from npm's iconify packages, recoloured by hue.

Sources: Noto (Apache-2.0), Fluent Emoji and Fluent Emoji Flat (MIT), Twemoji (CC BY 4.0); see NOTICE.
"""

from __future__ import annotations

import io
import json
from functools import cache, lru_cache
from typing import Any

import numpy as np
import resvg_py
from PIL import Image, ImageFilter

from tools.vocabulary.storybook import lexicon
from training import CACHE
from training.scenes.filters import to_hsv

ICONS = CACHE / "node_modules" / "@iconify-json"
ART_SETS = {"cartoon": "noto", "flat": "fluent-emoji-flat", "3d": "fluent-emoji", "sticker": "twemoji"}
"""The package of each style that is an art set."""
SPRITE = 96
"""Side of a sprite in pixels."""
GREYS = (100, 140, 180)
"""Levels between black and white that are neither."""
LEAST_CHROMA = 45
"""Difference between the channels from which on a pixel has a hue."""


def art_set(style: str | None) -> str:
    """Return the art set that a style's sprites come from: its own, or cartoon."""
    return style if style in ART_SETS else "cartoon"


@cache
def _load_icons(package: str) -> tuple[dict[str, Any], dict[str, str], int]:
    """Return a package's icons, its table of characters, and the side of an icon in its own units."""
    folder = ICONS / package
    icons = json.loads((folder / "icons.json").read_text())
    characters = json.loads((folder / "chars.json").read_text())
    # The gradient Fluent set's table of characters is empty; the flat set uses the same names.
    characters = characters or json.loads((ICONS / "fluent-emoji-flat" / "chars.json").read_text())
    return icons, characters, icons["width"]


def _svg_of(noun: str, style: str) -> str:
    icons, characters, width = _load_icons(ART_SETS[style])
    emoji = lexicon.nouns()[noun].emoji
    bare = emoji.replace("\ufe0f", "")
    codes = ["-".join(f"{ord(c):x}" for c in text) for text in (emoji, bare, bare + "\ufe0f")]
    aliases = icons.get("aliases", {})
    name = next(characters[code] for code in codes if characters.get(code) in {*icons["icons"], *aliases})
    name = aliases.get(name, {}).get("parent", name)
    body = icons["icons"][name]["body"]
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {width}">{body}</svg>'


@cache
def sprite(noun: str, style: str) -> Image.Image:
    """Return the RGBA picture of a noun in one of the four art sets, SPRITE pixels square, trimmed to its shape."""
    png = resvg_py.svg_to_bytes(svg_string=_svg_of(noun, style), width=192, height=192)
    picture = Image.open(io.BytesIO(bytes(png))).convert("RGBA")
    picture = picture.crop(picture.getchannel("A").getbbox())
    side = max(picture.size)
    square = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    square.paste(picture, ((side - picture.width) // 2, (side - picture.height) // 2))
    square = square.resize((SPRITE, SPRITE), Image.Resampling.LANCZOS)
    return _add_border(square) if style == "sticker" else square


def _add_border(picture: Image.Image) -> Image.Image:
    """Add the white cut-out border of a sticker."""
    small = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    inner = picture.resize((SPRITE - 12, SPRITE - 12), Image.Resampling.LANCZOS)
    small.paste(inner, (6, 6))
    grown = small.getchannel("A").filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.GaussianBlur(0.7))
    border = Image.new("RGBA", picture.size, (255, 255, 255, 0))
    border.putalpha(grown)
    border.alpha_composite(small)
    return border


def _paint_mask(rgb: np.ndarray, alpha: np.ndarray, style: str) -> np.ndarray:
    """Return the pixels (H, W) that take a new colour: those of the main hue, or nearly all where hues are few."""
    hue, saturation, value = to_hsv(rgb)
    weight = alpha * saturation * (value > 0.2)
    vivid = (saturation > 0.25) & (value > 0.2) & (alpha > 0.3)
    if vivid.sum() > 0.25 * (alpha > 0.3).sum():
        histogram = np.bincount((hue * 24).astype(int).ravel() % 24, weights=(weight * vivid).ravel(), minlength=24)
        smooth = histogram + 0.6 * (np.roll(histogram, 1) + np.roll(histogram, -1))
        main = (smooth.argmax() + 0.5) / 24
        distance = np.abs((hue - main + 0.5) % 1 - 0.5)
        return vivid & (distance < 0.12)
    mask = (value > 0.3) & (alpha > 0.1)
    if style == "sticker":
        inner = Image.fromarray((alpha * 255).astype(np.uint8)).filter(ImageFilter.MinFilter(9))
        mask &= np.asarray(inner) > 128
    return mask


@lru_cache(maxsize=8000)
def colored_sprite(noun: str, style: str, color: str | None) -> Image.Image:
    """Return the sprite with its main hue moved to a colour; dark lines and other hues stay."""
    original = sprite(noun, style)
    if color is None:
        return original
    data = np.asarray(original).astype(np.float32) / 255
    rgb = data[..., :3]
    alpha = data[..., 3]
    mask = _paint_mask(rgb, alpha, style)
    if not mask.any():
        return original
    luma = rgb @ np.array([0.3, 0.59, 0.11], np.float32)
    middle = np.median(luma[mask])
    ratio = (luma / max(middle, 0.05))[..., None]
    target = np.array(lexicon.COLORS[color], np.float32) / 255
    dark = target * np.clip(ratio, 0.25, 1)
    light = target + (1 - target) * np.clip(ratio - 1, 0, 0.6)
    soft = np.asarray(Image.fromarray((mask * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.6)))
    blend = (soft.astype(np.float32) / 255)[..., None]
    painted = rgb * (1 - blend) + np.where(ratio <= 1, dark, light) * blend
    result = np.concatenate([np.clip(painted, 0, 1), alpha[..., None]], -1)
    return Image.fromarray((result * 255).round().astype(np.uint8), "RGBA")


@cache
def natural_color(noun: str, style: str) -> str | None:
    """Return the colour name that describes an unpainted sprite, or None where no name covers half of it.

    Greys have no name in the world, but take part in the comparison: without them the nearest colour of an elephant
    was pink.
    """
    data = np.asarray(sprite(noun, style)).astype(np.float32)
    seen = data[data[..., 3] > 128][:, :3]
    if style == "sticker":
        seen = seen[seen.min(-1) < 250]
    palette = np.array([*lexicon.COLORS.values(), *((level,) * 3 for level in GREYS)], np.float32)
    distance = ((seen[:, None] - palette) ** 2).sum(-1)
    # What has no hue is black, grey or white; what has one is not grey.
    distance[(np.ptp(seen, -1) < LEAST_CHROMA)[:, None] != (np.ptp(palette, -1) < LEAST_CHROMA)] = np.inf
    share = np.bincount(distance.argmin(-1), minlength=len(palette))[: len(lexicon.COLORS)] / max(len(seen), 1)
    return list(lexicon.COLORS)[share.argmax()] if share.max() > 0.55 else None
