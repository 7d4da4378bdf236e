"""Long sessions: a page of cards at a time, and what is read stays where it is."""

from __future__ import annotations

from typing import Any

import pytest

from agent.events import TurnFinished, TurnStarted
from storage.snapshots import restore_snapshot, take_snapshot
from storage.store import Store
from tests.tui.test_app import saved_session, until, with_tiny
from tests.tui.test_manners import idle, reply, tell
from tui.app.app import GouacheApp
from tui.widgets.card import TurnCard
from tui.widgets.load_more import LoadMore
from tui.widgets.transcript import MORE, MOST, PAGE, StoredTurn

__all__ = ["idle", "with_tiny"]
TURNS = 150


@pytest.fixture
def long(store: Store) -> str:
    """A stored session of TURNS turns."""
    value = take_snapshot(store, saved_session(store))
    said = {**value["turns"][0], "calls": [], "picture_id": None, "brief": None, "plan": {"do": "chat"}}
    value["turns"] += [{**said, "id": str(n), "number": n, "message": f"message {n}"} for n in range(2, TURNS + 1)]
    return restore_snapshot(store, value).id


async def _opened(app: GouacheApp, pilot: Any) -> None:
    await until(pilot, lambda: app.transcript.card and app.transcript.card.message == f"message {TURNS}")
    await until(pilot, lambda: reply(app.transcript.tail[-1]) and not app.stage)
    await until(pilot, lambda: app.transcript.max_scroll_y and app.transcript.is_vertical_scroll_end)


def _top(app: GouacheApp) -> tuple[TurnCard, int]:
    """The first card on the screen, and its line there."""
    transcript = app.transcript
    cards = [*transcript.window, *transcript.tail]
    card = next(card for card in cards if card.virtual_region.bottom > transcript.scroll_y)
    return card, round(card.virtual_region.y - transcript.scroll_y)


async def test_only_the_last_cards_are_mounted_and_every_message_is_on_the_arrows(long: str) -> None:
    app = GouacheApp(long, "pocket", 0)
    async with app.run_test(size=(100, 30)) as pilot:
        await _opened(app, pilot)
        assert len(app.query(TurnCard)) == PAGE
        assert str(app.query_one("#earlier", LoadMore).render()) == f"↑ {TURNS - PAGE} earlier turns ↑"
        assert len(app.prompt.sent) == TURNS
        assert app.prompt.sent[0] == "a red bird"
        await pilot.press("up", "up")
        assert app.prompt.value == f"message {TURNS - 1}"


async def test_scrolling_up_brings_older_turns_and_moves_nothing(long: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app = GouacheApp(long, "pocket", 0)
    async with app.run_test(size=(100, 30)) as pilot:
        await _opened(app, pilot)
        read, held = app.transcript.more, list[tuple[TurnCard, int]]()

        async def more(history: list[StoredTurn], up: bool) -> None:
            held.append(_top(app))
            await read(history, up)

        monkeypatch.setattr(app.transcript, "more", more)
        for _ in range(PAGE):
            if not held:
                await pilot.press("pageup")
        await until(pilot, lambda: app.transcript.window and not app.transcript._wanting)
        await pilot.pause(0.5)
        assert [_top(app)] == held
        assert app.transcript.window[0].number == TURNS - PAGE - MORE + 1


async def test_a_person_can_read_to_the_first_turn_and_back(long: str) -> None:
    app = GouacheApp(long, "pocket", 0)
    async with app.run_test(size=(100, 30)) as pilot:
        await _opened(app, pilot)
        transcript = app.transcript
        for _ in range(TURNS):
            if transcript.earlier.display:
                await pilot.press("ctrl+home")
                await until(pilot, lambda: not transcript._wanting)
        assert transcript.window[0].message == "a red bird"
        assert len(app.query(TurnCard)) <= MOST + PAGE
        assert transcript.later.display
        for _ in range(TURNS):
            if transcript.later.display:
                await pilot.press("pagedown")
                await until(pilot, lambda: not transcript._wanting)
        assert not transcript.later.display
        numbers = [card.number for card in (*transcript.window, *transcript.tail)]
        assert numbers == list(range(numbers[0], TURNS + 1))
        await pilot.press("ctrl+end")
        await until(pilot, lambda: transcript.is_vertical_scroll_end)


async def test_a_click_on_the_row_brings_older_turns(long: str) -> None:
    app = GouacheApp(long, "pocket", 0)
    async with app.run_test(size=(100, 60)) as pilot:
        await _opened(app, pilot)
        app.query_one("#earlier", LoadMore).on_click()
        await until(pilot, lambda: app.transcript.window)


async def test_a_long_conversation_keeps_its_newest_cards(idle: GouacheApp) -> None:
    async with idle.run_test(size=(100, 30)) as pilot:
        for number in range(1, MOST + 3):
            await tell(
                idle, pilot, TurnStarted(f"t{number}", number, f"message {number}"), TurnFinished("Yes.", "done")
            )
        await until(pilot, lambda: len(idle.query(TurnCard)) <= PAGE + 2)
        assert idle.transcript.tail[-1].message == f"message {MOST + 2}"
        assert idle.query_one("#earlier", LoadMore).display


async def test_a_message_that_was_dropped_is_no_hole(idle: GouacheApp) -> None:
    async with idle.run_test(size=(100, 30)) as pilot:
        await tell(idle, pilot, TurnStarted("t1", 1, "one"), TurnFinished("Yes.", "done"))
        await pilot.press(*"two", "enter")
        idle._hear(idle.worker, "dropped", "Stopped before it began.")
        await pilot.pause()
        assert reply(idle.transcript.tail[-1]) == "Stopped before it began."
        await tell(idle, pilot, TurnStarted("t2", 2, "three"), TurnFinished("Yes.", "done"))
        assert [card.number for card in idle.transcript.tail] == [1, 2, 2]
        assert not idle.query_one("#later", LoadMore).display
