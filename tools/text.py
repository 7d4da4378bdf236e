"""Text from people, models and files, which is untrusted on its way to a terminal."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PureWindowsPath
from typing import Literal

_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_].*?(?:\x07|\x1b\\|$)|[@-_])", re.DOTALL)
_UNPRINTABLE = ("Cc", "Cf", "Cs", "Co")
"""Unicode categories of control, formatting (text direction among them), surrogate and private characters."""


def clean(text: str) -> str:
    """Return text without escape sequences and unprintable characters; line breaks and tabs stay."""
    bare = _ESCAPES.sub("", text)
    return "".join(c for c in bare if c in "\n\t" or unicodedata.category(c) not in _UNPRINTABLE)


def one_line(text: str, limit: int = 300) -> str:
    """Return clean text on one line, with white space made single spaces and cut after `limit` characters."""
    line = " ".join(clean(text).split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def file_name(name: str) -> str:
    """Return the last part of a path of this machine; a name of a hub or of the package as it is."""
    is_path = name.startswith(("/", "~", ".", "\\")) or PureWindowsPath(name).drive
    return (PureWindowsPath(name).name or name) if is_path else name


def detect_language(text: str) -> Literal["en", "zh"]:
    """Return the language of a text: "zh" where more than a third of its letters are Han characters, else "en"."""
    letters = [c for c in text if c.isalpha()]
    han = sum("\u4e00" <= c <= "\u9fff" for c in letters)
    return "zh" if letters and han * 3 > len(letters) else "en"
