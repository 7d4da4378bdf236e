"""Every slash command of the studio, typed into the app on tiny models."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from agent.brief.edits import Edit
from agent.commands.table import COMMANDS
from agent.director.plan import Plan
from tests.tui.helpers import RED_BIRD, send_and_wait
from tui.app.app import GouacheApp
from tui.session.screen_commands import SCREEN_COMMANDS

BLUE_BIRD = Plan(intent="edit", edits=(Edit(op="change", what="bird", color="blue"),))
STORIES: dict[str, list[tuple[str, str]]] = {
    "history": [
        ("/again", "Here is #2"), ("/undo", "Now at #1"), ("/redo", "Now at #2"), ("/go 1", "Now at #1"),
        ("/branch 1", "Now at #1"),
    ],
    "looking": [
        ("/again", "Here is #2"), ("/compare 1 2", "look"), ("/describe 1", "I am not sure"),
        ("/check", "there is a bird"), ("/why 1", "can't show where they looked"),
    ],
    "brief": [("/scene night", "the scene is night"), ("/style watercolor", "the style is watercolor")],
    "prompts": [
        ("/vary 2", "Here are #2 and #3"), ("/prompt a blue bird", "Here is #4"), ("/raw a blue bird", "Here is #5"),
    ],
    "own picture": [
        ("/open {file}", "Here is #2"), ("/region 0,0,0.5,0.5 make it blue", "Here is #3"),
        ("/restyle 1", "I restyled it like #1"), ("/enhance x2", "twice as large"),
        ("/tone warmth=0.5", "set warmth +0.5"),
    ],
    "settings": [
        ("/strength 0.5", "the strength 0.5"), ("/seed 7", "seed is 7"), ("/steps 2", "take 2 steps"),
        ("/guidance 2", "guidance is 2"), ("/draft on", "one-step drafts"), ("/size auto", "profile's own size"),
        ("/lora off", "LoRA"),
        ("/world styles", "takes any words"),
        ("/auto", "profile's own again"),
    ],
}  # fmt: skip
"""What is typed after a red bird was painted, and words of each answer."""


def test_every_command_is_in_a_story() -> None:
    typed = {line.split()[0].removeprefix("/") for story in STORIES.values() for line, _ in story}
    assert typed == COMMANDS.keys() - set(SCREEN_COMMANDS)


@pytest.mark.parametrize("name", STORIES)
async def test_commands_are_answered(name: str, tiny: str, use_plans: Callable[..., None], tmp_path: Path) -> None:
    use_plans(RED_BIRD, BLUE_BIRD)
    file = tmp_path / "own.png"
    Image.linear_gradient("L").convert("RGB").resize((64, 64)).save(file)
    app = GouacheApp(None, tiny, 3, "blocks")
    async with app.run_test(size=(120, 44)) as pilot:
        await send_and_wait(app, pilot, "a red bird")
        answers = [await send_and_wait(app, pilot, line.format(file=file)) for line, _ in STORIES[name]]
    for (line, words), answer in zip(STORIES[name], answers, strict=True):
        assert words in answer, line
