"""The prompt line, with the messages sent before on the arrow keys."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import Input

from tools.text import clean


class Prompt(Input):
    """One line to write in. What was being written comes back below the newest message."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "older", "older", show=False, tooltip="the message sent before"),
        Binding("down", "newer", "newer", show=False, tooltip="the message sent after it"),
    ]

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.sent: list[str] = []
        self._draft, self._back = "", 0

    def on_key(self, event: events.Key) -> None:
        """Enter sends what stands here now; as a binding it would come after keys that were pressed after it."""
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            text, self.value = self.value, ""
            self.post_message(self.Submitted(self, text))

    def on_paste(self, event: events.Paste) -> None:
        """Several lines become one; the field's own way would keep the first and drop the others."""
        lines = [line.strip() for line in clean(event.text).splitlines() if line.strip()]
        if len(lines) < 2:
            return
        event.prevent_default()
        event.stop()
        self.replace(" ".join(lines), *sorted(self.selection))
        self.notify(f"The {len(lines)} lines became one.")

    def remember(self, message: str) -> None:
        """A message was sent."""
        if not self.sent or self.sent[-1] != message:
            self.sent.append(message)
        self._back = 0

    def _show(self, back: int) -> None:
        if self._back == 0:
            self._draft = self.value
        self._back = back
        self.value = self.sent[-back] if back else self._draft
        self.cursor_position = len(self.value)

    def action_older(self) -> None:
        """The message before."""
        if self._back < len(self.sent):
            self._show(self._back + 1)

    def action_newer(self) -> None:
        """The message after, at last the draft."""
        if self._back:
            self._show(self._back - 1)
