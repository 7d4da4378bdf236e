"""A turn as a card: what was said, what was understood, the prompt, the picture, the checks, the reply."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Collapsible, Static

from agent.events import Asked, Event, Forming, Looked, Prompted, Replied, Understood
from tools.text import clean
from tui.graphics import Mode
from tui.widgets.picture import BlockPicture, PictureView

if TYPE_CHECKING:
    from PIL import Image

MARKS = {"pass": ("✓", "green"), "fail": ("✗", "red"), "unsure": ("?", "yellow"), "n/a": ("–", "dim")}
Checks = Iterable[tuple[str, str, float, str]]
_MOST = 400
"""Characters of a message that are shown."""


def checks_text(checks: Checks) -> Text:
    """✓ ✗ ? with words and probabilities; words stand beside the colours, so none is needed to read it."""
    text = Text()
    for words, verdict, probability, _ in checks:
        mark, style = MARKS[verdict]
        text.append(f"{mark} ", style)
        text.append(f"{clean(words)} {probability:.2f}   ", "dim" if verdict == "n/a" else "")
    return text


def said(message: str) -> str:
    """A message as its card shows it."""
    return clean(message).strip()[:_MOST]


class TurnCard(Vertical):
    """One exchange. Fed with events while it runs, or with stored values when a session is reopened."""

    DEFAULT_CSS = """
    TurnCard { height: auto; margin: 0 0 1 0; padding: 0 1; border-left: thick $primary; }
    TurnCard.failed { border-left: thick $error; }
    TurnCard.asking { border-left: thick $warning; }
    TurnCard .message { text-style: bold; height: auto; }
    TurnCard .reply { height: auto; }
    TurnCard .checks { height: auto; margin: 0 0 0 2; }
    TurnCard Collapsible { border-top: none; padding: 0; margin: 0; background: transparent; height: auto; }
    """

    def __init__(self, message: str, mode: Mode) -> None:
        super().__init__()
        self.message, self.mode = said(message), mode
        self.details: list[str] = []

    def compose(self) -> ComposeResult:
        """Message, details that open, checks, reply; the picture comes when there is one."""
        yield Static(f"❯ {self.message}", markup=False, classes="message")
        with Collapsible(title="…", collapsed=True):
            yield Static("", markup=False, classes="details")
        yield Static("", markup=False, classes="checks")
        yield Static("", markup=False, classes="reply")

    def _detail(self, title: str | None, *lines: str) -> None:
        if title:
            self.query_one(Collapsible).title = escape(clean(title))
        self.details += [clean(line) for line in lines]
        self.query_one(".details", Static).update(Text("\n".join(self.details)))

    def take(self, event: Event) -> None:
        """Show one event."""
        match event:
            case Forming(preview):
                self._form(preview)
            case Understood(intent, changes):
                short = "; ".join(changes)
                self._detail(f"{intent}  {short}"[:100], *changes)
            case Prompted(prompt, before):
                self._detail(None, f"prompt: {prompt}", *([f"before: {before}"] if before else []))
            case Looked(attempt, checks):
                if attempt > 1:
                    self._detail(None, f"try {attempt}")
                self.query_one(".checks", Static).update(checks_text(checks))
            case Asked(question):
                self.add_class("asking")
                self.query_one(".reply", Static).update(Text(f"? {clean(question)}"))
            case Replied(text, status, _, _, accounting):
                self.remove_class("asking")
                self.query(BlockPicture).filter(".forming").remove()
                self.set_class(status == "failed", "failed")
                spent = f"  ({accounting['model_seconds']:.1f} s)" if "model_seconds" in accounting else ""
                self.query_one(".reply", Static).update(Text(clean(text) + spent))
            case _:
                return

    def _form(self, preview: Image.Image) -> None:
        """The forming picture, in blocks whatever the terminal can do: it changes several times a second."""
        if self.mode == "none":
            return
        forming = next(iter(self.query(BlockPicture).filter(".forming")), None)
        if forming is None:
            self.mount(BlockPicture(preview, 32, 16, classes="forming"), before=self.query_one(".checks"))
        else:
            forming.show(preview)

    def answer(self, text: str) -> None:
        """A person answers the question that this card asks."""
        self.remove_class("asking")
        self._detail(None, f"answer: {text}")
        question = self.query_one(".reply", Static)
        question.update(Text(f"{question.render()}  ❯ {clean(text)[:200]}"))

    def show_picture(self, path: str, number: int | None) -> None:
        """Put a picture above the checks."""
        self.mount(PictureView(path, self.mode, number=number), before=self.query_one(".checks"))
