"""A picture in whatever way this terminal can show it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.app import ComposeResult
from textual.containers import Container
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
_ROWS_AROUND = 9
"""Rows of the screen that prompt, status, keys, frame and path take beside a picture."""
_DEFAULT_ROWS = (6, 22)
"""Fewest and most rows of a picture whose rows are not given."""
_PIXELS_PER_CELL: dict[Mode, tuple[int, int]] = {"kitty": (20, 40), "sixel": (20, 40), "blocks": (2, 4)}
"""Pixels that are read for a cell: those of a large font; for blocks, twice what is drawn."""


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


class BlockPicture(Widget):
    """A picture in half blocks that follows the width it is given."""

    DEFAULT_CSS = "BlockPicture { height: auto; width: 1fr; }"

    def __init__(self, picture: Image.Image, columns: int, rows: int, classes: str | None = None) -> None:
        """Show `picture` in at most `columns` x `rows` cells."""
        super().__init__(classes=classes)
        self.picture = picture
        self.max_columns, self.max_rows = columns, rows
        self._lines: list[list[Segment]] = []
        self._drawn_columns: int | None = None

    def show(self, picture: Image.Image) -> None:
        """Show another picture of the same size instead."""
        self.picture = picture
        self._drawn_columns = None
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """Return the rows that the picture takes at this width."""
        return fit_cells(self.picture.width, self.picture.height, self._columns(width), self.max_rows)[1]

    def render_line(self, y: int) -> Strip:
        """Return one line of blocks; all lines are drawn again when the width has changed."""
        columns = self._columns(self.size.width)
        if columns != self._drawn_columns:
            self._lines = render_lines(self.picture, columns, self.max_rows)
            self._drawn_columns = columns
        return Strip(self._lines[y]) if y < len(self._lines) else Strip.blank(self.size.width)

    def _columns(self, width: int) -> int:
        return max(1, min(self.max_columns, width))


class PictureView(Container):
    """A picture file, shown as Kitty, Sixel or blocks, or only by its path. Says why where it cannot be shown."""

    DEFAULT_CSS = """
    PictureView { height: auto; width: 1fr; margin: 0 0 0 2; }
    PictureView .path { color: $text-muted; height: auto; }
    PictureView .frame { width: auto; height: auto; max-width: 100%; }
    PictureView .numbered { border: round $primary; }
    """

    class Clicked(Message):
        """A person clicked on the picture of this file."""

        def __init__(self, path: str) -> None:
            super().__init__()
            self.path = path

    def __init__(
        self, path: str, mode: Mode, columns: int = 44, rows: int | None = None, number: int | None = None
    ) -> None:
        """Show a picture file.

        Args:
            path: The file.
            mode: How to show it.
            columns: Cells at most.
            rows: Cells at most; by default as many as let the whole picture be seen above the prompt.
            number: Written on a frame around the picture.
        """
        super().__init__()
        self.path, self.mode, self.columns, self.rows, self.number = path, mode, columns, rows, number

    def compose(self) -> ComposeResult:
        """Create the line with the path; the picture is mounted above it."""
        yield Static(clean(str(Path(self.path))), markup=False, classes="path")

    @property
    def max_cells(self) -> tuple[int, int]:
        """Columns and rows that the picture may take."""
        fewest, most = _DEFAULT_ROWS
        return self.columns, self.rows or max(fewest, min(most, self.app.size.height - _ROWS_AROUND))

    async def on_mount(self) -> None:
        """Draw the picture."""
        await self.draw(self.mode)

    async def draw(self, mode: Mode) -> None:
        """Draw the picture in this mode. Its file is read in a thread, because a large one takes a while."""
        self.mode = mode
        await self.query(".frame").remove()
        if mode == "none":
            return
        columns, rows = self.max_cells
        cell_width, cell_height = _PIXELS_PER_CELL[mode]
        try:
            picture = await asyncio.to_thread(read_scaled, self.path, (cell_width * columns, cell_height * rows))
        except READ_ERRORS as error:
            line = self.query_one(".path", Static).add_class("broken")
            line.update(clean(texts.text("viewer", "broken", error=error)))
            return
        if self.is_attached and self.mode == mode and not self.query(".frame"):
            await self.mount(self._frame(picture), before=0)

    def on_click(self) -> None:
        """Report the click."""
        self.post_message(self.Clicked(self.path))

    def _frame(self, picture: Image.Image) -> Container:
        width, height = fit_cells(picture.width, picture.height, *self.max_cells)
        frame = Container(self._picture_widget(picture, width, height), classes="frame")
        frame.styles.width = width
        if self.number is not None:
            frame.add_class("numbered")
            frame.styles.width = width + 2
            frame.border_title = f"#{self.number}"
        return frame

    def _picture_widget(self, picture: Image.Image, width: int, height: int) -> Widget:
        if self.mode == "blocks":
            return BlockPicture(picture, *self.max_cells)
        from textual_image.widget import SixelImage, TGPImage

        widget: Widget = TGPImage(picture) if self.mode == "kitty" else SixelImage(picture)
        widget.styles.width = width
        widget.styles.height = height
        return widget
