"""A turn as a card: the message, the picture, one line of verdict or the reply, and folded details."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from agent.events import (
    BytesMoved,
    Checked,
    Event,
    Interpreted,
    Preview,
    PromptWritten,
    QuestionAsked,
    Standing,
    TurnFinished,
)
from tools.text import clean
from tui import texts
from tui.rendering.graphics import Mode
from tui.rendering.transfers import TransferClock
from tui.rendering.verdicts import verdict_line
from tui.session.message_queue import QueuedMessage
from tui.session.records import ShownPicture
from tui.session.reply_parts import split_reply
from tui.widgets.picture import ROWS_AROUND, BlockPicture, PictureView

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL import Image

    from tools.types import Check
    from tools.vocabulary.base import Vocabulary

QueueAction = Literal["focus", "move", "withdraw", "edit"]
"""What a person can do with a waiting message: focus a neighbour, move it, withdraw it, or withdraw it to edit it."""
_MAX_MESSAGE = 400
"""Characters of a message that are shown."""
_MAX_ANSWER = 200
_PREVIEW_CELLS = (48, 24)
"""Columns and rows at most of a picture that is still being painted."""


def displayed_message(message: str) -> str:
    """Return a message as its card shows it."""
    return clean(message).strip()[:_MAX_MESSAGE]


class QueueLine(Static):
    """A waiting message on one line, with buttons for the mouse."""

    _BUTTONS = " ".join(
        f"[@click=\"press('{action}', {by})\"]{sign}[/]"
        for sign, action, by in (("▲", "move", -1), ("▼", "move", 1), ("✕", "withdraw", 0))
    )

    class Pressed(Message):
        """A person clicked on a button."""

        def __init__(self, action: QueueAction, by: int) -> None:
            super().__init__()
            self.action, self.by = action, by

    def show_place(self, message: str, place: int, count: int) -> None:
        """Show the message as number `place` of `count`."""
        self.update(Content.from_markup(f" {self._BUTTONS}  [dim]{place}/{count}[/] ") + Content(f"❯ {message}"))

    def action_press(self, action: QueueAction, by: int) -> None:
        """Report the click."""
        self.post_message(self.Pressed(action, by))


class TurnCard(Vertical):
    """One turn. It is filled from events while the turn runs, or from stored events when a session is reopened.

    While its message waits for the studio, the card is one line that can have the focus; and so is, in the end, a
    command that shows no picture. Parts that few cards have are created when they are needed: a long session has many.
    """

    DEFAULT_CSS = """
    TurnCard { height: auto; margin: 1 0 0 0; padding: 0 1; border-left: thick $primary; }
    TurnCard.failed { border-left: thick $error; }
    TurnCard.asking { border-left: thick $warning; }
    TurnCard.command { border-left: thick $panel; margin: 0; color: $text-muted; }
    TurnCard .message { text-style: bold; height: auto; }
    TurnCard .reply { height: auto; }
    TurnCard .details { height: auto; color: $text-muted; margin: 0 0 0 2; }
    TurnCard .preview { margin: 0 0 0 3; }
    TurnCard.command .message { text-style: none; }
    TurnCard.command .reply { display: none; }
    TurnCard QueueLine { height: 1; width: 100%; }
    TurnCard.waiting { border-left: thick $panel; margin: 0; }
    TurnCard.waiting:focus { background: $boost; border-left: thick $accent; }
    TurnCard.waiting .message, TurnCard.waiting .reply { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "queue('focus', -1)", "up", show=False, tooltip="go to the message above"),
        Binding("down", "queue('focus', 1)", "down", show=False, tooltip="go to the message below"),
        Binding("shift+up,k", "queue('move', -1)", "sooner", tooltip="send the message sooner"),
        Binding("shift+down,j", "queue('move', 1)", "later", tooltip="send the message later"),
        Binding("delete,x", "queue('withdraw')", "withdraw", tooltip="do not send the message"),
        Binding("enter,e", "queue('edit')", "edit", tooltip="withdraw the message, and edit it in the prompt"),
    ]

    class QueueActionRequested(Message):
        """The person wants to act on this card's waiting message; `by` says how many places to move in the queue."""

        def __init__(self, card: TurnCard, action: QueueAction, by: int) -> None:
            super().__init__()
            self.card, self.action, self.by = card, action, by

    def __init__(self, message: str, mode: Mode, vocabulary: Callable[[], Vocabulary], number: int = 0) -> None:
        """Create a card.

        Args:
            message: What the person sent.
            mode: How to show pictures.
            vocabulary: Returns the words of the session's painter.
            number: The turn's number; 0 for a message that waits.
        """
        super().__init__()
        self.message = displayed_message(message)
        self.mode, self.vocabulary, self.number = mode, vocabulary, number
        self.queued_message = message if isinstance(message, QueuedMessage) else QueuedMessage(message)
        """What waits in the studio's queue, which compares by identity."""
        self.details: list[str] = []
        self.reply_text = ""
        """What the studio said, or asked; empty while the turn runs."""
        self._summary = Content("")
        self._checks: tuple[Check, ...] = ()
        # The widgets are kept here, so that a card can be filled before it is mounted and after it is removed.
        self._pictures: list[PictureView] = []
        self._clock, self._place = TransferClock(), (1, 1)
        self._message = Static(f"❯ {self.message}", markup=False, classes="message")
        self._reply = Static("", markup=False, classes="reply")

    def compose(self) -> ComposeResult:
        """Create the parts that every card has, and the pictures that it got before."""
        yield self._message
        yield from self._pictures
        yield self._reply

    # Waiting

    def show_waiting(self, place: int, count: int) -> None:
        """Show the message as number `place` of the `count` that wait."""
        self.add_class("waiting")
        self.can_focus = True
        self._place = place, count
        line = next(iter(self.query(QueueLine)), None)
        if line is None:
            line = QueueLine()
            self.mount(line)
        line.show_place(self.message, place, count)

    def start(self, number: int) -> None:
        """Stop waiting, because the turn of this number began or the message was dropped."""
        self.number = number
        self.remove_class("waiting")
        self.can_focus = False
        self.query(QueueLine).remove()

    def action_queue(self, action: QueueAction, by: int = 0) -> None:
        """Request something for the waiting message."""
        self.post_message(self.QueueActionRequested(self, action, by))

    def on_queue_line_pressed(self, pressed: QueueLine.Pressed) -> None:
        """Request what the button stands for."""
        pressed.stop()
        self.action_queue(pressed.action, pressed.by)

    # The turn

    def handle_event(self, event: Event) -> None:
        """Show one event of the turn."""
        match event:
            case Preview(preview):
                self._show_preview(preview)
            case Interpreted(_, changes):
                self._add_details(*changes)
            case PromptWritten(prompt, before):
                self._add_details(texts.text("card", "prompt", prompt=prompt))
                if before:
                    self._add_details(texts.text("card", "before", before=before))
            case Checked(attempt, checks):
                if attempt > 1:
                    self._add_details(texts.text("card", "attempt", number=attempt))
                self._checks = checks
            case Standing(_, checks, _):
                self._checks = checks
            case QuestionAsked(question):
                self.add_class("asking")
                self._say(f"? {question}")
            case TurnFinished():
                self._finish(event)
            case _:
                return

    def show_answer(self, text: str) -> None:
        """Show the person's answer to the question of this card."""
        self.remove_class("asking")
        self._say(f"{self.reply_text}  ❯ {text[:_MAX_ANSWER]}")

    def show_picture(self, picture: ShownPicture) -> None:
        """Show a picture above the verdict."""
        self.remove_class("command")
        view = PictureView(picture.path, self.mode, number=picture.number)
        # A card is attached a moment before its parts are.
        if self._reply.is_attached:
            self.mount(view, before=self._reply)
        else:
            self._pictures.append(view)

    def _say(self, text: str) -> None:
        self.reply_text = clean(text)
        self._show_summary(Content(self.reply_text))

    def show_loading(self, moved: BytesMoved) -> None:
        """Show how far a model is loaded, where the reply will stand, or behind the message that waits."""
        told = self._clock.describe(moved)
        if self.has_class("waiting"):
            line = next(iter(self.query(QueueLine)), None)
            if line is not None:
                line.show_place(f"{self.message} · {told}" if told else self.message, *self._place)
        elif not self.reply_text:
            self._reply.update(Content.styled(told, "dim"))

    def _show_preview(self, preview: Image.Image) -> None:
        """Show the unfinished picture, always in blocks, because it changes several times a second."""
        if self.mode == "none" or not self._reply.is_attached:
            return
        rows = max(1, min(_PREVIEW_CELLS[1], self.app.size.height - ROWS_AROUND))
        shown = next(iter(self.query(BlockPicture).filter(".preview")), None)
        if shown is None:
            self.mount(BlockPicture.of(preview, _PREVIEW_CELLS[0], rows, "preview"), before=self._reply)
        else:
            shown.show(preview, _PREVIEW_CELLS[0], rows)

    def _finish(self, finished: TurnFinished) -> None:
        self.remove_class("asking")
        self.query(BlockPicture).filter(".preview").remove()
        self.set_class(finished.status == "failed", "failed")
        self.reply_text = clean(finished.text)
        accounting = finished.accounting
        if not accounting.get("pictures"):
            self.details.clear()  # How words without a picture were understood can be seen from the answer.
            if self.message.startswith("/"):
                self.add_class("command")
                self._message.update(f"{self.message} · {self.reply_text}")
            self._show_summary(Content(self.reply_text))
            return
        rest, has_verdict = split_reply(finished.text, finished.number, self._checks, accounting, self.vocabulary())
        calls, seconds = accounting.get("model_calls", 0), accounting.get("model_seconds", 0.0)
        self._add_details(texts.text("card", "cost", seconds=f"{seconds:.1f}", calls=calls))
        lines = [verdict_line(self._checks)] if has_verdict else []
        self._show_summary(Content("\n").join([*lines, *([Content(rest)] if rest else [])]))

    # Details

    def toggle_details(self) -> None:
        """Unfold or fold how the message was understood, and what the painter was told."""
        shown = self.query(".details")
        if shown:
            shown.remove()
        elif self.details:
            self.mount(Static("\n".join(self.details), markup=False, classes="details"))
        self._show_summary(self._summary, unfolded=bool(self.details) and not shown)

    def on_click(self, event: events.Click) -> None:
        """Unfold or fold the details where their line was clicked."""
        if event.widget is self._reply:
            self.toggle_details()

    def _add_details(self, *lines: str) -> None:
        self.details += [clean(line) for line in lines]

    def _show_summary(self, summary: Content, unfolded: bool = False) -> None:
        self._summary = summary
        arrow = "▾" if unfolded else "▸"
        fold = f"  {arrow} {texts.text('card', 'details')}" if self.details and summary else ""
        first, *rest = summary.split("\n", allow_blank=True) or [summary]
        self._reply.update(Content("\n").join([Content.assemble(first, (fold, "dim")), *rest]))
