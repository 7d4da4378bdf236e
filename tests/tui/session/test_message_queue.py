"""The queue knows messages by identity."""

from __future__ import annotations

from tui.session.message_queue import MessageQueue, QueuedMessage


def test_equal_messages_are_told_apart() -> None:
    queue, twins = MessageQueue(), [QueuedMessage("a cat"), QueuedMessage("a cat")]
    for message in twins:
        queue.put(message)
    assert queue.withdraw(twins[1])
    assert not queue.withdraw(twins[1])
    assert queue.get() is twins[0]


def test_no_message_moves_behind_the_end() -> None:
    queue, message = MessageQueue(), QueuedMessage("a cat")
    queue.put(message)
    queue.put(None)
    assert not queue.move(message, 1)
    assert not queue.move(message, -1)
    assert list(queue.queue) == ["a cat", None]


def test_neighbours_change_places() -> None:
    queue, messages = MessageQueue(), [QueuedMessage(word) for word in ("one", "two", "three")]
    for message in messages:
        queue.put(message)
    assert queue.move(messages[2], -1)
    assert list(queue.queue) == ["one", "three", "two"]
    queue.clear()
    assert queue.empty()
