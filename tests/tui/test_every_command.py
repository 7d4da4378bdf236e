"""Every slash command of the studio, typed into the app on tiny models, and the keys that no other test presses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image
from textual.widgets import Static

from agent.brief.edits import Edit
from agent.commands.table import COMMANDS
from agent.director.plan import Plan
from tests.tui.test_app import RED_BIRD, until, with_tiny
from tests.tui.test_manners import idle
from tests.tui.test_queue import _order, _three
from tui.app.app import GouacheApp
from tui.app.slash_commands import LOCAL
from tui.widgets.card import TurnCard

__all__ = ["idle", "with_tiny"]
BLUE = Plan(intent="edit", edits=(Edit(op="change", what="bird", color="blue"),))
TYPED = {
    "again": ("/again", "Here is #2"), "undo": ("/undo", "Now at #1"), "redo": ("/redo", "Now at #2"),
    "go": ("/go 1", "Now at #1"), "branch": ("/branch 1", "Now at #1"), "compare": ("/compare 1 2", "dB PSNR"),
    "describe": ("/describe 1", "I am not sure"), "check": ("/check", "there is a bird"),
    "why": ("/why 1", "can't show where they looked"), "scene": ("/scene night", "the scene is night"),
    "style": ("/style watercolor", "the style is watercolor"), "vary": ("/vary 2", "Here are #5 and #6"),
    "prompt": ("/prompt a blue bird", "Here is #7"), "raw": ("/raw a blue bird", "Here is #8"),
    "open": ("/open {own}", "Here is #9"), "region": ("/region 0,0,0.5,0.5 make it blue", "There is no bird"),
    "strength": ("/strength 0.5", "the strength 0.5"), "seed": ("/seed 7", "seed is 7"),
    "steps": ("/steps 2", "steps are 2"), "guidance": ("/guidance 2", "guidance is 2"),
    "draft": ("/draft on", "drafts of one step"), "size": ("/size auto", "profile's own size"),
    "auto": ("/auto", "profile's own again"), "restyle": ("/restyle 1", "I restyled it like #1"),
    "enhance": ("/enhance x2", "twice as large"), "tone": ("/tone warmth=0.5", "set warmth +0.5"),
}  # fmt: skip
"""By name: what is typed, and words of the answer."""


async def test_every_command_of_the_studio_is_answered(
    tiny: str, with_tiny: Callable[..., None], tmp_path: Path
) -> None:
    with_tiny(RED_BIRD, BLUE)
    assert set(TYPED) == {*COMMANDS} - {*LOCAL}
    own = tmp_path / "own.png"
    Image.linear_gradient("L").convert("RGB").resize((64, 64)).save(own)
    app, wrong = GouacheApp(None, tiny, 3, "blocks"), {}

    def answer() -> str:
        return str(list(app.query(TurnCard))[-1].query_one(".reply", Static).render())

    async with app.run_test(size=(120, 44)) as pilot:
        for name, (words, expected) in {"": ("a red bird", "Here is #1"), **TYPED}.items():
            app.prompt.value, before = words.format(own=own), len(app.query(TurnCard))
            await pilot.press("enter")
            await until(pilot, lambda before=before: len(app.query(TurnCard)) > before and answer())
            if expected not in answer():
                wrong[name] = answer()
    assert wrong == {}


async def test_other_keys_of_the_queue_and_the_way_out(idle: GouacheApp) -> None:
    async with idle.run_test(size=(100, 30)) as pilot:
        await _three(idle, pilot)
        await pilot.press("f3", "k")
        await pilot.pause()
        assert _order(idle) == ["one", "three", "two"]
        await pilot.press("shift+down", "e")
        await pilot.pause()
        assert (_order(idle), idle.prompt.value) == (["one", "two"], "three")
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert not idle.is_running
