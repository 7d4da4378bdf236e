"""Windows: how they open and close, and what is done with what they close with."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.widgets import Select

from storage.store import Store
from tests.tui.helpers import hint, report, until
from tui.app.app import GouacheApp
from tui.screens.help import HelpScreen
from tui.screens.settings import SettingsScreen
from tui.screens.tree import TreeScreen
from tui.session.history import picture_paths, stored_turns
from tui.session.worker_messages import SessionOpened
from tui.widgets.picture import BlockPicture


@pytest.mark.parametrize("key", ["f1", "f2", "ctrl+o", "ctrl+t", "ctrl+p"])
async def test_escape_closes_every_window(idle_app: GouacheApp, key: str) -> None:
    async with idle_app.run_test(size=(100, 44)) as pilot:
        await pilot.press(key)
        await until(pilot, lambda: len(idle_app.screen_stack) == 2)
        await pilot.press("escape")
        await until(pilot, lambda: len(idle_app.screen_stack) == 1)


@pytest.mark.parametrize("key", ["f2", "ctrl+o", "ctrl+t", "ctrl+l", "f3"])
async def test_keys_of_the_main_screen_do_nothing_in_a_window(idle_app: GouacheApp, key: str) -> None:
    async with idle_app.run_test(size=(100, 44)) as pilot:
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(idle_app.screen, SettingsScreen))
        await pilot.press(key)
        await pilot.pause(0.1)
        assert len(idle_app.screen_stack) == 2
        assert not hint(idle_app)


async def test_escape_closes_an_open_list_before_its_window(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 44)) as pilot:
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(idle_app.screen, SettingsScreen))
        select = idle_app.screen.query_one("#theme", Select)
        select.focus()
        await pilot.press("enter")
        await until(pilot, lambda: select.expanded)
        await pilot.press("escape")
        await until(pilot, lambda: not select.expanded)
        assert isinstance(idle_app.screen, SettingsScreen)
        await pilot.press("escape")
        await until(pilot, lambda: len(idle_app.screen_stack) == 1)


async def test_f1_opens_over_a_window_and_closes(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 44)) as pilot:
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(idle_app.screen, SettingsScreen))
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(idle_app.screen, HelpScreen))
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(idle_app.screen, SettingsScreen))
        await pilot.click("#cancel")
        await until(pilot, lambda: len(idle_app.screen_stack) == 1)


async def test_the_palette_lists_windows_and_commands(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 44)) as pilot:
        callbacks = {command.title: command.callback for command in idle_app.get_system_commands(idle_app.screen)}
        assert {"Tree", "Settings", "/undo", "/go N"} <= callbacks.keys()
        callbacks["/go N"]()
        assert idle_app.main.prompt.value == "/go "
        idle_app.action_help()
        await pilot.pause()
        over_a_window = {command.title for command in idle_app.get_system_commands(idle_app.screen)}
        assert not {"Tree", "/undo"} & over_a_window


async def choose_in_palette(app: GouacheApp, pilot: Callable[..., None], words: str) -> None:
    await pilot.press("ctrl+p")
    await until(pilot, lambda: len(app.screen_stack) == 2)
    await pilot.press(*words)
    await pilot.pause(1)  # The palette searches when nothing was typed for a while.
    await pilot.press("enter")


async def test_the_palette_opens_a_window(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 44)) as pilot:
        await choose_in_palette(idle_app, pilot, "Tree")
        await until(pilot, lambda: isinstance(idle_app.screen, TreeScreen))


async def test_the_palette_sends_a_command(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 44)) as pilot:
        await choose_in_palette(idle_app, pilot, "undo")
        await until(pilot, lambda: idle_app.worker.inbox.qsize() == 1)
        assert idle_app.worker.inbox.get() == "/undo"


async def test_the_graphics_mode_changes_inside_the_app(idle_app: GouacheApp, store: Store, saved_session: str) -> None:
    opened = SessionOpened(stored_turns(store, saved_session, 20), picture_paths(store, saved_session), ["a red bird"])
    async with idle_app.run_test(size=(100, 44)) as pilot:
        await report(idle_app, pilot, opened)
        await until(pilot, lambda: list(idle_app.query(BlockPicture)))
        idle_app.set_graphics("none")
        await until(pilot, lambda: not list(idle_app.query(BlockPicture)))
        idle_app.set_graphics("kitty")
        await pilot.pause()
        assert "only when it starts" in hint(idle_app)
        assert idle_app.mode == "none"
        idle_app.set_graphics("blocks")
        await until(pilot, lambda: list(idle_app.query(BlockPicture)))
