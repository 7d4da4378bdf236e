"""The session picker: starred first, then newest; searched by words, with the last picture beside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Footer, Input, Label, OptionList
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from tools.errors import GouacheError
from tools.text import clean
from tui.rendering.graphics import Mode
from tui.widgets.picture import PictureView

if TYPE_CHECKING:
    from storage.store import Store

Change = Callable[["Store"], tuple[str, str | None]]
"""Something done to the saved sessions: what to say of it, and the session to stand at after it."""


@dataclass(frozen=True)
class SessionRow:
    """A stored session: id, time of its last turn, title, last message, its current picture's file, and its star."""

    id: str
    when: str
    title: str
    last: str
    path: str | None
    starred: bool = False


class NameScreen(ModalScreen[str | None]):
    """Asks for a session's new name; gives it, or None."""

    DEFAULT_CSS = """
    NameScreen { align: center middle; }
    NameScreen > Vertical {
        width: 72; max-width: 96%; height: auto; background: $surface; border: round $primary; padding: 0 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "close")]

    def __init__(self, title: str) -> None:
        super().__init__()
        self.now = title

    def compose(self) -> ComposeResult:
        """One line with the present name, to write over."""
        with Vertical():
            yield Label("Name of the session")
            yield Input(clean(self.now), id="name")
            yield Footer(compact=True, show_command_palette=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Close with the name."""
        event.stop()
        self.dismiss(event.value)


