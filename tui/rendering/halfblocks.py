"""Pictures in any terminal: the upper half block, two pixels a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style

if TYPE_CHECKING:
    from PIL import Image
    from textual.content import Content


def fit(width: int, height: int, columns: int, rows: int) -> tuple[int, int]:
    """Columns and rows that show a picture of width x height whole, its proportions kept."""
    scale = min(columns / width, rows * 2 / height)
    return max(1, int(width * scale)), max(1, int(height * scale / 2))


def lines(picture: Image.Image, columns: int, rows: int) -> list[list[Segment]]:
    """The picture as lines of coloured half blocks, at most columns x rows cells."""
    wide, high = fit(picture.width, picture.height, columns, rows)
    small = picture.convert("RGB").resize((wide, high * 2))
    pixels = small.load()
    assert pixels is not None
    result = []
    for y in range(0, high * 2, 2):
        row = []
        for x in range(wide):
            top, bottom = pixels[x, y], pixels[x, y + 1]
            style = Style.parse(f"rgb({top[0]},{top[1]},{top[2]}) on rgb({bottom[0]},{bottom[1]},{bottom[2]})")  # type: ignore[index]
            row.append(Segment("▀", style))
        result.append(row)
    return result


def thumbnail(picture: Image.Image, columns: int, rows: int) -> list[Content]:
    """The picture as `rows` lines of `columns` cells, for lists of text; what it does not fill is blank."""
    from textual.content import Content

    drawn = [
        Content.assemble(*((text, str(style)) for text, style, _ in line)) for line in lines(picture, columns, rows)
    ]
    filled = [line + " " * (columns - line.cell_length) for line in drawn]
    return filled + [Content(" " * columns)] * (rows - len(filled))
