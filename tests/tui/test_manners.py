"""Manners of the screen: what Esc, scrolling, waiting messages, the palette and pasting do."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PIL import Image
from textual import events
from textual.widgets import Select, Static

from agent.brief.edits import Edit
from agent.director.plan import Plan
from agent.events import Checked, Interpreted, QuestionAsked, SamplerStep, Stage, Standing, TurnFinished, TurnStarted
from storage.store import Store
from tests.conftest import ScriptedWriter
from tests.tui.test_app import RED_BIRD, replies, saved_session, until, with_tiny
from tools.model_manager import ModelManager
from tools.types import Check, Requirement
from tui.app.app import GouacheApp
from tui.app.worker import StudioWorker
from tui.screens.help import HelpScreen, keys
from tui.screens.settings import SettingsScreen
from tui.screens.tree import VersionTree
from tui.screens.viewer import Viewer
from tui.widgets.brief_panel import BriefPanel
from tui.widgets.card import TurnCard
from tui.widgets.picture import BlockPicture, PictureView
from tui.widgets.prompt import Prompt

__all__ = ["with_tiny"]
CHECKS = (Check(requirement=Requirement(kind="exists", subject="bird"), verdict="pass", probability=0.9),)


@pytest.fixture
def idle(monkeypatch: pytest.MonkeyPatch) -> GouacheApp:
    """An app without a studio: the test says what the studio tells."""
    monkeypatch.setattr(GouacheApp, "serve", lambda self, worker: None)
    return GouacheApp(None, "pocket", 0)


async def tell(app: GouacheApp, pilot: Any, *told: Any) -> None:
    """Events as the studio's thread would send them."""
    for event in told:
        app._hear(app.worker, "event", event)
    await pilot.pause()


def reply(card: TurnCard) -> str:
    return str(card.query_one(".reply", Static).render())


def picture(folder: Path, name: str, size: tuple[int, int] = (32, 32)) -> str:
    """A picture file."""
    path = folder / f"{name}.png"
    Image.new("RGB", size, "teal").save(path)
    return str(path)


class GatedWriter(ScriptedWriter):
    """Writes when the test lets it."""

    def __init__(self, *plans: Plan | str) -> None:
        super().__init__(*plans)
        self.gate = Event()

    def write(self, prompt: Any, schema: dict[str, Any], cancel: Event, limit: int = 400) -> str:
        self.gate.wait(20)
        return super().write(prompt, schema, cancel, limit)


async def queued_behind_a_question(pilot: Any, app: GouacheApp, writer: GatedWriter) -> None:
    """A message that makes the studio ask, and one more that was sent before the question came."""
    await pilot.press(*"a bird", "enter")
    await until(pilot, lambda: app.stage == "thinking")
    await pilot.press(*"another", "enter")
    writer.gate.set()
    await until(pilot, lambda: app.query(".asking") and app.worker.asking)


async def test_a_message_queued_before_a_question_is_no_answer(
    store: Store, tiny: str, with_tiny: Callable[..., None], tiny_models: ModelManager
) -> None:
    with_tiny()
    writer = GatedWriter(Plan(intent="ask", text="Which color?"), RED_BIRD, Plan(intent="again"))
    tiny_models.set_engine("director", writer)
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(100, 44)) as pilot:
        await queued_behind_a_question(pilot, app, writer)
        await pilot.pause(0.3)
        assert [card.has_class("asking") for card in app.query(TurnCard)] == [True, False]
        await pilot.press(*"red", "enter")
        await until(pilot, lambda: replies(app) == 2 and not app.transcript.waiting and not app.stage)
        assert "#2" in reply(app.query(TurnCard).last())
        await pilot.press("ctrl+n")
        await until(pilot, lambda: app.session_id is None)
    (session,) = store.sessions()
    assert [turn.message for turn in store.turns(session.id)] == ["a bird", "another"]


async def test_escape_takes_back_what_waits_behind_a_question(
    tiny: str, with_tiny: Callable[..., None], tiny_models: ModelManager
) -> None:
    with_tiny()
    writer = GatedWriter(Plan(intent="ask", text="Which color?"), RED_BIRD)
    tiny_models.set_engine("director", writer)
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(100, 44)) as pilot:
        await queued_behind_a_question(pilot, app, writer)
        await pilot.press("escape")
        assert reply(app.query(TurnCard).last()) == "Not sent."
        await pilot.press(*"red", "enter")
        await until(pilot, lambda: list(app.query(BlockPicture)))
        assert app.worker.inbox.empty()


