"""Leaving keeps what runs and what waits, and never waits for a model that does not answer."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from agent import limits
from agent.director.plan import Plan
from storage.store import Store
from tests.tui.helpers import RED_BIRD, GatedWriter, count_replies, last_reply, send, until
from tools.model_manager import ModelManager
from tui.app.app import GouacheApp
from tui.session.waiting_messages import load_waiting, save_waiting, take_waiting
from tui.session.worker import StudioWorker

UsePlans = Callable[..., None]
AGAIN = Plan(intent="again")


async def test_what_runs_and_waits_goes_on_at_the_next_start(
    store: Store, tiny: str, use_plans: UsePlans, tiny_models: ModelManager
) -> None:
    use_plans()
    writer = GatedWriter(RED_BIRD)
    tiny_models.set_engine("director", writer)
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(100, 44)) as pilot:
        await send(app, pilot, "a red bird")
        await until(pilot, lambda: app.main.stage == "thinking")
        for message in ("another", "one more"):
            await send(app, pilot, message)
        app.main._focus_waiting(1)
        await pilot.press("k", "ctrl+q")
        writer.gate.set()
    assert app.session_id is not None
    app.worker.close(20)
    assert [(turn.message, turn.status) for turn in store.turns(app.session_id)] == [("a red bird", "running")]
    use_plans(RED_BIRD, AGAIN, AGAIN)
    again = GouacheApp(app.session_id, tiny, 3)
    async with again.run_test(size=(100, 44)) as pilot:
        await until(pilot, lambda: count_replies(again) == 3 and not again.main.busy)
        assert "#3" in last_reply(again)
    turns = store.turns(app.session_id)
    assert [(turn.message, turn.status) for turn in turns] == [
        ("a red bird", "done"), ("one more", "done"), ("another", "done"),
    ]  # fmt: skip
    assert load_waiting(app.session_id, 3, "another") == []


async def test_stored_messages_are_on_the_waiting_list(
    store: Store, saved_session: str, tiny: str, use_plans: UsePlans, tiny_models: ModelManager
) -> None:
    use_plans()
    store.set_profile(saved_session, tiny)
    tiny_models.set_engine("director", GatedWriter(AGAIN, AGAIN))
    save_waiting(saved_session, ["one", "two"], 1)
    app = GouacheApp(saved_session, tiny, 3)
    async with app.run_test(size=(100, 44)) as pilot:
        await until(pilot, lambda: app.main.stage == "thinking")
        assert [card.message for card in app.main.transcript.waiting] == ["two"]
        await pilot.press("f3", "x")
        await until(pilot, lambda: not app.main.transcript.waiting)
    app.worker.close()
    # The turn that began is stored; the withdrawn message is gone.
    assert load_waiting(saved_session, 2, "one") == []


async def test_a_left_turn_that_fails_keeps_no_other_waiting(
    store: Store, saved_session: str, tiny: str, use_plans: UsePlans
) -> None:
    use_plans()
    store.set_profile(saved_session, tiny)
    killed = store.begin_turn(saved_session, "a red bird")
    store.update_turn(killed.id, accounting={"begun": limits.BEGINNINGS})
    store.begin_turn(saved_session, "/world", "waiting")
    app = GouacheApp(saved_session, tiny, 3)
    async with app.run_test(size=(100, 44)) as pilot:
        await until(pilot, lambda: store.turns(saved_session)[-1].status == "done" and not app.main.busy)
    assert [turn.status for turn in store.turns(saved_session)][-2:] == ["failed", "done"]


def test_a_message_taken_while_the_worker_is_closed_is_kept(store: Store, tiny: str) -> None:
    worker = StudioWorker(None, tiny, 0, lambda _: None)
    # As when the thread has taken the message, and has not begun with it yet.
    worker.close()
    worker._take("a red bird")
    assert worker.session_id is not None
    assert load_waiting(worker.session_id, 0, "") == ["a red bird"]


async def test_a_message_sent_before_there_is_a_session_is_kept(store: Store, tiny: str, no_studio: None) -> None:
    app = GouacheApp(None, tiny, 3)
    async with app.run_test(size=(100, 44)) as pilot:
        await send(app, pilot, "a red bird")
        await pilot.press("ctrl+q")
    (session,) = store.sessions()
    assert session.id == app.session_id
    assert load_waiting(session.id, 0, "") == ["a red bird"]


def test_a_message_whose_turn_was_stored_does_not_wait_any_more(store: Store) -> None:
    save_waiting("a", ["one", "one", "two"], 4)
    assert load_waiting("a", 4, "one") == ["one", "one", "two"]
    assert load_waiting("a", 5, "one") == ["one", "two"]
    assert load_waiting("a", 5, "other") == ["one", "one", "two"]
    save_waiting("a", [], 5)
    assert load_waiting("a", 5, "one") == []


def test_a_damaged_file_of_waiting_messages_is_ignored(store: Store) -> None:
    save_waiting("a", ["one"], 0)
    (file,) = (store.folder / "waiting").iterdir()
    for text in ("", "[]", '{"messages": 3, "last_turn": 1}', '{"messages": ["x"], "last_turn": "y"}'):
        file.write_text(text, "utf-8")
        assert load_waiting("a", 0, "") == []


def test_messages_of_a_window_that_is_open_are_left_to_it(store: Store) -> None:
    save_waiting("a", ["one", "two"], 0)
    (file,) = (store.folder / "waiting").iterdir()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        theirs = file.rename(file.with_name(f"a.{other.pid}.json"))
        os.utime(theirs)
        save_waiting("a", ["mine"], 0)
        assert take_waiting("a", 0, "") == ["mine"]
        save_waiting("a", [], 0)
        assert take_waiting("a", 0, "") == []
        assert theirs.exists()
        other.communicate(b"\n")
    # That window has ended: the next one goes on with what it left, and only one does.
    save_waiting("a", ["mine"], 0)
    assert take_waiting("a", 1, "one") == ["two", "mine"]
    assert [file.name for file in (store.folder / "waiting").iterdir()] == [f"a.{os.getpid()}.json"]
    assert take_waiting("a", 1, "one") == ["two", "mine"]


HANGING = """
import threading, time
from agent import studio
from tui.app.app import GouacheApp

def hang(self, text, emit=None):
    self.store.begin_turn(self.session_id, text)
    hung.set()
    time.sleep(600)

hung = threading.Event()
studio.Studio.send = hang

class Leaving(GouacheApp):
    async def on_ready(self):
        await self.main.submit("/undo")
        self.set_interval(0.05, lambda: hung.is_set() and self.exit())

app = Leaving(None, "pocket", 0)
app.run(headless=True)
print("gouache resume", app.session_id)
"""


def test_a_model_that_never_answers_does_not_keep_the_process(store: Store) -> None:
    done = subprocess.run(
        [sys.executable, "-c", HANGING], capture_output=True, text=True, timeout=60, cwd=Path.cwd(),
        env={**os.environ, "GOUACHE_HOME": str(store.folder)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (session,) = store.sessions()
    assert done.stdout.strip() == f"gouache resume {session.id}"
    assert store.turns(session.id)[0].status == "running"
