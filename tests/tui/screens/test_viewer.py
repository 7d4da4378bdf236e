"""The large view."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import pytest
from textual.widgets import Label

from tests.tui.helpers import hint, save_picture, until
from tui.app.app import GouacheApp
from tui.screens.viewer import ViewerScreen, open_in_system_viewer
from tui.widgets.picture import BlockPicture, PictureView
from tui.widgets.prompt import Prompt


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that the system's viewer was given."""
    addresses: list[str] = []

    def open_address(address: str) -> bool:
        addresses.append(address)
        return True

    monkeypatch.setattr(webbrowser, "get", lambda: None)
    monkeypatch.setattr(webbrowser, "open", open_address)
    return addresses


async def test_arrows_go_through_the_pictures(no_studio: None, two_pictures: str, opened: list[str]) -> None:
    app = GouacheApp(two_pictures, "pocket", 0)
    async with app.run_test(size=(120, 44)) as pilot:
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, ViewerScreen) and list(app.screen.query(BlockPicture)))
        title = app.screen.query_one("#title", Label)
        assert str(title.render()) == "#2 of 2  another"
        assert app.screen.query_one(BlockPicture).size.width > 60
        await pilot.press("right", "left", "left")
        await until(pilot, lambda: str(title.render()) == "#1 of 2  a red bird")
        path = app.screen.query_one(PictureView).path
        await pilot.press("c", "o")
        await until(pilot, lambda: opened)
        assert app.clipboard == path
        assert opened == [Path(path).as_uri()]
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        assert app.focused is app.query_one(Prompt)


async def test_without_a_picture_it_does_not_open(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(120, 44)) as pilot:
        await pilot.press("ctrl+l")
        await until(pilot, lambda: "No pictures yet" in hint(idle_app))


async def test_a_click_opens_the_picture_and_a_sheet_too(saved_session: str, tmp_path: Path) -> None:
    app = GouacheApp(saved_session, "pocket", 0)
    async with app.run_test(size=(100, 44)) as pilot:
        await until(pilot, lambda: list(app.query(BlockPicture)) and not app.main.stage)
        await pilot.pause(0.5)
        await pilot.click(BlockPicture)
        await until(pilot, lambda: isinstance(app.screen, ViewerScreen) and list(app.screen.query(BlockPicture)))
        assert str(app.screen.query_one("#title", Label).render()) == "#1 of 1  a red bird"
        await pilot.press("escape")
        app.action_viewer(save_picture(tmp_path, "sheet"))
        await until(pilot, lambda: isinstance(app.screen, ViewerScreen) and list(app.screen.query(BlockPicture)))
        assert str(app.screen.query_one("#title", Label).render()) == ""


def test_a_browser_in_text_mode_is_no_viewer(
    monkeypatch: pytest.MonkeyPatch, opened: list[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(webbrowser, "get", lambda: webbrowser.GenericBrowser("w3m"))
    assert not open_in_system_viewer(save_picture(tmp_path, "one"))
    assert not opened
