"""What waits for the studio: a queue whose messages can change places and be taken back."""

from __future__ import annotations

import queue


class Sent(str):
    """A message as it was sent once: the same words sent again are another."""


class MessageQueue(queue.Queue[str | None]):
    """Messages are known by being the very same object: one may be written twice."""

    def _place(self, message: str) -> int | None:
        return next((at for at, kept in enumerate(self.queue) if kept is message), None)

    def withdraw(self, message: str) -> bool:
        """Take a message back; False where the studio has it already."""
        with self.mutex:
            at = self._place(message)
            if at is not None:
                del self.queue[at]
            return at is not None

    def shift(self, message: str, by: int) -> bool:
        """Let a message change places with its neighbour; False where either is not here."""
        with self.mutex:
            at = self._place(message)
            if at is None or not 0 <= at + by < len(self.queue) or self.queue[at + by] is None:
                return False
            self.queue[at], self.queue[at + by] = self.queue[at + by], self.queue[at]
            return True
