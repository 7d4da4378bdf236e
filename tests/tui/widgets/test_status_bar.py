"""The status line, and the announcement at the end of long work."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from textual.widgets import Static

from agent.events import BytesMoved, QuestionAsked, SamplerStep, Stage, TurnFinished, TurnStarted
from tests.tui.helpers import emit, send
from tui.app.app import GouacheApp
from tui.widgets.card import QueueLine


async def test_the_line_shows_stage_and_step(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 44)) as pilot:
        line = idle_app.query_one("#status", Static)
        await emit(idle_app, pilot, TurnStarted("t1", 1, "x"), Stage("painting"), SamplerStep(3, 8))
        assert re.search(r"painting \d+ s · step 3 of 8 · turn \d+ s · new session · pocket", str(line.render()))
        await emit(idle_app, pilot, Stage("looking"))
        assert "step" not in str(line.render())


async def test_escape_is_acknowledged_at_once(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 44)) as pilot:
        await emit(idle_app, pilot, TurnStarted("t1", 1, "x"), Stage("painting"))
        await pilot.press("escape")
        assert "stopping after this step" in str(idle_app.query_one("#status", Static).render())
        assert idle_app.worker.stopped.is_set()


async def test_the_end_of_long_work_is_announced(idle_app: GouacheApp, monkeypatch: pytest.MonkeyPatch) -> None:
    bells = list[bool]()
    monkeypatch.setattr(idle_app, "bell", lambda: bells.append(True))
    async with idle_app.run_test(size=(100, 44)) as pilot:
        await emit(idle_app, pilot, TurnStarted("t1", 1, "x"), TurnFinished("Yes.", "done"))
        assert not bells
        monkeypatch.setattr("tui.screens.main.LONG_WORK", 0.0)
        await emit(idle_app, pilot, TurnStarted("t2", 2, "x"), QuestionAsked("Which color?"))
        assert len(bells) == 1
        await send(idle_app, pilot, "red")
        await emit(idle_app, pilot, TurnStarted("t2", 2, "x"))
        await send(idle_app, pilot, "more")
        await emit(idle_app, pilot, TurnFinished("Yes.", "done"))
        assert len(bells) == 1  # A message is still waiting.


@pytest.mark.parametrize(
    ("message", "loading", "fetching", "left"),
    [
        ("a red bird", "loading Z-Image: 3.0 GB of 12.0 GB", "fetching klein: 50.0 MB of 90.0 MB", "9 s left"),
        ("一只红鸟", "正在载入 Z-Image：3.0 GB，共 12.0 GB", "正在下载 klein：50.0 MB，共 90.0 MB", "还要 9 秒"),
    ],
)
async def test_loading_and_fetching_are_told_in_bytes_and_time(
    idle_app: GouacheApp, monkeypatch: pytest.MonkeyPatch, message: str, loading: str, fetching: str, left: str
) -> None:
    async with idle_app.run_test(size=(160, 44)) as pilot:
        line, clock = idle_app.query_one("#status", Static), 0.0
        monkeypatch.setattr("tui.rendering.transfers.time", SimpleNamespace(monotonic=lambda: clock))
        await send(idle_app, pilot, message)
        await emit(idle_app, pilot, BytesMoved("loading", "Z-Image", 0, 12 * 2**30))
        clock = 3.0
        await emit(idle_app, pilot, BytesMoved("loading", "Z-Image", 3 * 2**30, 12 * 2**30))
        [card] = idle_app.main.transcript.waiting
        assert loading in str(card.query_one(QueueLine).render())
        await emit(idle_app, pilot, TurnStarted("t1", 1, message), Stage("painting"))
        await emit(idle_app, pilot, BytesMoved("loading", "Z-Image", 3 * 2**30, 12 * 2**30))
        await emit(idle_app, pilot, BytesMoved("fetching", "klein", 50 * 2**20, 90 * 2**20))
        assert loading in str(line.render())
        assert fetching in str(line.render())
        assert left in str(line.render())
        assert loading in str(card.query_one(".reply", Static).render())
        assert fetching not in str(card.query_one(".reply", Static).render())
        await emit(idle_app, pilot, BytesMoved("loading", "Z-Image", 12 * 2**30, 12 * 2**30))
        assert loading not in str(line.render()) + str(card.query_one(".reply", Static).render())


async def test_what_another_session_was_loading_is_not_told(idle_app: GouacheApp) -> None:
    async with idle_app.run_test() as pilot:
        await emit(idle_app, pilot, Stage("loading"), BytesMoved("loading", "Z-Image", 1 << 30, 12 << 30))
        await idle_app.open_session(None)
        assert not idle_app.main.status.transfers["loading"]
