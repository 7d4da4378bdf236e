"""The text form of a recipe that A1111's web UI embeds in pictures as `parameters`, and many viewers read."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from tools.text import one_line

_MARKERS = re.compile(r"\b(negative prompt|steps|seed|sampler|cfg scale|size|model|version)(\s*):", re.IGNORECASE)
"""What readers take for the end of a prompt or for a setting."""
_QUOTED = re.compile(r"[,:\n\"]")
"""Characters by which a value would be taken apart."""


def parameters_text(prompt: str, negative: str, settings: Mapping[str, object]) -> str:
    """Return a prompt and settings as one unambiguous text.

    Args:
        prompt: Stands on one line; what readers would take for a marker gets a space before its colon.
        negative: As the prompt, on a line of its own; "" for none.
        settings: Stand on the last line, in this order; None leaves one out.
    """
    pairs = [f"{name}: {_quoted(value)}" for name, value in settings.items() if value is not None]
    lines = [_defused(prompt), f"Negative prompt: {_defused(negative)}" if negative else "", ", ".join(pairs)]
    return "\n".join(line for line in lines if line)


def _defused(text: str) -> str:
    return _MARKERS.sub(r"\1 :", one_line(text, len(text)))


def _quoted(value: object) -> str:
    text = one_line(str(value), 1000)
    return json.dumps(text, ensure_ascii=False) if _QUOTED.search(text) else text
