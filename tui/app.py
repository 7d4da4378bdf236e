"""The Textual app: a transcript of turn cards, a prompt, and the studio at work in a thread."""

from __future__ import annotations

import queue
import threading
import time
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Footer, Input, ProgressBar, Static

from agent.events import Asked, Began, Event, Replied, Stage, Step
from tools.errors import GouacheError
from tui.graphics import Mode
from tui.widgets.card import TurnCard
from tui.widgets.picker import SessionPicker

if TYPE_CHECKING:
    from agent.studio import Studio

WELCOME = """gouache paints what you say, looks at it, and tells you what matches.

Try:  two red balloons above a castle at night, watercolor
      make the balloons yellow
      把城堡换成房子"""


class GouacheApp(App[None]):
    """One session on the screen. The studio loads in the background; the prompt takes messages at once."""

    TITLE = "gouache"
    CSS = """
    #transcript { height: 1fr; padding: 0 1; }
    #welcome { color: $text-muted; padding: 1 2; }
    #status { height: 1; padding: 0 1; color: $text-muted; }
    #progress { height: 1; width: 100%; padding: 0 1; display: none; }
    #progress.busy { display: block; }
    Input { dock: bottom; margin: 0 0 1 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "stop", priority=True),
        Binding("ctrl+o", "sessions", "sessions", priority=True),
        Binding("ctrl+n", "new", "new", priority=True),
        Binding("f1", "help", "help", priority=True),
        Binding("ctrl+q", "quit", "quit", priority=True),
    ]

    class Told(Message):
        """An event of the studio, handed to the screen's thread."""

        def __init__(self, event: Event) -> None:
            super().__init__()
            self.event = event

    class Opened(Message):
        """The studio stands on a session; `history` is its turns so far."""

        def __init__(self, session: str, history: list[tuple[str, list[Event]]]) -> None:
            super().__init__()
            self.session, self.history = session, history

    class Trouble(Message):
        """One sentence for the person."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(
        self, session: str | None, profile: str, seed: int, mode: Mode = "blocks", reason: str = "", pick: bool = False
    ) -> None:
        """`session` reopens one; None starts a new one with the first message."""
        super().__init__()
        self.session_id, self.profile, self.seed = session, profile, seed
        self.mode, self.reason, self.pick = mode, reason, pick
        self.studio: Studio | None = None
        self.inbox: queue.Queue[str | None] = queue.Queue()
        self.card: TurnCard | None = None
        self.waiting: list[TurnCard] = []
        self._stage, self._since = "", 0.0
        self._stopping = threading.Event()

    def compose(self) -> ComposeResult:
        """Transcript, progress, status, prompt."""
        with VerticalScroll(id="transcript"):
            yield Static(WELCOME, id="welcome", markup=False)
        yield ProgressBar(id="progress", show_eta=True)
        yield Static("", id="status", markup=False)
        yield Input(placeholder="Say what to paint, or what to change", id="prompt")
        yield Footer()

    def on_mount(self) -> None:
        """Start the studio's thread and the clock of the status line."""
        self.query_one(Input).focus()
        self.set_interval(0.25, self._tick)
        self.serve()

    @work(thread=True, exclusive=True, group="studio")
    def serve(self) -> None:
        """The studio's thread: open or make the session, then take messages one by one."""
        self._tell_stage("loading")
        try:
            studio = self._open()
            self._tell_stage("")
            if studio is not None and studio.pending is not None:
                studio.resume(lambda event: self._told(event))
            while (message := self.inbox.get()) is not None:
                if studio is None:
                    studio = self._make()
                self._send(studio, message)
        except GouacheError as error:
            self.post_message(self.Trouble(str(error)))
        finally:
            self._tell_stage("")
            if self.studio is not None:
                self.studio.close()
                self.studio = None

    def _told(self, event: Event) -> None:
        self.post_message(self.Told(event))

    def _tell_stage(self, name: str) -> None:
        self._told(Stage(name))

    def _open(self) -> Studio | None:
        from storage.store import Store
        from tui.history import history

        store = Store()
        if self.session_id is None:
            # Importing is what takes long; do it while the person types.
            import agent.studio  # noqa: F401

            return None
        from agent.studio import Studio

        self.studio = Studio.reopen(store, self.session_id)
        self.post_message(self.Opened(self.session_id, history(store, self.session_id)))
        return self.studio

    def _make(self) -> Studio:
        from agent.studio import Studio
        from storage.store import Store

        self._tell_stage("loading")
        self.studio = Studio.new(Store(), self.profile, self.seed)
        self.session_id = self.studio.session_id
        return self.studio

    def _send(self, studio: Studio, message: str) -> None:
        if self._stopping.is_set():
            self._stopping.clear()
        try:
            studio.send(message, self._told)
        except GouacheError as error:
            self.post_message(self.Trouble(str(error)))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Queue the message; its card stands at once."""
        text = event.value
        event.input.value = ""
        if not text.strip():
            self.notify("The message is empty; say what to paint or change.", severity="warning")
            return
        self.query("#welcome").remove()
        asking = self.card is not None and self.card.has_class("asking")
        if not asking:
            card = TurnCard(text[:400], self.mode)
            self.waiting.append(card)
            transcript = self.query_one("#transcript")
            transcript.mount(card)
            self.call_after_refresh(transcript.scroll_end, animate=False)
        self.inbox.put(text)

    def on_gouache_app_told(self, message: Told) -> None:
        """Route an event to the card it belongs to, or to the status line."""
        match message.event:
            case Began(_, _, text):
                if self.card is None or not self.card.has_class("asking"):
                    self.card = self.waiting.pop(0) if self.waiting else self._add_card(text)
            case Stage(name, _):
                self._stage, self._since = name, time.monotonic()
                self.query_one("#progress", ProgressBar).set_class(name in ("painting", "editing"), "busy")
                self._tick()
            case Step(done, total):
                self.query_one("#progress", ProgressBar).update(total=total, progress=done)
            case event:
                if self.card is None and self.waiting:
                    self.card = self.waiting.pop(0)
                if self.card is not None:
                    self.card.take(event)
                    self.call_after_refresh(self.query_one("#transcript").scroll_end, animate=False)
                if isinstance(event, (Replied, Asked)):
                    self._stage = ""
                    self.query_one("#progress").remove_class("busy")
                    self._tick()

    def _add_card(self, text: str) -> TurnCard:
        card = TurnCard(text, self.mode)
        self.query_one("#transcript").mount(card)
        return card

    async def on_gouache_app_opened(self, message: Opened) -> None:
        """Show a reopened session's turns."""
        transcript = self.query_one("#transcript")
        await self.query("#transcript > *").remove()
        for text, events in message.history:
            self.card = TurnCard(text, self.mode)
            await transcript.mount(self.card)
            for event in events:
                self.card.take(event)
        self.call_after_refresh(transcript.scroll_end, animate=False)

    def on_gouache_app_trouble(self, message: Trouble) -> None:
        """Say what went wrong, on the card and as a toast."""
        self._stage = ""
        self.query_one("#progress").remove_class("busy")
        if self.card is None and self.waiting:
            self.card = self.waiting.pop(0)
        if self.card is not None:
            self.card.take(Replied(message.sentence, "failed"))
        self.notify(message.sentence, severity="error", timeout=8)

    def _tick(self) -> None:
        if not self.is_running:
            return
        parts = [f"session {self.session_id}" if self.session_id else "new session", self.profile, self.mode]
        if self._stage:
            parts.insert(0, f"{self._stage} {time.monotonic() - self._since:.0f} s")
        if self._stopping.is_set() and self._stage:
            parts.insert(0, "stopping after this step")
        self.query_one("#status", Static).update(" · ".join(parts))

    def action_cancel(self) -> None:
        """Answer at once; the work stops after its present step."""
        if self.screen is not self.screen_stack[0]:
            self.screen.dismiss(None)
            return
        if self._stage and self.studio is not None:
            self._stopping.set()
            self.studio.cancel()
            self._tick()

    def action_help(self) -> None:
        """Every key in one toast."""
        self.notify(
            "Enter send · Esc stop · Ctrl+O sessions · Ctrl+N new session · Ctrl+P commands · Ctrl+Q quit\n"
            f"Pictures as {self.mode}: {self.reason or 'default'}", title="Keys", timeout=12,
        )  # fmt: skip

    @work(thread=True, group="list")
    def action_sessions(self) -> None:
        """Read the sessions, then let the person pick."""
        from storage.store import Store

        rows = [(s.id, f"{s.updated:%Y-%m-%d %H:%M}  {s.title}") for s in Store().sessions()]
        self.call_from_thread(self.push_screen, SessionPicker(rows), self._picked)

    def _picked(self, session: str | None) -> None:
        if session is not None and session != self.session_id:
            self._switch(session)

    def action_new(self) -> None:
        """A fresh session; the old one stays saved."""
        self._switch(None)

    def _switch(self, session: str | None) -> None:
        if self._stage:
            self.notify("Stop the running turn first (Esc).", severity="warning")
            return
        self.inbox.put(None)
        self.inbox, self.session_id, self.card, self.waiting = queue.Queue(), session, None, []
        self.query("TurnCard").remove()
        self.serve()

    def on_unmount(self) -> None:
        """Stop the studio's thread with the screen."""
        if self.studio is not None:
            self.studio.cancel()
        self.inbox.put(None)
