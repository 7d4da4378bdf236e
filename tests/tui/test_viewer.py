"""Pictures on the screen: read small, and the large view."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.widgets import Label, Static

from agent.director.plan import Plan
from agent.events import TurnFinished, TurnStarted
from storage.store import Store
from tests.tui.test_app import RED_BIRD, replies, saved_session, until, with_tiny
from tests.tui.test_manners import idle, picture, tell
from tui.app.app import GouacheApp
from tui.screens.viewer import Viewer, open_outside
from tui.widgets.picture import BlockPicture, PictureView, read
from tui.widgets.prompt import Prompt

__all__ = ["idle", "with_tiny"]


def test_a_large_picture_is_kept_small(tmp_path: Path) -> None:
    assert read(picture(tmp_path, "wide", (3000, 1500)), (88, 88)).size == (88, 44)
    assert read(picture(tmp_path, "small", (32, 16)), (88, 88)).size == (32, 16)


async def test_a_file_that_is_no_picture_is_said_in_words(idle: GouacheApp, tmp_path: Path) -> None:
    path = tmp_path / "broken.png"
    path.write_bytes(b"no picture")
    async with idle.run_test(size=(100, 44)) as pilot:
        await tell(idle, pilot, TurnStarted("t1", 1, "x"), TurnFinished("Here is #1.", "done", 1, str(path)))
        await until(pilot, lambda: list(idle.query(".broken")))
        assert "can't be shown" in str(idle.query_one(".broken", Static).render())


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Addresses that the system's viewer was given."""
    given: list[str] = []
    monkeypatch.setattr(webbrowser, "get", lambda: None)
    monkeypatch.setattr(webbrowser, "open", lambda address: given.append(address) or True)
    return given


async def test_the_large_view_goes_through_the_pictures(
    tiny: str, with_tiny: Callable[..., None], opened: list[str]
) -> None:
    with_tiny(RED_BIRD, Plan(intent="again"))
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(120, 44)) as pilot:
        await pilot.press("ctrl+l")
        await until(pilot, lambda: any("No pictures yet" in str(n.message) for n in app._notifications))
        for number, message in enumerate(("a red bird", "another"), 1):
            await pilot.press(*message, "enter")
            await until(pilot, lambda number=number: replies(app) == number)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, Viewer) and list(app.screen.query(BlockPicture)))
        title = app.screen.query_one("#title", Label)
        assert str(title.render()) == "#2 of 2  another"
        assert app.screen.query_one(BlockPicture).size.width > 60
        await pilot.press("right", "left", "left")
        await until(pilot, lambda: str(title.render()) == "#1 of 2  a red bird")
        path = app.screen.query_one(PictureView).path
        await pilot.press("y", "o")
        await until(pilot, lambda: opened)
        assert app.clipboard == path
        assert opened == [Path(path).as_uri()]
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        assert app.focused is app.query_one(Prompt)


async def test_a_click_opens_that_picture_and_a_sheet_too(store: Store, tmp_path: Path) -> None:
    app = GouacheApp(saved_session(store), "pocket", 0)
    async with app.run_test(size=(100, 44)) as pilot:
        await until(pilot, lambda: list(app.query(BlockPicture)) and not app.stage)
        await pilot.pause(0.5)
        await pilot.click(BlockPicture)
        await until(pilot, lambda: isinstance(app.screen, Viewer) and list(app.screen.query(BlockPicture)))
        assert str(app.screen.query_one("#title", Label).render()) == "#1 of 1  a red bird"
        await pilot.press("escape")
        app.action_viewer(picture(tmp_path, "sheet"))
        await until(pilot, lambda: isinstance(app.screen, Viewer) and list(app.screen.query(BlockPicture)))
        assert str(app.screen.query_one("#title", Label).render()) == ""


def test_a_browser_in_text_mode_is_no_viewer(
    monkeypatch: pytest.MonkeyPatch, opened: list[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(webbrowser, "get", lambda: webbrowser.GenericBrowser("w3m"))
    assert not open_outside(picture(tmp_path, "one"))
    assert not opened
