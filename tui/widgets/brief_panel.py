"""The side panel: what must hold in the picture, and what the last change was."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from agent.events import Checked, Event, Interpreted
from tools.text import clean
from tui.widgets.card import MARKS


class BriefPanel(Static):
    """Every requirement of the newest picture on its own line, ✓ ✗ ? with its probability; hidden on narrow screens."""

    DEFAULT_CSS = """
    BriefPanel { width: 36; height: 1fr; padding: 0 1; border-left: solid $panel; display: none; }
    """
    EMPTY = "What the picture must show\nstands here, once there is one."

    def __init__(self) -> None:
        super().__init__(self.EMPTY, markup=False)
        self.changes: tuple[str, ...] = ()
        self.checks: tuple[tuple[str, str, float, str], ...] = ()
        self.number: int | None = None
        self.lost: tuple[tuple[str, int, int], ...] = ()

    def clear(self) -> None:
        """As in a new session."""
        self.changes, self.checks, self.lost, self.number = (), (), (), None
        self.update(self.EMPTY)

    def take(self, event: Event) -> None:
        """Follow a turn's events. A look beside the turn's own tries may be at another picture."""
        match event:
            case Interpreted(_, changes):
                self.changes = changes
            case Checked(attempt, checks) if attempt:
                self.number, self.checks, self.lost = None, checks, ()
            case _:
                return
        self._show()

    def stand(
        self,
        number: int | None,
        checks: tuple[tuple[str, str, float, str], ...],
        lost: tuple[tuple[str, int, int], ...] = (),
    ) -> None:
        """The person stands at this picture, on which this was checked; `lost` has what an earlier picture had right,
        that picture's number, and the turn that lost it."""
        self.number, self.checks, self.lost = number, checks, lost
        self._show()

    def _show(self) -> None:
        self.update(self._text() if self.number or self.checks or self.changes else self.EMPTY)

    def _text(self) -> Content:
        parts: list[str | tuple[str, str]] = [(f"#{self.number}\n" if self.number else "\n", "bold")]
        for words, verdict, probability, _ in self.checks:
            mark, style = MARKS[verdict]
            parts += [(f"{mark} ", style), (f"{clean(words)} ", "dim" if verdict == "n/a" else "")]
            parts.append((f"{probability:.2f}\n", "dim"))
        if self.number and not self.checks:
            parts.append(("Nothing was checked on this picture.\n", "dim"))
        if self.lost:
            rows = [f"{clean(words)} (#{number} had it; turn {turn})" for words, number, turn in self.lost]
            parts += [("\nlost\n", "$text-error bold"), "\n".join(rows), "\n"]
        if self.changes:
            parts += [("\nlast change\n", "bold"), "\n".join(clean(line) for line in self.changes)]
        return Content.assemble(*parts)
