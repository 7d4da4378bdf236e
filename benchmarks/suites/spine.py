"""What the house costs beside its models: overhead a turn, bytes a turn, start-up, memory."""

from __future__ import annotations

import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psutil

from agent.studio import Studio
from storage.store import Store

TURNS = (
    "a red balloon on the left of a house, in a meadow", "make the balloon blue", "add a dog", "undo",
    "change the background to the beach", "what do you see", "compare 1 and 2", "把狗去掉",
)  # fmt: skip
_IMPORT = "import time; t = time.perf_counter(); import tui, tui.app.app; print((time.perf_counter() - t) * 1000)"
_PAINT = """
import time
from tui.app.app import GouacheApp
class Timed(GouacheApp):
    def on_ready(self):
        self.call_after_refresh(self.exit)
    def run_worker_thread(self, worker):
        pass
Timed(None, "pocket", 0).run(headless=True)
"""
_EMPTY = """
from textual.app import App
class Timed(App):
    def on_ready(self):
        self.call_after_refresh(self.exit)
Timed().run(headless=True)
"""


def _milliseconds(code: str, repeats: int, printed: bool) -> float:
    """Median over fresh interpreters: of what the code prints, or of the whole process."""
    values = []
    for _ in range(repeats):
        start = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        values.append(float(done.stdout) if printed else (time.perf_counter() - start) * 1000)
    return round(statistics.median(values), 1)


def first_paint_ms(repeats: int, empty: bool = False) -> float:
    """Median milliseconds of a fresh process that opens the app, draws it once and leaves; `empty`: an app of Textual's
    without anything in it, which is the least that any can take."""
    return _milliseconds(_EMPTY if empty else _PAINT, repeats, printed=False)


def _database_bytes(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "gouache.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return sum(f.stat().st_size for f in folder.glob("gouache.db*"))


def run(quick: bool, progress: Callable[[int, int], None]) -> dict[str, Any]:
    """Play TURNS with the pocket profile (three rounds, one when quick) in a fresh home."""
    rounds, seconds, model_seconds = 1 if quick else 3, list[float](), list[float]()
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        start = time.perf_counter()
        studio = Studio.new(store, "pocket", 1)
        studio.warm_up()
        warm = time.perf_counter() - start
        studio.send("hello")
        before = _database_bytes(Path(folder))
        for number in range(rounds * len(TURNS)):
            turn = studio.send(TURNS[number % len(TURNS)])
            accounting = turn.accounting or {}
            seconds.append(accounting["seconds"])
            model_seconds.append(accounting["model_seconds"])
            progress(number + 1, rounds * len(TURNS))
        grown = _database_bytes(Path(folder)) - before
        studio.close()
        store.engine.dispose()
    overhead = [s - m for s, m in zip(seconds, model_seconds, strict=True)]
    repeats = 3 if quick else 7
    return {
        "turns": len(seconds),
        "overhead_ms": round(1000 * statistics.median(overhead), 1),
        "overhead_share": round(sum(overhead) / sum(seconds), 4),
        "db_bytes_per_turn": round(grown / len(seconds)),
        "turn_p50_s": round(statistics.median(seconds), 3),
        "warm_start_s": round(warm, 2),
        "first_paint_ms": first_paint_ms(repeats),
        "tui_import_ms": _milliseconds(_IMPORT, repeats, printed=True),
        "peak_rss_mb": round(psutil.Process().memory_info().rss / 2**20),
    }
