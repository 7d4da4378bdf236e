"""A row of the transcript that stands for turns which are not on the screen yet."""

from __future__ import annotations

from textual.message import Message
from textual.widgets import Static


class LoadMore(Static):
    """Says how many turns are missing; a click brings some."""

    DEFAULT_CSS = """
    LoadMore { height: 1; width: 100%; color: $text-muted; text-align: center; display: none; margin: 0 0 1 0; }
    LoadMore:hover { color: $text; background: $boost; }
    """

    class Clicked(Message):
        """The missing turns are wanted."""

        def __init__(self, gap: LoadMore) -> None:
            super().__init__()
            self.gap = gap

    def stand(self, missing: int) -> None:
        """Stand for so many turns; gone where there are none."""
        self.display = missing > 0
        arrow, what = ("↑", "earlier") if self.id == "earlier" else ("↓", "later")
        self.update(f"{arrow} {missing:,} {what} turn{'s' if missing > 1 else ''} {arrow}")

    def on_click(self) -> None:
        """Ask for them."""
        self.post_message(self.Clicked(self))
