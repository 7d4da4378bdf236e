"""A picture in whatever way this terminal can show it."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events
from textual.containers import Container, VerticalScroll
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from tools.text import clean
from tui import texts
from tui.rendering.graphics import Mode
from tui.rendering.halfblocks import fit_cells, render_lines

if TYPE_CHECKING:
    from PIL import Image

READ_ERRORS = (OSError, SyntaxError, ValueError, EOFError)
"""What reading a damaged picture file raises."""
ROWS_AROUND = 10
"""Rows of the screen that message, frame, verdict, status, prompt and keys take beside a picture."""
_FEWEST_ROWS = 6
_COLUMNS_AROUND = 7
"""Columns that a card and a frame take beside a picture in a transcript."""
_PIXELS_PER_CELL: dict[Mode, tuple[int, int]] = {"kitty": (20, 40), "sixel": (20, 40)}
"""Pixels that are read for a cell: those of a large font."""
_KEPT = 24
"""Pictures that stay drawn in blocks, because scrolling brings them back."""


def read_scaled(path: str, pixels: tuple[int, int]) -> Image.Image:
    """Return the picture of a file, scaled down to fit into `pixels`.

    Raises:
        OSError, SyntaxError, ValueError, EOFError: The file is missing or is no readable picture.
    """
    from PIL import Image

    with Image.open(path) as file:
        file.draft("RGB", pixels)
        picture = file.convert("RGB")
    picture.thumbnail(pixels)
    return picture


@lru_cache(_KEPT)
def _read_blocks(path: str, columns: int, rows: int) -> list[Strip]:
    """Return the picture of a file in half blocks, at most `columns` x `rows` cells.

    It is scaled only once: what one filter leaves of a fine pattern would beat with the next one's grid.

    Raises:
        OSError, SyntaxError, ValueError, EOFError: The file is missing or is no readable picture.
    """
    from PIL import Image

    with Image.open(path) as file:
        # JPEG files are read small, but not so small that this would be seen.
        file.draft("RGB", (8 * columns, 16 * rows))
        return _strips(file.convert("RGB"), columns, rows)


def _strips(picture: Image.Image, columns: int, rows: int) -> list[Strip]:
    return [Strip(line, len(line)) for line in render_lines(picture, columns, rows)]


class BlockPicture(Widget):
    """A picture in half blocks, as large as it was drawn."""

    DEFAULT_CSS = """
    BlockPicture { width: auto; height: auto; }
    BlockPicture.numbered { border: round $primary; }
    """

    def __init__(self, strips: list[Strip], classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self._strips = strips

    @classmethod
    def of(cls, picture: Image.Image, columns: int, rows: int, classes: str | None = None) -> BlockPicture:
        """Return a picture drawn in at most `columns` x `rows` cells."""
        return cls(_strips(picture, columns, rows), classes)

    def show(self, picture: Image.Image, columns: int, rows: int) -> None:
        """Show another picture instead."""
        before, self._strips = len(self._strips), _strips(picture, columns, rows)
        self.refresh(layout=len(self._strips) != before)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002 - Textual's
        """Return the columns of the picture."""
        return self._strips[0].cell_length

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """Return the rows of the picture."""
        return len(self._strips)

    def render_line(self, y: int) -> Strip:
        """Return one line of blocks."""
        return self._strips[y] if y < len(self._strips) else Strip.blank(self.size.width)


class PictureView(Container):
    """A picture file, shown as Kitty, Sixel or blocks, or only by its path. Says why where it cannot be shown."""

    DEFAULT_CSS = """
    PictureView { height: auto; width: 1fr; margin: 0 0 0 2; }
    PictureView .path { color: $text-muted; height: auto; }
    PictureView .frame { max-width: 100%; }
    PictureView Container.frame { width: auto; height: auto; }
    PictureView Container.numbered { border: round $primary; }
    """

    class Clicked(Message):
        """A person clicked on the picture of this file."""

        def __init__(self, path: str) -> None:
            super().__init__()
            self.path = path

    def __init__(
        self, path: str, mode: Mode, columns: int | None = None, rows: int | None = None, number: int | None = None
    ) -> None:
        """Show a picture file.

        Args:
            path: The file.
            mode: How to show it.
            columns: Cells at most; by default the width that there is.
            rows: Cells at most; by default as many as let the whole picture be seen above the prompt.
            number: Written on a frame around the picture.
        """
        super().__init__()
        self.path, self.mode, self.columns, self.rows, self.number = path, mode, columns, rows, number
        self._drawn: tuple[Mode, int, int] | None = None
        """How the picture was drawn, and the cells that it could take."""

    @property
    def max_cells(self) -> tuple[int, int]:
        """Columns and rows that the picture may take."""
        columns = self.columns or self._width_around - _COLUMNS_AROUND
        return max(1, columns), self.rows or max(_FEWEST_ROWS, self.app.size.height - ROWS_AROUND)

    @property
    def _width_around(self) -> int:
        """The width of what scrolls around the picture; the picture itself has no place yet when it is mounted."""
        scrolls = (ancestor for ancestor in self.ancestors if isinstance(ancestor, VerticalScroll))
        return next((scroll.size.width for scroll in scrolls), 0) or self.app.size.width

    async def on_mount(self) -> None:
        """Draw the picture."""
        await self.fit()

    async def on_resize(self) -> None:
        """Draw the picture for the width that there is now."""
        await self.fit()

    async def fit(self) -> None:
        """Draw the picture, unless it is drawn for the place that it has."""
        if self._drawn != (self.mode, *self.max_cells):
            await self.draw(self.mode)

    async def draw(self, mode: Mode) -> None:
        """Draw the picture in this mode. Its file is read in a thread, because a large one takes a while."""
        self.mode = mode
        columns, rows = self.max_cells
        drawing = self._drawn = (mode, columns, rows)
        try:
            shown = await self._read(columns, rows)
        except READ_ERRORS as error:
            shown = _line(texts.text("viewer", "broken", error=error)).add_class("broken")
        if self.is_attached and self._drawn == drawing:
            await self.remove_children()
            await self.mount(shown)

    async def _read(self, columns: int, rows: int) -> Widget:
        if self.mode == "none":
            return _line(str(Path(self.path)))
        if self.mode == "blocks":
            strips = await asyncio.to_thread(_read_blocks, self.path, columns, rows)
            return self._framed(BlockPicture(strips))
        cell_width, cell_height = _PIXELS_PER_CELL[self.mode]
        pixels = cell_width * columns, cell_height * rows
        picture = await asyncio.to_thread(read_scaled, self.path, pixels)
        from textual_image.widget import SixelImage, TGPImage

        widget: Widget = TGPImage(picture) if self.mode == "kitty" else SixelImage(picture)
        widget.styles.width, widget.styles.height = fit_cells(picture.width, picture.height, columns, rows)
        return self._framed(Container(widget))

    def _framed(self, frame: Widget) -> Widget:
        frame.add_class("frame")
        if self.number is not None:
            frame.add_class("numbered")
            frame.border_title = f"#{self.number}"
        return frame

    def on_click(self, event: events.Click) -> None:
        """Report a click on the picture; the field beside it is empty."""
        if any(frame.region.contains_point(event.screen_offset) for frame in self.query(".frame")):
            self.post_message(self.Clicked(self.path))


def _line(text: str) -> Static:
    return Static(clean(text), markup=False, classes="path")
