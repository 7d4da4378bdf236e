"""The large view: one picture as large as the screen, the session's others on the arrow keys."""

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
from tui.rendering.graphics import Mode
from tui.screens.tree import PictureNode
from tui.widgets.picture import PictureView

_BESIDE = (4, 5)
"""Columns and rows that the picture leaves to the title, its path and the keys."""


def open_outside(path: str) -> bool:
    """Open a file in the system's viewer; False where there is none."""
    try:
        # A browser in text mode would draw over the app.
        if type(webbrowser.get()) is webbrowser.GenericBrowser:
            return False
        return webbrowser.open(Path(path).resolve().as_uri())
    except webbrowser.Error:
        return False


class Viewer(ModalScreen[None]):
    """Looks at one picture after another."""

    DEFAULT_CSS = """
    Viewer { background: $background; }
    Viewer #title { width: 100%; height: 1; padding: 0 2; text-style: bold; }
    Viewer #shown { height: 1fr; align: center middle; }
    Viewer #shown PictureView { width: auto; margin: 0; }
    Viewer #shown .path { display: none; }
    Viewer #shown .broken { display: block; }
    Viewer #where { width: 100%; height: auto; padding: 0 2; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", "before", tooltip="the picture before"),
        Binding("right", "turn(1)", "after", tooltip="the picture after"),
        Binding("o", "outside", "open", tooltip="open the file in the system's viewer"),
        Binding("y", "copy", "copy path", tooltip="copy the file's path"),
        Binding("escape", "dismiss(None)", "close"),
    ]

    def __init__(self, pictures: list[PictureNode], at: int, mode: Mode) -> None:
        """`at` is the place in `pictures` to begin with; there is at least one."""
        super().__init__()
        self.pictures, self.at, self.mode = pictures, at, mode

    def compose(self) -> ComposeResult:
        """What it is, the picture, the keys."""
        yield Label("", id="title", markup=False)
        yield Container(id="shown")
        yield Label("", id="where", markup=False)
        yield Footer()

    async def on_resize(self) -> None:
        """As large as the screen is now."""
        await self._show()

    async def _show(self) -> None:
        picture, shown = self.pictures[self.at], self.query_one("#shown")
        place = f"#{picture.number} of {len(self.pictures)}  " if picture.number else ""
        self.query_one("#title", Label).update(place + " ".join(clean(picture.message).split()))
        self.query_one("#where", Label).update(clean(picture.path))
        columns, rows = (max(1, size - beside) for size, beside in zip(self.size, _BESIDE, strict=True))
        await shown.remove_children()
        await shown.mount(PictureView(picture.path, self.mode, columns, rows))

    async def action_turn(self, by: int) -> None:
        """The picture before or after; at an end, stay."""
        at = min(max(self.at + by, 0), len(self.pictures) - 1)
        if at != self.at:
            self.at = at
            await self._show()

    async def action_outside(self) -> None:
        """Show the file where the person's other pictures open."""
        if not await asyncio.to_thread(open_outside, self.pictures[self.at].path):
            self.notify("No viewer was found here; y copies the file's path.", severity="warning")

    def action_copy(self) -> None:
        """The path into the clipboard."""
        self.app.copy_to_clipboard(self.pictures[self.at].path)
        self.notify("The file's path is copied.")