async def test_an_answer_that_cannot_be_taken_leaves_the_question_open(
    tiny: str, with_tiny: Callable[..., None]
) -> None:
    with_tiny(Plan(intent="ask", text="Which color?"), RED_BIRD)
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(100, 44)) as pilot:
        await pilot.press(*"a bird", "enter")
        await until(pilot, lambda: app.query(".asking"))
        app.query_one(Prompt).value = "x" * 5000
        await pilot.press("enter")
        await until(pilot, lambda: "Shorten it" in reply(app.query_one(TurnCard)))
        await pilot.press(*"red", "enter")
        await until(pilot, lambda: list(app.query(BlockPicture)))


async def test_escape_while_loading_stops_the_message(
    store: Store, tiny: str, with_tiny: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_tiny(RED_BIRD)
    gate, make = Event(), StudioWorker._make

    def slow(self: StudioWorker) -> Any:
        self.tell("event", Stage("loading"))
        gate.wait(20)
        return make(self)

    monkeypatch.setattr(StudioWorker, "_make", slow)
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(100, 44)) as pilot:
        await until(pilot, lambda: app.worker.session is None and not app.stage)
        await pilot.press(*"a bird", "enter")
        await until(pilot, lambda: app.stage == "loading")
        await pilot.press("escape")
        gate.set()
        await until(pilot, lambda: replies(app) == 1)
        assert reply(app.query_one(TurnCard)) == "Stopped before it began."
        assert not app.transcript.waiting
        await pilot.press(*"a red bird", "enter")
        await until(pilot, lambda: list(app.query(BlockPicture)))
    (session,) = store.sessions()
    assert [turn.message for turn in store.turns(session.id)] == ["a red bird"]


async def test_a_stopped_turn_shows_the_picture_that_it_made(idle: GouacheApp, tmp_path: Path) -> None:
    path = picture(tmp_path, "one")
    async with idle.run_test(size=(100, 44)) as pilot:
        await tell(idle, pilot, TurnStarted("t1", 1, "a bird"), TurnFinished("Stopped.", "cancelled", 1, path))
        await until(pilot, lambda: len(idle.query(BlockPicture)) == 1)
        await tell(idle, pilot, TurnStarted("t2", 2, "another"), TurnFinished("Stopped.", "cancelled", 1, path))
        await pilot.pause(0.2)
        assert len(idle.query(PictureView)) == 1


async def test_a_stopped_turn_shows_its_picture_after_reopening(store: Store) -> None:
    session = saved_session(store)
    store.update_turn(store.turns(session)[0].id, status="cancelled", reply="Stopped.")
    app = GouacheApp(session, "pocket", 0)
    async with app.run_test(size=(100, 44)) as pilot:
        await until(pilot, lambda: list(app.query(BlockPicture)))
        assert reply(app.query_one(TurnCard)).startswith("Stopped.")


async def test_a_picture_stands_once_in_the_transcript(idle: GouacheApp, tmp_path: Path) -> None:
    first, second, sheet = (picture(tmp_path, name) for name in ("one", "two", "sheet"))
    shown = [
        (TurnFinished("Here is #1.", "done", 1, first), 1), (TurnFinished("Hello.", "done", 1, first), 1),
        (TurnFinished("Here is #2.", "done", 2, second), 2), (TurnFinished("Back at #1.", "done", 1, first), 3),
        (TurnFinished("Compared.", "done", 1, sheet), 4), (TurnFinished("Hello.", "done", 1, first), 4),
        (TurnFinished("No.", "declined", 1, first), 4), (TurnFinished("Here is #3.", "done", 3, first), 5),
    ]  # fmt: skip
    async with idle.run_test(size=(100, 44)) as pilot:
        for number, (told, count) in enumerate(shown):
            await tell(idle, pilot, TurnStarted(f"t{number}", number, "x"), told)
            await until(pilot, lambda count=count: len(idle.query(".frame")) == count)
        titles = [str(frame.border_title or "") for frame in idle.query(".frame")]
    assert titles == ["#1", "#2", "#1", "", "#3"]


async def test_the_panel_is_about_the_current_picture(idle: GouacheApp) -> None:
    async with idle.run_test(size=(140, 44)) as pilot:
        panel = idle.query_one(BriefPanel)
        await tell(idle, pilot, TurnStarted("t1", 1, "x"), Interpreted("create", ("+ a bird",)), Checked(1, CHECKS))
        await tell(idle, pilot, Standing(2, CHECKS))
        await pilot.pause()
        assert "#2" in str(panel.render())
        assert "there is a bird" in str(panel.render())
        await tell(
            idle,
            pilot,
            Checked(
                0, (Check(requirement=Requirement(kind="exists", subject="cat"), verdict="pass", probability=0.9),)
            ),
        )
        assert "cat" not in str(panel.render())
        await tell(idle, pilot, Standing(1))
        await pilot.pause()
        assert "#1" in str(panel.render())
        assert "bird 0.9" not in str(panel.render())
        assert "Nothing was checked" in str(panel.render())


