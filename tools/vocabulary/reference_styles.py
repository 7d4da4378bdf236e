"""Named styles that the stylist takes from a reference picture, with any profile.

Their pictures are in `storybook/swatches`.
"""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable

from tools.text import simplified
from tools.vocabulary.names import Names

SWATCHES = Names({
    "woodcut": ("木刻", "木刻版画", "版画", "wood engraving", "linocut"), "mosaic": ("马赛克", "马赛克拼贴", "镶嵌画"),
    "ink wash": ("水墨", "水墨画", "中国画", "chinese ink", "sumi-e"), "stained glass": ("彩色玻璃", "彩绘玻璃"),
    "pointillism": ("点彩", "点彩画", "pointillist"), "crayon": ("蜡笔", "蜡笔画", "wax crayon"),
    "embroidery": ("刺绣", "绣花", "cross stitch"), "blueprint": ("蓝图", "蓝晒", "cyanotype"),
})  # fmt: skip
"""Styles that the storybook's painter does not know."""
PAINTERLY = Names({
    "watercolor": ("水彩", "watercolour", "水彩风格"), "oil": ("油画", "oil painting", "油画风格"),
    "sketch": ("铅笔画", "pencil sketch", "素描"), "pixel": ("像素", "pixel art", "像素风格"),
})  # fmt: skip
"""Styles that it knows as well: a photograph can't go through that painter, but can be restyled."""
REFERENCE_STYLES = Names({**SWATCHES, **PAINTERLY})


def find_reference_style(name: str) -> str | None:
    """The canonical name of a reference style, or None."""
    return REFERENCE_STYLES.find(_bare(name))


def find_swatch(name: str) -> str | None:
    """The canonical name of a style that only a reference picture shows, or None."""
    return SWATCHES.find(_bare(name))


def _bare(name: str) -> str:
    return simplified(name).removesuffix(" style").removesuffix("风格")


def reference_picture(name: str) -> Traversable:
    """The picture file of a reference style, by its canonical name."""
    return resources.files("tools.vocabulary.storybook").joinpath(f"swatches/{name.replace(' ', '_')}.png")
