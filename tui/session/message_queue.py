"""The queue of messages that wait for the studio: they can change places and be withdrawn."""

from __future__ import annotations

import queue


class QueuedMessage(str):
    """A message as it was sent once. Compared by identity in the queue: the same words may be sent twice."""


class MessageQueue(queue.Queue[str | None]):
    """A thread-safe queue that finds messages by identity. None tells the reader to stop."""

    def withdraw(self, message: str) -> bool:
        """Remove a message; return False where the studio has already taken it."""
        with self.mutex:
            index = self._index(message)
            if index is None:
                return False
            del self.queue[index]
            return True

    def move(self, message: str, by: int) -> bool:
        """Swap a message with the one `by` places after it; return False where either is no longer here."""
        with self.mutex:
            index = self._index(message)
            if index is None:
                return False
            other = index + by
            if not 0 <= other < len(self.queue) or self.queue[other] is None:
                return False
            self.queue[index], self.queue[other] = self.queue[other], self.queue[index]
            return True

    def clear(self) -> None:
        """Remove all messages."""
        with self.mutex:
            self.queue.clear()

    def _index(self, message: str) -> int | None:
        return next((index for index, queued in enumerate(self.queue) if queued is message), None)
