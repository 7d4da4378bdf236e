"""Which way pictures reach this terminal: decided before the app starts."""

from __future__ import annotations

import os
import sys
from typing import Literal

from tools.errors import GouacheError

Mode = Literal["kitty", "sixel", "blocks", "none"]
_MULTIPLEXERS = {"tmux": "TMUX", "screen": "STY", "zellij": "ZELLIJ"}
"""By name the variable that each sets."""
MODES: tuple[str, ...] = ("auto", "kitty", "sixel", "blocks", "none")


def reachable(wanted: str, auto: Mode) -> Mode | None:
    """The mode that a running app can change to; `auto` is what was found before it started.

    Kitty and Sixel are asked of the terminal before Textual takes it over: None where they were not there then.
    """
    if wanted == "auto":
        return auto
    if wanted in ("blocks", "none") or wanted == auto:
        return wanted  # type: ignore[return-value]
    return None


def detect(wanted: str = "auto") -> tuple[Mode, str]:
    """The mode, and why: a forced one, else Kitty or Sixel where the terminal and the extra allow, else blocks."""
    if wanted not in MODES:
        raise GouacheError(f"There is no graphics mode “{wanted}”; there are {', '.join(MODES)}.")
    if wanted in ("blocks", "none"):
        return wanted, "as asked"  # type: ignore[return-value]
    if not sys.stdout.isatty():
        return "blocks", "this is not a terminal"
    try:
        from textual_image.renderable import Image, SixelImage, TGPImage
    except ImportError:
        return "blocks", "install gouache[graphics] for Kitty and Sixel pictures"
    if wanted in ("kitty", "sixel"):
        return wanted, "as asked"  # type: ignore[return-value]
    multiplexer = next((name for name, sign in _MULTIPLEXERS.items() if os.environ.get(sign)), None)
    if multiplexer:
        return "blocks", f"{multiplexer} hides the terminal's graphics"
    if issubclass(Image, TGPImage):
        return "kitty", "the terminal speaks the Kitty protocol"
    if issubclass(Image, SixelImage):
        return "sixel", "the terminal speaks Sixel"
    return "blocks", "the terminal speaks neither Kitty nor Sixel"
