"""Waiting messages: listed, moved, withdrawn and edited, by keyboard and by mouse."""

from __future__ import annotations

from textual.pilot import Pilot

from agent.events import Stage, TurnFinished, TurnStarted
from tests.tui.helpers import emit, hint, send
from tui.app.app import GouacheApp
from tui.widgets.card import QueueLine, TurnCard


async def send_three(app: GouacheApp, pilot: Pilot[None]) -> None:
    """Send three messages while the studio paints."""
    await emit(app, pilot, Stage("painting"))
    for word in ("one", "two", "three"):
        await send(app, pilot, word)
    await pilot.pause()


def order(app: GouacheApp) -> list[str]:
    """The waiting messages as they are on the screen; the studio's queue must agree."""
    shown = [card.message for card in app.query(TurnCard) if card.has_class("waiting")]
    assert list(app.worker.inbox.queue) == shown == [card.message for card in app.main.transcript.waiting]
    return shown


async def test_what_waits_is_a_list_with_places(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 30)) as pilot:
        await send_three(idle_app, pilot)
        lines = [str(line.render()).strip() for line in idle_app.query(QueueLine) if line.display]
        assert lines == ["▲ ▼ ✕  1/3 ❯ one", "▲ ▼ ✕  2/3 ❯ two", "▲ ▼ ✕  3/3 ❯ three"]
        assert all(line.size.height == 1 for line in idle_app.query(QueueLine))


async def test_the_keyboard_changes_the_order_and_takes_back(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 30)) as pilot:
        await send_three(idle_app, pilot)
        await pilot.press("f3", "shift+up")
        await pilot.pause()
        assert order(idle_app) == ["one", "three", "two"]
        await pilot.press("up", "x")
        await pilot.pause()
        assert order(idle_app) == ["three", "two"]
        await pilot.press("j", "j", "f3")
        await pilot.pause()
        assert order(idle_app) == ["two", "three"]
        assert idle_app.focused is idle_app.main.prompt


async def test_a_message_is_taken_back_into_the_prompt(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 30)) as pilot:
        await send_three(idle_app, pilot)
        await pilot.press("f3", "enter")
        await pilot.pause()
        assert order(idle_app) == ["one", "two"]
        assert idle_app.main.prompt.value == "three"
        assert idle_app.focused is idle_app.main.prompt


async def test_the_mouse_does_the_same(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 30)) as pilot:
        await send_three(idle_app, pilot)
        line = idle_app.main.transcript.waiting[0].query_one(QueueLine)
        await pilot.click(line, offset=(3, 0))
        await pilot.pause()
        assert order(idle_app) == ["two", "one", "three"]
        await pilot.click(line, offset=(5, 0))
        await pilot.pause()
        assert order(idle_app) == ["two", "three"]


async def test_a_message_that_has_begun_is_left_alone(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 30)) as pilot:
        await send_three(idle_app, pilot)
        await pilot.press("f3", "up", "up")
        assert idle_app.worker.inbox.get() == "one"
        await pilot.press("x")
        await pilot.pause()
        assert [card.message for card in idle_app.main.transcript.waiting] == ["one", "two", "three"]
        await emit(idle_app, pilot, TurnStarted("t1", 1, "one"))
        assert idle_app.focused is idle_app.main.transcript.waiting[0]
        assert order(idle_app) == ["two", "three"]
        await emit(idle_app, pilot, TurnFinished("Yes.", "done"))


async def test_a_message_sent_again_from_the_history_is_another(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 30)) as pilot:
        await emit(idle_app, pilot, Stage("painting"))
        await pilot.press(*"one", "enter", *"two", "enter")
        idle_app.main.prompt.value = idle_app.main.prompt.sent_messages[0]
        await pilot.press("enter", "f3", "x")
        await pilot.pause()
        assert order(idle_app) == ["one", "two"]
        assert idle_app.worker.inbox.get() is idle_app.main.transcript.waiting[0].queued_message


async def test_without_a_queue_the_key_says_so(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 30)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        assert "No message is waiting" in hint(idle_app)


async def test_other_keys_do_the_same(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 30)) as pilot:
        await send_three(idle_app, pilot)
        await pilot.press("f3", "k")
        await pilot.pause()
        assert order(idle_app) == ["one", "three", "two"]
        await pilot.press("shift+down", "e")
        await pilot.pause()
        assert order(idle_app) == ["one", "two"]
        assert idle_app.main.prompt.value == "three"


async def test_withdrawing_the_only_message_focuses_the_prompt(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 30)) as pilot:
        await emit(idle_app, pilot, Stage("painting"))
        await send(idle_app, pilot, "one")
        await pilot.press("f3", "x")
        await pilot.pause()
        assert order(idle_app) == []
        assert idle_app.focused is idle_app.main.prompt
