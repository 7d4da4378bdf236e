"""How commands are written, shown while one is typed."""

from __future__ import annotations

from textual.widgets import Static


class CommandHints(Static):
    """The usage of every command that the prompt's text may become; hidden where there is none."""

    DEFAULT_CSS = """
    CommandHints { height: auto; max-height: 7; padding: 0 2; color: $text-muted; display: none; }
    """

    def __init__(self) -> None:
        super().__init__("", id="hints", markup=False)

    def show_usages(self, usages: list[tuple[str, str]]) -> None:
        """Show each usage beside its description."""
        self.display = bool(usages)
        if usages:
            width = max(len(usage) for usage, _ in usages)
            self.update("\n".join(f"{usage:{width}}  {description}" for usage, description in usages))
