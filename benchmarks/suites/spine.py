"""What the studio costs beside its models: overhead and bytes a turn, start-up, memory."""

from __future__ import annotations

import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import psutil
from langgraph.checkpoint.sqlite import SqliteSaver

from agent.studio import Studio
from benchmarks.measuring import Figures, Stopwatch, median_seconds
from storage.picture_files import PictureFiles
from storage.store import Store
from tools.hooks import Progress

TURNS = (
    "a red balloon on the left of a house, in a meadow", "make the balloon blue", "add a dog", "undo",
    "change the background to the beach", "what do you see", "compare 1 and 2", "把狗去掉",
)  # fmt: skip
ROUNDS = 3
"""How often the turns are played; once in a quick run."""
REPEATS, QUICK_REPEATS = 7, 3
"""Fresh processes whose median is taken."""
_IMPORT = "import time; t = time.perf_counter(); import tui, tui.app.app; print((time.perf_counter() - t) * 1000)"
_FIRST_PAINT = """
import time
from tui.app.app import GouacheApp
class Timed(GouacheApp):
    def on_ready(self):
        self.call_after_refresh(self.exit)
    def run_worker_thread(self, worker):
        pass
Timed(None, "pocket", 0).run(headless=True)
"""
_EMPTY_APP = """
from textual.app import App
class Timed(App):
    def on_ready(self):
        self.call_after_refresh(self.exit)
Timed().run(headless=True)
"""


def _run_python(code: str) -> str:
    """What a fresh interpreter prints."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def first_paint_ms(repeats: int, empty: bool = False) -> float:
    """Median milliseconds of a fresh process that opens the app, draws it once and leaves.

    Args:
        repeats: Number of processes.
        empty: Open a Textual app with nothing in it instead, which is the least that any app can take.
    """
    code = _EMPTY_APP if empty else _FIRST_PAINT
    return round(1000 * median_seconds(lambda _: _run_python(code), repeats), 1)


def _import_ms(repeats: int) -> float:
    """Median milliseconds that importing the app takes in a fresh process, without the interpreter's own start."""
    return round(statistics.median(float(_run_python(_IMPORT)) for _ in range(repeats)), 1)


def _database_bytes(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "gouache.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return sum(file.stat().st_size for file in folder.glob("gouache.db*"))


def _play(folder: Path, turns: int, progress: Progress) -> Figures:
    """Play so many turns with the pocket profile in a fresh home folder."""
    store = Store(folder)
    start = time.perf_counter()
    studio = Studio.new(store, "pocket", 1)
    studio.warm_up()
    warm_start = time.perf_counter() - start
    studio.send("hello")
    bytes_before = _database_bytes(folder)
    seconds: list[float] = []
    overheads: list[float] = []
    with Stopwatch() as watch:
        watch.watch("database", Store, "transaction")
        watch.watch("checkpoints", SqliteSaver, "put", "put_writes", "get_tuple", "delete_thread")
        watch.watch("picture_files", PictureFiles, "save", "open")
        for number in range(turns):
            start = time.perf_counter()
            turn = studio.send(TURNS[number % len(TURNS)])
            accounting = turn.accounting or {}
            seconds.append(time.perf_counter() - start)
            overheads.append(seconds[-1] - accounting["model_seconds"])
            progress(number + 1, turns)
    grown = _database_bytes(folder) - bytes_before
    studio.close()
    store.engine.dispose()
    return {
        "turns": turns,
        "overhead_ms": round(1000 * statistics.median(overheads), 1),
        "overhead_share": round(sum(overheads) / sum(seconds), 4),
        "shares_of_overhead": {part: round(spent / sum(overheads), 3) for part, spent in watch.seconds.items()},
        "db_bytes_per_turn": round(grown / turns),
        "turn_p50_s": round(statistics.median(seconds), 3),
        "warm_start_s": round(warm_start, 2),
    }


def run(quick: bool, progress: Progress) -> Figures:
    """Play TURNS with the pocket profile (ROUNDS times, once when quick), and start fresh processes."""
    with tempfile.TemporaryDirectory() as folder:
        figures = _play(Path(folder), len(TURNS) * (1 if quick else ROUNDS), progress)
    repeats = QUICK_REPEATS if quick else REPEATS
    return {
        **figures,
        "first_paint_ms": first_paint_ms(repeats),
        "tui_import_ms": _import_ms(repeats),
        "peak_rss_mb": round(psutil.Process().memory_info().rss / 2**20),
    }
