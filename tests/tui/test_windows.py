"""The tree, the comparison and the replay as windows; the screen's own slash commands; themes; the end of the app."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.color import Color
from textual.widgets import OptionList, Static

from agent.commands.table import COMMANDS
from agent.director.plan import Plan
from agent.events import Checked, Loss, Standing, TurnFinished, TurnStarted
from agent.sessions.export import export_session
from storage import pictures
from storage.files import read_recipe
from storage.store import Store
from tests.tui.test_app import RED_BIRD, replies, saved_session, until, with_tiny
from tests.tui.test_manners import CHECKS, idle, tell
from tools.types import Check, Requirement
from tui.app.app import GouacheApp
from tui.app.completion import Words
from tui.app.history import picture_paths, stored_turns
from tui.app.slash_commands import LOCAL, table
from tui.app.themes import THEMES
from tui.screens.compare import CompareScreen, recipe_changes
from tui.screens.help import HelpScreen
from tui.screens.replay import ReplayScreen
from tui.screens.settings import SettingsScreen
from tui.screens.tree import PictureNode, VersionTree, branches
from tui.screens.viewer import Viewer
from tui.widgets.picture import BlockPicture, PictureView

__all__ = ["idle", "with_tiny"]


def notes(app: GouacheApp) -> str:
    return " | ".join(str(note.message) for note in app._notifications)


def made(number: int, parent: int | None) -> PictureNode:
    return PictureNode(number, parent, f"m{number}", "")


def test_the_tree_moves_right_only_where_lines_part() -> None:
    rows = branches([made(1, None), made(2, 1), made(3, 2), made(4, 2), made(5, 3), made(6, 9)])
    assert [(row.number, own, beside) for row, own, beside in rows] == [
        (1, "", ""), (2, "", ""), (3, "├─", "│ "), (5, "│ ", "│ "), (4, "└─", "  "), (6, "", ""),
    ]  # fmt: skip


def test_a_tree_of_a_thousand_edits_is_no_depth() -> None:
    assert len(branches([made(n, n - 1 or None) for n in range(1, 3001)])) == 3000


async def _two(app: GouacheApp, pilot: Any) -> VersionTree:
    """Two pictures in a row, and the tree opened."""
    for number, message in enumerate(("a red bird", "another"), 1):
        await pilot.press(*message, "enter")
        await until(pilot, lambda number=number: replies(app) == number and not app.stage)
    await pilot.press("ctrl+t")
    await until(pilot, lambda: isinstance(app.screen, VersionTree) and list(app.screen.query(PictureView)))
    assert isinstance(app.screen, VersionTree)
    return app.screen


def _lines(tree: VersionTree) -> list[str]:
    options = tree.query_one(OptionList)
    return [str(options.get_option_at_index(n).prompt) for n in range(options.option_count)]


async def test_the_tree_stars_deletes_and_brings_back(store: Store, tiny: str, with_tiny: Callable[..., None]) -> None:
    with_tiny(RED_BIRD, Plan(intent="again"))
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(120, 44)) as pilot:
        tree = await _two(app, pilot)
        assert app.session_id is not None
        await until(pilot, lambda: "▀" in _lines(tree)[0])
        await pilot.press("d")
        await until(pilot, lambda: "current picture" in notes(app) and not tree.changing)
        await pilot.press("up", "s")
        await until(pilot, lambda: "★" in _lines(tree)[0] and not tree.changing)
        await pilot.press("d")
        await until(pilot, lambda: len(_lines(tree)) == 1 and not tree.changing)
        assert [row.number for row in store.pictures(app.session_id)] == [2]
        await pilot.press("ctrl+z")
        await until(pilot, lambda: len(_lines(tree)) == 2 and not tree.changing)
        await pilot.press("v")
        await until(pilot, lambda: isinstance(app.screen, Viewer))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is tree)
        tree.query_one(OptionList).highlighted = 0
        await pilot.press("b")
        await until(pilot, lambda: replies(app) == 3)
        current = store.current(app.session_id)
        assert current is not None
        assert current.number == 1


async def test_two_pictures_are_compared_with_their_briefs_and_recipes(
    tiny: str, with_tiny: Callable[..., None]
) -> None:
    with_tiny(RED_BIRD, Plan(intent="again"))
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(120, 44)) as pilot:
        tree = await _two(app, pilot)
        await pilot.press("c", "up", "c")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen) and len(app.screen.query(PictureView)) == 2)
        text = str(app.screen.query_one("#changes", Static).render())
        assert "from #2 to #1" in text
        assert "the same" in text.split("Recipe")[0]
        assert "seed: " in text.split("Recipe")[1]
        await pilot.press("x")
        await until(pilot, lambda: "from #1 to #2" in str(app.screen.query_one("#changes", Static).render()))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is tree)
        await pilot.press("c", "c")
        assert tree.marked is None
        tree.query_one(OptionList).highlighted = 0
        await pilot.press("c", "down", "c")
        await until(pilot, lambda: isinstance(app.screen, CompareScreen))
        await pilot.press("1")
        await until(pilot, lambda: replies(app) == 3)


def test_recipes_differ_by_name() -> None:
    old = {"tool": "generate", "seed": 1, "arguments": {"prompt": "a", "steps": 8}}
    new = {"tool": "edit", "seed": 1, "arguments": {"prompt": "a", "strength": 0.5}}
    assert recipe_changes(old, new) == [("tool", "generate", "edit"), ("steps", "8", "–"), ("strength", "–", "0.5")]
    assert recipe_changes(old, old) == []


async def test_the_replay_makes_every_picture_again(tiny: str, with_tiny: Callable[..., None]) -> None:
    with_tiny(RED_BIRD, Plan(intent="again"))
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(120, 44)) as pilot:
        await pilot.press(*"/replay", "enter")
        await until(pilot, lambda: "nothing to replay" in notes(app))
        await _two(app, pilot)
        await pilot.press("escape", "f4")
        await until(pilot, lambda: isinstance(app.screen, ReplayScreen) and app.screen.done)
        screen = app.screen
        assert isinstance(screen, ReplayScreen)
        await until(pilot, lambda: "2 of 2" in str(screen.query_one("#hint").render()))
        assert "all identical" in str(screen.query_one("#hint").render())
        await pilot.press("n", "space", "right", "p")
        options = screen.query_one(OptionList)
        await until(pilot, lambda: options.highlighted == len(screen.decisions) - 2)
        facts = str(screen.query_one("#facts", Static).render())
        assert "you" in facts
        await pilot.press("f")
        await until(pilot, lambda: "came out identical" in notes(app))
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)


async def test_export_writes_what_import_reads(store: Store, tmp_path: Path) -> None:
    app = GouacheApp(saved_session(store), "pocket", 0)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: replies(app) and not app.stage)
        app.prompt.value = f"/export {tmp_path / 'out'}"
        await pilot.press("enter")
        await until(pilot, lambda: (tmp_path / "out" / "session.json").exists())
        assert replies(app) == 1
    value = json.loads((tmp_path / "out" / "session.json").read_text("utf-8"))
    assert value["turns"][0]["message"] == "a red bird"
    assert "001.png" in (tmp_path / "out" / "session.md").read_text("utf-8")


async def test_a_final_picture_is_starred_and_written_with_its_recipe(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    session = saved_session(store)
    app = GouacheApp(session, "pocket", 0)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: replies(app) and not app.stage)
        await app.say("/final x")
        await app.say("/final 7")
        await app.say("/final " + "9" * 5000)
        await app.say("/export ~nobody-of-that-name/x")
        await until(pilot, lambda: "not a picture number" in notes(app) and "There is no picture #7" in notes(app))
        await until(pilot, lambda: "“9999" in notes(app) and "home directory" in notes(app))
        await app.say("/final")
        await until(pilot, lambda: "is starred" in notes(app))
    recipe = read_recipe(tmp_path / f"gouache-{session}-001.png")
    assert recipe is not None
    assert recipe.arguments["prompt"] == "a red bird"
    assert store.pictures(session)[0].starred


async def test_the_profile_changes_for_this_session(store: Store, tiny: str, with_tiny: Callable[..., None]) -> None:
    with_tiny()
    session = saved_session(store)
    app = GouacheApp(session, "pocket", 0)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: replies(app) and not app.stage)
        await app.say("/profile")
        await app.say("/profile nonsense")
        await until(pilot, lambda: "This is pocket" in notes(app) and "nonsense" in notes(app))
        await app.say(f"/profile {tiny}")
        await until(pilot, lambda: replies(app) == 1 and not app.stage)
        assert store.session(session).profile == str(Path(tiny).resolve())


@pytest.mark.parametrize("name", sorted({"tree", "sessions", "settings", "help"} & LOCAL.keys()))
async def test_commands_of_the_screen_open_their_windows(idle: GouacheApp, name: str) -> None:
    async with idle.run_test(size=(100, 30)) as pilot:
        await pilot.press(*f"/{name}", "enter")
        await until(pilot, lambda: len(idle.screen_stack) == 2)
        assert not idle.worker.inbox.qsize()
        await pilot.press("escape")
        await until(pilot, lambda: len(idle.screen_stack) == 1)
        await idle.say(f"/{name} x")
        await pilot.pause()
        assert "takes nothing after it" in notes(idle)


async def test_every_command_is_in_the_help_and_is_completed(idle: GouacheApp) -> None:
    words = Words()
    async with idle.run_test(size=(100, 60)) as pilot:
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(idle.screen, HelpScreen))
        for name in (*COMMANDS, *LOCAL):
            assert name in table()
            assert f"/{name}" in words.fitting(f"/{name[:-1]}")


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("a red ball", "a red balloon"), ("an ink w", "an ink wash"), ("A Cas", "A Castle"), ("把城", "把城堡"),
        ("画成油", "画成油画"), ("xyzzy q", None), ("a st", None), ("/und", "/undo"),
        ("/style wat", "/style watercolor"), ("/profile po", "/profile pocket"), ("/seed r", "/seed random"),
    ],
)  # fmt: skip
def test_words_are_completed(line: str, whole: str | None) -> None:
    assert next(iter(Words().fitting(line)), None) == whole


def test_paths_are_completed(tmp_path: Path) -> None:
    (tmp_path / "album").mkdir()
    (tmp_path / "a.png").touch()
    (tmp_path / "a.txt").touch()
    assert Words().fitting(f"/open {tmp_path}/a") == [f"/open {tmp_path}/a.png", f"/open {tmp_path}/album/"]


async def test_what_comes_while_the_app_closes_is_dropped(idle: GouacheApp) -> None:
    told = (
        ("event", Standing(1, CHECKS)), ("opened", ([], {}, [])), ("page", ([], True)), ("dropped", "No."),
        ("event", TurnStarted("t2", 2, "y")), ("event", Checked(1, CHECKS)), ("event", TurnFinished("Yes.", "done")),
    )  # fmt: skip
    async with idle.run_test(size=(100, 30)) as pilot:
        await tell(idle, pilot, TurnStarted("t1", 1, "x"))
        for kind, value in told:
            idle._hear(idle.worker, kind, value)
    before = list(idle.transcript.tail)
    for kind, value in (*told, ("event", TurnStarted("t3", 3, "z"))):
        await idle.on_gouache_app_heard(GouacheApp.Heard(idle.worker, kind, value))
    assert idle.transcript.tail == before


def _luminance(color: str) -> float:
    return Color.parse(color).brightness


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_verdicts_differ_in_lightness(theme: Any) -> None:
    good, bad, unsure = (_luminance(color) for color in (theme.success, theme.error, theme.warning))
    assert abs(good - bad) > 0.1
    assert abs(good - unsure) > 0.05
    assert abs(bad - unsure) > 0.05


async def test_without_colour_nothing_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(GouacheApp, "serve", lambda self, worker: None)
    app = GouacheApp(None, "pocket", 0, "none")
    async with app.run_test(size=(140, 30)) as pilot:
        red = Requirement(kind="color", subject="bird", value="red")
        checks = (*CHECKS, Check(requirement=red, verdict="fail", probability=0.1))
        await tell(app, pilot, TurnStarted("t1", 1, "x"), Checked(1, checks))
        assert "✓ there is a bird" in str(app.query_one(".checks", Static).render())
        assert "✗ the bird is red" in str(app.query_one(".checks", Static).render())
        colours = {
            tuple(part.style.color.triplet)
            for line in app.screen._compositor.render_strips()
            for part in line.apply_filter(app._filters[0], Color(0, 0, 0))
            if part.style and part.style.color and part.style.color.triplet
        }
    assert all(red == green == blue for red, green, blue in colours)


async def test_a_first_start_says_what_is_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(GouacheApp, "serve", lambda self, worker: None)
    app = GouacheApp(None, "pocket", 0)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "first start" in str(app.welcome.render()))
        text = str(app.welcome.render())
    assert "Pictures are shown as blocks" in text
    assert "disk are free" in text
    assert "Chinese" in text


async def test_a_start_after_the_first_says_less(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    pictures.star(store, saved_session(store), 1)
    monkeypatch.setattr(GouacheApp, "serve", lambda self, worker: None)
    app = GouacheApp(None, "pocket", 0)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(1)
        assert "first start" not in str(app.welcome.render())


async def test_pictures_change_their_way_inside_the_app(idle: GouacheApp, store: Store) -> None:
    session = saved_session(store)
    opened = (stored_turns(store, session), picture_paths(store, session), ["a red bird"])
    async with idle.run_test(size=(100, 44)) as pilot:
        idle._hear(idle.worker, "opened", opened)
        await until(pilot, lambda: list(idle.query(BlockPicture)))
        idle.set_graphics("none")
        await until(pilot, lambda: not list(idle.query(BlockPicture)))
        idle.set_graphics("kitty")
        await pilot.pause()
        assert "next start" in notes(idle)
        assert idle.mode == "none"
        idle.set_graphics("blocks")
        await until(pilot, lambda: list(idle.query(BlockPicture)))


async def test_a_picture_is_seen_whole_on_a_small_screen(idle: GouacheApp, store: Store) -> None:
    session = saved_session(store)
    async with idle.run_test(size=(80, 24)) as pilot:
        idle._hear(idle.worker, "opened", (stored_turns(store, session), picture_paths(store, session), []))
        await until(pilot, lambda: list(idle.query(".frame")))
        assert idle.query_one(".frame").outer_size.height <= idle.transcript.size.height
        assert not idle.panel.display
        await pilot.press("f5")
        assert idle.panel.display
        await idle.say("/brief")
        assert not idle.panel.display


async def test_what_an_edit_broke_stands_in_the_panel(idle: GouacheApp) -> None:
    async with idle.run_test(size=(140, 44)) as pilot:
        lost = Loss(Requirement(kind="exists", subject="scarf"), 2, 3)
        await tell(idle, pilot, Standing(3, CHECKS, (lost,)))
        await pilot.pause()
        assert "there is a scarf (#2 had it; turn 3)" in str(idle.panel.render())


async def test_an_exported_session_is_imported_in_the_app(idle: GouacheApp, store: Store, tmp_path: Path) -> None:
    export_session(store, saved_session(store), tmp_path / "out")
    async with idle.run_test(size=(100, 44)) as pilot:
        await idle.say("/import")
        await until(pilot, lambda: "Which folder" in notes(idle))
        await idle.say(f"/import {tmp_path / 'out'}")
        await until(pilot, lambda: len(store.sessions()) == 2)
        newest = store.sessions()[0].id
        await until(pilot, lambda: idle.session_id == newest)


async def test_f1_opens_over_a_window_and_closes(idle: GouacheApp) -> None:
    async with idle.run_test(size=(100, 44)) as pilot:
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(idle.screen, SettingsScreen))
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(idle.screen, HelpScreen))
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(idle.screen, SettingsScreen))
        await pilot.click("#cancel")
        await until(pilot, lambda: len(idle.screen_stack) == 1)
