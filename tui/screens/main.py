"""The main screen: the transcript of a session, its brief, the status line, and the prompt."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Footer, TextArea

from agent.events import Event, QuestionAsked, TurnFinished, TurnStarted
from tools.errors import GouacheError
from tui import texts
from tui.rendering.graphics import Mode
from tui.screens.prompt_screen import PromptScreen
from tui.session.completion import Completer
from tui.session.screen_commands import listing_command, parse_screen_command
from tui.session.worker_messages import (
    EventReceived,
    FailureScope,
    MessageDropped,
    PageLoaded,
    SessionOpened,
    WorkerMessage,
    WorkFailed,
)
from tui.widgets.brief_panel import BriefPanel
from tui.widgets.card import TurnCard
from tui.widgets.hints import CommandHints
from tui.widgets.prompt import Prompt
from tui.widgets.status_bar import StatusBar
from tui.widgets.transcript import PAGE_TURNS, Transcript
from tui.widgets.welcome import Welcome

if TYPE_CHECKING:
    from tui.session.worker import StudioWorker

PREPARE_DELAY = 0.3
"""Seconds after the first screen in which nothing else is loaded."""
LONG_WORK = 10.0
"""Seconds of work after which its end is announced with the terminal's bell."""
ERROR_TIMEOUT = 8
"""Seconds that an error is shown over a window."""


