"""A window that asks for a session's new name."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Footer, Input, Label

from tools.text import clean
from tui import texts
from tui.screens.localized_screen import LocalizedScreen


class RenameScreen(LocalizedScreen, ModalScreen[str | None]):
    """Closes with the new name, or with None."""

    DEFAULT_CSS = """
    RenameScreen { align: center middle; }
    RenameScreen > Vertical {
        width: 72; max-width: 96%; height: auto; background: $surface; border: round $primary; padding: 0 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "close")]

    def __init__(self, title: str) -> None:
        """`title` is the present name."""
        super().__init__()
        self.present_title = title

    def compose(self) -> ComposeResult:
        """Create one line with the present name."""
        with Vertical():
            yield Label(texts.text("picker", "name"))
            yield Input(clean(self.present_title), id="name")
            yield Footer(compact=True, show_command_palette=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Close with the name."""
        event.stop()
        self.dismiss(event.value)
