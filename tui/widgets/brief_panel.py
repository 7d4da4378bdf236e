"""The side panel: what must hold in the picture, and what the last change was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from agent.events import Checked, Event, Interpreted, Standing
from tools.text import clean
from tui.widgets.card import MARKS

if TYPE_CHECKING:
    from agent.events import Loss
    from tools.types import Check


class BriefPanel(Static):
    """Every requirement of the newest picture on its own line, ✓ ✗ ? with its probability; hidden on narrow screens."""

    DEFAULT_CSS = """
    BriefPanel { width: 36; height: 1fr; padding: 0 1; border-left: solid $panel; display: none; }
    """
    EMPTY = "What the picture must show\nstands here, once there is one."

    def __init__(self) -> None:
        super().__init__(self.EMPTY, markup=False)
        self.changes: tuple[str, ...] = ()
        self.checks: tuple[Check, ...] = ()
        self.number: int | None = None
        self.losses: tuple[Loss, ...] = ()

    def clear(self) -> None:
        """As in a new session."""
        self.changes, self.checks, self.losses, self.number = (), (), (), None
        self.update(self.EMPTY)

    def take(self, event: Event) -> None:
        """Follow a turn's events. A look beside the turn's own tries may be at another picture."""
        match event:
            case Interpreted(_, changes):
                self.changes = changes
            case Checked(attempt, checks) if attempt:
                self.number, self.checks, self.losses = None, checks, ()
            case Standing(number, checks, losses):
                self.number, self.checks, self.losses = number, checks, losses
            case _:
                return
        self._show()

    def _show(self) -> None:
        self.update(self._text() if self.number or self.checks or self.changes else self.EMPTY)

    def _text(self) -> Content:
        parts: list[str | tuple[str, str]] = [(f"#{self.number}\n" if self.number else "\n", "bold")]
        for check in self.checks:
            mark, style = MARKS[check.verdict]
            words = f"{clean(check.requirement.statement)} "
            parts += [(f"{mark} ", style), (words, "dim" if check.verdict == "n/a" else "")]
            parts.append((f"{check.probability:.2f}\n", "dim"))
        if self.number and not self.checks:
            parts.append(("Nothing was checked on this picture.\n", "dim"))
        if self.losses:
            rows = [
                f"{clean(loss.requirement.statement)} (#{loss.picture} had it; turn {loss.turn})"
                for loss in self.losses
            ]
            parts += [("\nlost\n", "$text-error bold"), "\n".join(rows), "\n"]
        if self.changes:
            parts += [("\nlast change\n", "bold"), "\n".join(clean(line) for line in self.changes)]
        return Content.assemble(*parts)
