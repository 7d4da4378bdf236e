"""The panel is about the current picture."""

from __future__ import annotations

from agent.events import Checked, Interpreted, Loss, Standing, TurnStarted
from tests.tui.helpers import BIRD_CHECK, emit
from tools.types import Check, Requirement
from tui.app.app import GouacheApp


async def test_the_current_picture_is_shown(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(140, 44)) as pilot:
        panel = idle_app.main.panel
        interpreted = Interpreted("create", ("+ a bird",))
        await emit(idle_app, pilot, TurnStarted("t1", 1, "x"), interpreted, Checked(1, (BIRD_CHECK,)))
        await emit(idle_app, pilot, Standing(2, (BIRD_CHECK,)))
        assert "#2" in str(panel.render())
        assert "1 ✓ there is a bird" in str(panel.render())
        await emit(idle_app, pilot, Standing(1))
        assert "#1" in str(panel.render())
        assert "there is a bird" not in str(panel.render())
        assert "Nothing was checked" in str(panel.render())


async def test_a_check_of_another_picture_is_ignored(idle_app: GouacheApp) -> None:
    cat = Check(requirement=Requirement(kind="exists", subject="cat"), verdict="pass", probability=0.9)
    async with idle_app.run_test(size=(140, 44)) as pilot:
        await emit(idle_app, pilot, Standing(1, (BIRD_CHECK,)), Checked(0, (cat,)))
        assert "cat" not in str(idle_app.main.panel.render())


async def test_what_an_edit_lost_is_listed(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(140, 44)) as pilot:
        lost = Loss(Requirement(kind="exists", subject="scarf"), 2, 3)
        await emit(idle_app, pilot, Standing(3, (BIRD_CHECK,), (lost,)))
        assert "there is a scarf (#2 had it; turn 3)" in str(idle_app.main.panel.render())
