"""Pictures in any terminal: an upper half block shows two pixels in one cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    small = picture.convert("RGB").resize((width, height * 2))
    pixels = small.load()
    assert pixels is not None
    lines = []
    for y in range(0, height * 2, 2):
        line = []
        for x in range(width):
            top, bottom = pixels[x, y], pixels[x, y + 1]
            style = Style.parse(f"rgb({top[0]},{top[1]},{top[2]}) on rgb({bottom[0]},{bottom[1]},{bottom[2]})")  # type: ignore[index]
            line.append(Segment(BLOCK, style))
        lines.append(line)
    return lines


def thumbnail(picture: Image.Image, columns: int, rows: int) -> list[Content]:
    """Return the picture as exactly `rows` lines of `columns` cells, padded with blanks, for lists of text."""
    from textual.content import Content

    drawn = [
        Content.assemble(*((text, str(style)) for text, style, _ in line))
        for line in render_lines(picture, columns, rows)
    ]
    padded = [line + " " * (columns - line.cell_length) for line in drawn]
    return padded + [Content(" " * columns)] * (rows - len(padded))