class SessionPicker(ModalScreen[str | None]):
    """Pick a saved session; gives its id, or None. Typing searches messages and what pictures show.

    The search line keeps the keyboard: arrows move in the list, Enter opens, Ctrl keys change a session.
    """

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
    # Priority, because the search line has keys of its own on ctrl+d and ctrl+e.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "close"),
        Binding("up", "move('cursor_up')", "up", show=False),
        Binding("down", "move('cursor_down')", "down", show=False),
        Binding("pageup", "move('page_up')", "page up", show=False),
        Binding("pagedown", "move('page_down')", "page down", show=False),
        Binding("ctrl+r", "rename", "rename", priority=True),
        Binding("ctrl+f", "fork", "fork", priority=True),
        Binding("ctrl+s", "star", "star", priority=True),
        Binding("ctrl+d", "delete", "delete", priority=True),
        Binding("ctrl+z", "undo", "undo", priority=True),
        Binding("ctrl+e", "export", "export", priority=True),
    ]

    def __init__(
        self, found: list[SessionRow], search: Callable[[str], list[SessionRow]], mode: Mode = "blocks"
    ) -> None:
        """`search` reads the sessions that have the words; it is called in a thread."""
        super().__init__()
        self.found, self.search, self.mode = found, search, mode
        self.changing = False

    def compose(self) -> ComposeResult:
        """A search line, a list, the picture of the session under the cursor, the keys."""
        with Vertical():
            yield Label(self._title(), id="title")
            yield Input(placeholder="search in messages and pictures", id="words")
            with Horizontal():
                yield OptionList()
                yield Container(id="shown")
            yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """The sessions at once, and the keyboard in the search line."""
        self.query_one(OptionList).can_focus = False
        self._list(None)
        self.query_one(Input).focus()

    def _title(self) -> str:
        return "Sessions" if self.found else "No sessions yet: type what to paint."

    def _list(self, at: str | None) -> None:
        """Fill the list; the cursor goes to the session `at`, else stays in its line."""
        options = self.query_one(OptionList)
        line = options.highlighted or 0
        options.clear_options()
        for row in self.found:
            text = Text(f"{row.when}  ", style="dim").append("★ " if row.starred else "", style="not dim bold")
            text.append(clean(row.title), style="not dim")
            text.append(f"\n{'':18}{clean(row.last)[:60]}") if row.last != row.title else None
            options.add_option(Option(text, id=row.id))
        if self.found:
            lines = [n for n, row in enumerate(self.found) if row.id == at]
            options.highlighted = lines[0] if lines else min(line, len(self.found) - 1)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search as one types."""
        self._look(event.value, None)

    @work(thread=True, exclusive=True, group="search")
    def _look(self, words: str, at: str | None) -> None:
        try:
            found = self.search(words)
        except GouacheError as error:
            self.app.call_from_thread(self.notify, str(error), severity="error", markup=False)
            return
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show, found, words, at)

    def _show(self, found: list[SessionRow], words: str, at: str | None) -> None:
        if not self.is_attached or words != self._words():
            return  # A slower search for what stood there before.
        self.found = found
        self.query_one("#title", Label).update(self._title() if found or not words else "Nothing found; Esc closes.")
        if not found:
            self.query_one("#shown").remove_children()
        self._list(at)

    def action_move(self, how: str) -> None:
        """Move in the list while the search line keeps the keyboard."""
        getattr(self.query_one(OptionList), f"action_{how}")()

    def _chosen(self) -> SessionRow | None:
        line = self.query_one(OptionList).highlighted
        return self.found[line] if line is not None and line < len(self.found) else None

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter opens the session under the cursor."""
        event.stop()
        chosen = self._chosen()
        if chosen is not None:
            self.dismiss(chosen.id)

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

    def _change(self, change: Change) -> None:
        """Make one change at a time: the next key must not hit a session of a list that is out of date."""
        if not self.changing:
            self.changing = True
            self._carry_out(change)

    @work(thread=True, group="change")
    def _carry_out(self, change: Change) -> None:
        from storage.store import Store

        sentence, at, trouble = "", None, False
        try:
            store = Store()
            try:
                sentence, at = change(store)
            finally:
                store.engine.dispose()
        except GouacheError as error:
            sentence, trouble = str(error), True
        self.app.call_from_thread(self._say, sentence, trouble)
        words = self._words() if self.is_attached else ""
        try:
            self.app.call_from_thread(self._changed, self.search(words), words, at)
        except GouacheError as error:
            self.app.call_from_thread(self._say, str(error), True)
            self.changing = False

    def _say(self, sentence: str, trouble: bool) -> None:
        if sentence:
            self.app.notify(clean(sentence), severity="error" if trouble else "information", markup=False)

    def _changed(self, found: list[SessionRow], words: str, at: str | None) -> None:
        self.changing = False
        if not self.is_attached:
            return
        # A search that began before the change would show what was.
        self.workers.cancel_group(self, "search")
        if words == self._words():
            self._show(found, words, at)
        else:
            self._look(self._words(), at)

    def _words(self) -> str:
        return self.query_one("#words", Input).value

    def action_rename(self) -> None:
        """Ask for another name and write it down."""
        chosen = self._chosen()
        if chosen is not None:
            self.app.push_screen(NameScreen(chosen.title), lambda name: self._rename(chosen.id, name))

    def _rename(self, session: str, name: str | None) -> None:
        from storage import sessions

        if name is not None:
            self._change(lambda store: ("", sessions.rename(store, session, name).id))

    def action_fork(self) -> None:
        """A copy that goes its own way; the cursor stands at it."""

        def fork(store: Store, session: str) -> tuple[str, str]:
            from storage.snapshots import fork_session as copy

            made = copy(store, session)
            return f"“{made.title}” is a copy to go on with.", made.id

        self._change_chosen(fork)

    def action_star(self) -> None:
        """Star the session, or take its star away."""
        from storage import sessions

        self._change_chosen(lambda store, session: ("", sessions.star(store, session).id))

    def action_delete(self) -> None:
        """Hide the session; undo brings it back."""
        from storage import sessions

        if (chosen := self._chosen()) is not None and chosen.id == getattr(self.app, "session_id", None):
            self.notify("That session is open; start another first (Ctrl+N), then delete it.", severity="warning")
            return
        self._change_chosen(lambda s, session: (f"Deleted “{sessions.delete(s, session).title}”; Ctrl+Z brings it back.", None))

    def action_undo(self) -> None:
        """Bring back the session that was deleted last."""
        from storage import sessions


        def undo(store: Store) -> tuple[str, str | None]:
            back = sessions.undelete(store)
            return (f"“{back.title}” is back.", back.id) if back else ("There is no deleted session.", None)

        self._change(undo)

    def action_export(self) -> None:
        """Write the session as files into a folder beside where gouache was started."""

        def export(store: Store, session: str) -> tuple[str, str]:
            from agent.sessions.export import export_session

            folder = Path(f"gouache-{session}").resolve()
            export_session(store, session, folder)
            return f"Exported to {folder}.", session

        self._change_chosen(export)

    def _change_chosen(self, change: Callable[[Store, str], tuple[str, str | None]]) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._change(lambda store: change(store, chosen.id))
