"""What a card shows while its turn runs, and when it is over."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from agent.events import Preview, TurnFinished, TurnStarted
from tests.tui.helpers import emit, save_picture, until
from tui.app.app import GouacheApp
from tui.session.records import ShownPicture
from tui.widgets.card import TurnCard
from tui.widgets.picture import BlockPicture, PictureView


async def test_a_preview_is_replaced_and_then_removed(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 44)) as pilot:
        await emit(idle_app, pilot, TurnStarted("t1", 1, "a bird"))
        for shade in ("gray", "white"):
            await emit(idle_app, pilot, Preview(Image.new("RGB", (128, 128), shade)))
        (preview,) = idle_app.query(".preview").results(BlockPicture)
        assert "on #ffffff" in str(next(iter(preview.render_line(0))).style)
        await emit(idle_app, pilot, TurnFinished("Done.", "done"))
        assert not idle_app.query(".preview")


async def test_a_card_can_be_filled_before_it_is_composed(idle_app: GouacheApp, tmp_path: Path) -> None:
    async with idle_app.run_test(size=(100, 44)) as pilot:
        card = TurnCard("a red bird", "blocks", idle_app.main.transcript.vocabulary, 2)
        idle_app.main.transcript.mount(card)
        card.handle_event(Preview(Image.new("RGB", (128, 128), "gray")))
        card.show_picture(ShownPicture(save_picture(tmp_path, "red"), 2))
        await until(pilot, lambda: list(card.query(PictureView)))
        assert not card.query(".preview")


async def test_a_stopped_turn_shows_only_a_new_picture(idle_app: GouacheApp, tmp_path: Path) -> None:
    path = save_picture(tmp_path, "one")
    stopped = TurnFinished("Stopped.", "cancelled", 1, path)
    async with idle_app.run_test(size=(100, 44)) as pilot:
        await emit(idle_app, pilot, TurnStarted("t1", 1, "a bird"), stopped)
        await until(pilot, lambda: len(idle_app.query(BlockPicture)) == 1)
        await emit(idle_app, pilot, TurnStarted("t2", 2, "another"), stopped)
        await pilot.pause(0.2)
        assert len(idle_app.query(PictureView)) == 1


async def test_a_picture_has_its_number_on_a_frame(idle_app: GouacheApp, tmp_path: Path) -> None:
    first, sheet = save_picture(tmp_path, "one"), save_picture(tmp_path, "sheet")
    async with idle_app.run_test(size=(100, 44)) as pilot:
        await emit(idle_app, pilot, TurnStarted("t1", 1, "x"), TurnFinished("Here is #1.", "done", 1, first))
        await emit(idle_app, pilot, TurnStarted("t2", 2, "y"), TurnFinished("Compared.", "done", 1, sheet))
        await until(pilot, lambda: len(idle_app.query(".frame")) == 2)
        titles = [str(frame.border_title or "") for frame in idle_app.query(".frame")]
    assert titles == ["#1", ""]
