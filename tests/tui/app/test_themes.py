"""Colours are never needed to read a verdict."""

from __future__ import annotations

from typing import Any

import pytest
from textual.color import Color

from agent.events import Checked, TurnStarted
from tests.tui.helpers import BIRD_CHECK, emit
from tools.types import Check, Requirement
from tui.app.app import GouacheApp
from tui.app.themes import THEMES


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_verdicts_differ_in_lightness(theme: Any) -> None:
    good, bad, unsure = (Color.parse(color).brightness for color in (theme.success, theme.error, theme.warning))
    assert abs(good - bad) > 0.1
    assert abs(good - unsure) > 0.05
    assert abs(bad - unsure) > 0.05


async def test_without_colour_nothing_is_lost(no_studio: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = GouacheApp(None, "pocket", 0, "none")
    async with app.run_test(size=(140, 30)) as pilot:
        red = Requirement(kind="color", subject="bird", value="red")
        checks = (BIRD_CHECK, Check(requirement=red, verdict="fail", probability=0.1))
        await emit(app, pilot, TurnStarted("t1", 1, "x"), Checked(1, checks))
        assert "✓ there is a bird" in str(app.main.panel.render())
        assert "✗ the bird is red" in str(app.main.panel.render())
        colours = {
            tuple(part.style.color.triplet)
            for line in app.screen._compositor.render_strips()
            for part in line.apply_filter(app._filters[0], Color(0, 0, 0))
            if part.style and part.style.color and part.style.color.triplet
        }
    assert all(red == green == blue for red, green, blue in colours)
