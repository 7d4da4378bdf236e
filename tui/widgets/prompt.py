"""The prompt: one message of up to several lines, with earlier messages on the arrow keys and with completion."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.css.scalar import Scalar
from textual.message import Message
from textual.widgets import TextArea

from agent import limits
from tools.text import clean
from tui.session.completion import Completer

_VISIBLE_LINES = 6
_BORDER_LINES = 2


class Prompt(TextArea):
    """A text area in which Enter sends. Leaving a draft for earlier messages keeps it below the newest one."""

    DEFAULT_CSS = """
    Prompt { height: 3; margin: 0; scrollbar-size-vertical: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "older", "older", show=False, tooltip="on the first line: the previous message"),
        Binding("down", "newer", "newer", show=False, tooltip="on the last line: the next message"),
        Binding("ctrl+j,shift+enter,alt+enter", "line", "new line", show=False, tooltip="begin a new line"),
        Binding("tab", "complete", "complete", show=False, tooltip="complete the word; again for the next match"),
    ]

    class Submitted(Message):
        """The person sent what was in the prompt."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class TooLong(Message):
        """A paste was refused, with which the prompt would have had so many characters."""

        def __init__(self, length: int) -> None:
            super().__init__()
            self.length = length

    def __init__(self, completer: Completer, **options: Any) -> None:
        """`options` are those of a text area."""
        super().__init__(tab_behavior="focus", highlight_cursor_line=False, **options)
        self.completer = completer
        self.sent_messages: list[str] = []
        """Messages that were sent, oldest first."""
        self._draft = ""
        self._back = 0
        """Places back in the history; 0 is the draft."""
        self._offered: tuple[str, list[str]] | None = None
        """What Tab completed, and all its completions."""

    @property
    def value(self) -> str:
        """The text; setting it moves the cursor to its end."""
        return self.text

    @value.setter
    def value(self, text: str) -> None:
        self.text = text
        self.move_cursor(self.document.end)

    def add_to_history(self, message: str) -> None:
        """Remember a message that was sent."""
        if not self.sent_messages or self.sent_messages[-1] != message:
            self.sent_messages.append(message)
        self._back = 0

    def on_key(self, event: events.Key) -> None:
        """Send on Enter. Not a binding, which would run after keys that were pressed later."""
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            text = self.value
            self.value = ""
            self.post_message(self.Submitted(text))

    def on_paste(self, event: events.Paste) -> None:
        """Insert a paste."""
        event.prevent_default()
        event.stop()
        self.paste(event.text)

    def paste(self, pasted: str) -> None:
        """Insert a text without its escape sequences; refuse one with which the message is too long to be sent."""
        text = clean(pasted.replace("\r\n", "\n").replace("\r", "\n")).strip("\n")
        length = len(self.text) - len(self.selected_text) + len(text)
        if length > limits.MESSAGE:
            self.post_message(self.TooLong(length))
            return
        self.move_cursor(self.replace(text, *sorted(self.selection), maintain_selection_offset=False).end_location)

    def watch_virtual_size(self) -> None:
        """Fit the height to the text. With the style `auto`, every key would lay out the whole transcript."""
        rows = _BORDER_LINES + max(1, min(_VISIBLE_LINES, self.wrapped_document.height))
        if self.is_attached and self.styles.height != Scalar.from_number(rows):
            self.styles.height = rows

    def update_suggestion(self) -> None:
        """Show the likeliest completion where the cursor is at the end of the text."""
        at_end = bool(self.text) and self.cursor_location == self.document.end
        completions = self.completer.complete(self.text) if at_end else []
        self.suggestion = completions[0][len(self.text) :] if completions else ""

    def action_line(self) -> None:
        """Begin a new line."""
        self.insert("\n")

    def action_complete(self) -> None:
        """Complete the word, or replace the last completion by the next.

        Raises:
            SkipAction: Nothing matches, so that Tab moves to the next widget.
        """
        if self._offered is not None and self.text in self._offered[1]:
            start, completions = self._offered
        else:
            start, completions = self.text, self.completer.complete(self.text)
        if not completions:
            raise SkipAction
        index = completions.index(self.text) + 1 if self.text in completions else 0
        self.value = completions[index % len(completions)]
        self._offered = (start, completions)

    def action_older(self) -> None:
        """Show the previous message; within several lines, move up a line."""
        if not self.navigator.is_first_wrapped_line(self.cursor_location):
            self.action_cursor_up()
        elif self._back < len(self.sent_messages):
            self._recall(self._back + 1)

    def action_newer(self) -> None:
        """Show the next message, and after the newest the draft; within several lines, move down a line."""
        if not self.navigator.is_last_wrapped_line(self.cursor_location):
            self.action_cursor_down()
        elif self._back:
            self._recall(self._back - 1)

    def action_cursor_page_up(self) -> None:
        """Leave the page keys to the transcript.

        Raises:
            SkipAction: Always.
        """
        raise SkipAction

    action_cursor_page_down = action_cursor_page_up

    def _recall(self, back: int) -> None:
        if self._back == 0:
            self._draft = self.text
        self._back = back
        self.value = self.sent_messages[-back] if back else self._draft
