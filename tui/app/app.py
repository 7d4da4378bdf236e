"""The Textual app: a transcript of turn cards, a prompt, and the studio at work in a thread."""

from __future__ import annotations

import time
from collections.abc import Iterable
from functools import partial
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, ProgressBar, Static, TextArea

from agent.events import Event, QuestionAsked, SamplerStep, Stage, TurnFinished, TurnStarted
from tools.errors import GouacheError
from tools.text import clean
from tui.app.dialogs import WINDOWS, Windows
from tui.app.slash_commands import local
from tui.app.themes import THEMES
from tui.app.worker import StudioWorker, Where
from tui.rendering.graphics import Mode
from tui.widgets.brief_panel import BriefPanel
from tui.widgets.card import TurnCard
from tui.widgets.prompt import Prompt
from tui.widgets.transcript import MORE, StoredTurn, Transcript
from tui.widgets.welcome import Welcome

_SOON = 0.3
"""Seconds after the first picture of the screen in which nothing else should be loaded."""
_LONG = 10.0
"""Seconds of work after which its end is announced."""


class GouacheApp(Windows):
    """One session on the screen. The studio loads in the background; the prompt takes messages at once."""

    TITLE = "gouache"
    CSS = """
    #stage { height: 1fr; }
    .wide BriefPanel { display: block; }
    #status { height: 1; padding: 0 1; color: $text-muted; }
    #progress { height: 1; width: 100%; padding: 0 1; display: none; }
    #progress.busy { display: block; }
    #hints { height: auto; max-height: 7; padding: 0 2; color: $text-muted; display: none; }
    #hints.some { display: block; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "narrow"), (112, "wide")]  # noqa: RUF012 - Textual declares it on the instance
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "stop", priority=True, tooltip="stop after this step; close a window"),
        Binding("ctrl+o", "sessions", "saved", priority=True, tooltip="saved sessions, with search"),
        Binding("ctrl+n", "new", "new", priority=True, tooltip="a new session"),
        Binding("ctrl+t", "tree", "tree", priority=True, tooltip="the pictures as a tree"),
        Binding("ctrl+l", "viewer", "view", priority=True, tooltip="the picture in large; so does a click on one"),
        Binding("f1", "help", "help", priority=True, tooltip="this page"),
        Binding("f2", "settings", "settings", priority=True, tooltip="profile, pictures, theme, seed"),
        Binding("f3", "queue", "queue", priority=True, tooltip="to the messages that wait, and back to the prompt"),
        Binding("f5", "brief", "brief", priority=True, show=False, tooltip="show or hide what must hold"),
        Binding("f4", "replay", "replay", priority=True, show=False, tooltip="step through the session's decisions"),
        Binding("pageup", "page(-1)", "scroll up", show=False),
        Binding("pagedown", "page(1)", "scroll down", show=False),
        Binding("ctrl+home", "page(-2)", "first card", priority=True, show=False, tooltip="to the top; again: earlier"),
        Binding("ctrl+end", "page(2)", "last card", priority=True, show=False, tooltip="to the newest card"),
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
        for theme in THEMES:
            self.register_theme(theme)
        self.profile, self.seed, self.mode, self.reason = profile, seed, mode, reason
        self.auto = mode
        self.worker = self._new_worker(session)
        self.welcome = Welcome()
        self.transcript = Transcript(mode, self.welcome)
        # Kept, because a message may still come when the screen is already being taken apart.
        self.panel, self.progress = BriefPanel(), ProgressBar(id="progress", show_eta=True)
        self.status = Static("", id="status", markup=False)
        self.prompt = Prompt(placeholder="Say what to paint, or what to change", id="prompt")
        self.hints = Static("", id="hints", markup=False)
        self.stage, self.step, self.stopping = "", "", False
        self._since = self._began = 0.0

    def compose(self) -> ComposeResult:
        """Transcript, progress, status, prompt."""
        with Horizontal(id="stage"):
            yield self.transcript
            yield self.panel
        yield self.progress
        yield self.status
        yield self.hints
        yield self.prompt
        yield Footer(compact=True)

    def on_mount(self) -> None:
        """Start the studio's thread and the clock of the status line."""
        self.prompt.focus()
        self.clock = self.set_interval(0.25, self._tick)
        self._tick()
        self.serve(self.worker)
        self.set_timer(_SOON, self.prepare)

    @work(thread=True, group="prepare")
    def prepare(self) -> None:
        """What the first keys need, and what a first start should know, once the screen is drawn."""
        self.prompt.words.usages("/")
        _ = self.prompt.words.known, self.prompt.words.after
        from storage.paths import home

        if self.session_id is None and not (home() / "gouache.db").exists():
            from tui.cli.doctor import first_start

            lines = first_start(self.profile, self.mode, self.reason)
            if lines and self.is_running:
                self.call_from_thread(self.welcome.facts, lines)

    def _new_worker(self, session: str | None) -> StudioWorker:
        worker = StudioWorker(session, self.profile, self.seed, lambda kind, value: self._hear(worker, kind, value))
        return worker

    def _hear(self, worker: StudioWorker, kind: str, value: Any) -> None:
        self.post_message(self.Heard(worker, kind, value))

    @work(thread=True, group="studio")
    def serve(self, worker: StudioWorker) -> None:
        """Run a studio's thread."""
        worker.run()

    def on_text_area_changed(self, changed: TextArea.Changed) -> None:
        """While a command is written, how it is written."""
        rows = self.prompt.words.usages(self.prompt.text) if changed.text_area is self.prompt else []
        self.hints.set_class(bool(rows), "some")
        if rows:
            wide = max(len(usage) for usage, _ in rows)
            self.hints.update("\n".join(f"{usage:{wide}}  {what}" for usage, what in rows))

    async def on_prompt_submitted(self, event: Prompt.Submitted) -> None:
        """Queue the message."""
        text = event.text
        if not text.strip():
            self.notify("The message is empty; say what to paint or change.", severity="warning")
            return
        self.prompt.remember(text)
        await self.say(text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """One window at a time: keys that open one, or another session, rest while one is open; Esc is the window's."""
        if action == "help" and len(self.screen_stack) == 2:
            return True  # Over a window, too; the help's own F1 closes it.
        return not (action in (*WINDOWS, "queue", "cancel", "brief") and len(self.screen_stack) > 1)

    def action_brief(self) -> None:
        """Show or hide the panel, however wide the screen is."""
        self.panel.display = not self.panel.display

    async def say(self, text: str) -> None:
        """Give the studio a message; its card stands at once, an answer joins the card that asked."""
        if (command := local(text)) is not None:
            await self._carry_out(*command)
            return
        if self.transcript.answer(text):
            self.worker.answers.put(text)
            return
        if not self.transcript.waiting and self.stage in ("", "loading"):
            self.worker.stopped.clear()  # Whatever was stopped is over; this message was not meant.
        card = await self.transcript.queue(text)
        self.worker.inbox.put(card.sent)

    async def _carry_out(self, name: str, rest: str) -> None:
        """A command of the screen."""
        if name in ("export", "final", "import"):
            if name == "import" and self.busy:
                self.said(GouacheError("Stop the running turn first (Esc), then import."))
                return
            self.file(name, rest)
        elif name == "profile":
            await self.change_profile(rest)
        elif rest:
            self.said(GouacheError(f"/{name} takes nothing after it."))
        else:
            await self.run_action(name)

    async def on_turn_card_queue(self, asked: TurnCard.Queue) -> None:
        """Something to do with a message that waits; one that the studio has already taken stays as it is."""
        waiting, card = self.transcript.waiting, asked.card
        if card not in waiting:
            return
        at = waiting.index(card) + asked.by
        if asked.do == "stand":
            (waiting[max(at, 0)] if at < len(waiting) else self.prompt).focus()
        elif asked.do == "shift":
            if 0 <= at < len(waiting) and self.worker.inbox.shift(card.sent, asked.by):
                self.transcript.shift(card, asked.by)
        elif self.worker.inbox.withdraw(card.sent):
            await self.transcript.withdraw(card)
            (waiting[min(at, len(waiting) - 1)] if waiting and asked.do == "withdraw" else self.prompt).focus()
            if asked.do == "rewrite":
                self.write(card.sent)

    def action_queue(self) -> None:
        """To the messages that wait, or from them back to the prompt."""
        waiting = self.transcript.waiting
        if isinstance(self.focused, TurnCard) or not waiting:
            if not waiting:
                self.notify("No message waits. What is sent while the studio works stands in line here.")
            self.prompt.focus()
        else:
            waiting[-1].focus()

    async def on_gouache_app_heard(self, heard: Heard) -> None:
        """Route what a thread says; a closed thread is not heard any more, nor anything while the app closes."""
        if heard.source is not self.worker or not self.is_running:
            return
        match heard.kind:
            case "opened":
                await self._opened(*heard.value)
            case "page":
                await self.transcript.more(*heard.value)
            case "dropped":
                self._idle()
                self.transcript.drop(heard.value)
            case "trouble":
                self._trouble(*heard.value)
            case _:
                await self._event(heard.value)

    async def _event(self, event: Event) -> None:
        match event:
            case TurnStarted(turn, number, text):
                await self.transcript.begin(turn, number, text)
                if isinstance(self.focused, TurnCard) and not self.focused.can_focus:
                    self.prompt.focus()  # It stood on the message that has just begun.
                self.stopping, self._began = False, self._began or time.monotonic()
            case Stage(name, _):
                self.stage, self.step, self._since = name, "", time.monotonic()
                self.stopping = self.stopping and bool(name)
                self.progress.update(total=None, progress=0)
                self.progress.set_class(name in ("painting", "editing"), "busy")
            case SamplerStep(done, total):
                self.step = f"step {done} of {total}"
                self.progress.update(total=total, progress=done)
            case _:
                self.transcript.take(event)
                self.panel.take(event)
                if isinstance(event, (TurnFinished, QuestionAsked)):
                    self._idle()
                    self._announce(
                        "The studio asks something." if isinstance(event, QuestionAsked) else "The work is done."
                    )
        self._tick()

    def _announce(self, sentence: str) -> None:
        """Call back a person who looked away from long work, once nothing waits any more."""
        if self.transcript.waiting:
            return
        if self._began and time.monotonic() - self._began > _LONG:
            self.bell()
            self.notify(sentence)
        self._began = 0.0

    def _idle(self) -> None:
        self.stage, self.step, self.stopping = "", "", False
        self.progress.remove_class("busy")

    async def _opened(self, last: list[StoredTurn], paths: dict[int, str], messages: list[str]) -> None:
        self.prompt.sent = messages + self.prompt.sent
        await self.transcript.open(last, paths)
        for past in last:
            for event in past.events:
                self.panel.take(event)

    @work(thread=True, group="history")
    def on_transcript_wanted(self, wanted: Transcript.Wanted) -> None:
        """Read turns that are not on the screen."""
        from tui.app.history import open_store, stored_turns

        worker, page = self.worker, list[StoredTurn]()
        try:
            if worker.session is not None:
                with open_store() as store:
                    page = stored_turns(store, worker.session, MORE, wanted.before, wanted.after)
        except GouacheError as error:
            self.said(error)
        self._hear(worker, "page", (page, wanted.before is not None))

    def _trouble(self, sentence: str, where: Where) -> None:
        """Say what went wrong: on the card that it belongs to, and as a toast."""
        self._idle()
        self.transcript.trouble(sentence, where)
        self.notify(clean(sentence), severity="error", timeout=8, markup=False)

    def _tick(self) -> None:
        if not self.is_running:
            return
        hidden = " (" + self.reason.partition(" ")[0] + ")" if "hides" in self.reason else ""
        parts = [f"session {self.session_id}" if self.session_id else "new session", self.worker.profile]
        parts.append(self.mode + hidden)
        if self.stage:
            parts[:0] = [self.step] if self.step else []
            parts.insert(0, f"{self.stage} {time.monotonic() - self._since:.0f} s")
            parts[-3:-3] = [f"turn {time.monotonic() - self._began:.0f} s"] if self._began else []
        if self.stopping:
            parts.insert(0, "stopping after this step")
        self.status.update(" · ".join(parts))

    def action_cancel(self) -> None:
        """Answer at once; the work stops after its present step. While a question is open, what waits is taken back."""
        if self.stage:
            self.stopping = True
            self.worker.cancel()
            self._tick()
        elif self.worker.asking:
            self.worker.drop()
            while self.transcript.waiting:
                self.transcript.drop("Not sent.")

    def action_page(self, by: int) -> None:
        """Scroll the transcript by a page, or to its top or end; at the top, ask for what is above it."""
        transcript = self.transcript
        if by < 0 and transcript.scroll_y <= 0:
            transcript.want(up=True)
        elif transcript.allow_vertical_scroll:
            scroll = {
                -2: transcript.scroll_home, -1: transcript.scroll_page_up,
                1: transcript.scroll_page_down, 2: transcript.scroll_end,
            }[by]  # fmt: skip
            scroll(animate=False)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette: Textual's own, the app's windows, and the slash commands."""
        from tui.app.slash_commands import table

        yield from super().get_system_commands(screen)
        if screen is not self.screen_stack[0]:
            return
        for binding in Binding.make_bindings(self.BINDINGS):
            if binding.action in WINDOWS:
                what = binding.tooltip or binding.description
                yield SystemCommand(binding.description.capitalize(), what, partial(self.run_action, binding.action))
        for name, (usage, what) in table().items():
            whole = usage == f"/{name}"
            yield SystemCommand(usage, what, partial(self.say, usage) if whole else partial(self.write, f"/{name} "))

    def write(self, text: str) -> None:
        """Put something into the prompt, to go on with."""
        self.prompt.value = text
        self.prompt.focus()

    async def action_new(self) -> None:
        """A fresh session; the old one stays saved."""
        await self.switch(None)

    async def switch(self, session: str | None) -> None:
        """Open another session, or a new one; the one on the screen stays saved."""
        if self.busy:
            self.notify("Stop the running turn first (Esc).", severity="warning")
            return
        self.worker.close()
        await self.transcript.clear(session is None)
        self.panel.clear()
        if session is not None:
            self.prompt.sent = []  # Its own come with it.
        self.worker = self._new_worker(session)
        self.serve(self.worker)

    def on_unmount(self) -> None:
        """Stop the studio's thread with the screen."""
        self.worker.close()
