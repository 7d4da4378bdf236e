"""A picture in the transcript, in whatever way this terminal can show it."""

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
from tui.rendering.graphics import Mode
from tui.rendering.halfblocks import fit, lines

if TYPE_CHECKING:
    from PIL import Image


class BlockPicture(Widget):
    """Half blocks that follow the width they are given."""

    DEFAULT_CSS = "BlockPicture { height: auto; width: 1fr; }"

    def __init__(self, picture: Image.Image, columns: int, rows: int, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self.picture, self.most = picture, (columns, rows)
        self._drawn: list[list[Segment]] = []
        self._key: tuple[int, int] | None = None

    def show(self, picture: Image.Image) -> None:
        """Another picture of the same size in its stead."""
        self.picture, self._key = picture, None
        self.refresh()

    def _room(self, width: int) -> tuple[int, int]:
        return max(1, min(self.most[0], width)), self.most[1]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Rows that the picture takes at this width."""
        return fit(self.picture.width, self.picture.height, *self._room(width))[1]

    def render_line(self, y: int) -> Strip:
        """One line of blocks; drawn anew when the width changes."""
        key = self._room(self.size.width)
        if key != self._key:
            self._drawn, self._key = lines(self.picture, *key), key
        return Strip(self._drawn[y]) if y < len(self._drawn) else Strip.blank(self.size.width)


_AROUND = 9
"""Rows of the screen that prompt, status, keys, a frame and the path take beside a picture."""
_KEPT: dict[Mode, tuple[int, int]] = {"kitty": (20, 40), "sixel": (20, 40), "blocks": (2, 4)}
"""Pixels kept for a cell: those of a large font; for blocks, twice what is drawn."""


def read(path: str, room: tuple[int, int]) -> Image.Image:
    """A picture file's pixels, made to fit into `room`."""
    from PIL import Image

    with Image.open(path) as file:
        file.draft("RGB", room)
        picture = file.convert("RGB")
    picture.thumbnail(room)
    return picture


class PictureView(Container):
    """A picture file by its path: Kitty, Sixel, blocks, or only its path. Says why when it can't be shown."""

    DEFAULT_CSS = """
    PictureView { height: auto; width: 1fr; margin: 0 0 0 2; }
    PictureView .path { color: $text-muted; height: auto; }
    PictureView .frame { width: auto; height: auto; max-width: 100%; }
    PictureView .numbered { border: round $primary; }
    """

    class Chosen(Message):
        """A person clicked on the picture of this file."""

        def __init__(self, path: str) -> None:
            super().__init__()
            self.path = path

    def __init__(
        self, path: str, mode: Mode, columns: int = 44, rows: int | None = None, number: int | None = None
    ) -> None:
        """At most columns x rows cells, by default so many rows that it is seen whole above the prompt; a `number` is
        written on a frame.
        """
        super().__init__()
        self.path, self.mode, self.columns, self.rows, self.number = path, mode, columns, rows, number

    def compose(self) -> ComposeResult:
        """The path; the picture comes above it."""
        yield Static(clean(str(Path(self.path))), markup=False, classes="path")

    @property
    def most(self) -> tuple[int, int]:
        """Columns and rows of cells that the picture may take."""
        return self.columns, self.rows or max(6, min(22, self.app.size.height - _AROUND))

    async def on_mount(self) -> None:
        """Show the picture."""
        await self.draw(self.mode)

    async def draw(self, mode: Mode) -> None:
        """Show the picture in this way; its file is read in a thread, as a large one takes a while."""
        self.mode = mode
        await self.query(".frame").remove()
        if mode == "none":
            return
        across, down = _KEPT[mode]
        try:
            picture = await asyncio.to_thread(read, self.path, (across * self.most[0], down * self.most[1]))
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            reason = self.query_one(".path", Static).add_class("broken")
            reason.update(clean(f"This picture can't be shown: {error}"))
            return
        if self.is_attached and self.mode == mode and not self.query(".frame"):
            await self.mount(self._frame(picture), before=0)

    def _frame(self, picture: Image.Image) -> Container:
        wide, high = fit(picture.width, picture.height, *self.most)
        if self.mode == "blocks":
            widget: Widget = BlockPicture(picture, *self.most)
        else:
            from textual_image.widget import SixelImage, TGPImage

            widget = (TGPImage if self.mode == "kitty" else SixelImage)(picture)
            widget.styles.width, widget.styles.height = wide, high
        frame = Container(widget, classes="frame")
        frame.styles.width = wide
        if self.number is not None:
            frame.add_class("numbered")
            frame.styles.width, frame.border_title = wide + 2, f"#{self.number}"
        return frame

    def on_click(self) -> None:
        """Ask for the large view."""
        self.post_message(self.Chosen(self.path))
