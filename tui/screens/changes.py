"""The base of windows that change stored rows and list them again."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from textual import work
from textual.screen import ModalScreen

from tools.errors import GouacheError
from tools.text import clean
from tui import texts
from tui.screens.localized_screen import LocalizedScreen

if TYPE_CHECKING:
    from storage.store import Store

ResultT = TypeVar("ResultT")
RowsT = TypeVar("RowsT")


@dataclass(frozen=True)
class ChangeResult:
    """What to tell the person after a change, and the id of the row to highlight; None stays on the same line."""

    notice: str = ""
    selected: str | None = None


class ChangeScreen(LocalizedScreen, ModalScreen[ResultT], Generic[ResultT, RowsT]):
    """A window that changes stored rows in a thread.

    Only one change runs at a time: the next key must not change a row of a list that is out of date.
    """

    changing = False
    """Whether a change is running, or the list has not been read again yet."""

    @abstractmethod
    def read_rows(self) -> RowsT:
        """Read the rows again after a change. Called in a thread.

        Raises:
            GouacheError: They cannot be read.
        """

    @abstractmethod
    def show_rows(self, rows: RowsT, selected: str | None) -> None:
        """List the rows that were read, with the cursor on `selected`."""

    def start_change(self, change: Callable[[Store], ChangeResult]) -> None:
        """Run a change in a thread, unless one is running."""
        if not self.changing:
            self.changing = True
            self._run_change(change)

    @work(thread=True, group="change")
    def _run_change(self, change: Callable[[Store], ChangeResult]) -> None:
        from tui.session.history import open_store

        result = ChangeResult()
        try:
            with open_store() as store:
                result = change(store)
            self._show_notice(result.notice, "information")
        except GouacheError as error:
            self._show_notice(str(error), "error")
        try:
            rows = self.read_rows()
        except GouacheError as error:
            self._show_notice(str(error), "error")
            self.changing = False
            return
        self.call_later(self._finish_change, rows, result.selected)

    def _finish_change(self, rows: RowsT, selected: str | None) -> None:
        self.changing = False
        if self.is_attached:
            self.show_rows(rows, selected)

    def _show_notice(self, text: str, severity: Literal["information", "error"]) -> None:
        if text and self.app.is_running:
            self.app.notify(clean(texts.error(text)), severity=severity, markup=False)
