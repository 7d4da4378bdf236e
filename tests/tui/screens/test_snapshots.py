"""What every screen looks like in three sizes of terminal, in two themes and languages."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from agent.events import Interpreted, PromptWritten, Stage, Standing, TurnFinished, TurnStarted
from agent.sessions.replay import Replayed, stored_decisions
from storage.settings import Settings
from storage.store import Store
from tests.tui.helpers import emit, report, save_session, until
from tools.memory.plan import ModelPlace
from tools.model_manager import ModelManager
from tools.profiles import load_profile
from tools.types import Check, Requirement
from tui import texts
from tui.app.app import GouacheApp
from tui.screens.compare import CompareScreen
from tui.screens.help import HelpScreen
from tui.screens.main import MainScreen
from tui.screens.models.panel import ModelScreen
from tui.screens.models.rows import ModelRow
from tui.screens.picker import PickerScreen
from tui.screens.replay import ReplayScreen
from tui.screens.settings import SettingsScreen
from tui.screens.tree import TreeScreen
from tui.screens.viewer import ViewerScreen
from tui.session.history import picture_paths, stored_turns
from tui.session.records import PictureNode, SessionRow
from tui.session.worker_messages import SessionOpened
from tui.widgets.picture import PictureView
from tui.widgets.status_bar import StatusBar


def drawing(app: GouacheApp) -> str:
    """The screen's text, and a digest of its colours: full drawings of every screen would be twelve megabytes."""
    strips = app.screen._compositor.render_strips()
    colors = [[(segment.text, str(segment.style)) for segment in strip] for strip in strips]
    text = "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)
    return f"{text}\ncolours {hashlib.sha256(repr(colors).encode()).hexdigest()[:16]}"


async def settled_drawing(app: GouacheApp, pilot: Pilot[None]) -> str:
    """The screen once it is the same twice in a row, without what differs from run to run."""
    before = ""
    for _ in range(100):
        for path in app.screen.query(".path").results(Static):
            path.update("PATH")
        await pilot.pause(0.1)
        now = drawing(app)
        if now == before and all(list(view.query(".frame")) for view in app.screen.query(PictureView)):
            return re.sub(r"/tmp/\S+", lambda path: "P" * len(path[0]), now)
        before = now
    raise AssertionError("the screen does not come to rest")


