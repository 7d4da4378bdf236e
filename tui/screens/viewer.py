"""The large view: one picture as large as the screen, with the session's other pictures on the arrow keys."""

from __future__ import annotations

import asyncio
import webbrowser
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.screen import ModalScreen
from textual.widgets import Footer, Label

from tools.text import clean
from tui import texts
from tui.rendering.graphics import Mode
from tui.screens.localized_screen import LocalizedScreen
from tui.session.records import PictureNode
from tui.widgets.picture import PictureView

_CELLS_AROUND = (4, 3)
"""Columns and rows that margin, title and keys take beside the picture."""


def open_in_system_viewer(path: str) -> bool:
    """Open a file in the system's viewer; return False where there is none."""
    try:
        # A browser in text mode would draw over the app.
        if type(webbrowser.get()) is webbrowser.GenericBrowser:
            return False
        return webbrowser.open(Path(path).resolve().as_uri())
    except webbrowser.Error:
        return False


class ViewerScreen(LocalizedScreen, ModalScreen[None]):
    """Shows one picture after another."""

    DEFAULT_CSS = """
    ViewerScreen { background: $background; }
    ViewerScreen #title { width: 100%; height: 1; padding: 0 2; text-style: bold; }
    ViewerScreen #shown { height: 1fr; align: center middle; }
    ViewerScreen #shown PictureView { width: auto; margin: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "close"),
        Binding("left", "turn(-1)", "previous", tooltip="the previous picture"),
        Binding("right", "turn(1)", "next", tooltip="the next picture"),
        Binding("o", "open", "open", tooltip="open the file in the system's viewer"),
        Binding("c,y", "copy", "copy path", tooltip="copy the file's path"),
    ]

    def __init__(self, pictures: list[PictureNode], index: int, mode: Mode) -> None:
        """Begin with `pictures[index]`; there must be at least one picture."""
        super().__init__()
        self.pictures, self.index, self.mode = pictures, index, mode

    def compose(self) -> ComposeResult:
        """Create title, picture and keys."""
        yield Label("", id="title", markup=False)
        yield Container(id="shown")
        yield Footer()

    async def on_resize(self) -> None:
        """Fit the picture to the screen."""
        await self._show()

    async def _show(self) -> None:
        picture, place = self.pictures[self.index], self.query_one("#shown")
        place_of = texts.text("viewer", "number", number=picture.number, count=len(self.pictures))
        number = f"{place_of}  " if picture.number else ""
        self.query_one("#title", Label).update(number + " ".join(clean(picture.message).split()))
        columns, rows = (max(1, size - around) for size, around in zip(self.size, _CELLS_AROUND, strict=True))
        await place.remove_children()
        await place.mount(PictureView(picture.path, self.mode, columns, rows))

    async def action_turn(self, by: int) -> None:
        """Show the previous or the next picture; stay at either end."""
        index = min(max(self.index + by, 0), len(self.pictures) - 1)
        if index != self.index:
            self.index = index
            await self._show()

    async def action_open(self) -> None:
        """Open the file in the system's viewer."""
        if not await asyncio.to_thread(open_in_system_viewer, self.pictures[self.index].path):
            self.notify(texts.text("viewer", "no_viewer"), severity="warning")

    def action_copy(self) -> None:
        """Copy the file's path to the clipboard."""
        self.app.copy_to_clipboard(self.pictures[self.index].path)
        self.notify(texts.text("viewer", "copied", path=clean(self.pictures[self.index].path)), markup=False)
