"""A turn as a card: what was said, what was understood, the prompt, the picture, the checks, the reply."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

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
from tui.app.message_queue import Sent
from tui.rendering.graphics import Mode
from tui.widgets.picture import BlockPicture, PictureView

if TYPE_CHECKING:
    from PIL import Image

    from tools.types import Check

MARKS = {
    "pass": ("✓", "$text-success"), "fail": ("✗", "$text-error bold"), "unsure": ("?", "$text-warning"),
    "n/a": ("–", "dim"),
}  # fmt: skip
"""By verdict its sign and style. Signs differ, and colours differ in lightness: none is needed to read a verdict."""
_MOST = 400
"""Characters of a message that are shown."""


def checks_text(checks: Iterable[Check]) -> Content:
    """✓ ✗ ? with words and probabilities."""
    parts: list[str | tuple[str, str]] = []
    for check in checks:
        mark, style = MARKS[check.verdict]
        words = f"{clean(check.requirement.statement)} {check.probability:.2f}   "
        parts += [(f"{mark} ", style), (words, "dim" if check.verdict == "n/a" else "")]
    return Content.assemble(*parts)


def said(message: str) -> str:
    """A message as its card shows it."""
    return clean(message).strip()[:_MOST]


_BUTTONS = " ".join(
    f"[@click=\"tell('{do}', {by})\"]{sign}[/]"
    for sign, do, by in (("▲", "shift", -1), ("▼", "shift", 1), ("✕", "withdraw", 0))
)


class QueueLine(Static):
    """A message that waits, on one line with what the mouse can do to it."""

    def stand(self, message: str, place: int, of: int) -> None:
        """Be the `place`th line of `of`."""
        self.update(Content.from_markup(f" {_BUTTONS}  [dim]{place}/{of}[/] ") + Content(f"❯ {message}"))

    def action_tell(self, do: str, by: int) -> None:
        """What was clicked on."""
        if isinstance(self.parent, TurnCard):
            self.post_message(TurnCard.Queue(self.parent, do, by))


class TurnCard(Vertical):
    """One exchange. Fed with events while it runs, or with stored values when a session is reopened.

    While its message waits for the studio it is one line, on which the keyboard can stand.
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
        Binding("up", "stand(-1)", "up", show=False, tooltip="the message above"),
        Binding("down", "stand(1)", "down", show=False, tooltip="the message below"),
        Binding("shift+up,k", "shift(-1)", "sooner", tooltip="send the message sooner"),
        Binding("shift+down,j", "shift(1)", "later", tooltip="send the message later"),
        Binding("delete,x", "withdraw", "take back", tooltip="do not send the message"),
        Binding("enter,e", "rewrite", "rewrite", tooltip="take the message back into the prompt"),
    ]

    class Queue(Message):
        """What to do with this card's waiting message: stand, shift, withdraw or rewrite; `by` is up or down."""

        def __init__(self, card: TurnCard, do: str, by: int = 0) -> None:
            super().__init__()
            self.card, self.do, self.by = card, do, by

    def __init__(self, message: str, mode: Mode, number: int = 0) -> None:
        """`number` is the turn's; 0 for a message that waits for its turn."""
        super().__init__()
        self.message, self.mode, self.number = said(message), mode, number
        self.sent = Sent(message)
        """What waits in the studio's inbox: this very object."""
        self.details: list[str] = []
        # Kept, so that a card can be filled before it is mounted, and is no trouble when it no longer is.
        self._line = QueueLine()
        self._details = Static("", markup=False, classes="details")
        self._opens = Collapsible(self._details, title="…", collapsed=True)
        self._pictures: list[PictureView] = []
        self._checks = Static("", markup=False, classes="checks")
        self._reply = Static("", markup=False, classes="reply")

    def wait(self, place: int, of: int) -> None:
        """Be a line of the queue, the `place`th of `of`."""
        self.add_class("waiting")
        self.can_focus = True
        self._line.stand(self.message, place, of)

    def started(self, number: int) -> None:
        """The message waits no more: its turn of that number began, or it was dropped."""
        self.number = number
        self.remove_class("waiting")
        self.can_focus = False

    def action_stand(self, by: int) -> None:
        """To the waiting message above or below."""
        self.post_message(self.Queue(self, "stand", by))

    def action_shift(self, by: int) -> None:
        """Send the message sooner or later."""
        self.post_message(self.Queue(self, "shift", by))

    def action_withdraw(self) -> None:
        """Take the message back."""
        self.post_message(self.Queue(self, "withdraw"))

    def action_rewrite(self) -> None:
        """Take the message back into the prompt."""
        self.post_message(self.Queue(self, "rewrite"))

    def compose(self) -> ComposeResult:
        """Message, details that open, checks, reply; the picture comes when there is one."""
        yield self._line
        yield Static(f"❯ {self.message}", markup=False, classes="message")
        yield self._opens
        yield from self._pictures
        yield self._checks
        yield self._reply

    def _detail(self, title: str | None, *lines: str) -> None:
        if title:
            self._opens.title = escape(clean(title))
        self.details += [clean(line) for line in lines]
        self._details.update(Text("\n".join(self.details)))

    def take(self, event: Event) -> None:
        """Show one event."""
        match event:
            case Preview(preview):
                self._form(preview)
            case Interpreted(intent, changes):
                short = "; ".join(changes)
                self._detail(f"{intent}  {short}"[:100], *changes)
            case PromptWritten(prompt, before):
                self._detail(None, f"prompt: {prompt}", *([f"before: {before}"] if before else []))
            case Checked(attempt, checks):
                if attempt > 1:
                    self._detail(None, f"try {attempt}")
                self._checks.update(checks_text(checks))
            case QuestionAsked(question):
                self.add_class("asking")
                self._reply.update(Text(f"? {clean(question)}"))
            case TurnFinished(text, status, _, _, accounting):
                self.remove_class("asking")
                self.query(BlockPicture).filter(".forming").remove()
                self.set_class(status == "failed", "failed")
                # The reply of a turn that painted says itself what it cost.
                told = accounting.get("pictures") or "model_seconds" not in accounting
                spent = "" if told else f"  ({accounting['model_seconds']:.1f} s)"
                self._reply.update(Text(clean(text) + spent))
            case _:
                return

    def _form(self, preview: Image.Image) -> None:
        """The forming picture, in blocks whatever the terminal can do: it changes several times a second."""
        if self.mode == "none" or not self._checks.is_attached:
            return
        forming = next(iter(self.query(BlockPicture).filter(".forming")), None)
        if forming is None:
            self.mount(BlockPicture(preview, 32, 16, classes="forming"), before=self._checks)
        else:
            forming.show(preview)

    def answer(self, text: str) -> None:
        """A person answers the question that this card asks."""
        self.remove_class("asking")
        self._detail(None, f"answer: {text}")
        self._reply.update(Text(f"{self._reply.render()}  ❯ {clean(text)[:200]}"))

    def show_picture(self, path: str, number: int | None) -> None:
        """Put a picture above the checks."""
        view = PictureView(path, self.mode, number=number)
        # A card is attached a moment before what it is made of.
        if self._checks.is_attached:
            self.mount(view, before=self._checks)
        else:
            self._pictures.append(view)
