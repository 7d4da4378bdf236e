"""Long sessions: cards are mounted a page at a time, and what a person reads does not move."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from agent.events import Checked, Event, TurnFinished, TurnStarted
from storage.queries import session_messages
from storage.snapshots import restore_snapshot, take_snapshot
from storage.store import Store
from tests.tui.helpers import BIRD_CHECK, emit, last_reply, report, send, until
from tui.app.app import GouacheApp
from tui.screens.main import MainScreen
from tui.session.history import open_store, picture_paths, stored_turns
from tui.session.records import INITIAL_TURNS, StoredTurn
from tui.session.worker_messages import MessageDropped, SessionOpened
from tui.widgets.card import TurnCard
from tui.widgets.load_more import LoadMore
from tui.widgets.transcript import MAX_CARDS, PAGE_TURNS

TURNS = 110
"""More than the cards that the window and the tail can have together."""


@pytest.fixture
def long_session(store: Store, saved_session: str) -> str:
    """Id of a stored session of TURNS turns."""
    value = take_snapshot(store, saved_session)
    chat = {**value["turns"][0], "calls": [], "picture_id": None, "brief": None, "plan": {"do": "chat"}}
    value["turns"] += [{**chat, "id": str(n), "number": n, "message": f"message {n}"} for n in range(2, TURNS + 1)]
    return restore_snapshot(store, value).id


@pytest.fixture
def app(no_studio: None, long_session: str, monkeypatch: pytest.MonkeyPatch) -> GouacheApp:
    """An app on the long session that reads it without loading a studio."""
    monkeypatch.setattr(GouacheApp, "run_worker_thread", lambda self, worker: self.call_later(show_session, self))
    return GouacheApp(long_session, "pocket", 0)


async def show_session(app: GouacheApp) -> None:
    """Show the stored turns, as the studio's thread does first."""
    assert app.session_id is not None
    with open_store() as store:
        turns = stored_turns(store, app.session_id, INITIAL_TURNS)
        opened = SessionOpened(turns, picture_paths(store, app.session_id), session_messages(store, app.session_id))
    app.main.post_message(MainScreen.WorkerReport(app.worker, opened))


async def opened(app: GouacheApp, pilot: Pilot[None]) -> None:
    """Wait until the last card is filled and scrolled to."""
    transcript = app.main.transcript
    await until(pilot, lambda: transcript.card and transcript.card.message == f"message {TURNS}")
    await until(pilot, lambda: transcript.max_scroll_y and transcript.is_vertical_scroll_end)


def first_visible(app: GouacheApp) -> tuple[TurnCard, int]:
    """The first card on the screen, and its line there."""
    transcript = app.main.transcript
    cards = [*transcript.window, *transcript.tail]
    card = next(card for card in cards if card.virtual_region.bottom > transcript.scroll_y)
    return card, round(card.virtual_region.y - transcript.scroll_y)


