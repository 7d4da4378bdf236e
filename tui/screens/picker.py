"""The session picker: a searchable list of saved sessions, with the selected session's last picture beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from rich.table import Table
from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.widgets import Footer, Input, Label, OptionList
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from tools.errors import GouacheError
from tools.text import clean
from tui import texts
from tui.rendering.graphics import Mode
from tui.screens.changes import ChangeResult, ChangeScreen
from tui.screens.rename import RenameScreen
from tui.session.records import SessionRow
from tui.widgets.option_list import StableOptionList
from tui.widgets.picture import PictureView

if TYPE_CHECKING:
    from storage.store import Store

Search = Callable[[str], list[SessionRow]]
_LAST_MESSAGE_LENGTH = 60
_PICTURE_CELLS = (36, 18)


class PickerScreen(ChangeScreen[str | None, tuple[str, list[SessionRow]]]):
    """Closes with the id of a saved session, or with None. Typing searches messages, prompts and captions.

    The search line keeps the focus: arrows move in the list, Enter opens, and Ctrl keys change a session.
    """

    DEFAULT_CSS = """
    PickerScreen { align: center middle; }
    PickerScreen > Vertical {
        width: 96; max-width: 96%; height: 80%; background: $surface; border: round $primary; padding: 0 1;
    }
    PickerScreen OptionList { width: 1fr; height: 1fr; }
    PickerScreen #shown { width: 40; height: 1fr; display: none; }
    PickerScreen.-wide #shown { display: block; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (90, "-wide")]  # noqa: RUF012 - Textual declares it on the instance
    # Priority, because the search line has its own keys on ctrl+d and ctrl+e.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "close"),
        Binding("up", "move('cursor_up')", "up", show=False),
        Binding("down", "move('cursor_down')", "down", show=False),
        Binding("pageup", "move('page_up')", "page up", show=False),
        Binding("pagedown", "move('page_down')", "page down", show=False),
        Binding("ctrl+r", "rename", "rename", priority=True, tooltip="give the session another name"),
        Binding("ctrl+f", "fork", "fork", priority=True, tooltip="copy the session, to continue it in another way"),
        Binding("ctrl+s", "star", "star", priority=True, tooltip="star the session, or remove its star"),
        Binding("ctrl+d", "delete", "delete", priority=True, tooltip="hide the session"),
        Binding("ctrl+z", "undelete", "undelete", priority=True, tooltip="undo the last deletion of a session"),
        Binding("ctrl+e", "export", "export", priority=True, tooltip="write the session into a folder"),
    ]

    def __init__(
        self, rows: list[SessionRow], search: Search, mode: Mode = "blocks", open_session: str | None = None
    ) -> None:
        """Prepare the list.

        Args:
            rows: All sessions.
            search: Returns the sessions that contain some words; called in a thread.
            mode: How to show pictures.
            open_session: Id of the session on the main screen, which must not be deleted.
        """
        super().__init__()
        self.rows, self.search, self.mode = rows, search, mode
        self.open_session = open_session

    def compose(self) -> ComposeResult:
        """Create the search line, the list, the place of the picture, and the keys."""
        with Vertical():
            yield Label(self._title(), id="title")
            yield Input(placeholder=texts.text("picker", "search"), id="words")
            with Horizontal():
                yield StableOptionList()
                yield Container(id="shown")
            yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """List the sessions, and focus the search line."""
        self._list.can_focus = False
        self._fill(None)
        self.query_one(Input).focus()

    @property
    def selected(self) -> SessionRow | None:
        """The session under the cursor."""
        line = self._list.highlighted
        return self.rows[line] if line is not None and line < len(self.rows) else None

    @property
    def _list(self) -> StableOptionList:
        return self.query_one(StableOptionList)

    @property
    def _words(self) -> str:
        return self.query_one("#words", Input).value

    def _title(self) -> str:
        return texts.text("picker", "title" if self.rows else "empty")

    def _fill(self, selected: str | None) -> None:
        self._list.fill([Option(_row_text(row), id=row.id) for row in self.rows], selected)

    # Search

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search while the person types."""
        self._search(event.value, None)

    @work(thread=True, exclusive=True, group="search")
    def _search(self, words: str, selected: str | None) -> None:
        try:
            rows = self.search(words)
        except GouacheError as error:
            self.notify(texts.error(error), severity="error", markup=False)
            return
        if not get_current_worker().is_cancelled:
            self.call_later(self._show_found, rows, words, selected)

    def _show_found(self, rows: list[SessionRow], words: str, selected: str | None) -> None:
        if not self.is_attached or words != self._words:
            return  # The person has typed on; another search follows.
        self.rows = rows
        nothing_found = not rows and bool(words)
        title = texts.text("picker", "nothing") if nothing_found else self._title()
        self.query_one("#title", Label).update(title)
        if not rows:
            self.query_one("#shown").remove_children()
        self._fill(selected)

    def read_rows(self) -> tuple[str, list[SessionRow]]:
        """Search again for the words in the search line."""
        words = self._words if self.is_attached else ""
        return words, self.search(words)

    def show_rows(self, rows: tuple[str, list[SessionRow]], selected: str | None) -> None:
        """Show what was found, unless the person has typed on."""
        # A search that began before the change would show the old rows.
        self.workers.cancel_group(self, "search")
        words, found = rows
        # A row does not move under the cursor, though a star would sort it elsewhere; new rows come first.
        places = {row.id: place for place, row in enumerate(self.rows)}
        found = sorted(found, key=lambda row: places.get(row.id, -1))
        if words == self._words:
            self._show_found(found, words, selected)
        else:
            self._search(self._words, selected)

    # The list

    def action_move(self, action: str) -> None:
        """Move in the list while the search line keeps the focus."""
        getattr(self._list, f"action_{action}")()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Open the session under the cursor."""
        event.stop()
        if self.selected is not None:
            self.dismiss(self.selected.id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the session that was clicked."""
        self.dismiss(event.option.id)

    async def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the current picture of the session under the cursor."""
        place = self.query_one("#shown")
        await place.remove_children()
        row = next((row for row in self.rows if row.id == event.option.id), None)
        if row is not None and row.picture_path is not None:
            await place.mount(PictureView(row.picture_path, self.mode, *_PICTURE_CELLS))

    # Changes

    def _change_selected(self, change: Callable[[Store, str], ChangeResult]) -> None:
        row = self.selected
        if row is not None:
            self.start_change(lambda store: change(store, row.id))

    def action_rename(self) -> None:
        """Ask for another name, and store it."""
        row = self.selected
        if row is not None:
            self.app.push_screen(RenameScreen(row.title), lambda name: self._rename(row.id, name))

    def _rename(self, session: str, name: str | None) -> None:
        def rename(store: Store) -> ChangeResult:
            from storage import sessions

            return ChangeResult(selected=sessions.rename(store, session, name or "").id)

        if name is not None:
            self.start_change(rename)

    def action_fork(self) -> None:
        """Copy the session, and move the cursor to the copy."""

        def fork(store: Store, session: str) -> ChangeResult:
            from storage.snapshots import fork_session

            copy = fork_session(store, session)
            return ChangeResult(texts.text("picker", "copied", title=copy.title), copy.id)

        self._change_selected(fork)

    def action_star(self) -> None:
        """Star the session, or remove its star."""

        def star(store: Store, session: str) -> ChangeResult:
            from storage import sessions

            return ChangeResult(selected=sessions.star(store, session).id)

        self._change_selected(star)

    def action_delete(self) -> None:
        """Hide the session until `undelete`."""

        def delete(store: Store, session: str) -> ChangeResult:
            from storage import sessions

            title = sessions.delete(store, session).title
            return ChangeResult(texts.text("picker", "deleted", title=title))

        if self.selected is not None and self.selected.id == self.open_session:
            self.notify(texts.text("picker", "open"), severity="warning")
            return
        self._change_selected(delete)

    def action_undelete(self) -> None:
        """Undo the last deletion of a session."""

        def undelete(store: Store) -> ChangeResult:
            from storage import sessions

            row = sessions.undelete(store)
            if row is None:
                return ChangeResult(texts.text("picker", "none_deleted"))
            return ChangeResult(texts.text("picker", "back", title=row.title), row.id)

        self.start_change(undelete)

    def action_export(self) -> None:
        """Write the session as files into a folder of the working directory."""

        def export(store: Store, session: str) -> ChangeResult:
            from tui.session.file_commands import export_files

            return ChangeResult(export_files(store, session, "").text, session)

        self._change_selected(export)


def _row_text(row: SessionRow) -> Table:
    """Return the time and, beside it, the title and the last message, so that long ones stay in their column."""
    title = Text("★ " if row.starred else "", style="bold")
    title.append(clean(row.title), style="not bold")
    if row.last_message and row.last_message != row.title:
        title.append(f"\n{' '.join(clean(row.last_message).split())[:_LAST_MESSAGE_LENGTH]}", style="dim not bold")
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(ratio=1)
    table.add_row(row.last_used, title)
    return table