@pytest.fixture(params=[(80, 24), (120, 40), (200, 60)], ids=["80x24", "120x40", "200x60"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(params=[("textual-dark", "en"), ("colour-safe-light", "zh")], ids=["dark-en", "light-zh"])
def app(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, no_studio: None) -> GouacheApp:
    """An app without the studio's thread and without a clock."""
    monkeypatch.setattr(MainScreen, "prepare", lambda self: None)
    monkeypatch.setattr(StatusBar, "update_line", lambda self: None)
    monkeypatch.setattr(ReplayScreen, "paint_again", lambda self: None)
    # The test's own folder has a name of another length in every run.
    monkeypatch.setattr("tui.screens.settings.settings_file", lambda: Path("/home/you/.config/gouache/settings.toml"))
    theme, language = request.param
    monkeypatch.setenv("GOUACHE_LANGUAGE", language)
    texts.use_language(language)
    app = GouacheApp(None, "pocket", 0, "blocks", "as asked")
    app.theme = theme
    return app


def freeze(app: GouacheApp) -> None:
    """Replace what differs from run to run on the main screen."""
    app.main.prompt.cursor_blink = False
    app.query_one("#status", Static).update("STATUS")


async def test_the_conversation(
    snapshot: SnapshotAssertion, app: GouacheApp, size: tuple[int, int], store: Store
) -> None:
    session = save_session(store)
    opened = SessionOpened(stored_turns(store, session, 20), picture_paths(store, session), ["a red bird"])
    checks = (
        Check(requirement=Requirement(kind="exists", subject="bird"), verdict="pass", probability=0.97),
        Check(requirement=Requirement(kind="exists", subject="castle"), verdict="fail", probability=0.08),
        Check(requirement=Requirement(kind="scene", value="night"), verdict="unsure", probability=0.5),
    )
    running = [
        TurnStarted("t", 2, "add a castle"), Interpreted("edit", ("+ a castle",)),
        PromptWritten("a red bird; a castle"), Stage("looking"), Standing(1, checks),
    ]  # fmt: skip
    async with app.run_test(size=size) as pilot:
        freeze(app)
        assert await settled_drawing(app, pilot) == snapshot(name="empty")
        await report(app, pilot, opened)
        await until(pilot, lambda: list(app.query(".frame")))
        assert await settled_drawing(app, pilot) == snapshot(name="reopened")
        await emit(app, pilot, *running)
        await pilot.press(*"make it night", "enter", *"add a moon", "enter", "f3")
        assert await settled_drawing(app, pilot) == snapshot(name="waiting")
        await emit(app, pilot, TurnFinished("The castle is missing.", "failed"))
        assert await settled_drawing(app, pilot) == snapshot(name="failed")


def windows(store: Store, folder: Path) -> dict[str, ModalScreen[Any]]:
    """Every window, by name, on stored pictures whose values are fixed."""
    session = save_session(store)
    stored = str(store.path(store.pictures(session)[0]))
    rotated = folder / "rotated.png"
    Image.linear_gradient("L").resize((32, 32)).transpose(Image.Transpose.ROTATE_90).convert("RGB").save(rotated)
    recipe = {"tool": "generate", "seed": 7, "arguments": {"prompt": "a red bird", "steps": 8}}
    brief = {"elements": [{"what": "bird", "color": "red"}]}
    other_brief = {"elements": [{"what": "bird"}]}
    first = PictureNode(1, None, "a red bird", stored, True, True, brief, recipe)
    second = PictureNode(2, 1, "make it blue", str(rotated), brief=other_brief, recipe={**recipe, "seed": 8})
    third = PictureNode(3, 1, "加一座城堡", str(rotated), brief=brief, recipe=recipe)
    rows = [
        SessionRow("1", "2026-01-02 10:00", "a red bird", "make it blue", stored, True),
        SessionRow("2", "2026-01-01 09:00", "把城堡换成房子", "谢谢", None),
    ]
    klein = "black-forest-labs/FLUX.2-klein-4B"
    place = ModelPlace(klein, ("editor", "stylist"), "8-bit", "8-bit", 11.0, 0.0, True, 8.0)
    models = [
        ModelRow("Tongyi-MAI/Z-Image-Turbo", ("painter",), "missing"),
        ModelRow(klein, ("editor", "stylist"), "memory", "cuda", 2**33, place, ("sketch.safetensors",)),
        ModelRow("package:restorer", ("restorer",), "disk", size=3 * 2**20),
    ]
    return {
        "help": HelpScreen("blocks: as asked"),
        "settings": SettingsScreen(Settings()),
        "sessions": PickerScreen(rows, lambda words: rows),
        "no sessions": PickerScreen([], lambda words: []),
        "tree": TreeScreen(session, [first, second, third], "blocks"),
        "no pictures": TreeScreen(None, [], "blocks"),
        "compare": CompareScreen(first, second, "blocks"),
        "view": ViewerScreen([first, second], 0, "blocks"),
        "models": ModelScreen(lambda: ModelManager(load_profile("studio-16")), models, lambda *wanted: None, bool),
        "replay": ReplayScreen(session, stored_decisions(store, session), "blocks", None),
    }


async def prepare(window: ModalScreen[Any], pilot: Pilot[None]) -> None:
    """Wait for the pictures of a window, and replace what differs from run to run."""
    for field in window.query(Input):
        field.cursor_blink = False
    await until(pilot, lambda: all(list(view.query(".frame")) for view in window.query(PictureView)))
    for static in window.query(Static):
        if str(static.render()).startswith(("stored in", "/")):
            static.update("PATH")
    match window:
        case TreeScreen():
            files = {node.path for node in window.tree_list.nodes}
            await until(pilot, lambda: window.tree_list.thumbnails.keys() == files)
        case ReplayScreen():
            stored = window.decisions[0].picture
            assert stored is not None
            window.show_result(0, Replayed(1, 1, "generate", False, 31.5, "other weights", stored.hash, "0" * 64))


async def test_the_windows(
    snapshot: SnapshotAssertion, app: GouacheApp, size: tuple[int, int], store: Store, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr("tui.screens.models.panel._INTERVAL", 600.0)  # The rows of the test stay.
    async with app.run_test(size=size) as pilot:
        freeze(app)
        await settled_drawing(app, pilot)
        for name, window in windows(store, tmp_path).items():
            await app.push_screen(window)
            await prepare(window, pilot)
            assert await settled_drawing(app, pilot) == snapshot(name=name)
            app.pop_screen()
            await pilot.pause()
