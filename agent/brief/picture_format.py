"""The ratio of a picture's sides: read from words, and the sides that follow from it."""

from __future__ import annotations

import math
import re

_RATIO = re.compile(r"(\d{1,4}(?:\.\d{1,2})?)\s*[:：x×/]\s*(\d{1,4}(?:\.\d{1,2})?)")
_NAMED = {
    "square": "1:1", "portrait": "3:4", "landscape": "4:3", "widescreen": "16:9", "panorama": "21:9",
    "方": "1:1", "竖": "3:4", "横": "4:3", "宽屏": "16:9", "全景": "21:9",
}  # fmt: skip
"""Ratios by the words that people use for them."""
_WIDEST = 4.0
"""The most that one side may be of the other."""


def parse_format(words: str) -> str | None:
    """The ratio that words name, as "16:9"; None where they name none, or one beyond 4:1."""
    found = _RATIO.search(words)
    if found is None:
        return next((ratio for name, ratio in _NAMED.items() if name in words.lower()), None)
    width, height = float(found[1]), float(found[2])
    if not width or not height or max(width / height, height / width) > _WIDEST:
        return None
    return f"{found[1]}:{found[2]}"


def sides(ratio: str, area: int) -> tuple[int, int]:
    """Width and height in pixels of that ratio ("16:9") and about that area; painters round them to what they take."""
    width, height = (float(side) for side in ratio.split(":"))
    return round(math.sqrt(area * width / height)), round(math.sqrt(area * height / width))
