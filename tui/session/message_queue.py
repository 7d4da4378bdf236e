"""The queue of messages that wait for the studio: they can change places and be withdrawn."""

from __future__ import annotations

import queue
from collections.abc import Callable, Sequence


class QueuedMessage(str):
    """A message as it was sent once. Compared by identity in the queue: the same words may be sent twice."""


class MessageQueue(queue.Queue[str | None]):
    """A thread-safe queue that finds messages by identity. None wakes the reader up without a message."""

    def __init__(self, changed: Callable[[], None] = lambda: None) -> None:
        """`changed` is called after messages were added, moved or removed by anybody but the reader."""
        super().__init__()
        self._changed = changed

    @property
    def messages(self) -> list[str]:
        """What waits, in order."""
        with self.mutex:
            return [message for message in self.queue if message is not None]

    def put(self, item: str | None, block: bool = True, timeout: float | None = None) -> None:
        """Add a message at the end."""
        super().put(item, block, timeout)
        if item is not None:
            self._changed()

    def put_first(self, messages: Sequence[str]) -> None:
        """Add messages, in this order, before those that are here."""
        with self.mutex:
            self.queue.extendleft(reversed(messages))
            self.unfinished_tasks += len(messages)
            self.not_empty.notify_all()
        self._changed()

    def withdraw(self, message: str) -> bool:
        """Remove a message; return False where the studio has already taken it."""
        with self.mutex:
            index = self._index(message)
            if index is None:
                return False
            del self.queue[index]
        self._changed()
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
        self._changed()
        return True

    def clear(self) -> None:
        """Remove all messages."""
        with self.mutex:
            self.queue.clear()
        self._changed()

    def _index(self, message: str) -> int | None:
        return next((index for index, queued in enumerate(self.queue) if queued is message), None)
