"""What every screen looks like, on a small and on a large terminal, in two themes."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from syrupy.assertion import SnapshotAssertion
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static

from agent.events import Interpreted, PromptWritten, Stage, Standing, TurnFinished, TurnStarted
from agent.sessions.replay import Replayed, stored_decisions
from storage.settings import Settings
from storage.store import Store
from tests.tui.test_app import saved_session, until
from tests.tui.test_manners import tell
from tools.types import Check, Requirement
from tui.app.app import GouacheApp
from tui.app.history import picture_paths, stored_turns
from tui.screens.compare import CompareScreen
from tui.screens.help import HelpScreen
from tui.screens.picker import SessionPicker, SessionRow
from tui.screens.replay import ReplayScreen
from tui.screens.settings import SettingsScreen
from tui.screens.tree import PictureNode, VersionTree
from tui.screens.viewer import Viewer
from tui.widgets.picture import PictureView


def drawn(app: GouacheApp) -> str:
    """The screen's text, and one digest of its colours: whole drawings of every screen would be twelve megabytes."""
    strips = app.screen._compositor.render_strips()
    colors = [[(segment.text, str(segment.style)) for segment in strip] for strip in strips]
    text = "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)
    return f"{text}\ncolours {hashlib.sha256(repr(colors).encode()).hexdigest()[:16]}"


async def settled(app: GouacheApp, pilot: Any) -> str:
    """The screen, without what differs from run to run, once it is the same twice in a row."""
    before = ""
    for _ in range(100):
        for path in app.screen.query(".path").results(Static):
            path.update("PATH")
        await pilot.pause(0.1)
        now = drawn(app)
        if now == before and all(list(view.query(".frame")) for view in app.screen.query(PictureView)):
            return re.sub(r"/tmp/\S+", lambda path: "P" * len(path[0]), now)
        before = now
    raise AssertionError("the screen does not come to rest")


@pytest.fixture(params=[(80, 24), (200, 60)], ids=["80x24", "200x60"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(params=["textual-dark", "colour-safe-light"])
def app(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> GouacheApp:
    """An app without a studio and without a clock."""
    monkeypatch.setattr(GouacheApp, "serve", lambda self, worker: None)
    monkeypatch.setattr(GouacheApp, "prepare", lambda self: None)
    monkeypatch.setattr(GouacheApp, "_tick", lambda self: None)
    monkeypatch.setattr(ReplayScreen, "_play", lambda self: None)
    made = GouacheApp(None, "pocket", 0, "blocks", "as asked")
    made.theme = request.param
    return made


async def test_the_conversation(
    snapshot: SnapshotAssertion, app: GouacheApp, size: tuple[int, int], store: Store
) -> None:
    session = saved_session(store)
    opened = (stored_turns(store, session), picture_paths(store, session), ["a red bird"])
    async with app.run_test(size=size) as pilot:
        app.prompt.cursor_blink = False
        app.status.update("STATUS")
        assert await settled(app, pilot) == snapshot(name="empty")
        app._hear(app.worker, "opened", opened)
        await until(pilot, lambda: list(app.query(".frame")))
        assert await settled(app, pilot) == snapshot(name="reopened")
        changes = Interpreted("edit", ("+ a castle",))
        await tell(
            app,
            pilot,
            TurnStarted("t", 2, "add a castle"),
            changes,
            PromptWritten("a red bird; a castle"),
            Stage("looking"),
        )
        checks = (
            Check(requirement=Requirement(kind="exists", subject="bird"), verdict="pass", probability=0.97),
            Check(requirement=Requirement(kind="exists", subject="castle"), verdict="fail", probability=0.08),
            Check(requirement=Requirement(kind="scene", value="night"), verdict="unsure", probability=0.5),
        )
        await tell(app, pilot, Standing(1, checks))
        await pilot.press(*"make it night", "enter", *"add a moon", "enter", "f3")
        assert await settled(app, pilot) == snapshot(name="waiting")
        await tell(app, pilot, TurnFinished("The castle is missing.", "failed"))
        assert await settled(app, pilot) == snapshot(name="failed")


def _windows(store: Store, folder: Path) -> dict[str, ModalScreen[Any]]:
    session = saved_session(store)
    stored = store.path(store.pictures(session)[0])
    other = folder / "other.png"
    Image.linear_gradient("L").resize((32, 32)).transpose(Image.Transpose.ROTATE_90).convert("RGB").save(other)
    recipe = {"tool": "generate", "seed": 7, "arguments": {"prompt": "a red bird", "steps": 8}}
    brief = {"elements": [{"what": "bird", "color": "red"}]}
    first = PictureNode(1, None, "a red bird", str(stored), True, True, brief, recipe)
    second = PictureNode(
        2, 1, "make it blue", str(other), False, False, {"elements": [{"what": "bird"}]}, {**recipe, "seed": 8}
    )
    third = PictureNode(3, 1, "加一座城堡", str(other), brief=brief, recipe=recipe)
    saved = [
        SessionRow("1", "2026-01-02 10:00", "a red bird", "make it blue", str(stored), True),
        SessionRow("2", "2026-01-01 09:00", "把城堡换成房子", "谢谢", None),
    ]
    return {
        "help": HelpScreen("blocks: as asked"),
        "settings": SettingsScreen(Settings()),
        "sessions": SessionPicker(saved, lambda words: saved),
        "no sessions": SessionPicker([], lambda words: []),
        "tree": VersionTree(session, [first, second, third], "blocks"),
        "no pictures": VersionTree(None, [], "blocks"),
        "compare": CompareScreen(first, second, "blocks"),
        "view": Viewer([first, second], 0, "blocks"),
        "replay": ReplayScreen(session, stored_decisions(store, session), "blocks", None),
    }


async def test_the_windows(
    snapshot: SnapshotAssertion, app: GouacheApp, size: tuple[int, int], store: Store, tmp_path: Path
) -> None:
    async with app.run_test(size=size) as pilot:
        app.prompt.cursor_blink = False
        app.status.update("STATUS")
        for name, window in _windows(store, tmp_path).items():
            await app.push_screen(window)
            for field in window.query(Input):
                field.cursor_blink = False
            if name in ("tree", "compare", "view", "replay"):
                await until(
                    pilot, lambda window=window: all(list(v.query(".frame")) for v in window.query(PictureView))
                )
            if name == "tree":
                await until(pilot, lambda window=window: len(window.small) == 2)
            for static in window.query(Static):
                if str(static.render()).startswith(("kept in", "/")):
                    static.update("PATH")
            if isinstance(window, Viewer):
                window.query_one("#where", Label).update("PATH")
            if isinstance(window, ReplayScreen):
                stored = window.decisions[0].picture
                assert stored is not None
                window._made(0, Replayed(1, 1, "generate", False, 31.5, "other weights", stored.hash, "0" * 64))
            assert await settled(app, pilot) == snapshot(name=name)
            app.pop_screen()
            await pilot.pause()
