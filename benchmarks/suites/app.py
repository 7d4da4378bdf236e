"""How the screen answers while the studio works: the real app, headless, on the pocket profile.

`gouache bench app` measures in a process of its own (`python -m benchmarks.suites.app`) with a fresh home folder, so
that nobody's sessions are touched.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from benchmarks.headless import (
    DrawingClock,
    finished_turns,
    has_finished,
    has_reply,
    is_idle,
    milliseconds_since,
    press,
    wait_until,
)
from benchmarks.measuring import Figures
from benchmarks.suites.spine import QUICK_REPEATS, REPEATS, first_paint_ms
from storage.snapshots import restore_snapshot, take_snapshot
from storage.store import Store
from tools.hooks import Progress
from tui.app.app import GouacheApp
from tui.widgets.prompt import Prompt

STORED_TURNS = 1000
"""Turns of the long session that is opened and scrolled."""
KEYS = 40
"""Letters typed while pictures are painted."""
PAGES = 30
"""Pages scrolled up, and down again."""
TURNS, QUICK_TURNS = 200, 20
"""Turns over which the growth of memory is measured."""
SETTLING_TURNS = 10
"""Turns before that, in which memory settles."""
SCREEN = (120, 44)


async def _measure_typing(app: GouacheApp) -> tuple[list[float], float]:
    """Type while pictures are painted, then press Esc.

    Returns:
        Milliseconds from each key until the screen with its letter is drawn, and from Esc until it is acknowledged.
    """
    prompt, clock = app.query_one(Prompt), DrawingClock(app)
    delays: list[float] = []
    app.worker.inbox.put("a red balloon above a castle, meadow")
    await wait_until(lambda: finished_turns(app) == 1, 0.05)
    app.worker.inbox.put("/again")
    while len(delays) < KEYS:
        if app.main.stage not in ("painting", "editing", "looking"):
            if is_idle(app):
                app.worker.inbox.put("/again")
                await wait_until(lambda: app.main.stage)
            await asyncio.sleep(0.002)
            continue
        before, start = prompt.value, time.perf_counter()
        press(app, "x")
        delays.append(1000 * (await clock.wait_for_text(before + "x") - start))
        await asyncio.sleep(0.05)  # As a fast typist does.
    app.worker.inbox.put("/again")
    await wait_until(lambda: app.main.stage == "painting")
    start = time.perf_counter()
    press(app, "escape")
    await wait_until(lambda: app.main.stopping or not app.main.stage)
    return delays, milliseconds_since(start)


async def _measure_growth(app: GouacheApp, turns: int) -> dict[int, int]:
    """MiB of the process by number of turns.

    The first ten turns settle; the next half goes on until the transcript keeps as many cards as it ever does; then
    comes the other half.
    """
    process = psutil.Process()
    memory: dict[int, int] = {}
    finished = finished_turns(app)
    for number in range(1, SETTLING_TURNS + turns + 1):
        app.worker.inbox.put("/again" if number % 2 else "/check")
        await wait_until(partial(has_finished, app, finished + number), 0.05)
        if number in (SETTLING_TURNS, SETTLING_TURNS + turns // 2, SETTLING_TURNS + turns):
            memory[number] = round(process.memory_info().rss / 2**20)
    return memory


def _has_scrolled(app: GouacheApp, before: float, start: float) -> bool:
    """Whether a page key has scrolled, or has had a second to: at an end it does not."""
    return app.main.transcript.scroll_y != before or time.perf_counter() - start > 1


async def _measure_scrolling(session: str) -> list[float]:
    """Milliseconds from a page key until the page is drawn, up through a long session and down again."""
    app = GouacheApp(session, "pocket", 0)
    delays: list[float] = []
    async with app.run_test(size=SCREEN) as pilot:
        await wait_until(lambda: has_reply(app.main.transcript.card), 0.01)
        await pilot.pause(0.3)
        clock = DrawingClock(app)
        for key in ["pageup"] * PAGES + ["pagedown"] * PAGES:
            before, start = app.main.transcript.scroll_y, time.perf_counter()
            press(app, key)
            await wait_until(partial(_has_scrolled, app, before, start))
            if app.main.transcript.scroll_y != before:
                await clock.wait_after(start)
                delays.append(1000 * (clock.last - start))
            await asyncio.sleep(0.1)
    return delays


def _store_long_session(store: Store) -> str:
    """Store a session of STORED_TURNS short turns in one transaction; its id."""
    snapshot = take_snapshot(store, store.new_session("pocket", 0).id)
    turn: dict[str, Any] = {"status": "done", "plan": {"do": "chat"}, "reply": "Yes.", "calls": [], "picture_id": None}
    snapshot["turns"] = [
        {**turn, "id": str(number), "number": number, "message": f"message {number}"}
        for number in range(1, STORED_TURNS + 1)
    ]
    return restore_snapshot(store, snapshot).id


async def _measure_opening(session: str) -> float:
    """Milliseconds from the start of the app until the last card of a stored session is there."""
    app, start = GouacheApp(session, "pocket", 0), time.perf_counter()
    async with app.run_test(size=SCREEN) as pilot:
        last = f"message {STORED_TURNS}"
        transcript = app.main.transcript
        await wait_until(lambda: transcript.card is not None and transcript.card.message == last, 0.01)
        await wait_until(lambda: has_reply(transcript.card), 0.01)
        opened = milliseconds_since(start)
        await pilot.pause()
    return opened


def _replay_examples() -> dict[str, str]:
    """Play every written example and replay it from its decisions: how many of its pictures are identical."""
    from agent.dialogues.cases import make_cases
    from agent.dialogues.runner import run_case
    from agent.dialogues.scripts.loading import load_scripts
    from agent.sessions.replay import replay_session
    from tools import profiles
    from tools.model_manager import ModelManager

    store, models = Store(), ModelManager(profiles.load_profile("pocket"))
    identical: dict[str, str] = {}
    for path in sorted((Path(__file__).parents[2] / "examples").glob("*.yaml")):
        case = make_cases(load_scripts(path))[0]
        result = run_case(case, store, models, lambda _: None, lambda *_: None)
        pictures = [row.identical for row in replay_session(store, result.session, models)]
        identical[path.stem] = f"{sum(pictures)}/{len(pictures)}"
    return identical


async def _measure(turns: int) -> Figures:
    session = _store_long_session(Store())
    # The first opening pays for imports, as a person's first one does; the second is the session's own cost.
    opened = [await _measure_opening(session) for _ in range(2)]
    app = GouacheApp(None, "pocket", 0)
    async with app.run_test(size=SCREEN):
        keys, cancel = await _measure_typing(app)
        await wait_until(lambda: is_idle(app))
        memory = await _measure_growth(app, turns)
    pages = await _measure_scrolling(session)
    settled, half, end = memory.values()
    return {
        "key_p50_ms": round(float(np.median(keys)), 1), "key_p95_ms": round(float(np.quantile(keys, 0.95)), 1),
        "cancel_ms": round(cancel, 1), "open_1000_turns_ms": round(opened[1], 1),
        "open_1000_turns_first_ms": round(opened[0], 1), "turns": turns,
        "page_p50_ms": round(float(np.median(pages)), 1),
        "page_p95_ms": round(float(np.quantile(pages, 0.95)), 1), "rss_mb_after_turns": memory,
        f"rss_growth_mb_{turns}_turns": end - settled, "rss_growth_mb_second_half": end - half,
    }  # fmt: skip


def run(quick: bool, progress: Progress) -> Figures:
    """Measure first paint in fresh processes and everything else in one with a fresh home folder."""
    repeats = QUICK_REPEATS if quick else REPEATS
    first_paint = first_paint_ms(repeats)
    first_paint_empty = first_paint_ms(repeats, empty=True)
    command = [sys.executable, "-m", "benchmarks.suites.app", *(["--quick"] if quick else [])]
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "GOUACHE_HOME": str(Path(folder) / "home")}
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    progress(1, 1)
    measured = json.loads(done.stdout.splitlines()[-1])
    return {"first_paint_ms": first_paint, "first_paint_empty_ms": first_paint_empty, **measured}


def measure_here(quick: bool) -> None:
    """Measure in this process and its home folder; print the figures as JSON."""
    figures = asyncio.run(_measure(QUICK_TURNS if quick else TURNS))
    print(json.dumps({**figures, "replay_identical": {} if quick else _replay_examples()}))


if __name__ == "__main__":
    measure_here(quick="--quick" in sys.argv[1:])
