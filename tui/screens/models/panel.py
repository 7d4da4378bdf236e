"""The window of models: what is in memory, on what, how large; F7 opens it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from rich.table import Table
from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Footer, Input, Static
from textual.worker import get_current_worker

from tools.errors import GouacheError
from tools.text import clean, file_name
from tui import texts
from tui.rendering.transfers import offer_text, size_text
from tui.screens.localized_screen import LocalizedScreen
from tui.screens.models.rows import ModelRow, missing_size, model_rows

if TYPE_CHECKING:
    from tools.hub.repository import Repository
    from tools.model_manager import ModelManager

log = logging.getLogger("gouache")
_INTERVAL = 1.0
"""Seconds after which the rows are read again."""

Fetch = Callable[[list["Repository"], set[str]], bool]
"""Starts fetching repositories, of which some have a licence that was accepted by its name; returns whether it did."""


class ModelScreen(LocalizedScreen, ModalScreen[None]):
    """A table of the profile's models. `g` says what is missing and under which licence, Enter fetches it."""

    DEFAULT_CSS = """
    ModelScreen { align: center middle; }
    ModelScreen VerticalScroll {
        width: 100; max-width: 96%; height: auto; max-height: 92%;
        background: $surface; border: round $primary; padding: 0 1;
    }
    ModelScreen Static { height: auto; margin: 0 0 1 0; }
    ModelScreen Input { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "close"),
        Binding("f7", "dismiss(None)", "close", show=False, priority=True),
        Binding("g", "look_up", "fetch", tooltip="say what is missing, how large it is, and its licence"),
        Binding("enter", "fetch", "fetch it", show=False, tooltip="fetch what is missing"),
        Binding("x", "stop", "stop", tooltip="stop fetching; it goes on from there the next time"),
    ]

    def __init__(
        self,
        models: Callable[[], ModelManager],
        rows: list[ModelRow],
        fetch: Fetch,
        stop: Callable[[], bool],
    ) -> None:
        """Show the models of a profile.

        Args:
            models: Returns what has them in memory.
            rows: As they were read before.
            fetch: Starts fetching, unless something is being fetched.
            stop: Stops fetching; returns whether there was anything to stop.
        """
        super().__init__()
        self.profile, self.models, self.rows = models().profile, models, rows
        self._fetch, self._stop = fetch, stop
        self._offered: list[Repository] = []
        self._unaccepted: list[Repository] = []
        self._accepted: set[str] = set()
        self._table = Static(id="models")
        self._said = Static(id="said", markup=False)
        self._licence = Input(id="licence")

    def compose(self) -> ComposeResult:
        """Create the table, a line on what is fetched, and a field for a licence's name."""
        with VerticalScroll():
            yield self._table
            yield self._said
            yield self._licence
            yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Show the rows, and read them again and again."""
        self.show_rows(self.rows)
        self._said.update(texts.text("model_panel", "missing" if self._missing() else "complete"))
        self.set_interval(_INTERVAL, self.read_rows)

    @work(thread=True, exclusive=True, group="rows")
    def read_rows(self) -> None:
        """Read the rows anew."""
        # Posted, not waited for: the app may be closing, and then nobody would answer.
        self.call_later(self.show_rows, model_rows(self.models()))

    def show_rows(self, rows: list[ModelRow]) -> None:
        """Show rows."""
        self.rows = rows
        table = Table(
            title=texts.text("model_panel", "title", profile=self.profile.name), title_justify="left", box=None
        )
        for column in ("model", "roles", "where", "size", "laid_out"):
            table.add_column(texts.text("model_panel", column))
        for row in rows:
            table.add_row(*(Text(clean(cell)) for cell in self._cells(row)))
        self._table.update(table)

    def _cells(self, row: ModelRow) -> tuple[str, ...]:
        roles = texts.phrases().row([texts.text("roles", role) for role in row.roles])
        size = row.size or (missing_size(self.profile, row.model) if row.state == "missing" else 0)
        place = row.place
        laid_out = [texts.rung(place.rung)] if place is not None else []
        laid_out += [place.precision] if place is not None and place.rung == "offload" else []
        laid_out += [f"+ {name}" for name in row.adapters]
        state = "not_here" if row.state == "missing" else row.state
        where = texts.text("model_panel", state, device=row.where)
        return file_name(row.model), roles, where, size_text(size) if size else "", " · ".join(laid_out)

    def _missing(self) -> list[str]:
        hub = self.profile.hub_models
        return [row.model for row in self.rows if row.state == "missing" and row.model in hub]

    # Fetching

    def action_look_up(self) -> None:
        """Say what is missing, how large it is, and its licence."""
        missing = list(dict.fromkeys(self._missing()))
        if not missing:
            self._said.update(texts.text("model_panel", "complete"))
            return
        self._said.update(texts.text("model_panel", "asking"))
        self._look_up(missing)

    @work(thread=True, exclusive=True, group="look_up")
    def _look_up(self, names: list[str]) -> None:
        from tools.hub.download import bytes_here
        from tools.hub.repository import look_up

        try:
            found = [look_up(name) for name in names]
            told = [offer_text(repository, bytes_here(repository)) for repository in found]
        except GouacheError as error:
            found, told = [], [texts.error(error)]
        except Exception:  # A server may answer anything.
            log.exception("looking up models")
            found, told = [], [texts.text("app", "internal")]
        # Of two questions the newer one counts.
        if not get_current_worker().is_cancelled:
            self.call_later(self._show_offers, found, told)

    def _show_offers(self, found: list[Repository], told: list[str]) -> None:
        self._offered, self._accepted = found, set()
        self._unaccepted = [repository for repository in found if not repository.free]
        how = [texts.text("model_panel", "enter_fetches")] if found and not self._unaccepted else []
        self._said.update(clean("\n".join([*told, *how])))
        self._ask_licence()

    def _ask_licence(self) -> None:
        """Ask for the name of the next licence that has to be accepted."""
        self._licence.display = bool(self._unaccepted)
        if self._unaccepted:
            licence = _licence_name(self._unaccepted[0])
            self._licence.value = ""
            self._licence.placeholder = clean(texts.text("models", "accept", licence=licence))
            self._licence.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the name of a licence."""
        event.stop()
        if not self._unaccepted:
            return  # Enter was pressed twice.
        repository = self._unaccepted[0]
        if event.value.strip().lower() != _licence_name(repository).lower():
            self._said.update(clean(texts.text("model_panel", "not_accepted", licence=_licence_name(repository))))
            return
        self._accepted.add(repository.name)
        self._unaccepted = self._unaccepted[1:]
        self._ask_licence()
        if not self._unaccepted:
            self.action_fetch()

    def action_fetch(self) -> None:
        """Fetch what was offered."""
        if self._offered and not self._unaccepted and self._fetch(self._offered, self._accepted):
            self._said.update(texts.text("model_panel", "fetching"))
            self._offered = []

    def action_stop(self) -> None:
        """Stop fetching."""
        if self._stop():
            self._said.update(texts.text("model_panel", "stopped"))


def _licence_name(repository: Repository) -> str:
    return repository.licence or repository.name
