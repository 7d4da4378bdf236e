"""The app: real Textual, real studio on tiny models, keys pressed, screens compared."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PIL import Image
from textual.widgets import Button, Input, OptionList, Select, Static

from agent.brief.edits import Edit
from agent.director.plan import Plan
from agent.events import Preview, TurnFinished
from agent.studio import Studio
from storage.ledger import NewPicture, SessionWorkspace, begin_call, complete_call, finish_turn, save_checks
from storage.settings import load_settings
from storage import sessions
from storage.store import Store
from tests.conftest import ScriptedWriter
from tools.errors import Cancelled
from tools.model_manager import ModelManager
from tools.types import Check, Recipe, Requirement, Result
from tui.app.app import GouacheApp
from tui.rendering.halfblocks import fit, lines
from tui.screens.picker import SessionPicker
from tui.screens.settings import SettingsScreen
from tui.screens.tree import VersionTree
from tui.widgets.card import TurnCard
from tui.widgets.picture import BlockPicture, PictureView
from tui.widgets.prompt import Prompt
from tui.widgets.transcript import Transcript

RED_BIRD = Plan(intent="create", edits=(Edit(op="add", what="bird", color="red"),))
Make = Callable[..., Studio]


async def until(pilot: Any, condition: Callable[[], object], seconds: float = 20) -> None:
    """Wait for a condition, at most that long."""
    for _ in range(int(seconds / 0.05)):
        if condition():
            return
        await pilot.pause(0.05)
    raise AssertionError("waited in vain")


@pytest.fixture
def with_tiny(monkeypatch: pytest.MonkeyPatch, tiny_models: ModelManager) -> Callable[..., None]:
    """Studios that the app makes use the tiny models and the given plans."""

    def use(*plans: Plan | str) -> None:
        tiny_models.put("director", ScriptedWriter(*plans))
        monkeypatch.setattr("agent.studio.ModelManager", lambda profile: tiny_models)

    return use


def saved_session(store: Store, picture: Image.Image | None = None) -> str:
    """A session with one finished turn whose every value is fixed."""
    session = store.new_session("pocket", 0)
    turn = store.begin_turn(session.id, "a red bird")
    picture = picture or Image.linear_gradient("L").resize((32, 32)).convert("RGB")
    call = begin_call(store, turn.id, 0, "generate", {})
    result = Result(picture, Recipe(tool="generate", arguments={"prompt": "a red bird"}))
    brief = {"elements": [{"what": "bird", "color": "red"}]}
    row = complete_call(
        store, call.id, result, 0.5, SessionWorkspace(store, session.id), NewPicture(None, brief, "bird")
    )
    assert row.picture_id is not None
    check = Check(requirement=Requirement(kind="exists", subject="bird"), verdict="pass", probability=0.97)
    save_checks(store, row.picture_id, [check], "a red bird")
    store.update_turn(turn.id, plan={"do": "create"}, prompt="a red bird", brief=brief)
    finish_turn(store, turn.id, row.picture_id, lambda number: f"Here is #{number}.", accounting={"model_seconds": 1.0})
    return session.id


async def test_a_person_chats_sees_the_picture_and_leaves(
    store: Store, tiny: str, with_tiny: Callable[..., None]
) -> None:
    with_tiny(RED_BIRD)
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(100, 44)) as pilot:
        await pilot.press(*"a red bird", "enter")
        assert app.prompt.value == ""
        await until(pilot, lambda: list(app.query(BlockPicture)))
        card = app.query_one(TurnCard)
        reply = str(card.query_one(".reply", Static).render())
        assert "Here is #1" in reply
        assert "bird" in str(card.query_one(".checks", Static).render())
    (session,) = store.sessions()
    assert session.id == app.session_id
    assert store.pictures(session.id)[0].number == 1


async def test_the_forming_picture_is_shown_and_gives_way_to_the_finished_one(store: Store) -> None:
    app = GouacheApp(saved_session(store), "pocket", 0, "blocks")
    async with app.run_test(size=(100, 44)) as pilot:
        await until(pilot, lambda: list(app.query("TurnCard .checks")))
        card = app.query_one(TurnCard)
        for shade in ("gray", "white"):
            card.take(Preview(Image.new("RGB", (128, 128), shade)))
            await pilot.pause()
        (forming,) = app.query(".forming").results(BlockPicture)
        assert forming.picture.getpixel((0, 0)) == (255, 255, 255)
        card.take(TurnFinished("Done.", "done"))
        await pilot.pause()
        assert not app.query(".forming")


async def test_what_comes_before_a_card_is_composed_is_no_trouble(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "red.png"
    Image.new("RGB", (8, 8), "red").save(path)
    app = GouacheApp(saved_session(store), "pocket", 0, "blocks")
    async with app.run_test(size=(100, 44)) as pilot:
        await until(pilot, lambda: list(app.query("TurnCard .checks")))
        card = TurnCard("a red bird", "blocks", 2)
        app.query_one(Transcript).mount(card)
        card.take(Preview(Image.new("RGB", (128, 128), "gray")))
        card.show_picture(str(path), 2)
        await until(pilot, lambda: list(card.query(PictureView)))
        assert not card.query(".forming")


class ThinkingWriter(ScriptedWriter):
    """Thinks until it is stopped, as a slow model would."""

    def write(self, prompt: Any, schema: dict[str, Any], cancel: Event, limit: int = 400) -> str:
        cancel.wait(20)
        raise Cancelled


async def test_escape_stops_and_keeps_the_picture(
    tiny: str, with_tiny: Callable[..., None], tiny_models: ModelManager
) -> None:
    with_tiny()
    tiny_models.put("director", ThinkingWriter())
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(100, 44)) as pilot:
        await pilot.press(*"a red bird", "enter")
        await until(pilot, lambda: app.stage == "thinking")
        await pilot.press("escape")
        await until(pilot, lambda: "Stopped" in str(app.query_one(".reply", Static).render()))


async def test_a_question_is_answered_on_the_same_card(tiny: str, with_tiny: Callable[..., None]) -> None:
    with_tiny(Plan(intent="ask", text="Which color?"), RED_BIRD)
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(100, 44)) as pilot:
        await pilot.press(*"a bird", "enter")
        await until(pilot, lambda: app.query(TurnCard) and app.query_one(TurnCard).has_class("asking"))
        await pilot.press(*"red", "enter")
        await until(pilot, lambda: list(app.query(BlockPicture)))
        assert len(app.query(TurnCard)) == 1


async def test_trouble_is_one_sentence(tiny: str, with_tiny: Callable[..., None]) -> None:
    with_tiny(Plan(intent="goto", picture=7))
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(100, 44)) as pilot:
        await pilot.press(*"go to 7", "enter")
        await until(pilot, lambda: app.query(TurnCard) and app.query_one(TurnCard).has_class("failed"))
        assert "There is no picture #7" in str(app.query_one(".reply", Static).render())


async def test_a_message_that_cannot_be_taken_spoils_no_other_card(tiny: str, with_tiny: Callable[..., None]) -> None:
    with_tiny(RED_BIRD, Plan(intent="undo"))
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(100, 60)) as pilot:
        await pilot.press(*"a red bird", "enter")
        await until(pilot, lambda: list(app.query(BlockPicture)))
        app.prompt.value = "x" * 5000
        await pilot.press("enter")
        await until(pilot, lambda: len(app.query(".failed")) == 1)
        await pilot.press(*"undo", "enter")
        await until(pilot, lambda: "nothing to undo" in str(list(app.query(".reply"))[-1].render()))
        assert [card.has_class("failed") for card in app.query(TurnCard)] == [False, True, False]


async def test_a_profile_that_is_gone_is_trouble_not_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    app = GouacheApp(None, "nonsense", 3)
    async with app.run_test(size=(100, 44)) as pilot:
        for _ in range(2):
            await pilot.press(*"a bird", "enter")
        await until(pilot, lambda: len(app.query(".failed")) == 2)


async def test_the_picker_opens_a_session(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    session = saved_session(store)
    app = GouacheApp(None, "pocket", 0)
    async with app.run_test(size=(100, 44)) as pilot:
        await until(pilot, lambda: not app.stage)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, SessionPicker))
        await pilot.press("enter")
        await until(pilot, lambda: list(app.query(BlockPicture)))
        assert app.session_id == session


async def test_the_picker_searches_messages_and_pictures(store: Store) -> None:
    red, other = saved_session(store), store.new_session("pocket", 0)
    store.begin_turn(other.id, "a quiet lake")
    assert [row.id for row in sessions.search(store, "red BIRD")] == [red]
    assert sessions.search(store, "100%") == []
    app = GouacheApp(None, "pocket", 0)
    async with app.run_test(size=(120, 44)) as pilot:
        await until(pilot, lambda: not app.stage)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(app.screen, SessionPicker))
        app.screen.query_one(Input).focus()
        await pilot.press(*"bird")
        await until(pilot, lambda: app.screen.query_one(OptionList).option_count == 1)
        await pilot.press("enter")
        await until(pilot, lambda: app.session_id == red)


async def test_the_tree_moves_branches_and_compares(tiny: str, with_tiny: Callable[..., None]) -> None:
    with_tiny(RED_BIRD, Plan(intent="again"))
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(120, 44)) as pilot:
        await pilot.press(*"a red bird", "enter")
        await until(pilot, lambda: replies(app) == 1)
        await pilot.press(*"another", "enter")
        await until(pilot, lambda: replies(app) == 2)
        await pilot.press("ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, VersionTree) and list(app.screen.query(PictureView)))
        await pilot.press("up", "enter")
        await until(pilot, lambda: replies(app) == 3)
        assert "#1" in str(app.query(TurnCard).last().query_one(".reply", Static).render())
        await pilot.press("ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, VersionTree) and list(app.screen.query(PictureView)))
        await pilot.press("escape")
        await until(pilot, lambda: len(app.screen_stack) == 1)
        await pilot.press(*"/compare 1 2", "enter")
        await until(pilot, lambda: replies(app) == 4 and len(app.query(".frame")) == 4)
        session, paths = app.session_id, [view.path for view in app.query(PictureView)]
    again = GouacheApp(session, tiny, 3)
    async with again.run_test(size=(120, 44)) as pilot:
        await until(pilot, lambda: len(again.query(".frame")) == 4)
        assert [view.path for view in again.query(PictureView)] == paths


async def test_messages_sent_before_are_on_the_arrows(store: Store) -> None:
    app = GouacheApp(saved_session(store), "pocket", 0)
    async with app.run_test(size=(100, 44)) as pilot:
        await until(pilot, lambda: list(app.query(BlockPicture)))
        prompt = app.query_one(Prompt)
        await pilot.press(*"draft", "up")
        assert prompt.value == "a red bird"
        await pilot.press("down")
        assert prompt.value == "draft"


async def test_settings_are_saved_beside_what_the_file_says(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(GouacheApp, "serve", lambda self, worker: None)
    home.mkdir()
    (home / "settings.toml").write_text("# mine\nseed = 3\n[other]\nx = 1\n")
    app = GouacheApp(None, "pocket", 0)
    async with app.run_test(size=(100, 44)) as pilot:
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, SettingsScreen))
        app.screen.query_one("#theme", Select).value = "textual-light"
        seed = app.screen.query_one("#seed", Input)
        seed.value = "-4"
        app.screen.query_one(Button).press()
        await pilot.pause(0.3)
        assert isinstance(app.screen, SettingsScreen)
        seed.value = "12"
        app.screen.query_one(Button).press()
        await until(pilot, lambda: not isinstance(app.screen, SettingsScreen))
        assert app.theme == "textual-light"
    text = (home / "settings.toml").read_text()
    assert text.startswith("# mine\nseed = 12\n")
    assert text.index("theme") < text.index("[other]")
    assert load_settings().theme == "textual-light"


def replies(app: GouacheApp) -> int:
    """Cards whose turn is over."""
    return sum(bool(str(reply.render())) for reply in app.query("TurnCard .reply").results(Static))


def test_half_blocks_keep_proportions() -> None:
    assert fit(128, 128, 40, 40) == (40, 20)
    assert fit(128, 128, 80, 10) == (20, 10)
    drawn = lines(Image.new("RGB", (2, 2), (255, 0, 0)), 2, 1)
    assert len(drawn) == 1
    assert str(drawn[0][0].style) == "rgb(255,0,0) on rgb(255,0,0)"


def test_opening_the_app_loads_no_model_library() -> None:
    code = (
        "import sys, tui, tui.app.app, tui.cli.main\n"
        "print(sorted({'torch', 'langgraph', 'transformers', 'diffusers', 'sqlmodel'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path.cwd())
    assert done.stdout.strip() == "[]"
