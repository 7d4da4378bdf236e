"""F1: every key, every command, and what the painter knows."""

from __future__ import annotations

from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Footer, Static

from tui.app.slash_commands import table
from tui.screens.compare import CompareScreen
from tui.screens.picker import SessionPicker
from tui.screens.replay import ReplayScreen
from tui.screens.tree import VersionTree
from tui.screens.viewer import Viewer
from tui.widgets.card import TurnCard
from tui.widgets.prompt import Prompt

NAMES = {
    "escape": "Esc",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "delete": "Del",
}
FIELD = {"Enter": "send", "→": "take what is offered"}
PALETTE = {"Ctrl+P": "command palette: themes, screenshot, keys, every command"}
"""Keys that are Textual's own."""
PLACES: dict[str, list[BindingType]] = {
    "On a message that waits (F3)": TurnCard.BINDINGS,
    "In the tree of pictures": VersionTree.BINDINGS,
    "Beside another picture": CompareScreen.BINDINGS,
    "In the large view": Viewer.BINDINGS,
    "In the saved sessions": SessionPicker.BINDINGS,
    "In the replay": ReplayScreen.BINDINGS,
}
"""Keys of the windows, and of what else the keyboard can stand on."""


def keys(bindings: list[BindingType]) -> dict[str, str]:
    """By the name of the key, what it does."""
    named: dict[str, list[str]] = {}
    for binding in Binding.make_bindings(bindings):
        named.setdefault(binding.tooltip or binding.description, []).append(_name(binding.key))
    return {" ".join(names): what for what, names in named.items()}


def _name(key: str) -> str:
    return key if len(key) == 1 else "+".join(NAMES.get(part, part.capitalize()) for part in key.split("+"))


class HelpScreen(ModalScreen[None]):
    """One page; arrows scroll it, Esc closes it."""

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
        """`graphics` says how pictures reach this terminal, and why so."""
        super().__init__()
        self.graphics = graphics

    def compose(self) -> ComposeResult:
        """Keys, commands, pictures."""
        with VerticalScroll():
            yield Static(_table("Keys", FIELD | keys([*Prompt.BINDINGS, *self.app.BINDINGS]) | PALETTE))
            for place, bindings in PLACES.items():
                yield Static(_table(place, keys(bindings)))
            yield Static(_table("Commands", dict(table().values())))
            yield Footer(compact=True, show_command_palette=False)
            yield Static(Text(f"Pictures as {self.graphics}\n`gouache world` lists what the painter knows."))


def _table(title: str, rows: dict[str, str]) -> Table:
    table = Table(title=title, title_justify="left", show_header=False, box=None, padding=(0, 2, 0, 0))
    for name, what in rows.items():
        table.add_row(Text(name, style="bold"), Text(what))
    return table
