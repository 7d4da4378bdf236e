"""Kill −9 at random moments of everything that writes, start again, and count what was lost or done twice.

The child (`child.py`) does one thing after another in a home folder; every tenth migrates an old database instead.
"""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from benchmarks.measuring import Figures
from benchmarks.suites.crash.child import make_old
from storage.store import Store
from tools.errors import GouacheError
from tools.hooks import Progress

LONGEST_LIFE = 3.0
"""Seconds that a child lives at most once it is ready."""
MIGRATING_EVERY = 10
"""Of so many children one migrates an old database."""
LONGEST_MIGRATION = 0.6
"""Seconds that such a child lives at most once its libraries are loaded."""


def _wait_until_ready(home: Path, since: int, process: subprocess.Popen[bytes]) -> bool:
    """Wait for "ready" in the log after its first `since` characters; False where the child ends before that."""
    log = home / "calls.log"
    while process.poll() is None:
        if log.exists() and "ready" in log.read_text()[since:]:
            return True
        time.sleep(0.005)
    return False


def _calls_run_twice(home: Path) -> tuple[int, int]:
    """Number of calls that started again after they were done, and of all calls that were done."""
    finished: set[str] = set()
    twice = 0
    for line in (home / "calls.log").read_text().splitlines():
        word, _, call = line.partition(" ")
        if word == "run" and call in finished:
            twice += 1
        elif word == "done":
            finished.add(call)
    return twice, len(finished)


def _pictures_lost(store: Store) -> int:
    """Number of pictures whose row or file is gone though their call is done and nobody removed them."""
    turns = [turn for session in store.sessions() for turn in store.turns(session.id)]
    lost = 0
    for call in [call for turn in turns for call in store.calls(turn.id)]:
        if call.status == "done" and call.picture_id is not None:
            try:
                store.files.open(store.picture(call.picture_id).hash, call.id)
            except GouacheError:
                lost += 1
    return lost


def _messages_lost(home: Path, store: Store) -> int:
    """Number of messages that were given to the studio and are in no turn."""
    said = (home / "calls.log").read_text().splitlines().count("said")
    oldest = min(store.sessions(), key=lambda row: row.created)
    return said - len(store.turns(oldest.id))


def _kill(command: list[str], home: Path, life: float) -> bool:
    """Start a child, kill it so many seconds after it was ready, and return whether it became ready."""
    log = home / "calls.log"
    since = len(log.read_text()) if log.exists() else 0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    ready = _wait_until_ready(home, since, process)
    time.sleep(life)
    process.send_signal(signal.SIGKILL)
    process.wait()
    return ready


def _kill_a_migration(folder: Path, life: float) -> bool:
    """Kill a migration, and return whether the session is there when the next start has migrated the rest."""
    make_old(folder)
    _kill([sys.executable, "-m", "benchmarks.suites.crash.child", str(folder), "migrate", "0"], folder, life)
    store = Store(folder)
    kept = [row.title for row in store.sessions()] == ["kept"]
    store.engine.dispose()
    return kept


def run(kills: int, progress: Progress, profile: str = "pocket") -> Figures:
    """Kill a child `kills` times at random moments; each time start another in the same home folder."""
    rng = random.Random(5)
    resumed = migrated = migrations = 0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir()
        for number in range(kills):
            if number % MIGRATING_EVERY == MIGRATING_EVERY - 1:
                migrations += 1
                old = Path(folder) / f"old-{number}"
                migrated += _kill_a_migration(old, rng.uniform(0, LONGEST_MIGRATION))
            else:
                command = [sys.executable, "-m", "benchmarks.suites.crash.child", str(home), profile, str(number)]
                resumed += _kill(command, home, rng.uniform(0.05, LONGEST_LIFE))
            progress(number + 1, kills)
        return {
            "kills": kills,
            "resumed": resumed,
            "migrations_killed": migrations,
            "migrations_recovered": migrated,
            **_count(home),
        }


def _count(home: Path) -> Figures:
    """What was lost or left in a home folder, once it has been opened again."""
    from agent.studio import Studio

    store = Store(home)
    oldest = min(store.sessions(), key=lambda row: row.created)
    Studio.reopen(store, oldest.id).close()
    twice, done = _calls_run_twice(home)
    with closing(sqlite3.connect(home / "gouache.db")) as connection:
        intact = connection.execute("PRAGMA integrity_check").fetchone()[0]
    lines = (home / "calls.log").read_text().splitlines()
    return {
        "pictures_lost": _pictures_lost(store),
        "messages_lost": _messages_lost(home, store),
        "calls_done": done,
        "calls_run_twice": twice,
        "stale_files": len(list(home.rglob("*.part"))),
        "database": intact,
        "turns": len(store.turns(oldest.id)),
        "sessions": len(store.sessions()),
        "operations": dict(Counter(line[3:] for line in lines if line.startswith("do "))),
        "refused": sum(line.startswith("refused") for line in lines),
    }
