"""The side panel: what the current picture must show, and how the last turn changed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from agent.events import Checked, Event, Interpreted, Standing
from tools.text import clean
from tui import texts
from tui.rendering.verdicts import SIGNS, STYLES, chance_text, distinct_checks

if TYPE_CHECKING:
    from agent.events import Loss
    from tools.types import Check

_Parts = list[str | tuple[str, str]]


class BriefPanel(Static):
    """Each requirement of the current picture on a line: its number for `/why`, and ✓ ✗ ?. Hidden on narrow screens."""

    DEFAULT_CSS = """
    BriefPanel { width: 36; height: 1fr; padding: 0 1; border-left: solid $panel; display: none; }
    """

    def __init__(self) -> None:
        super().__init__(texts.text("panel", "empty"), markup=False)
        self.changes: tuple[str, ...] = ()
        self.checks: tuple[Check, ...] = ()
        self.number: int | None = None
        self.losses: tuple[Loss, ...] = ()

    def clear(self) -> None:
        """Show what a new session shows."""
        self.changes, self.checks, self.losses, self.number = (), (), (), None
        self.update(texts.text("panel", "empty"))

    def handle_event(self, event: Event) -> None:
        """Follow a turn's events. Attempt 0 is ignored, because it may be a check of another picture."""
        match event:
            case Interpreted(_, changes):
                self.changes = changes
            case Checked(attempt, checks) if attempt:
                self.number, self.checks, self.losses = None, checks, ()
            case Standing(number, checks, losses):
                self.number, self.checks, self.losses = number, checks, losses
            case _:
                return
        self.show_texts()

    def show_texts(self) -> None:
        """Show the requirements in the language in use."""
        self.update(self._text() if self.number or self.checks or self.changes else texts.text("panel", "empty"))

    def _text(self) -> Content:
        title = f"#{self.number}\n" if self.number else "\n"
        return Content.assemble((title, "bold"), *self._check_parts(), *self._loss_parts(), *self._change_parts())

    def _check_parts(self) -> _Parts:
        if self.number and not self.checks:
            return [(f"{texts.text('panel', 'unchecked')}\n", "dim")]
        parts: _Parts = []
        words = texts.phrases()
        for number, check in distinct_checks(self.checks).items():
            parts.append((f"{number:>2} ", "dim"))
            parts.append((f"{SIGNS[check.verdict]} ", STYLES[check.verdict]))
            more = f" ({chance_text(check)})" if check.verdict == "unchecked" else ""
            parts.append((f"{clean(words.statement(check.requirement))}{more}\n", "" if check.told else "dim"))
        return parts

    def _loss_parts(self) -> _Parts:
        if not self.losses:
            return []
        lines = [
            texts.text(
                "panel",
                "had_it",
                statement=clean(texts.phrases().statement(loss.requirement)),
                number=loss.picture,
                turn=loss.turn,
            )
            for loss in self.losses
        ]
        return [(f"\n{texts.text('panel', 'lost')}\n", "$text-error bold"), "\n".join(lines), "\n"]

    def _change_parts(self) -> _Parts:
        if not self.changes:
            return []
        return [(f"\n{texts.text('panel', 'change')}\n", "bold"), "\n".join(clean(line) for line in self.changes)]