async def test_undo_brings_back_the_checks_of_the_picture(tiny: str, with_tiny: Callable[..., None]) -> None:
    with_tiny(RED_BIRD, Plan(intent="edit", edits=(Edit(op="add", what="castle"),)))
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(140, 44)) as pilot:
        panel = app.query_one(BriefPanel)
        await pilot.press(*"a red bird", "enter")
        await until(pilot, lambda: panel.number == 1)
        before = panel.checks
        await pilot.press(*"add a castle", "enter")
        await until(pilot, lambda: panel.number == 2)
        assert panel.checks != before
        await pilot.press(*"/undo", "enter")
        await until(pilot, lambda: panel.number == 1)
        assert panel.checks == before


async def _long(app: GouacheApp, pilot: Any) -> None:
    for number in range(30):
        await tell(app, pilot, TurnStarted(f"t{number}", number, f"message {number}"), TurnFinished("Yes.", "done"))
    await until(pilot, lambda: app.transcript.max_scroll_y and app.transcript.is_vertical_scroll_end)


async def test_events_do_not_take_away_a_person_who_scrolled_up(idle: GouacheApp) -> None:
    async with idle.run_test(size=(100, 30)) as pilot:
        await _long(idle, pilot)
        await pilot.press("pageup", "pageup")
        await pilot.pause(0.1)
        at = idle.transcript.scroll_y
        assert at < idle.transcript.max_scroll_y
        await tell(idle, pilot, TurnStarted("t99", 99, "hello"), Checked(1, CHECKS), TurnFinished("Yes.", "done"))
        await pilot.pause(0.2)
        assert idle.transcript.scroll_y == at
        await pilot.press(*"a bird", "enter")
        await until(pilot, lambda: idle.transcript.is_vertical_scroll_end)
        await pilot.press("pageup", "pagedown", "pagedown")
        await until(pilot, lambda: idle.transcript.is_vertical_scroll_end)
        await tell(idle, pilot, TurnStarted("t100", 100, "more"), TurnFinished("Yes.\n" * 9, "done"))
        await until(pilot, lambda: idle.transcript.is_vertical_scroll_end)


async def test_escape_closes_the_list_first_then_the_window(idle: GouacheApp) -> None:
    async with idle.run_test(size=(100, 44)) as pilot:
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(idle.screen, SettingsScreen))
        select = idle.screen.query_one("#theme", Select)
        select.focus()
        await pilot.press("enter")
        await until(pilot, lambda: select.expanded)
        await pilot.press("escape")
        await until(pilot, lambda: not select.expanded)
        assert isinstance(idle.screen, SettingsScreen)
        await pilot.press("escape")
        await until(pilot, lambda: len(idle.screen_stack) == 1)


@pytest.mark.parametrize("key", ["f1", "f2", "ctrl+o", "ctrl+t", "ctrl+p"])
async def test_escape_closes_every_window(idle: GouacheApp, key: str) -> None:
    async with idle.run_test(size=(100, 44)) as pilot:
        await pilot.press(key)
        await until(pilot, lambda: len(idle.screen_stack) == 2)
        await pilot.press("escape")
        await until(pilot, lambda: len(idle.screen_stack) == 1)


async def test_the_end_of_long_work_is_announced(idle: GouacheApp, monkeypatch: pytest.MonkeyPatch) -> None:
    rung = list[bool]()
    monkeypatch.setattr(idle, "bell", lambda: rung.append(True))
    async with idle.run_test(size=(100, 44)) as pilot:
        await tell(idle, pilot, TurnStarted("t1", 1, "x"), TurnFinished("Yes.", "done"))
        assert not rung
        monkeypatch.setattr("tui.app.app._LONG", 0.0)
        await tell(idle, pilot, TurnStarted("t2", 2, "x"), QuestionAsked("Which color?"))
        assert len(rung) == 1
        await pilot.press(*"red", "enter")
        await tell(idle, pilot, TurnStarted("t2", 2, "x"))
        await pilot.press(*"more", "enter")
        await tell(idle, pilot, TurnFinished("Yes.", "done"))
        assert len(rung) == 1


