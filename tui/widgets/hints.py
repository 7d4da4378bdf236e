"""The lines above the prompt: how commands are written, what is wrong with one, which keys there are."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from textual.widgets import Static


class CommandHints(Static):
    """The usage of every command that the prompt's text may become; hidden where there is none."""

    DEFAULT_CSS = """
    CommandHints { height: auto; max-height: 7; padding: 0 2; color: $text-muted; display: none; }
    CommandHints.error { color: $text-error; }
    """

    def __init__(self) -> None:
        super().__init__("", id="hints", markup=False)

    def show_usages(self, usages: list[tuple[str, str]]) -> None:
        """Show each usage beside its description."""
        width = max((cell_len(usage) for usage, _ in usages), default=0)
        self.show_text("\n".join(f"{set_cell_size(usage, width)}  {description}" for usage, description in usages))

    def show_text(self, text: str, error: bool = False) -> None:
        """Show a text until the prompt changes; hide the lines where it is empty."""
        self.display = bool(text)
        self.set_class(error, "error")
        self.update(text)
