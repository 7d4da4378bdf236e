"""What the studio is doing and for how long, the session, the profile, and the graphics mode."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from agent.events import BytesMoved, Event, SamplerStep, Stage, TurnStarted
from tui import texts
from tui.rendering.transfers import TransferClock

if TYPE_CHECKING:
    from textual.widgets import ProgressBar

_INTERVAL = 0.25
"""Seconds between two updates."""
_PAINTING = ("painting", "editing")
"""Stages with a progress bar."""


class StatusBar(Vertical):
    """A progress bar while a picture is painted, and a line that counts seconds."""

    DEFAULT_CSS = """
    StatusBar { height: auto; }
    StatusBar #status { height: 1; padding: 0 1; color: $text-muted; }
    StatusBar #progress { height: 1; width: 100%; padding: 0 1; }
    """

    def __init__(self, describe_session: Callable[[], list[str]]) -> None:
        """`describe_session` returns the parts that follow the stage; it is called at every update."""
        super().__init__()
        self.describe_session = describe_session
        self.stage = ""
        """The present stage; empty while the studio is idle."""
        self.step = ""
        self.transfers: dict[str, str] = {}
        """How far models are loaded and fetched; a model may be fetched while another is at work."""
        self._clocks = {what: TransferClock() for what in ("loading", "fetching")}
        self.stopping = False
        """Whether the person has stopped the work, and its present step has not ended yet."""
        self._stage_started = 0.0
        self._work_started: float | None = None
        # The widgets are kept here, because an event may still come while the screen is being taken apart.
        self._progress: ProgressBar | None = None
        self._line = Static("", id="status", markup=False)

    def compose(self) -> ComposeResult:
        """Create the line; the progress bar comes above it when a picture is painted."""
        yield self._line

    def on_mount(self) -> None:
        """Start the clock."""
        self.set_interval(_INTERVAL, self.update_line)
        self.update_line()

    def handle_event(self, event: Event) -> None:
        """Follow the stages and steps of a turn."""
        match event:
            case TurnStarted():
                self.stopping = False
                if self._work_started is None:
                    self._work_started = time.monotonic()
            case Stage(name, _):
                self._start_stage(name)
            case SamplerStep(done, total):
                self.step = texts.text("status", "step", done=done, total=total)
                if self._progress is not None:
                    self._progress.update(total=total, progress=done)
            case BytesMoved():
                self.transfers[event.what] = self._clocks[event.what].describe(event)
            case _:
                return
        self.update_line()

    def end_transfer(self, what: str) -> None:
        """Show no longer how far something is that was given up."""
        self.transfers[what] = ""
        self.update_line()

    def show_stopping(self) -> None:
        """Show that the work stops after its present step."""
        self.stopping = True
        self.update_line()

    def show_idle(self) -> None:
        """Show that the studio does nothing."""
        self._start_stage("")
        self.update_line()

    def end_work(self) -> float:
        """Return the seconds since the first turn of the work started, and stop counting; 0 where none has started.

        Turns whose messages waited belong to the same work.
        """
        seconds = 0.0 if self._work_started is None else time.monotonic() - self._work_started
        self._work_started = None
        return seconds

    def update_line(self) -> None:
        """Draw the line."""
        if not self.is_attached:
            return
        now = time.monotonic()
        parts = [texts.text("status", "stopping")] if self.stopping else []
        if self.stage:
            seconds = f"{now - self._stage_started:.0f}"
            parts.append(texts.text("status", "stage", stage=texts.stage(self.stage), seconds=seconds))
            if self.step:
                parts.append(self.step)
            if self._work_started is not None:
                parts.append(texts.text("status", "turn", seconds=f"{now - self._work_started:.0f}"))
        parts += filter(None, self.transfers.values())
        self._line.update(" · ".join([*parts, *self.describe_session()]))

    def _start_stage(self, stage: str) -> None:
        self.stage = stage
        self.step = ""
        self.stopping = self.stopping and bool(stage)
        self._stage_started = time.monotonic()
        if self._progress is not None:
            self._progress.remove()
            self._progress = None
        if stage in _PAINTING and self.is_attached:
            from textual.widgets import ProgressBar

            self._progress = ProgressBar(id="progress", show_eta=True)
            self.mount(self._progress, before=self._line)
