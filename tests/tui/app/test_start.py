"""The first and the last moments of the app."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from agent.events import Checked, Event, Standing, TurnFinished, TurnStarted
from storage import pictures
from storage.store import Store
from tests.tui.helpers import BIRD_CHECK, emit, report, until
from tui.app.app import GouacheApp
from tui.screens.main import MainScreen
from tui.session.worker_messages import EventReceived, MessageDropped, PageLoaded, SessionOpened, WorkerMessage


def test_opening_the_app_loads_no_heavy_library() -> None:
    heavy = {"torch", "langgraph", "transformers", "diffusers", "sqlmodel", "PIL", "numpy"}
    code = f"import sys, tui.app.app, tui.cli.main; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path.cwd())
    assert done.stdout.strip() == "[]"


async def test_the_first_start_says_what_is_on_this_machine(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "first start" in str(idle_app.main.welcome.render()))
        text = str(idle_app.main.welcome.render())
    assert "Pictures are shown as blocks" in text
    assert "disk space is free" in text
    assert "Chinese" in text


async def test_the_first_screen_tries_words_that_the_profile_takes(tiny: str) -> None:
    for profile, tried in (("pocket", "two red balloons"), (tiny, "old fisherman")):
        app = GouacheApp(None, profile, 0)
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, lambda app=app, tried=tried: tried in str(app.main.welcome.render()))


async def test_a_later_start_says_less(store: Store, saved_session: str, idle_app: GouacheApp) -> None:
    pictures.star(store, saved_session, 1)
    async with idle_app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(1)
        assert "first start" not in str(idle_app.main.welcome.render())


async def test_reports_while_the_app_closes_are_ignored(idle_app: GouacheApp) -> None:
    late: tuple[Event, ...] = (
        Standing(1, (BIRD_CHECK,)),
        TurnStarted("t2", 2, "y"),
        Checked(1, (BIRD_CHECK,)),
        TurnFinished("Yes.", "done"),
    )
    messages: list[WorkerMessage] = [SessionOpened([], {}, []), PageLoaded([], True), MessageDropped("No.")]
    messages += [EventReceived(event) for event in late]
    async with idle_app.run_test(size=(100, 30)) as pilot:
        await emit(idle_app, pilot, TurnStarted("t1", 1, "x"))
        for message in messages:
            idle_app.main.post_message(MainScreen.WorkerReport(idle_app.worker, message))
    before = list(idle_app.main.transcript.tail)
    messages.append(EventReceived(TurnStarted("t3", 3, "z")))
    for message in messages:
        await idle_app.main.on_main_screen_worker_report(MainScreen.WorkerReport(idle_app.worker, message))
    assert idle_app.main.transcript.tail == before


async def test_reports_of_a_closed_session_are_ignored(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 30)) as pilot:
        old = idle_app.worker
        await pilot.press("ctrl+n")
        idle_app.main.post_message(MainScreen.WorkerReport(old, EventReceived(TurnStarted("t1", 1, "x"))))
        await pilot.pause()
        assert not idle_app.main.transcript.tail
        await report(idle_app, pilot, EventReceived(TurnStarted("t1", 1, "x")))
        assert len(idle_app.main.transcript.tail) == 1


async def test_ctrl_q_quits(idle_app: GouacheApp) -> None:
    async with idle_app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert not idle_app.is_running
