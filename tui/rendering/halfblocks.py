"""Pictures in any terminal: an upper half block shows two pixels in one cell."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

if TYPE_CHECKING:
    from PIL import Image
    from textual.content import Content

BLOCK = "▀"
"""Its upper half is the foreground, its lower half the background."""


def fit_cells(width: int, height: int, columns: int, rows: int) -> tuple[int, int]:
    """Return the columns and rows of the largest whole picture of `width` x `height` pixels, proportions kept."""
    scale = min(columns / width, rows * 2 / height)
    return max(1, int(width * scale)), max(1, int(height * scale / 2))


def render_lines(picture: Image.Image, columns: int, rows: int) -> list[list[Segment]]:
    """Return the picture as lines of coloured half blocks, at most `columns` x `rows` cells."""
    width, height = fit_cells(picture.width, picture.height, columns, rows)
    from PIL.Image import Resampling

    # This filter lets fine patterns become grey; those below it turn woodcuts and checkers into a coarse chessboard.
    small = picture.convert("RGB").resize((width, height * 2), Resampling.LANCZOS)
    data = small.tobytes()
    pixels = [(data[i], data[i + 1], data[i + 2]) for i in range(0, len(data), 3)]
    lines = []
    for start in range(0, len(pixels), 2 * width):
        top, bottom = pixels[start : start + width], pixels[start + width : start + 2 * width]
        lines.append([Segment(BLOCK, _style(*pair)) for pair in zip(top, bottom, strict=True)])
    return lines


@lru_cache(4096)
def _style(top: tuple[int, int, int], bottom: tuple[int, int, int]) -> Style:
    return Style.from_color(Color.from_rgb(*top), Color.from_rgb(*bottom))


def thumbnail(picture: Image.Image, columns: int, rows: int) -> list[Content]:
    """Return the picture as exactly `rows` lines of `columns` cells, padded with blanks, for lists of text."""
    from textual.content import Content

    drawn = [
        Content.assemble(*((text, str(style)) for text, style, _ in line))
        for line in render_lines(picture, columns, rows)
    ]
    padded = [line + " " * (columns - line.cell_length) for line in drawn]
    return padded + [Content(" " * columns)] * (rows - len(padded))
