"""The form over the settings file."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Button, Input, Select

from storage.settings import load_settings
from tests.tui.helpers import until
from tui.app.app import GouacheApp
from tui.screens.settings import SettingsScreen


async def test_saving_keeps_what_else_is_in_the_file(home: Path, idle_app: GouacheApp) -> None:
    home.mkdir()
    (home / "settings.toml").write_text("# mine\nseed = 3\n[other]\nx = 1\n")
    async with idle_app.run_test(size=(100, 44)) as pilot:
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(idle_app.screen, SettingsScreen))
        idle_app.screen.query_one("#theme", Select).value = "textual-light"
        idle_app.screen.query_one("#seed", Input).value = "12"
        idle_app.screen.query_one(Button).press()
        await until(pilot, lambda: not isinstance(idle_app.screen, SettingsScreen))
        assert idle_app.theme == "textual-light"
    assert (home / "settings.toml").read_text().startswith("# mine\nseed = 12\n")
    assert load_settings().theme == "textual-light"


async def test_an_invalid_value_keeps_the_form_open(home: Path, idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 44)) as pilot:
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(idle_app.screen, SettingsScreen))
        idle_app.screen.query_one("#seed", Input).value = "-4"
        await pilot.click("#save")
        await pilot.pause(0.2)
        assert isinstance(idle_app.screen, SettingsScreen)
    assert not (home / "settings.toml").exists()


async def test_cancelling_restores_the_theme(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 44)) as pilot:
        before = idle_app.theme
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(idle_app.screen, SettingsScreen))
        idle_app.screen.query_one("#theme", Select).value = "textual-light"
        await until(pilot, lambda: idle_app.theme == "textual-light")
        await pilot.click("#cancel")
        await until(pilot, lambda: idle_app.theme == before)
