"""Slash commands that the app carries out itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Button, Select

from agent.sessions.export import export_session
from storage.picture_files import read_recipe
from storage.store import Store
from tests.tui.helpers import count_replies, hint, notes, send, until
from tui.app.app import GouacheApp
from tui.screens.settings import SettingsScreen


@pytest.fixture
def saved_app(saved_session: str) -> GouacheApp:
    """An app on a stored session."""
    return GouacheApp(saved_session, "pocket", 0)


async def opened(app: GouacheApp, pilot: object) -> None:
    await until(pilot, lambda: count_replies(app) and not app.main.stage)


async def test_export_writes_the_session(saved_app: GouacheApp, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    async with saved_app.run_test(size=(100, 30)) as pilot:
        await opened(saved_app, pilot)
        await send(saved_app, pilot, f"/export {folder}")
        await until(pilot, lambda: "session.json are in" in notes(saved_app))
        assert count_replies(saved_app) == 1
    value = json.loads((folder / "session.json").read_text("utf-8"))
    assert value["turns"][0]["message"] == "a red bird"
    assert "001.png" in (folder / "session.md").read_text("utf-8")


async def test_export_to_an_unknown_home_is_refused(saved_app: GouacheApp) -> None:
    async with saved_app.run_test(size=(100, 30)) as pilot:
        await opened(saved_app, pilot)
        await send(saved_app, pilot, "/export ~nobody-of-that-name/x")
        await until(pilot, lambda: "home directory" in hint(saved_app))


async def test_import_opens_the_session(idle_app: GouacheApp, store: Store, saved_session: str, tmp_path: Path) -> None:
    export_session(store, saved_session, tmp_path / "out")
    async with idle_app.run_test(size=(100, 44)) as pilot:
        await send(idle_app, pilot, "/import")
        await until(pilot, lambda: "Which folder" in hint(idle_app))
        await send(idle_app, pilot, f"/import {tmp_path / 'out'}")
        await until(pilot, lambda: len(store.sessions()) == 2)
        newest = store.sessions()[0].id
        await until(pilot, lambda: idle_app.session_id == newest)


async def test_final_stars_a_picture_and_writes_it_with_its_recipe(
    saved_app: GouacheApp, store: Store, saved_session: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with saved_app.run_test(size=(100, 30)) as pilot:
        await opened(saved_app, pilot)
        await send(saved_app, pilot, "/final")
        await until(pilot, lambda: "is starred" in notes(saved_app))
    recipe = read_recipe(tmp_path / f"gouache-{saved_session}-001.png")
    assert recipe is not None
    assert recipe.arguments["prompt"] == "a red bird"
    assert store.pictures(saved_session)[0].starred


@pytest.mark.parametrize(
    ("argument", "words"),
    [("x", "“x” is not a picture number"), ("7", "There is no picture #7"), ("9" * 3000, "“9999")],
)
async def test_final_refuses_a_wrong_number(saved_app: GouacheApp, argument: str, words: str) -> None:
    async with saved_app.run_test(size=(100, 30)) as pilot:
        await opened(saved_app, pilot)
        await send(saved_app, pilot, f"/final {argument}")
        await until(pilot, lambda: words in hint(saved_app))


async def test_profile_lists_refuses_and_changes(
    saved_app: GouacheApp, store: Store, saved_session: str, tiny: str, use_plans: Callable[..., None]
) -> None:
    use_plans()
    async with saved_app.run_test(size=(100, 30)) as pilot:
        await opened(saved_app, pilot)
        await send(saved_app, pilot, "/profile")
        await until(pilot, lambda: "The profile is pocket" in notes(saved_app))
        await send(saved_app, pilot, "/profile nonsense")
        await until(pilot, lambda: "nonsense" in hint(saved_app))
        await send(saved_app, pilot, f"/profile {tiny}")
        await until(pilot, lambda: "paints from now on" in notes(saved_app))
        await opened(saved_app, pilot)
    assert store.session(saved_session).profile == str(Path(tiny).resolve())


async def test_a_profile_saved_in_the_settings_goes_for_the_session_on_the_screen(
    saved_app: GouacheApp, store: Store, saved_session: str
) -> None:
    async with saved_app.run_test(size=(100, 44)) as pilot:
        await opened(saved_app, pilot)
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(saved_app.screen, SettingsScreen))
        saved_app.screen.query_one("#profile", Select).value = "studio-16"
        saved_app.screen.query_one(Button).press()
        await until(pilot, lambda: "studio-16 paints from now on" in notes(saved_app))
    assert store.session(saved_session).profile == "studio-16"


async def test_the_palette_lists_the_other_profiles(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 44)):
        entries = {one.title: one for one in idle_app.get_system_commands(idle_app.main)}
        assert "/profile pocket" not in entries
        assert entries["/profile studio-16"].help.startswith("Photographic pictures")


@pytest.mark.parametrize("name", ["tree", "sessions", "settings", "help"])
async def test_commands_open_their_windows(idle_app: GouacheApp, name: str) -> None:
    async with idle_app.run_test(size=(100, 30)) as pilot:
        await send(idle_app, pilot, f"/{name}")
        await until(pilot, lambda: len(idle_app.screen_stack) == 2)
        assert not idle_app.worker.inbox.qsize()


async def test_a_command_without_argument_refuses_one(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 30)) as pilot:
        await send(idle_app, pilot, "/tree x")
        await until(pilot, lambda: "/tree takes nothing after it." in hint(idle_app))
        assert len(idle_app.screen_stack) == 1


async def test_brief_shows_and_hides_the_panel(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(80, 24)) as pilot:
        assert not idle_app.main.panel.display
        await pilot.press("f5")
        assert idle_app.main.panel.display
        await send(idle_app, pilot, "/brief")
        await pilot.pause()
        assert not idle_app.main.panel.display


async def test_replay_needs_a_picture(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(80, 24)) as pilot:
        await send(idle_app, pilot, "/replay")
        await until(pilot, lambda: "nothing to replay" in hint(idle_app))
