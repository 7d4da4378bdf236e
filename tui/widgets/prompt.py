"""The prompt: one message, of several lines where it needs them, with the messages sent before on the arrow keys."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.css.scalar import Scalar
from textual.message import Message
from textual.widgets import TextArea

from tools.text import clean
from tui.app.completion import Words

_LINES = 6
"""Lines that are seen at once."""
MOST = 20_000
"""Characters of a paste that the prompt takes; the studio hears less, and says so."""


class Prompt(TextArea):
    """Enter sends. What was being written comes back below the newest message."""

    DEFAULT_CSS = """
    Prompt { height: 3; margin: 0; scrollbar-size-vertical: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "older", "older", show=False, tooltip="on the first line: the message sent before"),
        Binding("down", "newer", "newer", show=False, tooltip="on the last line: the message sent after it"),
        Binding("ctrl+j,shift+enter,alt+enter", "line", "new line", show=False, tooltip="a new line"),
        Binding("tab", "complete", "complete", show=False, tooltip="complete the word; again: the next that fits"),
    ]

    class Submitted(Message):
        """A message is finished."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, **options: Any) -> None:
        super().__init__(tab_behavior="focus", highlight_cursor_line=False, **options)
        self.words = Words()
        self.sent: list[str] = []
        self._draft, self._back = "", 0
        self._offered: tuple[str, list[str]] | None = None
        """What Tab completed, and all that fits it."""

    @property
    def value(self) -> str:
        """What stands in the prompt."""
        return self.text

    @value.setter
    def value(self, text: str) -> None:
        self.text = text
        self.move_cursor(self.document.end)

    def on_key(self, event: events.Key) -> None:
        """Enter sends what stands here now; as a binding it would come after keys that were pressed after it."""
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            text, self.value = self.value, ""
            self.post_message(self.Submitted(text))

    def on_paste(self, event: events.Paste) -> None:
        """Escape sequences of a paste are left out; one that no message could hold is refused whole."""
        event.prevent_default()
        event.stop()
        text = clean(event.text.replace("\r\n", "\n").replace("\r", "\n")).strip("\n")
        if len(text) > MOST:
            self.notify(
                f"That has {len(text):,} characters; a message takes {MOST:,} at most. Paste a part of it.",
                severity="warning",
            )
            return
        self.move_cursor(self.replace(text, *sorted(self.selection), maintain_selection_offset=False).end_location)

    def watch_virtual_size(self) -> None:
        """As high as its lines, to a bound. Styled `auto`, every key would lay out the whole transcript."""
        rows = 2 + max(1, min(_LINES, self.wrapped_document.height))
        if self.is_attached and self.styles.height != Scalar.from_number(rows):
            self.styles.height = rows

    def action_line(self) -> None:
        """Go on in a new line."""
        self.insert("\n")

    def update_suggestion(self) -> None:
        """Show what would complete the line, where the cursor stands at the end of it all."""
        fits = self.words.fitting(self.text) if self.text and self.cursor_location == self.document.end else []
        self.suggestion = fits[0][len(self.text) :] if fits else ""

    def action_complete(self) -> None:
        """Complete the word, or put what fits next in its place; where nothing does, go on to the next widget.

        Raises:
            SkipAction: nothing fits.
        """
        if self._offered is not None and self.text in self._offered[1]:
            start, fits = self._offered
        else:
            start, fits = self.text, self.words.fitting(self.text)
        if not fits:
            raise SkipAction
        at = fits.index(self.text) + 1 if self.text in fits else 0
        self.value, self._offered = fits[at % len(fits)], (start, fits)

    def remember(self, message: str) -> None:
        """A message was sent."""
        if not self.sent or self.sent[-1] != message:
            self.sent.append(message)
        self._back = 0

    def _show(self, back: int) -> None:
        if self._back == 0:
            self._draft = self.text
        self._back = back
        self.value = self.sent[-back] if back else self._draft

    def action_older(self) -> None:
        """The message before; within several lines, a line up."""
        if not self.navigator.is_first_wrapped_line(self.cursor_location):
            self.action_cursor_up()
        elif self._back < len(self.sent):
            self._show(self._back + 1)

    def action_newer(self) -> None:
        """The message after, at last the draft; within several lines, a line down."""
        if not self.navigator.is_last_wrapped_line(self.cursor_location):
            self.action_cursor_down()
        elif self._back:
            self._show(self._back - 1)

    def action_cursor_page_up(self) -> None:
        """A page is the transcript's.

        Raises:
            SkipAction: always.
        """
        raise SkipAction

    action_cursor_page_down = action_cursor_page_up
