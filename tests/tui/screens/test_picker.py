"""The session picker: typing searches, arrows move, and each Ctrl key changes a session."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from rich.console import Console
from textual.pilot import Pilot
from textual.widgets import Input, OptionList
from textual.widgets._footer import FooterKey

from storage.store import Store
from tests.tui.helpers import notices, until
from tui.app.app import GouacheApp
from tui.screens.picker import PickerScreen
from tui.screens.rename import RenameScreen
from tui.session.records import SessionRow

pytestmark = pytest.mark.usefixtures("no_studio")


@pytest.fixture
def two(store: Store, saved_session: str) -> tuple[str, str]:
    """A session with a picture of a red bird, and a newer one about a lake."""
    lake = store.new_session("pocket", 0)
    store.begin_turn(lake.id, "a quiet lake")
    return saved_session, lake.id


@asynccontextmanager
async def open_picker(
    session: str | None = None, size: tuple[int, int] = (100, 30)
) -> AsyncIterator[tuple[Pilot[None], PickerScreen]]:
    """The app with the picker open."""
    app = GouacheApp(session, "pocket", 0)
    async with app.run_test(size=size) as pilot:
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, PickerScreen))
        await pilot.pause()
        assert isinstance(app.screen, PickerScreen)
        yield pilot, app.screen


def listed(picker: PickerScreen) -> list[str]:
    """The ids in the list, from its top."""
    return [row.id for row in picker.rows]


def shown(prompt: object) -> str:
    """The text of a row."""
    console = Console(width=80, color_system=None)
    with console.capture() as capture:
        console.print(prompt)
    return capture.get()


def selected(picker: PickerScreen) -> str | None:
    """The id under the cursor."""
    return picker.selected.id if picker.selected else None


async def test_typing_searches_at_once_while_arrows_move_and_enter_opens(two: tuple[str, str]) -> None:
    bird, lake = two
    async with open_picker() as (pilot, picker):
        words = picker.query_one(Input)
        assert picker.focused is words
        assert (listed(picker), selected(picker)) == ([lake, bird], lake)
        await pilot.press("down")
        assert (selected(picker), picker.focused) == (bird, words)
        await pilot.press("up", "pagedown", "pageup")
        assert selected(picker) == lake
        await pilot.press(*"bird")
        await until(pilot, lambda: listed(picker) == [bird])
        await pilot.press(*["backspace"] * 4)
        await until(pilot, lambda: listed(picker) == [lake, bird])
        await pilot.press("down", "enter")
        await until(pilot, lambda: pilot.app.session_id == bird)


async def test_a_click_opens_too(two: tuple[str, str]) -> None:
    async with open_picker() as (pilot, _):
        await pilot.click(OptionList, offset=(5, 2))
        await until(pilot, lambda: pilot.app.session_id == two[0])


async def test_chinese_words_find_english_captions(two: tuple[str, str]) -> None:
    async with open_picker() as (pilot, picker):
        picker.query_one(Input).value = "红色的鸟"
        await until(pilot, lambda: listed(picker) == [two[0]])


@pytest.mark.parametrize("size", [(80, 24), (140, 44)])
async def test_the_keys_are_on_the_screen(two: tuple[str, str], size: tuple[int, int]) -> None:
    async with open_picker(size=size) as (_, picker):
        keys = {key.description: key.region for key in picker.query(FooterKey)}
        assert {"rename", "fork", "star", "delete", "undelete", "export", "close"} <= keys.keys()
        assert all(picker.region.contains_region(region) for region in keys.values())


async def test_a_click_on_a_key_does_what_it_says(store: Store, two: tuple[str, str]) -> None:
    async with open_picker() as (pilot, picker):
        star = next(key for key in picker.query(FooterKey) if key.description == "star")
        await pilot.click(star)
        await until(pilot, lambda: any(row.starred for row in picker.rows))


async def test_ctrl_r_renames(store: Store, two: tuple[str, str]) -> None:
    async with open_picker() as (pilot, picker):
        await pilot.press("down", "ctrl+r")
        await until(pilot, lambda: isinstance(pilot.app.screen, RenameScreen))
        assert pilot.app.screen.query_one(Input).value == "a red bird"
        await pilot.press("end", *" two", "enter")
        await until(pilot, lambda: picker.rows[1].title == "a red bird two")
        assert store.session(two[0]).title == "a red bird two"
        assert selected(picker) == two[0]


async def test_escape_keeps_the_name(store: Store, two: tuple[str, str]) -> None:
    async with open_picker() as (pilot, picker):
        await pilot.press("down", "ctrl+r")
        await until(pilot, lambda: isinstance(pilot.app.screen, RenameScreen))
        await pilot.press("x", "escape")
        await until(pilot, lambda: pilot.app.screen is picker)
    assert store.session(two[0]).title == "a red bird"


async def test_an_empty_name_is_refused(store: Store, two: tuple[str, str]) -> None:
    async with open_picker() as (pilot, _):
        await pilot.press("down", "ctrl+r")
        await until(pilot, lambda: isinstance(pilot.app.screen, RenameScreen))
        pilot.app.screen.query_one(Input).value = "  "
        await pilot.press("enter")
        await until(pilot, lambda: "1 to 120" in notices(pilot.app))
    assert store.session(two[0]).title == "a red bird"


async def test_ctrl_f_forks_and_stands_at_the_copy(store: Store, two: tuple[str, str]) -> None:
    async with open_picker() as (pilot, picker):
        await pilot.press("down", "ctrl+f")
        await until(pilot, lambda: len(listed(picker)) == 3)
        copy = selected(picker)
        assert copy not in two
        assert "a red bird (copy)" in notices(pilot.app)
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.session_id == copy)
    (mine,), (theirs,) = store.pictures(copy or ""), store.pictures(two[0])
    assert (mine.hash, mine.number, mine.caption) == (theirs.hash, theirs.number, theirs.caption)


async def test_ctrl_s_stars_and_the_row_stays_under_the_cursor(store: Store, two: tuple[str, str]) -> None:
    bird, lake = two
    async with open_picker() as (pilot, picker):
        await pilot.press("down", "ctrl+s")
        await until(pilot, lambda: picker.rows[1].starred and not picker.changing)
        assert (listed(picker), selected(picker)) == ([lake, bird], bird)
        assert store.session(bird).starred
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not picker.rows[1].starred and not picker.changing)
        assert not store.session(bird).starred
    async with open_picker() as (pilot, picker):
        assert listed(picker) == [lake, bird]


async def test_a_star_is_shown() -> None:
    rows = [SessionRow("a", "2025-01-01 10:00", "one", "one", None, True), SessionRow("b", "", "two", "two", None)]
    app = GouacheApp(None, "pocket", 0)
    async with app.run_test() as pilot:
        picker = PickerScreen(rows, lambda words: rows)
        await app.push_screen(picker)
        options = picker.query_one(OptionList)
        await until(pilot, lambda: options.option_count == 2)
        assert ["★" in shown(option.prompt) for option in options.options] == [True, False]


async def test_ctrl_d_deletes_and_ctrl_z_brings_back(store: Store, two: tuple[str, str]) -> None:
    bird, lake = two
    async with open_picker() as (pilot, picker):
        await pilot.press("ctrl+d")
        await until(pilot, lambda: listed(picker) == [bird])
        assert "Ctrl+Z undoes that" in notices(pilot.app)
        assert [row.id for row in store.sessions()] == [bird]
        await pilot.press("ctrl+d")
        await until(pilot, lambda: listed(picker) == [])
        for key in ("ctrl+d", "ctrl+f", "ctrl+r", "ctrl+e", "ctrl+s", "enter", "down"):
            await pilot.press(key)
        assert pilot.app.screen is picker
        await pilot.press("ctrl+z")
        await until(pilot, lambda: listed(picker) == [bird])
        await pilot.press("ctrl+z")
        await until(pilot, lambda: listed(picker) == [lake, bird])
        assert selected(picker) == lake
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "There is no deleted session" in notices(pilot.app))


async def test_the_open_session_is_not_deleted_under_its_person(store: Store, two: tuple[str, str]) -> None:
    async with open_picker(session=two[1]) as (pilot, _):
        await pilot.press("ctrl+d")
        await until(pilot, lambda: "That session is open" in notices(pilot.app))
        assert len(store.sessions()) == 2


async def test_ctrl_e_exports_and_a_missing_picture_is_one_sentence(
    store: Store, two: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / f"gouache-{two[0]}"
    async with open_picker() as (pilot, picker):
        await pilot.press("down", "ctrl+e")
        await until(pilot, lambda: f"session.json are in {folder}." in notices(pilot.app))
        assert {file.name for file in folder.iterdir()} == {"001.png", "session.md", "session.json"}
        assert selected(picker) == two[0]
        store.path(store.pictures(two[0])[0]).unlink()
        await pilot.press("ctrl+e")
        await until(pilot, lambda: "The file of #1 is missing" in notices(pilot.app))


async def test_escape_sequences_in_a_name_do_not_reach_the_terminal(store: Store, two: tuple[str, str]) -> None:
    store.begin_turn(store.new_session("pocket", 0).id, "bad \x1b]0;title\x07[red]name")
    async with open_picker() as (pilot, picker):
        assert "\x1b" not in shown(picker.query_one(OptionList).get_option_at_index(0).prompt)
        await pilot.press("ctrl+d")
        await until(pilot, lambda: "Deleted “bad [red]name”" in notices(pilot.app))
