"""Messages sent ahead: seen as a list, put in another order, taken back, by keyboard and by mouse."""

from __future__ import annotations

from typing import Any

from agent.events import Stage, TurnFinished, TurnStarted
from tests.tui.test_manners import idle, tell
from tui.app.app import GouacheApp
from tui.app.message_queue import MessageQueue
from tui.widgets.card import QueueLine, TurnCard

__all__ = ["idle"]


async def _three(app: GouacheApp, pilot: Any) -> None:
    await tell(app, pilot, Stage("painting"))
    for word in ("one", "two", "three"):
        await pilot.press(*word, "enter")
    await pilot.pause()


def _order(app: GouacheApp) -> list[str]:
    """The waiting messages as they stand on the screen; the studio's inbox must agree."""
    shown = [card.message for card in app.query(TurnCard) if card.has_class("waiting")]
    assert list(app.worker.inbox.queue) == shown == [card.message for card in app.transcript.waiting]
    return shown


async def test_what_waits_is_a_list_with_places(idle: GouacheApp) -> None:
    async with idle.run_test(size=(100, 30)) as pilot:
        await _three(idle, pilot)
        lines = [str(line.render()).strip() for line in idle.query(QueueLine) if line.display]
        assert lines == ["▲ ▼ ✕  1/3 ❯ one", "▲ ▼ ✕  2/3 ❯ two", "▲ ▼ ✕  3/3 ❯ three"]
        assert all(line.size.height == 1 for line in idle.query(QueueLine))


async def test_the_keyboard_changes_the_order_and_takes_back(idle: GouacheApp) -> None:
    async with idle.run_test(size=(100, 30)) as pilot:
        await _three(idle, pilot)
        await pilot.press("f3", "shift+up")
        await pilot.pause()
        assert _order(idle) == ["one", "three", "two"]
        await pilot.press("up", "x")
        await pilot.pause()
        assert _order(idle) == ["three", "two"]
        await pilot.press("j", "j", "f3")
        await pilot.pause()
        assert _order(idle) == ["two", "three"]
        assert idle.focused is idle.prompt


async def test_a_message_is_taken_back_into_the_prompt(idle: GouacheApp) -> None:
    async with idle.run_test(size=(100, 30)) as pilot:
        await _three(idle, pilot)
        await pilot.press("f3", "enter")
        await pilot.pause()
        assert _order(idle) == ["one", "two"]
        assert idle.prompt.value == "three"
        assert idle.focused is idle.prompt


async def test_the_mouse_does_the_same(idle: GouacheApp) -> None:
    async with idle.run_test(size=(100, 30)) as pilot:
        await _three(idle, pilot)
        line = idle.transcript.waiting[0].query_one(QueueLine)
        await pilot.click(line, offset=(3, 0))
        await pilot.pause()
        assert _order(idle) == ["two", "one", "three"]
        await pilot.click(line, offset=(5, 0))
        await pilot.pause()
        assert _order(idle) == ["two", "three"]


async def test_a_message_that_has_begun_is_left_alone(idle: GouacheApp) -> None:
    async with idle.run_test(size=(100, 30)) as pilot:
        await _three(idle, pilot)
        await pilot.press("f3", "up", "up")
        assert idle.worker.inbox.get() == "one"
        await pilot.press("x")
        await pilot.pause()
        assert [card.message for card in idle.transcript.waiting] == ["one", "two", "three"]
        await tell(idle, pilot, TurnStarted("t1", 1, "one"))
        assert idle.focused is idle.prompt
        assert _order(idle) == ["two", "three"]
        await tell(idle, pilot, TurnFinished("Yes.", "done"))


async def test_a_message_sent_again_from_the_history_is_another(idle: GouacheApp) -> None:
    async with idle.run_test(size=(100, 30)) as pilot:
        await tell(idle, pilot, Stage("painting"))
        await pilot.press(*"one", "enter", *"two", "enter")
        idle.prompt.value = idle.prompt.sent[0]
        await pilot.press("enter", "f3", "x")
        await pilot.pause()
        assert _order(idle) == ["one", "two"]
        assert idle.worker.inbox.get() is idle.transcript.waiting[0].sent


async def test_without_a_queue_the_key_says_so(idle: GouacheApp) -> None:
    async with idle.run_test(size=(100, 30)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        assert [note for note in idle._notifications if "No message waits" in str(note.message)]


def test_equal_messages_are_told_apart_and_the_end_stays_last() -> None:
    inbox, twins = MessageQueue(), ["".join(("a", " cat")) for _ in range(2)]
    for message in (*twins, None):
        inbox.put(message)
    assert inbox.withdraw(twins[1])
    assert not inbox.withdraw(twins[1])
    assert not inbox.shift(twins[0], 1)
    assert inbox.get() is twins[0]
