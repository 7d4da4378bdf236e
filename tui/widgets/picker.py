"""The session picker."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option


class SessionPicker(ModalScreen[str | None]):
    """Pick a saved session; gives its id, or None."""

    DEFAULT_CSS = """
    SessionPicker { align: center middle; }
    SessionPicker Vertical {
        width: 70; max-width: 90%; height: auto; max-height: 80%;
        background: $surface; border: round $primary; padding: 0 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "close")]

    def __init__(self, sessions: list[tuple[str, str]]) -> None:
        """`sessions` holds (id, title line)."""
        super().__init__()
        self.sessions = sessions

    def compose(self) -> ComposeResult:
        """A list, or what to do when there is nothing to list."""
        from rich.text import Text

        with Vertical():
            yield Label("Sessions" if self.sessions else "No sessions yet: type what to paint.")
            yield OptionList(*(Option(Text(title), id=id_) for id_, title in self.sessions))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Close with the chosen id."""
        self.dismiss(event.option.id)
