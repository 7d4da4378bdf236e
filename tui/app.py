"""The Textual app: a transcript of turn cards, a prompt, and the studio at work in a thread."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, ClassVar

from textual import work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Footer, Input, ProgressBar, Static

from agent.events import Asked, Began, Forming, Replied, Stage, Step
from tools.errors import GouacheError
from tools.text import clean
from tui.graphics import Mode
from tui.suggest import Words
from tui.widgets.brief import BriefPanel
from tui.widgets.card import TurnCard
from tui.widgets.help import HelpScreen
from tui.widgets.picker import SessionPicker
from tui.widgets.prompt import Prompt
from tui.widgets.tree import VersionTree
from tui.worker import StudioWorker

WELCOME = """gouache paints what you say, looks at it, and tells you what matches.

Try:  two red balloons above a castle at night, watercolor
      make the balloons yellow
      add a moon on the left
      把城堡换成房子

/help lists the commands; the right arrow completes a word."""


WINDOWS = ("sessions", "new", "tree", "settings", "help")


class GouacheApp(App[None]):
    """One session on the screen. The studio loads in the background; the prompt takes messages at once."""

    TITLE = "gouache"
    CSS = """
    #stage { height: 1fr; }
    #transcript { width: 1fr; height: 1fr; padding: 0 1; }
    .wide BriefPanel { display: block; }
    #welcome { color: $text-muted; padding: 1 2; }
    #status { height: 1; padding: 0 1; color: $text-muted; }
    #progress { height: 1; width: 100%; padding: 0 1; display: none; }
    #progress.busy { display: block; }
    Input { margin: 0; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "narrow"), (112, "wide")]  # noqa: RUF012 - Textual declares it on the instance
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "stop", priority=True),
        Binding("ctrl+o", "sessions", "sessions", priority=True),
        Binding("ctrl+n", "new", "new", priority=True),
        Binding("ctrl+t", "tree", "tree", priority=True),
        Binding("f1", "help", "help", priority=True),
        Binding("f2", "settings", "settings", priority=True, show=False),
        Binding("ctrl+q", "quit", "quit", priority=True),
    ]

    class Heard(Message):
        """Something from a studio thread; those of a closed one are dropped."""

        def __init__(self, source: StudioWorker, kind: str, value: Any) -> None:
            super().__init__()
            self.source, self.kind, self.value = source, kind, value

    def __init__(self, session: str | None, profile: str, seed: int, mode: Mode = "blocks", reason: str = "") -> None:
        """`session` reopens one; None starts a new one with the first message."""
        super().__init__()
        self.profile, self.seed, self.mode, self.reason = profile, seed, mode, reason
        self.worker = self._new_worker(session)
        self.card: TurnCard | None = None
        self.cards: dict[str, TurnCard] = {}
        self.waiting: list[TurnCard] = []
        self.stage, self._since, self.stopping = "", 0.0, False

    @property
    def session_id(self) -> str | None:
        """The session on the screen, None before its first message."""
        return self.worker.session

    def compose(self) -> ComposeResult:
        """Transcript, progress, status, prompt."""
        with Horizontal(id="stage"):
            with VerticalScroll(id="transcript"):
                yield Static(WELCOME, id="welcome", markup=False)
            yield BriefPanel()
        yield ProgressBar(id="progress", show_eta=True)
        yield Static("", id="status", markup=False)
        yield Prompt(placeholder="Say what to paint, or what to change", suggester=Words(), id="prompt")
        yield Footer()

    def on_mount(self) -> None:
        """Start the studio's thread and the clock of the status line."""
        self.query_one(Input).focus()
        self.clock = self.set_interval(0.25, self._tick)
        self._tick()
        self.serve(self.worker)

    def _new_worker(self, session: str | None) -> StudioWorker:
        worker = StudioWorker(session, self.profile, self.seed, lambda kind, value: self._hear(worker, kind, value))
        return worker

    def _hear(self, worker: StudioWorker, kind: str, value: Any) -> None:
        self.post_message(self.Heard(worker, kind, value))

    @work(thread=True, group="studio")
    def serve(self, worker: StudioWorker) -> None:
        """Run a studio's thread."""
        worker.run()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Queue the message; what is entered in another window's field is that window's."""
        if event.input.id != "prompt":
            return
        text, event.input.value = event.value, ""
        if not text.strip():
            self.notify("The message is empty; say what to paint or change.", severity="warning")
            return
        self.query_one(Prompt).remember(text)
        await self.say(text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One window at a time: keys that open one, or another session, rest while one is open."""
        return not (action in WINDOWS and len(self.screen_stack) > 1)

    async def say(self, text: str) -> None:
        """Give the studio a message; its card stands at once, an answer joins the card that asked."""
        await self.query("#welcome").remove()
        if self.card is not None and self.card.has_class("asking"):
            self.card.answer(text)
        else:
            card = TurnCard(text[:400], self.mode)
            self.waiting.append(card)
            await self._mount(card)
        self.worker.inbox.put(text)

    async def _mount(self, card: TurnCard, before: TurnCard | None = None) -> None:
        transcript = self.query_one("#transcript")
        await transcript.mount(card, before=before)
        self.call_after_refresh(transcript.scroll_end, animate=False)

    async def on_gouache_app_heard(self, heard: Heard) -> None:
        """Route what a thread says; a closed thread is not heard any more."""
        if heard.source is not self.worker:
            return
        match heard.kind:
            case "opened":
                await self._opened(heard.value)
            case "trouble":
                self._trouble(*heard.value)
            case _:
                await self._event(heard.value)

    async def _event(self, event: Any) -> None:
        match event:
            case Began(turn, _, text):
                self.card = self.cards.get(turn) or await self._card_for(text)
                self.cards[turn] = self.card
                self.stopping = False
            case Stage(name, _):
                self.stage, self._since = name, time.monotonic()
                self.query_one("#progress", ProgressBar).set_class(name in ("painting", "editing"), "busy")
            case Step(done, total):
                self.query_one("#progress", ProgressBar).update(total=total, progress=done)
            case _:
                if self.card is not None:
                    self.card.take(event)
                    self.query_one(BriefPanel).take(event)
                    if not isinstance(event, Forming):
                        self.call_after_refresh(self.query_one("#transcript").scroll_end, animate=False)
                if isinstance(event, (Replied, Asked)):
                    self._idle()
        self._tick()

    async def _card_for(self, text: str) -> TurnCard:
        if self.waiting and self.waiting[0].message == clean(text)[:400].strip():
            return self.waiting.pop(0)
        card = TurnCard(text, self.mode)
        await self._mount(card, before=self.waiting[0] if self.waiting else None)
        return card

    def _idle(self) -> None:
        self.stage, self.stopping = "", False
        self.query_one("#progress").remove_class("busy")

    async def _opened(self, history: list[tuple[str, str, list[Any]]]) -> None:
        await self.query("#welcome").remove()
        for turn, text, events in history:
            self.query_one(Prompt).remember(text)
            self.card = self.cards[turn] = TurnCard(text, self.mode)
            await self._mount(self.card, before=self.waiting[0] if self.waiting else None)
            for event in events:
                self.card.take(event)
                self.query_one(BriefPanel).take(event)

    def _trouble(self, sentence: str, began: bool) -> None:
        """Say what went wrong: on the card of the turn it belongs to, and as a toast."""
        self._idle()
        card = self.card if began else self.waiting.pop(0) if self.waiting else None
        if card is not None:
            card.take(Replied(sentence, "failed"))
        elif self.card is not None and self.card.answered:
            self.card.take(Asked(sentence))
        self.notify(sentence, severity="error", timeout=8, markup=False)

    def _tick(self) -> None:
        if not self.is_running:
            return
        parts = [f"session {self.session_id}" if self.session_id else "new session", self.worker.profile, self.mode]
        if self.stage:
            parts.insert(0, f"{self.stage} {time.monotonic() - self._since:.0f} s")
        if self.stopping:
            parts.insert(0, "stopping after this step")
        self.query_one("#status", Static).update(" · ".join(parts))

    def action_cancel(self) -> None:
        """Answer at once; the work stops after its present step."""
        if self.screen is not self.screen_stack[0]:
            self.screen.dismiss(None)
        elif self.stage:
            self.stopping = True
            self.worker.cancel()
            self._tick()

    def action_help(self) -> None:
        """Every key and command."""
        self.push_screen(HelpScreen(f"{self.mode}: {self.reason or 'default'}"))

    def action_settings(self) -> None:
        """A form over the settings file."""
        from storage.settings import load
        from tui.widgets.settings import SettingsScreen

        try:
            now = load()
        except GouacheError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        theme = self.theme
        self.push_screen(SettingsScreen(now), lambda saved: self._set(saved, theme))

    def _set(self, saved: dict[str, Any] | None, theme: str) -> None:
        if saved is None:
            self.theme = theme
            return
        self.notify("Saved.")
        self.profile, self.seed = saved.get("profile", self.profile), saved.get("seed", self.seed)
        if self.session_id is None and not self.waiting:
            self.worker.profile, self.worker.seed = self.profile, self.seed
        self._tick()

    @work(thread=True, group="list")
    def action_sessions(self) -> None:
        """Read the sessions, then let the person pick."""
        from tui.history import sessions

        self._open_with(lambda: SessionPicker(sessions(), sessions, self.mode), self._picked)

    def _open_with(self, make: Callable[[], ModalScreen[str | None]], then: Callable[..., Any]) -> None:
        try:
            screen = make()
        except GouacheError as error:
            self.call_from_thread(self.notify, str(error), severity="error", markup=False)
            return
        self.call_from_thread(self._push, screen, then)

    def _push(self, screen: ModalScreen[str | None], then: Callable[..., Any]) -> None:
        if len(self.screen_stack) == 1:
            self.push_screen(screen, then)

    async def _picked(self, session: str | None) -> None:
        if session is not None and session != self.session_id:
            await self._switch(session)

    @work(thread=True, group="list")
    def action_tree(self) -> None:
        """Read the session's pictures, then let the person move about in them."""
        from tui.history import versions

        session = self.session_id
        self._open_with(lambda: VersionTree(versions(session) if session else [], self.mode), self._commanded)

    async def _commanded(self, command: str | None) -> None:
        if command is not None:
            await self.say(command)

    async def action_new(self) -> None:
        """A fresh session; the old one stays saved."""
        await self._switch(None)

    async def _switch(self, session: str | None) -> None:
        if self.stage or self.waiting:
            self.notify("Stop the running turn first (Esc).", severity="warning")
            return
        self.worker.close()
        self.card, self.cards, self.waiting = None, {}, []
        await self.query("TurnCard").remove()
        self.query_one(BriefPanel).clear()
        self.worker = self._new_worker(session)
        self.serve(self.worker)

    def on_unmount(self) -> None:
        """Stop the studio's thread with the screen."""
        self.worker.close()
