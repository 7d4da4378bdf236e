"""An option list that keeps its place when it is filled again."""

from __future__ import annotations

from textual.widgets import OptionList
from textual.widgets.option_list import Option


class StableOptionList(OptionList):
    """An option list for rows that are read again after every change."""

    def fill(self, options: list[Option], selected: str | None) -> None:
        """Replace all options, and highlight the one with the id `selected`, else the one at the same line."""
        line = self.highlighted or 0
        self.clear_options()
        self.add_options(options)
        if not options:
            return
        lines = [index for index, option in enumerate(options) if option.id == selected]
        self.highlighted = lines[0] if lines else min(line, len(options) - 1)
