"""Pictures on the screen."""

from __future__ import annotations

from pathlib import Path

from agent.events import TurnFinished, TurnStarted
from tests.tui.helpers import emit, save_picture, until
from tui.app.app import GouacheApp
from tui.widgets.picture import read_scaled


def test_a_large_picture_is_read_small(tmp_path: Path) -> None:
    assert read_scaled(save_picture(tmp_path, "wide", (3000, 1500)), (88, 88)).size == (88, 44)
    assert read_scaled(save_picture(tmp_path, "small", (32, 16)), (88, 88)).size == (32, 16)


async def test_a_damaged_file_is_explained(idle_app: GouacheApp, tmp_path: Path) -> None:
    path = tmp_path / "broken.png"
    path.write_bytes(b"no picture")
    async with idle_app.run_test(size=(100, 44)) as pilot:
        await emit(idle_app, pilot, TurnStarted("t1", 1, "x"), TurnFinished("Here is #1.", "done", 1, str(path)))
        await until(pilot, lambda: list(idle_app.query(".broken")))
        assert "cannot be shown" in str(idle_app.query_one(".broken").render())


async def test_a_picture_is_seen_whole_on_a_small_screen(idle_app: GouacheApp, tmp_path: Path) -> None:
    path = save_picture(tmp_path, "one")
    async with idle_app.run_test(size=(80, 24)) as pilot:
        await emit(idle_app, pilot, TurnStarted("t1", 1, "x"), TurnFinished("Here is #1.", "done", 1, path))
        await until(pilot, lambda: list(idle_app.query(".frame")))
        assert idle_app.query_one(".frame").outer_size.height <= idle_app.main.transcript.size.height
