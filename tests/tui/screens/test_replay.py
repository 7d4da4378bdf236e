"""The replay paints every picture again."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable
from typing import Any

import pytest
from textual.widgets import OptionList

from agent.director.plan import Plan
from storage.errors import UnknownSession
from tests.tui.helpers import RED_BIRD, notices, send_and_wait, until
from tui import texts
from tui.app.app import GouacheApp
from tui.screens import replay
from tui.screens.replay import ReplayScreen
from tui.session.worker import REPLAY_THREAD


async def test_every_picture_is_painted_again(tiny: str, use_plans: Callable[..., None]) -> None:
    use_plans(RED_BIRD, Plan(intent="again"))
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(120, 44)) as pilot:
        for message in ("a red bird", "another"):
            await send_and_wait(app, pilot, message)
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(app.screen, ReplayScreen) and app.screen.done)
        screen = app.screen
        assert isinstance(screen, ReplayScreen)
        await until(pilot, lambda: "2 of 2" in str(screen.query_one("#hint").render()))
        assert "all identical" in str(screen.query_one("#hint").render())
        await pilot.press("n", "space", "right", "p")
        options = screen.query_one(OptionList)
        await until(pilot, lambda: options.highlighted == len(screen.decisions) - 2)
        assert "you" in str(screen.query_one("#facts").render())
        await pilot.press("f")
        await until(pilot, lambda: "came out identical" in notices(app))
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (UnknownSession("There is no session “x”; see `gouache sessions`."), "没有“x”这个会话"),
        (ZeroDivisionError(), "gouache.log"),
    ],
)
async def test_what_ends_a_replay_is_told_in_the_language_in_use(
    tiny: str, use_plans: Callable[..., None], monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    use_plans(RED_BIRD)

    def fail(*given: Any) -> Any:
        raise error

    monkeypatch.setattr(replay, "replay_decision", fail)
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(120, 44)) as pilot:
        await send_and_wait(app, pilot, "a red bird")
        texts.use_language("zh")
        await pilot.press("f4")
        await until(pilot, lambda: told in notices(app))


async def test_what_looks_alike_is_marked_so(
    tiny: str, use_plans: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    use_plans(RED_BIRD)
    paint = replay.replay_decision

    def paint_alike(*given: Any) -> Any:
        made = paint(*given)
        return made and dataclasses.replace(made, identical=False, made="0" * 64, psnr_db=40.0, why="another device")

    monkeypatch.setattr(replay, "replay_decision", paint_alike)
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(120, 44)) as pilot:
        await send_and_wait(app, pilot, "a red bird")
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(app.screen, ReplayScreen) and app.screen.done)
        options = app.screen.query_one(OptionList)
        lines = [str(options.get_option_at_index(index).prompt) for index in range(options.option_count)]
        assert [line[0] for line in lines if line[0] != " "] == ["≈"]


async def test_a_step_that_takes_long_does_not_keep_the_app(
    tiny: str, use_plans: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    use_plans(RED_BIRD)
    begun, over, paint = threading.Event(), threading.Event(), replay.replay_decision

    def paint_slowly(*given: Any) -> Any:
        begun.set()
        over.wait(60)
        return paint(*given)

    monkeypatch.setattr(replay, "replay_decision", paint_slowly)
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(120, 44)) as pilot:
        await send_and_wait(app, pilot, "a red bird")
        await pilot.press("f4")
        await until(pilot, begun.is_set)
        (thread,) = (thread for thread in threading.enumerate() if thread.name == REPLAY_THREAD)
        assert thread.daemon
    assert thread.is_alive()
    over.set()
    thread.join(30)
    assert not thread.is_alive()