async def test_the_step_stands_in_the_status_line(idle: GouacheApp) -> None:
    async with idle.run_test(size=(100, 44)) as pilot:
        status = idle.query_one("#status", Static)
        await tell(idle, pilot, TurnStarted("t1", 1, "x"), Stage("painting"), SamplerStep(3, 8))
        assert re.search(r"painting \d+ s · step 3 of 8", str(status.render()))
        await tell(idle, pilot, Stage("looking"))
        assert "step" not in str(status.render())


async def test_the_palette_has_windows_and_commands(idle: GouacheApp) -> None:
    async with idle.run_test(size=(100, 44)) as pilot:
        found = {command.title: command.callback for command in idle.get_system_commands(idle.screen)}
        assert {"Tree", "Settings", "/undo", "/go N"} <= found.keys()
        found["/go N"]()
        assert idle.query_one(Prompt).value == "/go "
        await pilot.press("ctrl+p")
        await until(pilot, lambda: len(idle.screen_stack) == 2)
        await pilot.press(*"Tree")
        await pilot.pause(1)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(idle.screen, VersionTree))
        assert not {"Tree", "/undo"} & {c.title for c in idle.get_system_commands(idle.screen)}
        await pilot.press("escape", "ctrl+p")
        await until(pilot, lambda: len(idle.screen_stack) == 2)
        await pilot.press(*"undo")
        await pilot.pause(1)
        await pilot.press("enter")
        await until(pilot, lambda: idle.worker.inbox.qsize() == 1)
        assert idle.worker.inbox.get() == "/undo"


async def test_the_help_lists_every_key(idle: GouacheApp) -> None:
    async with idle.run_test(size=(100, 44)) as pilot:
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(idle.screen, HelpScreen))
    assert keys(VersionTree.BINDINGS)["b"] == "a new line of work from the picture"
    assert keys(Viewer.BINDINGS).keys() == {"←", "→", "o", "y", "Esc"}
    assert keys(VersionTree.BINDINGS)["d Del"] == "hide the picture"
    assert {"Ctrl+L", "PgUp", "F2"} <= keys(GouacheApp.BINDINGS).keys()


async def test_a_message_may_have_several_lines(idle: GouacheApp) -> None:
    async with idle.run_test(size=(100, 44)) as pilot:
        prompt = idle.prompt
        await pilot.press(*"so: ")
        prompt.post_message(events.Paste("a red bird\r\non a \x1b[31mcastle\n"))
        await pilot.pause()
        assert prompt.value == "so: a red bird\non a castle"
        await pilot.press("ctrl+j", *"at night")
        assert prompt.value == "so: a red bird\non a castle\nat night"
        assert prompt.outer_size.height == 5
        prompt.remember("an older one")
        await pilot.press("up", "up")
        assert prompt.value.startswith("so: "), "arrows move between the lines first"
        await pilot.press("up")
        assert prompt.value == "an older one"
        await pilot.press("down")
        assert prompt.value.endswith("at night")
        await pilot.press("enter")
        await until(pilot, lambda: idle.transcript.waiting)
        assert idle.transcript.waiting[0].message == "so: a red bird\non a castle\nat night"


async def test_a_paste_that_no_message_holds_is_refused_whole(idle: GouacheApp) -> None:
    async with idle.run_test(size=(100, 44)) as pilot:
        await pilot.press(*"keep this")
        idle.prompt.post_message(events.Paste("x" * 1_000_000))
        await until(pilot, lambda: list(idle._notifications))
        assert "1,000,000 characters" in next(iter(idle._notifications)).message
        assert idle.prompt.value == "keep this"


async def test_tab_completes_and_goes_on_to_the_next_that_fits(idle: GouacheApp) -> None:
    async with idle.run_test(size=(100, 44)) as pilot:
        await pilot.press(*"/s")
        assert idle.prompt.suggestion == "cene"
        assert "/seed" in str(idle.hints.render())
        await pilot.press("tab")
        assert idle.prompt.value == "/scene"
        await pilot.press("tab")
        assert idle.prompt.value == "/style"
        await pilot.press(*" wat", "tab")
        assert idle.prompt.value == "/style watercolor"
        assert idle.focused is idle.prompt
        idle.prompt.value = "a red xyzzy"
        await pilot.press("tab")
        assert idle.focused is not idle.prompt


async def test_messages_that_are_typed_fast_stay_apart(idle: GouacheApp) -> None:
    async with idle.run_test(size=(100, 44)) as pilot:
        # All at once, as a busy machine gets them.
        for key in (*"one", "enter", *"two", "enter"):
            idle.prompt.post_message(events.Key(key, "\r" if key == "enter" else key))
        await until(pilot, lambda: len(idle.transcript.waiting) == 2)
        assert [card.message for card in idle.transcript.waiting] == ["one", "two"]
        assert idle.prompt.value == ""
