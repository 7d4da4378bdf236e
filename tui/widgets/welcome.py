"""What an empty transcript shows: messages to try, and on the first start what was found on this machine."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

if TYPE_CHECKING:
    from tui.session.diagnostics import Finding

WELCOME = """gouache paints what you say, checks the picture, and tells you what matches.

Try:  two red balloons above a castle at night, watercolor
      make the balloons yellow
      add a moon on the left
      把城堡换成房子

/help lists the commands; the right arrow completes a word."""


class Welcome(Static):
    """A few messages to try."""

    DEFAULT_CSS = "Welcome { color: $text-muted; padding: 1 2; height: auto; }"

    def __init__(self) -> None:
        super().__init__(WELCOME, id="welcome", markup=False)

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Add what the first start found on this machine."""
        parts: list[str | tuple[str, str]] = [f"{WELCOME}\n\nThis is your first start."]
        for finding in findings:
            sign = ("✓ ", "$text-success") if finding.ok else ("✗ ", "$text-error bold")
            parts += ["\n", sign, finding.text]
        self.update(Content.assemble(*parts))
