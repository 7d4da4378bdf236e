"""`gouache bench app`: how the screen answers while the studio works. The real app, headless, on the pocket profile."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from textual import events
from textual.widgets import Static

from benchmarks.suites.spine import first_paint_ms
from storage.snapshots import restore_snapshot, take_snapshot
from storage.store import Store
from tui.app.app import GouacheApp
from tui.widgets.card import TurnCard
from tui.widgets.prompt import Prompt

LONG, KEYS = 1000, 40
_WAIT = 180


async def _until(condition: Callable[[], object], every: float = 0.001) -> float:
    """Seconds until a condition holds, asked `every` so many seconds: a dear one would slow what it waits for."""
    start = time.perf_counter()
    while not condition():
        if time.perf_counter() - start > _WAIT:
            raise TimeoutError("the app does not answer")
        await asyncio.sleep(every)
    return time.perf_counter() - start


def _replied(card: TurnCard) -> bool:
    return any(str(reply.render()) for reply in card.query(".reply").results(Static))


def _answered(app: GouacheApp) -> int:
    """The number of the newest turn that is over; a long conversation does not keep all its cards."""
    return next((card.number for card in reversed(app.main.transcript.tail) if _replied(card)), 0)


class _Drawn:
    """When the app last gave its terminal something to draw; Textual has no event for it."""

    def __init__(self, app: GouacheApp) -> None:
        self.last, display = 0.0, app._display
        self.texts = dict[str, float]()
        """When the prompt's text was first drawn."""

        def noting(*given: Any) -> None:
            display(*given)
            self.last = time.perf_counter()
            self.texts.setdefault(app.main.prompt.value, self.last)

        app._display = noting  # type: ignore[method-assign, assignment]

    async def text(self, wanted: str) -> float:
        """When the prompt was first drawn with this text; waits for it."""
        await _until(lambda: wanted in self.texts)
        return self.texts[wanted]

    async def after(self, moment: float) -> None:
        """Wait for the first drawing after a moment."""
        await _until(lambda: self.last > moment)


def _press(app: GouacheApp, key: str) -> None:
    """A key as the terminal's driver hands it over. The pilot's own press waits first until the process is idle, 20 ms
    at the least and a second while a picture is painted."""
    app.post_message(events.Key(key, key if len(key) == 1 else None))


def _moved(app: GouacheApp, before: float, start: float) -> bool:
    """Whether a page key has scrolled, or has had a second to: at an end it does not."""
    return app.main.transcript.scroll_y != before or time.perf_counter() - start > 1


def _reached(app: GouacheApp, wanted: int) -> bool:
    return _answered(app) >= wanted


async def _typing(app: GouacheApp) -> tuple[list[float], float]:
    """Milliseconds from a key until the screen with its letter is drawn, while pictures are painted, and until Esc is
    acknowledged."""
    prompt, delays, drawn = app.query_one(Prompt), list[float](), _Drawn(app)
    app.worker.inbox.put("a red balloon above a castle, meadow")
    await _until(lambda: _answered(app) == 1, 0.05)
    app.worker.inbox.put("/again")
    while len(delays) < KEYS:
        if app.main.stage not in ("painting", "editing", "looking"):
            if not app.main.stage and app.worker.inbox.empty():
                app.worker.inbox.put("/again")
                await _until(lambda: app.main.stage)
            await asyncio.sleep(0.002)
            continue
        before, start = prompt.value, time.perf_counter()
        _press(app, "x")
        delays.append(1000 * (await drawn.text(before + "x") - start))
        await asyncio.sleep(0.05)  # As a fast typist does.
    app.worker.inbox.put("/again")
    await _until(lambda: app.main.stage == "painting")
    start = time.perf_counter()
    _press(app, "escape")
    await _until(lambda: app.main.stopping or not app.main.stage)
    return delays, 1000 * (time.perf_counter() - start)


