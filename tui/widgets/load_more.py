"""A row of the transcript in the place of turns that are not on the screen yet."""

from __future__ import annotations

from typing import Literal

from textual.message import Message
from textual.widgets import Static

from tui import texts

Direction = Literal["earlier", "later"]
_ARROWS: dict[Direction, str] = {"earlier": "↑", "later": "↓"}


class LoadMore(Static):
    """Shows how many turns are missing; a click loads some of them."""

    DEFAULT_CSS = """
    LoadMore { height: 1; width: 100%; color: $text-muted; text-align: center; display: none; margin: 0 0 1 0; }
    LoadMore:hover { color: $text; background: $boost; }
    """

    class Clicked(Message):
        """The person clicked on the row that loads earlier turns."""

        def __init__(self, load_more: LoadMore) -> None:
            super().__init__()
            self.load_more = load_more

    def __init__(self, direction: Direction) -> None:
        """`direction` says which turns are missing; it is the widget's id, too."""
        super().__init__(id=direction)
        self.direction = direction

    def show_count(self, missing: int) -> None:
        """Show the number of missing turns; hide the row where none are missing."""
        self.display = missing > 0
        arrow = _ARROWS[self.direction]
        key = self.direction if missing != 1 else f"one_{self.direction}"
        self.update(f"{arrow} {texts.text('card', key, n=f'{missing:,}')} {arrow}")

    def on_click(self) -> None:
        """Report the click."""
        self.post_message(self.Clicked(self))
