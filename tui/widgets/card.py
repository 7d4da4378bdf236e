"""A turn as a card: the message, how it was understood, the prompt, the picture, the checks, and the reply."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from rich.markup import escape
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Collapsible, Static

from agent.events import Checked, Event, Interpreted, Preview, PromptWritten, QuestionAsked, TurnFinished
from tools.text import clean
from tui.rendering.graphics import Mode
from tui.rendering.verdicts import checks_text
from tui.session.message_queue import QueuedMessage
from tui.session.records import ShownPicture
from tui.widgets.picture import BlockPicture, PictureView

if TYPE_CHECKING:
    from PIL import Image

QueueAction = Literal["focus", "move", "withdraw", "edit"]
"""What a person can do with a waiting message: focus a neighbour, move it, withdraw it, or withdraw it to edit it."""
_MAX_MESSAGE = 400
"""Characters of a message that are shown."""
_MAX_TITLE = 100
_MAX_ANSWER = 200
_PREVIEW_CELLS = (32, 16)


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

    While its message waits for the studio, the card is one line that can have the focus.
    """

    DEFAULT_CSS = """
    TurnCard { height: auto; margin: 0 0 1 0; padding: 0 1; border-left: thick $primary; }
    TurnCard.failed { border-left: thick $error; }
    TurnCard.asking { border-left: thick $warning; }
    TurnCard .message { text-style: bold; height: auto; }
    TurnCard .reply { height: auto; }
    TurnCard .checks { height: auto; margin: 0 0 0 2; }
    TurnCard Collapsible { border-top: none; padding: 0; margin: 0; background: transparent; height: auto; }
    TurnCard QueueLine { display: none; height: 1; width: 100%; }
    TurnCard.waiting { border-left: thick $panel; margin: 0; }
    TurnCard.waiting:focus { background: $boost; border-left: thick $accent; }
    TurnCard.waiting QueueLine { display: block; }
    TurnCard.waiting .message, TurnCard.waiting Collapsible,
    TurnCard.waiting .checks, TurnCard.waiting .reply { display: none; }
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

    def __init__(self, message: str, mode: Mode, number: int = 0) -> None:
        """Create a card for a turn, or with the number 0 for a message that waits."""
        super().__init__()
        self.message = displayed_message(message)
        self.mode = mode
        self.number = number
        self.queued_message = QueuedMessage(message)
        """What waits in the studio's queue, which compares by identity."""
        self.details: list[str] = []
        # The widgets are kept here, so that a card can be filled before it is mounted and after it is removed.
        self._queue_line = QueueLine()
        self._details = Static("", markup=False, classes="details")
        self._collapsible = Collapsible(self._details, title="…", collapsed=True)
        self._pictures: list[PictureView] = []
        self._checks = Static("", markup=False, classes="checks")
        self._reply = Static("", markup=False, classes="reply")

    def compose(self) -> ComposeResult:
        """Create the parts of the card; a picture that comes later is mounted above the checks."""
        yield self._queue_line
        yield Static(f"❯ {self.message}", markup=False, classes="message")
        yield self._collapsible
        yield from self._pictures
        yield self._checks
        yield self._reply

    @property
    def reply_text(self) -> str:
        """The reply as it is shown; empty while the turn runs."""
        return str(self._reply.render())

    def show_waiting(self, place: int, count: int) -> None:
        """Show the message as number `place` of the `count` that wait."""
        self.add_class("waiting")
        self.can_focus = True
        self._queue_line.show_place(self.message, place, count)

    def start(self, number: int) -> None:
        """Stop waiting, because the turn of this number began or the message was dropped."""
        self.number = number
        self.remove_class("waiting")
        self.can_focus = False

    def action_queue(self, action: QueueAction, by: int = 0) -> None:
        """Request something for the waiting message."""
        self.post_message(self.QueueActionRequested(self, action, by))

    def on_queue_line_pressed(self, pressed: QueueLine.Pressed) -> None:
        """Request what the button stands for."""
        pressed.stop()
        self.action_queue(pressed.action, pressed.by)

    def handle_event(self, event: Event) -> None:
        """Show one event of the turn."""
        match event:
            case Preview(preview):
                self._show_preview(preview)
            case Interpreted(intent, changes):
                self._collapsible.title = escape(clean(f"{intent}  {'; '.join(changes)}"[:_MAX_TITLE]))
                self._add_details(*changes)
            case PromptWritten(prompt, before):
                self._add_details(f"prompt: {prompt}", *([f"before: {before}"] if before else []))
            case Checked(attempt, checks):
                if attempt > 1:
                    self._add_details(f"attempt {attempt}")
                self._checks.update(checks_text(checks))
            case QuestionAsked(question):
                self.add_class("asking")
                self._reply.update(Text(f"? {clean(question)}"))
            case TurnFinished():
                self._finish(event)
            case _:
                return

    def show_answer(self, text: str) -> None:
        """Show the person's answer to the question of this card."""
        self.remove_class("asking")
        self._add_details(f"answer: {text}")
        self._reply.update(Text(f"{self.reply_text}  ❯ {clean(text)[:_MAX_ANSWER]}"))

    def show_picture(self, picture: ShownPicture) -> None:
        """Show a picture above the checks."""
        view = PictureView(picture.path, self.mode, number=picture.number)
        # A card is attached a moment before its parts are.
        if self._checks.is_attached:
            self.mount(view, before=self._checks)
        else:
            self._pictures.append(view)

    def _add_details(self, *lines: str) -> None:
        self.details += [clean(line) for line in lines]
        self._details.update(Text("\n".join(self.details)))

    def _show_preview(self, preview: Image.Image) -> None:
        """Show the unfinished picture, always in blocks, because it changes several times a second."""
        if self.mode == "none" or not self._checks.is_attached:
            return
        shown = next(iter(self.query(BlockPicture).filter(".preview")), None)
        if shown is None:
            self.mount(BlockPicture(preview, *_PREVIEW_CELLS, classes="preview"), before=self._checks)
        else:
            shown.show(preview)

    def _finish(self, finished: TurnFinished) -> None:
        self.remove_class("asking")
        self.query(BlockPicture).filter(".preview").remove()
        self.set_class(finished.status == "failed", "failed")
        accounting = finished.accounting
        # The reply of a turn that painted says its cost itself.
        show_cost = not accounting.get("pictures") and "model_seconds" in accounting
        cost = f"  ({accounting['model_seconds']:.1f} s)" if show_cost else ""
        self._reply.update(Text(clean(finished.text) + cost))
