"""What is killed: `python -m benchmarks.suites.crash.child HOME PROFILE SEED`.

It does one thing after another, drawn from OPERATIONS, from wherever the home folder is. It notes in `calls.log` every
tool call that starts ("run ID") and every one whose result is stored ("done ID"), every message that the studio is
about to store ("said"), and what it does ("do NAME").
With "migrate" as its profile it makes an old database and migrates it instead.
"""

from __future__ import annotations

import os
import random
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from storage import ledger
from storage.ledger import NewPicture, SessionWorkspace
from storage.store import Store
from storage.tables import ToolCall, Turn
from tools.errors import GouacheError
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
OLDEST = "0001"
"""The tables that it starts from."""


def _note(home: Path, line: str) -> None:
    """Append a line to the log in one write, which a kill can't tear apart."""
    handle = os.open(home / "calls.log", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(handle, f"{line}\n".encode())
    os.close(handle)


def note_calls(home: Path) -> None:
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
    note_calls(home)
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


def make_old(home: Path) -> None:
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


if __name__ == "__main__":
    if sys.argv[2] == "migrate":
        migrating_child(Path(sys.argv[1]))
    else:
        child(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
