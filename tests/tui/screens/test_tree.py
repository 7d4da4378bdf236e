"""The tree of pictures, and the comparison that opens from it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from storage.store import Store
from tests.tui.helpers import notices, until
from tui.app.app import GouacheApp
from tui.screens.compare import CompareScreen, recipe_changes
from tui.screens.tree import TreeScreen
from tui.screens.viewer import ViewerScreen
from tui.widgets.picture import PictureView


@pytest.fixture
def app(no_studio: None, two_pictures: str) -> GouacheApp:
    """An app on a session with two pictures, without the studio's thread."""
    return GouacheApp(two_pictures, "pocket", 0)


@asynccontextmanager
async def open_tree(app: GouacheApp) -> AsyncIterator[tuple[Pilot[None], TreeScreen]]:
    """The app with the tree open, its cursor on the second picture."""
    async with app.run_test(size=(120, 44)) as pilot:
        await pilot.press("ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, TreeScreen) and list(app.screen.query(PictureView)))
        assert isinstance(app.screen, TreeScreen)
        yield pilot, app.screen


def lines(tree: TreeScreen) -> list[str]:
    return [str(option.prompt) for option in tree.tree_list.options]


@pytest.mark.parametrize(("key", "command"), [("enter", "/go 1"), ("b", "/branch 1")])
async def test_keys_close_the_tree_with_a_command(app: GouacheApp, key: str, command: str) -> None:
    async with open_tree(app) as (pilot, _):
        await pilot.press("up", key)
        await until(pilot, lambda: app.worker.inbox.qsize())
        assert app.worker.inbox.get() == command
        assert len(app.screen_stack) == 1


async def test_small_pictures_follow(app: GouacheApp) -> None:
    async with open_tree(app) as (pilot, tree):
        await until(pilot, lambda: all("▀" in line for line in lines(tree)))


async def test_s_stars_a_picture(app: GouacheApp) -> None:
    async with open_tree(app) as (pilot, tree):
        await pilot.press("up", "s")
        await until(pilot, lambda: "★" in lines(tree)[0])


async def test_d_hides_a_picture_and_ctrl_z_brings_it_back(app: GouacheApp, store: Store, two_pictures: str) -> None:
    async with open_tree(app) as (pilot, tree):
        await pilot.press("d")
        await until(pilot, lambda: "current picture" in notices(app) and not tree.changing)
        await pilot.press("up", "d")
        await until(pilot, lambda: len(lines(tree)) == 1 and not tree.changing)
        assert [row.number for row in store.pictures(two_pictures)] == [2]
        await pilot.press("ctrl+z")
        await until(pilot, lambda: len(lines(tree)) == 2)


async def test_v_opens_the_large_view(app: GouacheApp) -> None:
    async with open_tree(app) as (pilot, tree):
        await pilot.press("v")
        await until(pilot, lambda: isinstance(app.screen, ViewerScreen))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is tree)


async def test_c_twice_compares_two_pictures(app: GouacheApp) -> None:
    async with open_tree(app) as (pilot, tree):
        await pilot.press("c", "up", "c")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen) and len(app.screen.query(PictureView)) == 2)
        changes = app.screen.query_one("#changes", Static)
        await until(pilot, lambda: "from #2 to #1" in str(changes.render()))
        brief, recipe = str(changes.render()).split("How they were made")
        assert "the same" in brief
        assert "seed: " in recipe
        await pilot.press("x")
        await until(pilot, lambda: "from #1 to #2" in str(changes.render()))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is tree)


async def test_c_twice_on_one_picture_removes_the_mark(app: GouacheApp) -> None:
    async with open_tree(app) as (pilot, tree):
        await pilot.press("c")
        assert tree.tree_list.marked == 2
        await pilot.press("c")
        assert tree.tree_list.marked is None
        assert app.screen is tree


async def test_a_comparison_goes_to_one_of_the_pictures(app: GouacheApp) -> None:
    async with open_tree(app) as (pilot, _):
        await pilot.press("up", "c", "down", "c")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen))
        await pilot.press("1")
        await until(pilot, lambda: app.worker.inbox.qsize())
        assert app.worker.inbox.get() == "/go 1"


def test_recipes_differ_by_name() -> None:
    old = {"tool": "generate", "seed": 1, "arguments": {"prompt": "a", "steps": 8}}
    new = {"tool": "edit", "seed": 1, "arguments": {"prompt": "a", "strength": 0.5}}
    assert recipe_changes(old, new) == [("made by", "painted", "edited"), ("steps", "8", "–"), ("strength", "–", "0.5")]
    assert recipe_changes(old, old) == []
