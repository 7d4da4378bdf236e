"""Text from people, models and files is untrusted on its way to a terminal."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_].*?(?:\x07|\x1b\\|$)|[@-_])", re.DOTALL)


def clean(text: str) -> str:
    """Without escape sequences, control and direction-override characters; line breaks and tabs stay."""
    bare = _ESCAPES.sub("", text)
    return "".join(c for c in bare if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co"))


def detect_language(text: str) -> Literal["en", "zh"]:
    """ "zh" where Han characters outnumber a third of the letters, else "en"."""
    letters = [c for c in text if c.isalpha()]
    han = sum("\u4e00" <= c <= "\u9fff" for c in letters)
    return "zh" if letters and han * 3 > len(letters) else "en"
