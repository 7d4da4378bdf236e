"""The keys stay where a person types, and every list says how to leave it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from agent.events import Checked, Interpreted, TurnFinished, TurnStarted
from storage.store import Store
from tests.tui.helpers import BIRD_CHECK, emit, hint, notes, save_picture, send, until
from tui.app.app import GouacheApp
from tui.screens.viewer import ViewerScreen
from tui.session.history import session_rows
from tui.widgets.card import TurnCard
from tui.widgets.picture import BlockPicture, PictureView


async def with_picture(app: GouacheApp, pilot: object, folder: Path) -> None:
    """Show a turn that painted a picture."""
    path = save_picture(folder, "one")
    done = TurnFinished("Here is #1. Everything asked for is there.", "done", 1, path, {"pictures": 1})
    await emit(
        app, pilot, TurnStarted("t1", 1, "x"), Interpreted("create", ("+ a bird",)), Checked(1, (BIRD_CHECK,)), done
    )
    await until(pilot, lambda: list(app.query(".frame")))
    await pilot.pause(0.2)


async def test_letters_go_to_the_prompt_after_a_click_anywhere(idle_app: GouacheApp, tmp_path: Path) -> None:
    async with idle_app.run_test(size=(100, 44)) as pilot:
        await with_picture(idle_app, pilot, tmp_path)
        prompt = idle_app.main.prompt
        for offset in ((5, 0), (90, 10), (40, 38)):
            await pilot.click("#transcript", offset=offset)
            await pilot.press("a")
        await until(pilot, lambda: prompt.value == "aaa")
        idle_app.screen.set_focus(None)
        await pilot.press("b")
        idle_app.screen.set_focus(None)
        idle_app.main.post_message(events.Paste(" c"))
        await until(pilot, lambda: prompt.value == "aaab c")
        assert len(idle_app.screen_stack) == 1


async def test_only_the_picture_itself_opens_on_a_click(idle_app: GouacheApp, tmp_path: Path) -> None:
    async with idle_app.run_test(size=(100, 44)) as pilot:
        await with_picture(idle_app, pilot, tmp_path)
        view, frame = idle_app.query_one(PictureView), idle_app.query_one(BlockPicture)
        assert frame.outer_size.width < view.size.width - 4
        await pilot.click(PictureView, offset=(view.size.width - 2, 3))
        await pilot.pause(0.3)
        assert len(idle_app.screen_stack) == 1
        await pilot.click(BlockPicture)
        await until(pilot, lambda: isinstance(idle_app.screen, ViewerScreen))


async def test_the_waiting_list_keeps_its_keys_until_it_is_left(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 30)) as pilot:
        for word in ("one", "two", "three"):
            await send(idle_app, pilot, word)
        waiting = idle_app.main.transcript.waiting
        await pilot.press("f3", "down", "down")
        assert idle_app.focused is waiting[2]
        assert "F3" in hint(idle_app)
        await pilot.press("x", "x")
        assert [card.message for card in waiting] == ["one"]
        assert idle_app.main.prompt.value == ""
        await pilot.press("f3")
        assert idle_app.focused is idle_app.main.prompt
        assert hint(idle_app) == ""


async def test_when_the_first_message_begins_the_list_goes_on(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 30)) as pilot:
        for word in ("one", "two"):
            await send(idle_app, pilot, word)
        await pilot.press("f3", "up")
        await emit(idle_app, pilot, TurnStarted("t1", 1, "one"))
        assert idle_app.focused is idle_app.main.transcript.waiting[0]


async def test_details_unfold_by_key_and_by_click(idle_app: GouacheApp, tmp_path: Path) -> None:
    async with idle_app.run_test(size=(100, 44)) as pilot:
        await with_picture(idle_app, pilot, tmp_path)
        card = idle_app.query_one(TurnCard)
        assert not card.query(".details")
        await pilot.press("f6")
        await until(pilot, lambda: "+ a bird" in str(card.query_one(".details").render()))
        await pilot.click(card.query_one(".reply"))
        await until(pilot, lambda: not card.query(".details"))


@pytest.mark.parametrize(("system", "hinted"), [("256", True), ("truecolor", False)])
async def test_few_colors_are_explained_once(
    idle_app: GouacheApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, hinted: bool
) -> None:
    async with idle_app.run_test(size=(100, 44)) as pilot:
        monkeypatch.setattr(type(idle_app.console), "color_system", system)
        for turn in ("t1", "t2"):
            finished = TurnFinished("Here.", "done", 1, save_picture(tmp_path, turn))
            await emit(idle_app, pilot, TurnStarted(turn, 1, "x"), finished)
        await pilot.pause()
        assert notes(idle_app).count("COLORTERM=truecolor") == int(hinted)


def test_every_session_has_a_title(store: Store) -> None:
    for messages in (["???", "/open x.png", "a red bird"], ["/steps 8"], []):
        session = store.new_session("pocket", 0)
        for message in messages:
            store.update_turn(store.begin_turn(session.id, message).id, status="done")
    assert sorted(row.title for row in session_rows()) == ["/steps 8", "a red bird", "untitled"]