async def _growth(app: GouacheApp, turns: int, progress: Callable[[int, int], None]) -> dict[int, int]:
    """Megabytes of the process after so many turns: the first ten settle, then until the transcript keeps as many cards
    as it ever does, then to the end."""
    process, found = psutil.Process(), dict[int, int]()
    done = _answered(app)
    for number in range(1, turns + 11):
        app.worker.inbox.put("/again" if number % 2 else "/check")
        await _until(partial(_reached, app, done + number), 0.05)
        if number in (10, 10 + turns // 2, 10 + turns):
            found[number] = round(process.memory_info().rss / 2**20)
        progress(number, turns + 10)
    return found


async def _scrolling(session: str) -> list[float]:
    """Milliseconds from a page key until the page is drawn, up through a long session and down again."""
    app, took = GouacheApp(session, "pocket", 0), list[float]()
    async with app.run_test(size=(120, 44)) as pilot:
        await _until(lambda: app.main.transcript.card is not None and _replied(app.main.transcript.card), 0.01)
        await pilot.pause(0.3)
        drawn = _Drawn(app)
        for key in ["pageup"] * 30 + ["pagedown"] * 30:
            before, start = app.main.transcript.scroll_y, time.perf_counter()
            _press(app, key)
            await _until(partial(_moved, app, before, start))
            if app.main.transcript.scroll_y != before:
                await drawn.after(start)
                took.append(1000 * (drawn.last - start))
            await asyncio.sleep(0.1)
    return took


def replayed() -> dict[str, str]:
    """Every written example of the package played, and replayed from its decisions: how many pictures are identical."""
    from agent.dialogues import runner, schema
    from agent.sessions.replay import replay_session
    from tools import profiles
    from tools.model_manager import ModelManager

    store, models, found = Store(), ModelManager(profiles.load_profile("pocket")), dict[str, str]()
    for path in sorted((Path(__file__).parents[2] / "examples").glob("*.yaml")):
        result = runner.run_script(schema.load_script(path), store, models, lambda event: None, lambda turn: None)
        rows = [row.identical for row in replay_session(store, result.session, models)]
        found[path.stem] = f"{sum(rows)}/{len(rows)}"
    return found


def _long_session(store: Store) -> str:
    """A stored session of LONG short turns, written in one transaction."""
    value = take_snapshot(store, store.new_session("pocket", 0).id)
    said: dict[str, Any] = {"status": "done", "plan": {"do": "chat"}, "reply": "Yes.", "calls": [], "picture_id": None}
    value["turns"] = [{**said, "id": str(n), "number": n, "message": f"message {n}"} for n in range(1, LONG + 1)]
    return restore_snapshot(store, value).id


async def _opening(session: str) -> float:
    """Milliseconds from the start of the app until the last card of a stored session stands."""
    app, start = GouacheApp(session, "pocket", 0), time.perf_counter()
    async with app.run_test(size=(120, 44)) as pilot:
        last = f"message {LONG}"
        await _until(lambda: app.main.transcript.card is not None and app.main.transcript.card.message == last, 0.01)
        await _until(lambda: app.main.transcript.card is not None and _replied(app.main.transcript.card), 0.01)
        opened = 1000 * (time.perf_counter() - start)
        await pilot.pause()
    return opened


async def _measure(quick: bool, progress: Callable[[int, int], None]) -> dict[str, Any]:
    # The first opening pays for imports, as a person's first one does; the second is the session's own cost.
    session = _long_session(Store())
    opened = [await _opening(session) for _ in range(2)]
    app = GouacheApp(None, "pocket", 0)
    async with app.run_test(size=(120, 44)):
        keys, cancel = await _typing(app)
        await _until(lambda: not app.main.stage and app.worker.inbox.empty())
        turns = 20 if quick else 200
        kept = await _growth(app, turns, progress)
    pages, told = await _scrolling(session), list(kept.values())
    return {
        "key_p50_ms": round(float(np.median(keys)), 1), "key_p95_ms": round(float(np.quantile(keys, 0.95)), 1),
        "cancel_ms": round(cancel, 1), "open_1000_turns_ms": round(opened[1], 1),
        "open_1000_turns_first_ms": round(opened[0], 1), "turns": turns,
        "page_p50_ms": round(float(np.median(pages)), 1),
        "page_p95_ms": round(float(np.quantile(pages, 0.95)), 1), "rss_mb_after_turns": kept,
        f"rss_growth_mb_{turns}_turns": told[-1] - told[0], "rss_growth_mb_second_half": told[-1] - told[1],
    }  # fmt: skip


def run(quick: bool, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Measure in a fresh home, so that nobody's sessions are touched."""
    painted, least = (first_paint_ms(3 if quick else 7, empty) for empty in (False, True))
    with tempfile.TemporaryDirectory() as folder:
        code = f"import benchmarks.suites.app as b; b.child({quick})"
        env = {**os.environ, "GOUACHE_HOME": str(Path(folder) / "home")}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    progress(1, 1)
    return {"first_paint_ms": painted, "first_paint_empty_ms": least, **json.loads(done.stdout.splitlines()[-1])}


def child(quick: bool) -> None:
    """The measuring process: prints its figures as JSON."""
    figures = asyncio.run(_measure(quick, lambda done, total: None))
    print(json.dumps(figures | {"replay_identical": {} if quick else replayed()}))
