"""What stands in an empty transcript: what to try, and at a first start what is here."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

WELCOME = """gouache paints what you say, looks at it, and tells you what matches.

Try:  two red balloons above a castle at night, watercolor
      make the balloons yellow
      add a moon on the left
      把城堡换成房子

/help lists the commands; the right arrow completes a word."""


class Welcome(Static):
    """Three things to try; `facts` adds what a first start should know."""

    DEFAULT_CSS = "Welcome { color: $text-muted; padding: 1 2; height: auto; }"

    def __init__(self) -> None:
        super().__init__(WELCOME, id="welcome", markup=False)

    def facts(self, lines: list[tuple[bool, str]]) -> None:
        """Whether each thing is as it should be, and what it is."""
        parts: list[str | tuple[str, str]] = [f"{WELCOME}\n\nYour first start. "]
        for good, line in lines:
            parts += ["\n", ("✓ ", "$text-success") if good else ("✗ ", "$text-error bold"), line]
        self.update(Content.assemble(*parts))
