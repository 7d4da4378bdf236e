"""The session picker: newest first, searched by words, with the last picture beside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label, OptionList
from textual.widgets.option_list import Option

from tools.errors import GouacheError
from tools.text import clean
from tui.graphics import Mode
from tui.widgets.picture import PictureView


@dataclass(frozen=True)
class Saved:
    """A stored session: id, time of its last turn, title, last message, its current picture's file."""

    id: str
    when: str
    title: str
    last: str
    path: str | None


class SessionPicker(ModalScreen[str | None]):
    """Pick a saved session; gives its id, or None. Typing searches messages and what pictures show."""

    DEFAULT_CSS = """
    SessionPicker { align: center middle; }
    SessionPicker > Vertical {
        width: 96; max-width: 96%; height: 80%; background: $surface; border: round $primary; padding: 0 1;
    }
    SessionPicker OptionList { width: 1fr; height: 1fr; }
    SessionPicker #shown { width: 40; height: 1fr; display: none; }
    .wide SessionPicker #shown, SessionPicker.-wide #shown { display: block; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (90, "-wide")]  # noqa: RUF012 - Textual declares it on the instance
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "close"),
        Binding("down", "list", "list", show=False),
    ]

    def __init__(self, found: list[Saved], search: Callable[[str], list[Saved]], mode: Mode = "blocks") -> None:
        """`search` reads the sessions that have the words; it is called in a thread."""
        super().__init__()
        self.found, self.search, self.mode = found, search, mode

    def compose(self) -> ComposeResult:
        """A search line, a list, the picture of the session under the cursor."""
        with Vertical():
            yield Label(self._title())
            yield Input(placeholder="search in messages and pictures", id="words")
            with Horizontal():
                yield OptionList()
                yield Container(id="shown")

    def on_mount(self) -> None:
        """The newest sessions at once."""
        self._list()
        (self.query_one(OptionList) if self.found else self.query_one(Input)).focus()

    def _title(self) -> str:
        return "Sessions" if self.found else "No sessions yet: type what to paint."

    def _list(self) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        for row in self.found:
            text = Text(f"{row.when}  ", style="dim").append(clean(row.title), style="not dim")
            text.append(f"\n{'':18}{clean(row.last)[:60]}") if row.last != row.title else None
            options.add_option(Option(text, id=row.id))
        if self.found:
            options.highlighted = 0

    @work(thread=True, exclusive=True, group="search")
    def on_input_changed(self, event: Input.Changed) -> None:
        """Search as one types."""
        try:
            found = self.search(event.value)
        except GouacheError as error:
            self.app.call_from_thread(self.notify, str(error), severity="error", markup=False)
            return
        self.app.call_from_thread(self._show, found, event.value)

    def _show(self, found: list[Saved], words: str) -> None:
        if not self.is_attached or words != self.query_one(Input).value:
            return  # A slower search for what stood there before.
        self.found = found
        self.query_one(Label).update(self._title() if found or not words else "Nothing found; Esc closes.")
        self._list()

    def action_list(self) -> None:
        """From the search line into the list."""
        self.query_one(OptionList).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the search line opens the first session found."""
        event.stop()
        if self.found:
            self.dismiss(self.found[0].id)

    async def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the session's current picture."""
        shown = self.query_one("#shown")
        await shown.remove_children()
        row = next((row for row in self.found if row.id == event.option.id), None)
        if row is not None and row.path is not None:
            await shown.mount(PictureView(row.path, self.mode, 36, 18))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Close with the chosen id."""
        self.dismiss(event.option.id)
