"""Words for colours in any world, from the names that CSS gives them: whether two phrases differ in one."""

from __future__ import annotations

import re
from functools import cache

_MORE = frozenset({"golden", "grey", "scarlet", "ochre", "amber", "emerald", "burgundy", "mauve", "cream", "silvery"})
_HAN = re.compile(r"[红黄蓝绿橙紫黑白灰粉棕褐青金银]色")
_WORD = re.compile(r"[a-z]+")


@cache
def _names() -> frozenset[str]:
    from PIL import ImageColor

    return _MORE.union(ImageColor.colormap)


def color_words(text: str) -> frozenset[str]:
    """The words for colours in a text, in lower case: "navy", 红色."""
    return frozenset({word for word in _WORD.findall(text.lower()) if word in _names()} | set(_HAN.findall(text)))


def head_word(phrase: str) -> str:
    """What a phrase is about: the last word of "navy raincoat", the last two letters of 蓝色雨衣; in lower case."""
    words = phrase.lower().split()
    last = words[-1] if words else ""
    return last if last.isascii() else last[-2:]


def recolors(new: str, old: str) -> bool:
    """Whether two phrases give one thing different colours: "navy raincoat" and "yellow raincoat"."""
    one, other = color_words(new), color_words(old)
    return bool(one and other) and one != other and head_word(new) == head_word(old)
