"""The status line, and the announcement at the end of long work."""

from __future__ import annotations

import re

import pytest
from textual.widgets import Static

from agent.events import QuestionAsked, SamplerStep, Stage, TurnFinished, TurnStarted
from tests.tui.helpers import emit, send
from tui.app.app import GouacheApp


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
