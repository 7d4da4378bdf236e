"""The Textual app: a transcript of turn cards, a prompt, and the studio at work in a thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, ClassVar

from textual import work
from textual.app import App, ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.widgets import Footer, Input, ProgressBar, Static

from agent.events import Asked, Began, Event, Replied, Stage, Step
from tools.errors import GouacheError
from tui.graphics import Mode
from tui.suggest import Words
from tui.widgets.brief import BriefPanel
from tui.widgets.help import HelpScreen
from tui.widgets.picker import SessionPicker
from tui.widgets.picture import PictureView
from tui.widgets.prompt import Prompt
from tui.widgets.transcript import Transcript
from tui.widgets.tree import Version, VersionTree
from tui.widgets.viewer import Viewer
from tui.worker import StudioWorker, Where

WINDOWS = ("sessions", "new", "tree", "viewer", "settings", "help")
_LONG = 10.0
"""Seconds of work after which its end is announced."""


class GouacheApp(App[None]):
    """One session on the screen. The studio loads in the background; the prompt takes messages at once."""

    TITLE = "gouache"
    CSS = """
    #stage { height: 1fr; }
    .wide BriefPanel { display: block; }
    #status { height: 1; padding: 0 1; color: $text-muted; }
    #progress { height: 1; width: 100%; padding: 0 1; display: none; }
    #progress.busy { display: block; }
    Input { margin: 0; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "narrow"), (112, "wide")]  # noqa: RUF012 - Textual declares it on the instance
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "stop", priority=True, tooltip="stop after this step; close a window"),
        Binding("ctrl+o", "sessions", "saved", priority=True, tooltip="saved sessions, with search"),
        Binding("ctrl+n", "new", "new", priority=True, tooltip="a new session"),
        Binding("ctrl+t", "tree", "tree", priority=True, tooltip="the pictures as a tree"),
        Binding("ctrl+l", "viewer", "view", priority=True, tooltip="the picture in large; so does a click on one"),
        Binding("f1", "help", "help", priority=True, tooltip="this page"),
        Binding("f2", "settings", "settings", priority=True),
        Binding("pageup", "page(-1)", "scroll up", show=False),
        Binding("pagedown", "page(1)", "scroll down", show=False),
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
        self.transcript = Transcript(mode)
        self.stage, self.step, self.stopping = "", "", False
        self._since = self._began = 0.0

    @property
    def session_id(self) -> str | None:
        """The session on the screen, None before its first message."""
        return self.worker.session

    def compose(self) -> ComposeResult:
        """Transcript, progress, status, prompt."""
        with Horizontal(id="stage"):
            yield self.transcript
            yield BriefPanel()
        yield ProgressBar(id="progress", show_eta=True)
        yield Static("", id="status", markup=False)
        yield Prompt(placeholder="Say what to paint, or what to change", suggester=Words(), id="prompt")
        yield Footer(compact=True)

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
        """One window at a time: keys that open one, or another session, rest while one is open; Esc is the window's."""
        return not (action in (*WINDOWS, "cancel") and len(self.screen_stack) > 1)

    async def say(self, text: str) -> None:
        """Give the studio a message; its card stands at once, an answer joins the card that asked."""
        if self.transcript.answer(text):
            self.worker.answers.put(text)
            return
        if not self.transcript.waiting and self.stage in ("", "loading"):
            self.worker.stopped.clear()  # Whatever was stopped is over; this message was not meant.
        await self.transcript.queue(text)
        self.worker.inbox.put(text)

    async def on_gouache_app_heard(self, heard: Heard) -> None:
        """Route what a thread says; a closed thread is not heard any more."""
        if heard.source is not self.worker:
            return
        match heard.kind:
            case "opened":
                await self._opened(heard.value)
            case "standing":
                self.query_one(BriefPanel).stand(*heard.value)
            case "dropped":
                self._idle()
                self.transcript.drop(heard.value)
            case "trouble":
                self._trouble(*heard.value)
            case _:
                await self._event(heard.value)

    async def _event(self, event: Event) -> None:
        match event:
            case Began(turn, _, text):
                await self.transcript.begin(turn, text)
                self.stopping, self._began = False, time.monotonic()
            case Stage(name, _):
                self.stage, self.step, self._since = name, "", time.monotonic()
                self.query_one("#progress", ProgressBar).set_class(name in ("painting", "editing"), "busy")
            case Step(done, total):
                self.step = f"step {done} of {total}"
                self.query_one("#progress", ProgressBar).update(total=total, progress=done)
            case _:
                self.transcript.take(event)
                self.query_one(BriefPanel).take(event)
                if isinstance(event, (Replied, Asked)):
                    self._idle()
                    self._announce("The studio asks something." if isinstance(event, Asked) else "The work is done.")
        self._tick()

    def _announce(self, sentence: str) -> None:
        """Call back a person who looked away from long work, once nothing waits any more."""
        if self._began and time.monotonic() - self._began > _LONG and not self.transcript.waiting:
            self.bell()
            self.notify(sentence)
        self._began = 0.0

    def _idle(self) -> None:
        self.stage, self.step, self.stopping = "", "", False
        self.query_one("#progress").remove_class("busy")

    async def _opened(self, history: list[tuple[str, str, list[Any]]]) -> None:
        await self.transcript.open(history)
        for _, text, events in history:
            self.query_one(Prompt).remember(text)
            for event in events:
                self.query_one(BriefPanel).take(event)

    def _trouble(self, sentence: str, where: Where) -> None:
        """Say what went wrong: on the card that it belongs to, and as a toast."""
        self._idle()
        self.transcript.trouble(sentence, where)
        self.notify(sentence, severity="error", timeout=8, markup=False)

    def _tick(self) -> None:
        if not self.is_running:
            return
        parts = [f"session {self.session_id}" if self.session_id else "new session", self.worker.profile, self.mode]
        if self.stage:
            parts[:0] = [self.step] if self.step else []
            parts.insert(0, f"{self.stage} {time.monotonic() - self._since:.0f} s")
        if self.stopping:
            parts.insert(0, "stopping after this step")
        self.query_one("#status", Static).update(" · ".join(parts))

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
        """Scroll the transcript."""
        if self.transcript.allow_vertical_scroll:
            scroll = self.transcript.scroll_page_up if by < 0 else self.transcript.scroll_page_down
            scroll(animate=False)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette: Textual's own, the app's windows, and the slash commands."""
        from agent.commands import COMMANDS

        yield from super().get_system_commands(screen)
        if screen is not self.screen_stack[0]:
            return
        for binding in Binding.make_bindings(self.BINDINGS):
            if binding.action in WINDOWS:
                what = binding.tooltip or binding.description
                yield SystemCommand(binding.description.capitalize(), what, partial(self.run_action, binding.action))
        for name, (usage, what, _) in COMMANDS.items():
            whole = usage == f"/{name}"
            yield SystemCommand(usage, what, partial(self.say, usage) if whole else partial(self._write, f"/{name} "))

    def _write(self, text: str) -> None:
        prompt = self.query_one(Prompt)
        prompt.value, prompt.cursor_position = text, len(text)
        prompt.focus()

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
        if self.session_id is None and not self.transcript.waiting:
            self.worker.profile, self.worker.seed = self.profile, self.seed
        self._tick()

    @work(thread=True, group="list")
    def action_sessions(self) -> None:
        """Read the sessions, then let the person pick."""
        from tui.history import sessions

        self._open_with(lambda: SessionPicker(sessions(), sessions, self.mode), self._picked)

    def _open_with(self, make: Callable[[], ModalScreen[Any]], then: Callable[..., Any]) -> None:
        try:
            screen = make()
        except GouacheError as error:
            self.call_from_thread(self.notify, str(error), severity="error", markup=False)
            return
        self.call_from_thread(self._push, screen, then)

    def _push(self, screen: ModalScreen[Any], then: Callable[..., Any]) -> None:
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

    def on_picture_view_chosen(self, chosen: PictureView.Chosen) -> None:
        """A click on a picture of the transcript."""
        self.action_viewer(chosen.path)

    @work(thread=True, group="list")
    def action_viewer(self, path: str | None = None) -> None:
        """Show a picture in large: the one of this file, else the current one."""
        self._open_with(lambda: self._viewer(path), lambda _: self.query_one(Prompt).focus())

    def _viewer(self, path: str | None) -> Viewer:
        from tui.history import versions

        pictures = versions(self.session_id) if self.session_id else []
        at = [n for n, v in enumerate(pictures) if (v.current if path is None else v.path == path)]
        if path is not None and not at:
            return Viewer([Version(0, None, "", path)], 0, self.mode)
        if not pictures:
            raise GouacheError("No pictures yet: type what to paint.")
        return Viewer(pictures, at[-1] if at else -1, self.mode)

    async def _commanded(self, command: str | None) -> None:
        if command is not None:
            await self.say(command)

    async def action_new(self) -> None:
        """A fresh session; the old one stays saved."""
        await self._switch(None)

    async def _switch(self, session: str | None) -> None:
        if self.stage or self.transcript.waiting:
            self.notify("Stop the running turn first (Esc).", severity="warning")
            return
        self.worker.close()
        await self.transcript.clear()
        self.query_one(BriefPanel).clear()
        self.worker = self._new_worker(session)
        self.serve(self.worker)

    def on_unmount(self) -> None:
        """Stop the studio's thread with the screen."""
        self.worker.close()
