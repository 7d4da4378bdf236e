"""Kill −9 at random moments of everything that writes, start again, and count what was lost or done twice.

The child (`python -m benchmarks.suites.crash HOME PROFILE SEED`) does one thing after another, drawn from OPERATIONS,
from wherever the home folder is. It notes in `calls.log` every tool call that starts ("run ID") and every one whose
result is stored ("done ID"), every message that the studio is about to store ("said"), and what it does ("do NAME").
Every tenth child migrates an old database instead.
"""

from __future__ import annotations

import os
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
from typing import Any

from benchmarks.measuring import Figures
from storage import ledger
from storage.ledger import NewPicture, SessionWorkspace
from storage.store import Store
from storage.tables import ToolCall, Turn
from tools.errors import GouacheError
from tools.hooks import Progress
from tools.types import Result

OPERATIONS = {
    "say": 7, "/vary 3": 2, "/enhance x2": 2, "/restyle woodcut": 2, "undo": 1,
    "export": 2, "import": 2, "fork": 2, "delete": 1, "purge": 1, "replay": 2,
}  # fmt: skip
"""What a child does, and how often in proportion."""
MESSAGES = (
    "a red balloon in a meadow", "make the balloon blue", "add a house", "a green tree at night",
    "再加一个月亮", "take picture 1 and make the balloon yellow", "what do you see",
)  # fmt: skip
LONGEST_LIFE = 3.0
"""Seconds that a child lives at most once it is ready."""
MIGRATING_EVERY = 10
"""Of so many children one migrates an old database."""
LONGEST_MIGRATION = 0.6
"""Seconds that such a child lives at most once its libraries are loaded."""
OLDEST = "0001"
"""The tables that it starts from."""


def _note(home: Path, line: str) -> None:
    """Append a line to the log in one write, which a kill can't tear apart."""
    handle = os.open(home / "calls.log", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(handle, f"{line}\n".encode())
    os.close(handle)


def _note_calls(home: Path) -> None:
    """Make the ledger and the store note in the log which calls and messages are stored."""
    begin, complete, begin_turn = ledger.begin_call, ledger.complete_call, Store.begin_turn

    def noted_begin(
        store: Store, turn: str, step: int, tool: str, arguments: dict[str, Any], **values: object
    ) -> ToolCall:
        row = begin(store, turn, step, tool, arguments, **values)
        if row.status != "done":
            _note(home, f"run {row.id}")
        return row

    def noted_complete(
        store: Store, call: str, result: Result, seconds: float, workspace: SessionWorkspace, painted: NewPicture | None
    ) -> ToolCall:
        row = complete(store, call, result, seconds, workspace, painted)
        _note(home, f"done {call}")
        return row

    def noted_turn(store: Store, session: str, message: str, status: str = "running") -> Turn:
        _note(home, "said")
        return begin_turn(store, session, message, status)

    ledger.begin_call = noted_begin
    ledger.complete_call = noted_complete
    Store.begin_turn = noted_turn  # type: ignore[method-assign, assignment]


def child(home: Path, profile: str, seed: int) -> None:
    """Do one thing after another until somebody kills the process."""
    from agent.studio import Studio

    rng = random.Random(seed)
    _note_calls(home)
    store = Store(home)
    oldest = min(store.sessions(), key=lambda row: row.created, default=None)
    studio = Studio.reopen(store, oldest.id) if oldest else Studio.new(store, profile, 1)
    studio.warm_up()
    _note(home, "ready")
    while studio.resume() is not None:
        continue
    while True:
        name = rng.choices(list(OPERATIONS), list(OPERATIONS.values()))[0]
        _note(home, f"do {name}")
        try:
            _do(name, store, studio, home, rng)
        except GouacheError as error:
            _note(home, f"refused {name}: {error}")


def _do(name: str, store: Store, studio: Any, home: Path, rng: random.Random) -> None:
    from agent.sessions.export import export_session, import_session
    from agent.sessions.replay import replay_session
    from storage import sessions, snapshots
    from storage.purge import purge

    copies = [row.id for row in store.sessions() if row.id != studio.session_id]
    exported = home / "exported" / str(rng.randrange(3))
    match name:
        case "export":
            export_session(store, studio.session_id, exported)
        case "import":
            import_session(store, exported)
        case "fork":
            snapshots.fork_session(store, studio.session_id)
        case "delete" if copies:
            sessions.delete(store, rng.choice(copies))
        case "delete":
            pass
        case "purge":
            purge(store, 0)
        case "replay":
            for _ in zip(range(3), replay_session(store, studio.session_id, studio.models), strict=False):
                continue
        case "say":
            studio.send(rng.choice(MESSAGES))
        case command:
            studio.send(command)


def migrating_child(home: Path) -> None:
    """Open an old database, which migrates it, as soon as the libraries are loaded."""
    from alembic import command, config  # noqa: F401 - loaded before the clock starts.

    _note(home, "ready")
    Store(home)


def _make_old(home: Path) -> None:
    """A home with the first version's tables and one session."""
    from alembic import command
    from alembic.config import Config
    from sqlmodel import create_engine

    home.mkdir()
    config = Config()
    config.set_main_option("script_location", str(Path(ledger.__file__).parent / "migrations"))
    engine = create_engine(f"sqlite:///{home / 'gouache.db'}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, OLDEST)
    engine.dispose()
    with closing(sqlite3.connect(home / "gouache.db")) as raw, raw:
        raw.execute(
            "INSERT INTO session (id, title, profile, seed, created, updated) VALUES "
            "('old', 'kept', 'pocket', 1, '2026-01-01 00:00:00', '2026-01-01 00:00:00')"
        )


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
    _make_old(folder)
    _kill([sys.executable, "-m", "benchmarks.suites.crash", str(folder), "migrate", "0"], folder, life)
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
                command = [sys.executable, "-m", "benchmarks.suites.crash", str(home), profile, str(number)]
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


if __name__ == "__main__":
    if sys.argv[2] == "migrate":
        migrating_child(Path(sys.argv[1]))
    else:
        child(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