async def test_only_the_last_cards_are_mounted(app: GouacheApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(app, pilot)
        assert len(app.query(TurnCard)) == INITIAL_TURNS
        assert str(app.query_one("#earlier", LoadMore).render()) == f"↑ {TURNS - INITIAL_TURNS} earlier turns ↑"


async def test_every_message_is_on_the_arrows(app: GouacheApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(app, pilot)
        sent = app.main.prompt.sent_messages
        assert (len(sent), sent[0]) == (TURNS, "a red bird")
        await pilot.press("up", "up")
        assert app.main.prompt.value == f"message {TURNS - 1}"


async def test_scrolling_up_loads_older_turns_and_moves_nothing(
    app: GouacheApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(app, pilot)
        transcript = app.main.transcript
        show_page, before = transcript.show_page, list[tuple[TurnCard, int]]()

        async def observed_show_page(turns: list[StoredTurn], older: bool) -> None:
            before.append(first_visible(app))
            await show_page(turns, older)

        monkeypatch.setattr(transcript, "show_page", observed_show_page)
        for _ in range(INITIAL_TURNS):
            if not before:
                await pilot.press("pageup")
        await until(pilot, lambda: transcript.window and not transcript.loading_page)
        await pilot.pause(0.5)
        # Where the screen is still near the beginning, a second page follows the first.
        assert first_visible(app) == before[-1]
        assert transcript.scroll_y > app.size.height / 2
        assert transcript.window[0].number <= TURNS - INITIAL_TURNS - PAGE_TURNS + 1


async def test_a_person_can_read_to_the_first_turn_and_back(app: GouacheApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(app, pilot)
        transcript = app.main.transcript
        for _ in range(TURNS):
            if transcript.earlier.display:
                await pilot.press("ctrl+home")
                await until(pilot, lambda: not transcript.loading_page)
        assert transcript.window[0].message == "a red bird"
        assert len(app.query(TurnCard)) <= MAX_CARDS + INITIAL_TURNS
        assert transcript.later.display
        for _ in range(TURNS):
            if transcript.later.display:
                await pilot.press("pagedown")
                await until(pilot, lambda: not transcript.loading_page)
        assert not transcript.later.display
        numbers = [card.number for card in (*transcript.window, *transcript.tail)]
        assert numbers == list(range(numbers[0], TURNS + 1))
        await pilot.press("ctrl+end")
        await until(pilot, lambda: transcript.is_vertical_scroll_end)


async def test_a_click_on_the_row_loads_older_turns(app: GouacheApp) -> None:
    async with app.run_test(size=(100, 60)) as pilot:
        await opened(app, pilot)
        app.query_one("#earlier", LoadMore).on_click()
        await until(pilot, lambda: app.main.transcript.window)


async def finish_turns(app: GouacheApp, pilot: Pilot[None], count: int) -> None:
    """Report so many finished turns."""
    events: list[Event] = []
    for number in range(1, count + 1):
        events += [TurnStarted(f"t{number}", number, f"message {number}"), TurnFinished("Yes.", "done")]
    await emit(app, pilot, *events)


async def test_a_long_conversation_keeps_its_newest_cards(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 30)) as pilot:
        await finish_turns(idle_app, pilot, MAX_CARDS + 2)
        await until(pilot, lambda: len(idle_app.query(TurnCard)) <= INITIAL_TURNS + 2)
        assert idle_app.main.transcript.tail[-1].message == f"message {MAX_CARDS + 2}"
        assert idle_app.query_one("#earlier", LoadMore).display


async def test_a_dropped_message_leaves_no_gap(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 30)) as pilot:
        await emit(idle_app, pilot, TurnStarted("t1", 1, "one"), TurnFinished("Yes.", "done"))
        await send(idle_app, pilot, "two")
        await report(idle_app, pilot, MessageDropped("Stopped before it began."))
        assert last_reply(idle_app) == "Stopped before it began."
        await emit(idle_app, pilot, TurnStarted("t2", 2, "three"), TurnFinished("Yes.", "done"))
        assert [card.number for card in idle_app.main.transcript.tail] == [1, 2, 2]
        assert not idle_app.query_one("#later", LoadMore).display


async def test_new_cards_do_not_move_what_a_person_reads(idle_app: GouacheApp) -> None:
    transcript = idle_app.main.transcript
    async with idle_app.run_test(size=(100, 30)) as pilot:
        await finish_turns(idle_app, pilot, 15)
        await until(pilot, lambda: transcript.max_scroll_y and transcript.is_vertical_scroll_end)
        await pilot.press("pageup", "pageup")
        await pilot.pause(0.1)
        y = transcript.scroll_y
        assert y < transcript.max_scroll_y
        started = TurnStarted("t99", 99, "hello")
        await emit(idle_app, pilot, started, Checked(1, (BIRD_CHECK,)), TurnFinished("Yes.", "done"))
        await pilot.pause(0.2)
        assert transcript.scroll_y == y


async def test_sending_and_scrolling_down_follow_new_cards(idle_app: GouacheApp) -> None:
    transcript = idle_app.main.transcript
    async with idle_app.run_test(size=(100, 30)) as pilot:
        await finish_turns(idle_app, pilot, 15)
        await pilot.press("pageup", "pageup")
        await send(idle_app, pilot, "a bird")
        await until(pilot, lambda: transcript.is_vertical_scroll_end)
        await pilot.press("pageup", "pagedown", "pagedown")
        await until(pilot, lambda: transcript.is_vertical_scroll_end)
        await emit(idle_app, pilot, TurnStarted("t100", 100, "more"), TurnFinished("Yes.\n" * 9, "done"))
        await until(pilot, lambda: transcript.is_vertical_scroll_end)
