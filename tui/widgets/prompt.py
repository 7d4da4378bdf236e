"""The prompt line, with the messages sent before on the arrow keys."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

_MOST = 200


class Prompt(Input):
    """One line to write in. What was being written comes back below the newest message."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "older", "older", show=False),
        Binding("down", "newer", "newer", show=False),
    ]

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.sent: list[str] = []
        self._draft, self._back = "", 0

    def remember(self, message: str) -> None:
        """A message was sent."""
        if not self.sent or self.sent[-1] != message:
            self.sent = [*self.sent, message][-_MOST:]
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
