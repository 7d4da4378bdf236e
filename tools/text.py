"""Text from people, models and files, which is untrusted on its way to a terminal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import PureWindowsPath
from typing import Any, Literal

_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_].*?(?:\x07|\x1b\\|$)|[@-_])", re.DOTALL)
_UNPRINTABLE = ("Cc", "Cf", "Cs", "Co")
"""Unicode categories of control, formatting (text direction among them), surrogate and private characters."""
_KEPT = "\n\t\u200c\u200d"
"""Line breaks and tabs; the joiners of Persian, Indian scripts and emoji, which move nothing."""

_ALIKE = 70.0
"""How alike in spelling (0 to 100) a word and the name are that it is taken for."""


def clean(text: str) -> str:
    """Return text without escape sequences and unprintable characters; line breaks, tabs and joiners stay."""
    bare = _ESCAPES.sub("", text)
    return "".join(c for c in bare if c in _KEPT or unicodedata.category(c) not in _UNPRINTABLE)


def nearest_name(word: str, names: Iterable[str]) -> str | None:
    """Return the name that a mistyped word most likely means; None where none is near."""
    from rapidfuzz import fuzz, process, utils

    found = process.extractOne(
        word, list(names), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=_ALIKE
    )
    return found[0] if found else None


def one_line(text: str, limit: int = 300) -> str:
    """Return clean text on one line, with white space made single spaces and cut after `limit` characters."""
    line = " ".join(clean(text).split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def file_name(name: str) -> str:
    """Return the last part of a path of this machine; a name of a hub or of the package as it is."""
    is_path = name.startswith(("/", "~", ".", "\\")) or PureWindowsPath(name).drive
    return (PureWindowsPath(name).name or name) if is_path else name


def detect_language(text: str) -> Literal["en", "zh"] | None:
    """Return the language that a text is answered in: "zh" where any letter is Han, else "en"; None without letters."""
    if any(map(_is_han, text)):
        return "zh"
    return "en" if any(c.isalpha() for c in text) else None


def has_words(text: str) -> bool:
    """Return whether a text has any letter, digit or picture character, and not only signs."""
    return any(c.isalnum() or unicodedata.category(c) == "So" for c in text)


def simplified(text: str) -> str:
    """Return a text with Traditional Chinese in Simplified characters and mainland words; other texts as they are."""
    if not any(map(_is_han, text)):
        return text
    # Whether anything is Traditional is asked first: the conversion of words would touch Simplified text as well.
    return _converter("tw2sp").convert(text) if _converter("t2s").convert(text) != text else text


def _is_han(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff" or "\uf900" <= letter <= "\ufaff"


@cache
def _converter(kind: str) -> Any:
    # Imported here because most sessions never need it.
    from opencc import OpenCC

    return OpenCC(kind)
