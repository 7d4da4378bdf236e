"""Chinese grammar that replies and captions need: numbers with measure words, and colour and size before a noun."""

from __future__ import annotations

from collections.abc import Sequence

MEASURE = "个"
"""The measure word that goes with anything."""
_NUMBERS = "零一两三四五六七八九十"


def counted(count: int, measure: str = MEASURE) -> str:
    """A number with its measure word: 一只, 两根; digits above ten."""
    return f"{_NUMBERS[count] if 0 <= count < len(_NUMBERS) else count}{measure}"


def noun_phrase(noun: str, color: str = "", size: str = "") -> str:
    """A noun with what is said of it: 橙色的小狐狸."""
    # 大的大象, as 大大象 is hard to read.
    size = f"{size}的" if size and noun.startswith(size) else size
    return f"{f'{color}的' if color else ''}{size}{noun}"


def listed(words: Sequence[str]) -> str:
    """Words in a row: 马、狗和帐篷."""
    return "和".join(filter(None, ("、".join(words[:-1]), *words[-1:])))
