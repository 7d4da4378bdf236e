"""What an empty transcript shows: messages to try, and on the first start what was found on this machine."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from tui import texts

if TYPE_CHECKING:
    from tui.session.diagnostics import Finding


def _welcome(closed: bool) -> str:
    say = partial(texts.text, "welcome")
    width = cell_len(say("try")) + 2
    tries = [say(key if closed else f"open_{key}") for key in ("first", "second", "third", "other")]
    lines = [f"{say('try')}  {tries[0]}", *(f"{'':{width}}{line}" for line in tries[1:])]
    return "\n".join([say("what"), "", *lines, "", say("ways")])


class Welcome(Static):
    """A few messages to try."""

    DEFAULT_CSS = "Welcome { color: $text-muted; padding: 1 2; height: auto; }"

    def __init__(self) -> None:
        super().__init__(_welcome(closed=True), id="welcome", markup=False)
        self._closed_world = True

    def show_texts(self) -> None:
        """Say the same in the language in use now."""
        self.update(_welcome(self._closed_world))

    def set_world(self, closed: bool) -> None:
        """Name messages that fit a painter of a closed world, or of any words."""
        if closed != self._closed_world:
            self._closed_world = closed
            self.show_texts()

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Add what the first start found on this machine."""
        head = f"{_welcome(self._closed_world)}\n\n{texts.text('welcome', 'first_start')}"
        parts: list[str | tuple[str, str]] = [head]
        for finding in findings:
            sign = ("✓ ", "$text-success") if finding.ok else ("✗ ", "$text-error bold")
            parts += ["\n", sign, finding.text]
        self.update(Content.assemble(*parts))
