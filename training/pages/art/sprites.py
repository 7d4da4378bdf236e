"""Sprites: emoji art rasterised from the iconify packages, trimmed, recoloured, and kept in memory.

`python -m training.pages.art.sprites` measures the art and writes `shapes.tsv`, which layouts are made from.
"""

from __future__ import annotations

import io
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageFilter

from tools import pages
from tools.pages.catalogue import SETS, STEPS, things
from training import CACHE
from training.pages.memory import remembered

ICONS = Path(os.environ.get("GOUACHE_ART") or CACHE / "node_modules" / "@iconify-json")
"""Folder of the packages; GOUACHE_ART may name another, such as a bundle of `training.pages.art.bundle`."""
PACKAGES = {"cartoon": "noto", "flat": "fluent-emoji-flat", "3d": "fluent-emoji", "sticker": "twemoji"}
"""The package of each style that is an art set."""
RASTER = 224
"""Side in pixels at which an icon is rasterised."""
FACE = 0.56
"""Width of a face over the height of the body that it gets."""
NECK = 0.27
"""Share of a standing body that is above its shoulders."""
BORDER = 7
"""Width in pixels of a sticker's white border, at RASTER."""


@cache
def _load_icons(package: str) -> tuple[dict[str, Any], dict[str, str], int]:
    """Return a package's icons, its table of characters, and the side of an icon in its own units."""
    folder = ICONS / package
    icons = json.loads((folder / "icons.json").read_text("utf-8"))
    characters = json.loads((folder / "chars.json").read_text("utf-8"))
    # The gradient Fluent set's table of characters is empty; the flat set uses the same names.
    characters = characters or json.loads((ICONS / "fluent-emoji-flat" / "chars.json").read_text("utf-8"))
    return icons, characters, icons["width"]


def code_points(text: str) -> str:
    """Return an emoji as the packages' tables of characters write it."""
    return "-".join(f"{ord(c):x}" for c in text)


def find_name(emoji: str, style: str) -> str | None:
    """Return the name of an emoji's icon in an art set; None where the set has none."""
    icons, characters, _ = _load_icons(PACKAGES[style])
    bare = emoji.replace("\ufe0f", "")
    for text in (emoji, bare, bare + "\ufe0f"):
        name: str | None = characters.get(code_points(text))
        name = icons.get("aliases", {}).get(name, {}).get("parent", name)
        if name in icons["icons"]:
            return name
    return None


def find_icon(emoji: str, style: str) -> tuple[str, int] | None:
    """Return an emoji's drawing in an art set and its side in its own units; None where the set has none."""
    icons, _, width = _load_icons(PACKAGES[style])
    name = find_name(emoji, style)
    return None if name is None else (icons["icons"][name]["body"], width)


def has_drawing(emoji: str, style: str) -> bool:
    """Whether an art set has a drawing of its own of an emoji."""
    return find_name(emoji, style) is not None


@remembered
def sprite(emoji: str, style: str) -> Image.Image:
    """Return the RGBA drawing of an emoji trimmed to its shape, from Noto where the art set has none.

    Two emoji joined by "+" are a face and the body that it gets, for those whom the art sets draw without one.

    Raises:
        KeyError: no art set has the emoji.
    """
    face, _, body = emoji.partition("+")
    picture = _join(face, body, style) if body else _rasterize(emoji, style)
    return _add_border(picture) if style == "sticker" else picture


def _join(face: str, body: str, style: str) -> Image.Image:
    """Return a face on a body, as children are drawn: a head of nearly half the height."""
    below, above = _rasterize(body, style), _rasterize(face, style)
    side = round(FACE * below.height)
    above = above.resize((side, round(side * above.height / above.width)), Image.Resampling.LANCZOS)
    rise = above.height - round(NECK * below.height)
    joined = Image.new("RGBA", (max(below.width, above.width), below.height + rise), (0, 0, 0, 0))
    joined.alpha_composite(below, ((joined.width - below.width) // 2, rise))
    joined.alpha_composite(above, ((joined.width - above.width) // 2, 0))
    return joined


def _rasterize(emoji: str, style: str) -> Image.Image:
    found = find_icon(emoji, style) or find_icon(emoji, "cartoon")
    if found is None:
        raise KeyError(emoji)
    body, width = found
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {width}">{body}</svg>'
    import resvg_py  # Only drawing needs it; layouts and what is learnt of them do not.

    png = bytes(resvg_py.svg_to_bytes(svg_string=svg, width=RASTER, height=RASTER))
    picture = Image.open(io.BytesIO(png)).convert("RGBA")
    alpha = picture.getchannel("A").point(lambda a: 255 if a > 40 else 0)
    return picture.crop(alpha.getbbox())


def _add_border(picture: Image.Image) -> Image.Image:
    """Add the white cut-out border of a sticker."""
    grown = Image.new("RGBA", (picture.width + 2 * BORDER, picture.height + 2 * BORDER), (255, 255, 255, 0))
    grown.paste(picture, (BORDER, BORDER))
    border = Image.new("RGBA", grown.size, (255, 255, 255, 0))
    outline = grown.getchannel("A").filter(ImageFilter.MaxFilter(2 * BORDER - 1)).filter(ImageFilter.GaussianBlur(1))
    border.putalpha(outline)
    border.alpha_composite(grown)
    return border


def measure_shape(picture: Image.Image) -> str:
    """Return a sprite's line in `shapes.tsv`: width over height, and the upper edge as hexadecimal digits."""
    seen = np.asarray(picture.getchannel("A")) > 128
    columns = np.array_split(seen, STEPS, axis=1)
    tops = [int(rows.argmax()) / seen.shape[0] if (rows := c.any(1)).any() else 1.0 for c in columns]
    return f"{picture.width / picture.height:.3f} " + "".join(f"{round(15 * top):x}" for top in tops)


def main() -> None:
    """Measure every thing in every art set."""
    lines = ["\t".join(["name", *SETS])]
    lines += [
        "\t".join([thing.name, *(measure_shape(sprite(thing.emoji, style)) for style in SETS)])
        for thing in things().values()
    ]
    (Path(pages.__path__[0]) / "shapes.tsv").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