class MainScreen(PromptScreen):
    """One session. Messages can be sent at once, while the studio still loads in the background."""

    DEFAULT_CSS = """
    MainScreen #stage { height: 1fr; }
    MainScreen.wide BriefPanel { display: block; }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "narrow"), (112, "wide")]  # noqa: RUF012 - Textual declares it on the instance
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "app.quit", "quit", priority=True),
        Binding("escape", "cancel", "stop", priority=True, tooltip="stop after this step; close a window"),
        Binding("ctrl+o", "app.sessions", "saved", priority=True, tooltip="list and search saved sessions"),
        Binding("ctrl+n", "app.new", "new", priority=True, tooltip="start a new session"),
        Binding("ctrl+t", "app.tree", "tree", priority=True, tooltip="show the pictures as a tree"),
        Binding("ctrl+l", "app.viewer", "view", priority=True, tooltip="show the picture in large; so does a click"),
        Binding("f1", "app.help", "help", priority=True, tooltip="this page"),
        Binding("f2", "app.settings", "settings", priority=True, tooltip="profile, pictures, theme, seed"),
        Binding("f3", "queue", "queue", priority=True, tooltip="go to the waiting messages, and back to the prompt"),
        Binding(
            "f7",
            "app.models",
            "models",
            priority=True,
            show=False,
            tooltip="the models: what is in memory, on what, how large",
        ),
        Binding("f6", "details", "details", priority=True, show=False, tooltip="unfold the newest card's details"),
        Binding("f5", "brief", "brief", priority=True, show=False, tooltip="show or hide what the picture must show"),
        Binding("f4", "app.replay", "replay", priority=True, show=False, tooltip="step through the decisions"),
        Binding("pageup", "page(-1)", "scroll up", show=False),
        Binding("pagedown", "page(1)", "scroll down", show=False),
        Binding("ctrl+home", "page(-2)", "first card", priority=True, show=False, tooltip="to the top; again: earlier"),
        Binding("ctrl+end", "page(2)", "last card", priority=True, show=False, tooltip="to the newest card"),
    ]

    class WorkerReport(Message):
        """A message from a studio's thread. Those of a thread that was closed are ignored."""

        def __init__(self, worker: StudioWorker, message: WorkerMessage) -> None:
            super().__init__()
            self.worker, self.message = worker, message

    class CommandSubmitted(Message):
        """The person sent a command that the app carries out."""

        def __init__(self, name: str, argument: str) -> None:
            super().__init__()
            self.name, self.argument = name, argument

    def __init__(self, worker: StudioWorker, mode: Mode, reason: str) -> None:
        """Show the session of a worker.

        Args:
            worker: Not started yet.
            mode: How to show pictures.
            reason: Why so; see `tui.rendering.graphics.detect_mode`.
        """
        super().__init__()
        self.worker, self.mode, self.reason = worker, mode, reason
        # The widgets are kept here, because a message may still come while the screen is being taken apart.
        self.welcome = Welcome()
        self.transcript = Transcript(mode, self.welcome, lambda: self.worker.vocabulary)
        self.panel = BriefPanel()
        self.status = StatusBar(self._describe_session)
        self.hints = CommandHints()
        completer = Completer(lambda: self.worker.vocabulary)
        self.prompt = Prompt(completer, placeholder=texts.text("prompt", "placeholder"), id="prompt")
        self._has_hinted_colors = False

    def compose(self) -> ComposeResult:
        """Create the transcript, the panel beside it, and below them status, hints and prompt."""
        with Horizontal(id="stage"):
            yield self.transcript
            yield self.panel
        yield self.status
        yield self.hints
        yield self.prompt
        yield Footer(compact=True)

    def on_mount(self) -> None:
        """Focus the prompt, and load what the first keys need once the screen is drawn."""
        self.prompt.focus()
        self.set_timer(PREPARE_DELAY, self.prepare)

    @work(thread=True, group="prepare")
    def prepare(self) -> None:
        """Load the completions, and show what the first start finds on this machine."""
        self.prompt.completer.load()
        # What threads have to say is posted, not waited for: the app may be closing, and then nobody would answer.
        self.call_later(self.welcome.set_world, self.worker.vocabulary.closed)
        from tools.paths import is_first_start

        if self.worker.session_id is None and is_first_start():
            from tui.session.diagnostics import first_start_findings

            findings = first_start_findings(self.worker.profile, self.mode, self.reason)
            self.call_later(self.welcome.show_findings, findings)

    # The session

    @property
    def stage(self) -> str:
        """What the studio is doing; empty while it is idle."""
        return self.status.stage

    @property
    def stopping(self) -> bool:
        """Whether the person has stopped the work, and its present step has not ended yet."""
        return self.status.stopping

    @property
    def busy(self) -> bool:
        """Whether a turn is running or a message is waiting. Models that load are no work of the person's."""
        return bool(self.stage not in ("", "loading") or self.transcript.waiting)

    async def show_worker(self, worker: StudioWorker) -> None:
        """Show another worker's session instead."""
        self.worker = worker
        self.welcome.set_world(worker.vocabulary.closed)
        self.status.end_transfer("loading")  # The end of what the last session loads is not heard any more.
        await self.transcript.clear(show_welcome=worker.session_id is None)
        self.panel.clear()
        if worker.session_id is not None:
            self.prompt.sent_messages = []  # Those of the stored session come with it.

    def set_mode(self, mode: Mode, reason: str) -> None:
        """Show pictures in another way from now on."""
        self.mode, self.reason = mode, reason
        self.transcript.set_mode(mode)

    def _describe_session(self) -> list[str]:
        """Return the parts of the status line that follow the stage."""
        session = self.worker.session_id
        # “tmux hides the terminal's graphics” is worth a word here, because the pictures could be better.
        hidden_by = f" ({self.reason.partition(' ')[0]})" if "hides" in self.reason else ""
        return [
            texts.text("status", "session" if session else "new_session", id=session),
            self.worker.profile,
            self.mode + hidden_by,
        ]

    def follow_conversation(self, newest_first: Iterable[str]) -> None:
        """Speak the language of the conversation, where the settings leave it open."""
        if texts.follow_conversation(newest_first):
            self.show_texts()

    def show_texts(self) -> None:
        """Show what is on the screen in the language in use; cards keep what was said."""
        self.prompt.placeholder = texts.text("prompt", "placeholder")
        self.welcome.show_texts()
        self.panel.show_texts()
        self.status.update_line()
        self.refresh_bindings()

    # The prompt

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Show how a command is written while it is typed."""
        if event.text_area is not self.prompt:
            return
        text = self.prompt.text
        if text != self._refused:
            self._refused = None
            self.hints.show_usages(self.prompt.completer.usages(text))
        if text:
            self.worker.warm_up()

    async def on_prompt_submitted(self, event: Prompt.Submitted) -> None:
        """Send what the person wrote."""
        refusal = self._refusal(event.text)
        if refusal:
            self.refuse(refusal, event.text)
            return
        self.prompt.add_to_history(event.text)
        await self.submit(event.text)

    async def submit(self, text: str) -> None:
        """Carry out a command of the screen; send anything else to the studio, as an answer where it asks."""
        self.follow_conversation(reversed(self.prompt.sent_messages))
        text = listing_command(text)
        command = parse_screen_command(text)
        if command is not None:
            self.post_message(self.CommandSubmitted(*command))
        elif self.transcript.answer(text):
            self.worker.answers.put(text)
        else:
            if not self.transcript.waiting and self.stage in ("", "loading"):
                self.worker.stopped.clear()  # An earlier stop does not concern this message.
            card = await self.transcript.add_waiting(text)
            self.worker.inbox.put(card.queued_message)

    def on_resize(self) -> None:
        """Fit the pictures to the screen."""
        self.transcript.fit_pictures()

    # Reports of the studio's thread

    async def on_main_screen_worker_report(self, report: WorkerReport) -> None:
        """Show what the present session's thread reports; ignore others, and all of them while the app closes."""
        if report.worker is not self.worker or not self.is_running or not self.app.is_running:
            return
        match report.message:
            case EventReceived(event):
                await self._handle_event(event)
            case SessionOpened():
                await self._show_session(report.message)
            case PageLoaded(turns, older):
                await self.transcript.show_page(turns, older)
            case MessageDropped(reason):
                self.status.show_idle()
                self.transcript.drop_waiting(reason)
            case WorkFailed(text, scope):
                await self._show_failure(text, scope)

    async def _handle_event(self, event: Event) -> None:
        self.status.handle_event(event)
        if isinstance(event, TurnStarted):
            await self.transcript.start_turn(event.turn, event.number, event.message)
            if isinstance(self.focused, TurnCard) and not self.focused.can_focus:
                self._focus_waiting(0)  # The focused message no longer waits.
            return
        self.transcript.handle_event(event)
        self.panel.handle_event(event)
        if isinstance(event, (TurnFinished, QuestionAsked)):
            self.status.show_idle()
            self._announce_end()
            if isinstance(event, TurnFinished) and event.path:
                await self._hint_colors()

    def _announce_end(self) -> None:
        """Call back a person who looked away during long work, once no message waits any more."""
        if not self.transcript.waiting and self.status.end_work() > LONG_WORK:
            self.app.bell()

    async def _hint_colors(self) -> None:
        """Say once, when there is a picture, that the terminal may have more colours than it says."""
        system = self.app.console.color_system
        if self.mode == "blocks" and system != "truecolor" and not self._has_hinted_colors:
            self._has_hinted_colors = True
            colors = "256" if system == "256" else "8–16"
            await self.transcript.show_note(texts.text("status", "few_colors", colors=colors))

    async def _show_session(self, opened: SessionOpened) -> None:
        self.follow_conversation(reversed(opened.messages))
        self.prompt.sent_messages = opened.messages + self.prompt.sent_messages
        await self.transcript.show_session(opened)
        for turn in opened.turns:
            for event in turn.events:
                self.panel.handle_event(event)
        if opened.picture_paths:
            await self._hint_colors()

    async def _show_failure(self, text: str, scope: FailureScope) -> None:
        """Say what went wrong on the card that it belongs to."""
        self.status.show_idle()
        if scope == "session":
            await self.transcript.show_note(text, error=True)
        else:
            self.transcript.show_failure(text, scope)

    @work(thread=True, group="history")
    def on_transcript_page_requested(self, request: Transcript.PageRequested) -> None:
        """Read turns that are not on the screen."""
        from tui.session.history import open_store, stored_turns

        worker = self.worker
        page = PageLoaded([], older=request.before is not None)
        try:
            if worker.session_id is not None:
                with open_store() as store:
                    turns = stored_turns(store, worker.session_id, PAGE_TURNS, request.before, request.after)
                page = PageLoaded(turns, page.older)
        except GouacheError as error:
            self.call_later(self.refuse, texts.error(error))
        self.post_message(self.WorkerReport(worker, page))

    # Keys

    def action_cancel(self) -> None:
        """Stop the work after its present step. While the studio asks, withdraw the waiting messages instead."""
        if self.stage and (self.busy or self.stage != "loading"):
            self.status.show_stopping()
            self.worker.cancel()
        elif self.worker.asking:
            self.worker.inbox.clear()
            while self.transcript.waiting:
                self.transcript.drop_waiting(texts.text("status", "not_sent"))

    def action_details(self) -> None:
        """Unfold or fold the details of the newest card."""
        self.transcript.toggle_details()

    def action_brief(self) -> None:
        """Show or hide the panel, however wide the screen is."""
        self.panel.display = not self.panel.display

    def action_page(self, by: int) -> None:
        """Scroll the transcript by a page (1) or to an end (2), up where negative; at the top, load earlier turns."""
        transcript = self.transcript
        if by < 0 and transcript.scroll_y <= 0:
            transcript.request_page(older=True)
        elif transcript.allow_vertical_scroll:
            scroll = {
                -2: transcript.scroll_home,
                -1: transcript.scroll_page_up,
                1: transcript.scroll_page_down,
                2: transcript.scroll_end,
            }[by]
            scroll(animate=False)
