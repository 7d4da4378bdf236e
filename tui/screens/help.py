"""The help page: all keys, all commands, and how pictures are shown."""

from __future__ import annotations

from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Footer, Static

from tui import texts
from tui.screens.compare import CompareScreen
from tui.screens.localized_screen import LocalizedScreen
from tui.screens.main import MainScreen
from tui.screens.models.panel import ModelScreen
from tui.screens.picker import PickerScreen
from tui.screens.replay import ReplayScreen
from tui.screens.tree import TreeScreen
from tui.screens.viewer import ViewerScreen
from tui.session.screen_commands import all_commands
from tui.widgets.card import TurnCard
from tui.widgets.prompt import Prompt

_KEY_NAMES = {
    "escape": "Esc",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "delete": "Del",
}
_TEXT_AREA_KEYS = {"Enter": "send", "→": "accept the completion that is shown"}
"""Keys of the prompt that are no bindings."""
_TEXTUAL_KEYS = {"Ctrl+P": "command palette: themes, screenshot, keys, all commands"}
"""Keys that Textual binds itself."""
_PLACES: dict[str, list[BindingType]] = {
    "waiting": TurnCard.BINDINGS,
    "tree": TreeScreen.BINDINGS,
    "compare": CompareScreen.BINDINGS,
    "viewer": ViewerScreen.BINDINGS,
    "picker": PickerScreen.BINDINGS,
    "replay": ReplayScreen.BINDINGS,
    "models": ModelScreen.BINDINGS,
}
"""Bindings by the place where they work, as the catalogue names it."""


def describe_keys(bindings: list[BindingType]) -> dict[str, str]:
    """Return what each key does, by the key's name; keys that do the same are listed together."""
    keys: dict[str, list[str]] = {}
    for binding in Binding.make_bindings(bindings):
        keys.setdefault(binding.tooltip or binding.description, []).append(_key_name(binding.key))
    return {" ".join(names): texts.key(description) for description, names in keys.items()}


def _key_name(key: str) -> str:
    return key if len(key) == 1 else "+".join(_KEY_NAMES.get(part, part.capitalize()) for part in key.split("+"))


class HelpScreen(LocalizedScreen, ModalScreen[None]):
    """One page that arrows scroll and Esc closes."""

    DEFAULT_CSS = """
    HelpScreen { align: center middle; }
    HelpScreen VerticalScroll {
        width: 90; max-width: 96%; height: auto; max-height: 92%;
        background: $surface; border: round $primary; padding: 0 1;
    }
    HelpScreen Static { height: auto; margin: 0 0 1 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "close"),
        Binding("f1", "dismiss(None)", "close", show=False, priority=True),
    ]

    def __init__(self, graphics: str) -> None:
        """`graphics` says how pictures are shown in this terminal, and why."""
        super().__init__()
        self.graphics = graphics

    def compose(self) -> ComposeResult:
        """Create a table for every place that has keys, one of the commands, and a line about pictures."""
        keys = describe_keys([*Prompt.BINDINGS, *MainScreen.BINDINGS])
        with VerticalScroll():
            own = {name: texts.key(description) for name, description in _TEXT_AREA_KEYS.items()}
            textual = {name: texts.key(description) for name, description in _TEXTUAL_KEYS.items()}
            yield Static(_table(texts.text("help", "keys"), own | keys | textual))
            for place, bindings in _PLACES.items():
                yield Static(_table(texts.text("help", place), describe_keys(bindings)))
            yield Static(_table(texts.text("help", "commands"), dict(all_commands().values())))
            yield Footer(compact=True, show_command_palette=False)
            yield Static(Text(texts.text("help", "pictures", graphics=self.graphics)))


def _table(title: str, rows: dict[str, str]) -> Table:
    table = Table(title=title, title_justify="left", show_header=False, box=None, padding=(0, 2, 0, 0))
    for name, description in rows.items():
        table.add_row(Text(name, style="bold"), Text(description))
    return table
