"""How this terminal can show pictures; decided before the app starts."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Literal, cast

from tools.errors import GouacheError

if TYPE_CHECKING:
    from PIL import Image
    from rich.console import RenderableType

Mode = Literal["kitty", "sixel", "blocks", "none"]
MODES: tuple[str, ...] = ("auto", "kitty", "sixel", "blocks", "none")
_MULTIPLEXERS = {"tmux": "TMUX", "screen": "STY", "zellij": "ZELLIJ"}
"""The environment variable that each multiplexer sets."""


def check_mode(wanted: str) -> None:
    """Refuse what is none of MODES.

    Raises:
        GouacheError: There is no such mode.
    """
    if wanted not in MODES:
        raise GouacheError(f"There is no graphics mode “{wanted}”; there are {', '.join(MODES)}.")


def detect_mode(wanted: str = "auto") -> tuple[Mode, str]:
    """Return the way pictures are shown, and why.

    Args:
        wanted: One of MODES. “auto” takes Kitty or Sixel where the terminal and the `graphics` extra allow, else
            blocks.

    Raises:
        GouacheError: There is no such mode.
    """
    check_mode(wanted)
    if wanted in ("blocks", "none"):
        return cast(Mode, wanted), "as asked"
    if not sys.stdout.isatty():
        return "blocks", "this is not a terminal"
    if wanted == "auto" and not (sys.stdin and sys.stdin.isatty()):
        return "blocks", "the terminal cannot be asked while standard input is a pipe"
    try:
        return _ask_terminal(wanted)
    except ImportError:
        return "blocks", "install gouache[graphics] for Kitty and Sixel pictures"


def _ask_terminal(wanted: str) -> tuple[Mode, str]:
    """Return `wanted` where it is Kitty or Sixel, else what the terminal says that it can show.

    Raises:
        ImportError: The `graphics` extra is not installed.
    """
    from textual_image.renderable import Image, SixelImage, TGPImage

    if wanted in ("kitty", "sixel"):
        return cast(Mode, wanted), "as asked"
    multiplexer = next((name for name, variable in _MULTIPLEXERS.items() if os.environ.get(variable)), None)
    if multiplexer:
        return "blocks", f"{multiplexer} hides the terminal's graphics"
    if issubclass(Image, TGPImage):
        return "kitty", "the terminal speaks the Kitty protocol"
    if issubclass(Image, SixelImage):
        return "sixel", "the terminal speaks Sixel"
    return "blocks", "the terminal speaks neither Kitty nor Sixel"


def terminal_graphics(mode: Mode, picture: Image.Image, columns: int, rows: int) -> RenderableType:
    """Return a picture in the Kitty protocol or as Sixel, `columns` x `rows` cells, for Rich to print.

    Raises:
        ImportError: The `graphics` extra is not installed; `detect_mode` does not return these modes then.
    """
    from textual_image.renderable import SixelImage, TGPImage

    shown: RenderableType = (TGPImage if mode == "kitty" else SixelImage)(picture, width=columns, height=rows)
    return shown


def reachable_mode(wanted: str, detected: Mode) -> Mode | None:
    """Return the mode that a running app can change to; None where it first has to be restarted.

    A terminal can be asked for Kitty and Sixel only before Textual takes it over.

    Args:
        wanted: One of MODES.
        detected: What was found before the app started; “auto” means this.
    """
    if wanted == "auto":
        return detected
    if wanted in ("blocks", "none") or wanted == detected:
        return cast(Mode, wanted)
    return None
