"""The help lists every key and every command."""

from __future__ import annotations

from agent.commands.table import COMMANDS
from tests.tui.helpers import until
from tui.app.app import GouacheApp
from tui.screens.help import HelpScreen, describe_keys
from tui.screens.main import MainScreen
from tui.screens.tree import TreeScreen
from tui.screens.viewer import ViewerScreen
from tui.session.screen_commands import SCREEN_COMMANDS, all_commands


def test_keys_are_named_as_on_a_keyboard() -> None:
    assert describe_keys(TreeScreen.BINDINGS)["b"] == "start another line of edits from the picture"
    assert describe_keys(TreeScreen.BINDINGS)["d Del"] == "hide the picture"
    assert describe_keys(ViewerScreen.BINDINGS).keys() == {"←", "→", "o", "c y", "Esc"}
    assert {"Ctrl+L", "PgUp", "F2"} <= describe_keys(MainScreen.BINDINGS).keys()


def test_commands_of_studio_and_screen_are_listed() -> None:
    assert all_commands().keys() == {*COMMANDS, *SCREEN_COMMANDS}


async def test_the_page_opens(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 60)) as pilot:
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(idle_app.screen, HelpScreen))
