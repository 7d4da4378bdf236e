"""A picture in the transcript, in whatever way this terminal can show it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.app import ComposeResult
from textual.containers import Container
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from tui.graphics import Mode
from tui.halfblocks import fit, lines

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


class PictureView(Container):
    """A picture file by its path: Kitty, Sixel, blocks, or only its path. Says why when it can't be shown."""

    DEFAULT_CSS = """
    PictureView { height: auto; width: 1fr; margin: 0 0 0 2; }
    PictureView .path { color: $text-muted; height: auto; }
    PictureView .pixels { width: 44; height: 22; }
    """

    def __init__(self, path: str, mode: Mode, columns: int = 44, rows: int = 22) -> None:
        super().__init__()
        self.path, self.mode, self.most = path, mode, (columns, rows)

    def compose(self) -> ComposeResult:
        """The picture, and its path below."""
        from PIL import Image

        try:
            with Image.open(self.path) as file:
                picture = file.convert("RGB")
        except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
            yield Static(f"This picture can't be shown: {error}", markup=False, classes="path")
            return
        if self.mode in ("kitty", "sixel"):
            from textual_image.widget import SixelImage, TGPImage

            widget = (TGPImage if self.mode == "kitty" else SixelImage)(picture)
            widget.add_class("pixels")
            yield widget
        elif self.mode == "blocks":
            yield BlockPicture(picture, *self.most)
        yield Static(str(Path(self.path)), markup=False, classes="path")
