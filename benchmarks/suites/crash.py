"""Kill −9 at random moments of a scripted session, resume, and count what was lost or done twice.

The child (`python -m benchmarks.suites.crash HOME PROFILE`) plays the script from wherever the session is and notes
in `calls.log` every tool call that starts ("run ID") and every one whose result is stored ("done ID").
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.measuring import Figures
from storage import ledger
from storage.ledger import NewPicture, SessionWorkspace
from storage.store import Store
from storage.tables import ToolCall
from tools.errors import GouacheError
from tools.hooks import Progress
from tools.types import Result

TURNS = (
    "a red balloon in a meadow", "make the balloon blue", "add a house", "undo", "a green tree at night",
    "再加一个月亮", "take picture 1 and make the balloon yellow", "what do you see",
)  # fmt: skip
ROUNDS = 12
"""How often the script's turns are played, so that no number of kills comes to its end."""
LONGEST_LIFE = 3.0
"""Seconds that a child lives at most once it is ready."""


def _note(home: Path, line: str) -> None:
    """Append a line to the log in one write, which a kill can't tear apart."""
    handle = os.open(home / "calls.log", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(handle, f"{line}\n".encode())
    os.close(handle)


def _note_calls(home: Path) -> None:
    """Make the ledger note in the log which calls start and which are done."""
    begin, complete = ledger.begin_call, ledger.complete_call

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

    ledger.begin_call = noted_begin
    ledger.complete_call = noted_complete


def child(home: Path, profile: str) -> None:
    """Play the script to its end, from wherever the session is."""
    from agent.studio import Studio

    _note_calls(home)
    store = Store(home)
    newest = store.sessions(1)
    studio = Studio.reopen(store, newest[0].id) if newest else Studio.new(store, profile, 1)
    studio.warm_up()
    _note(home, "ready")
    while studio.resume() is not None:
        continue
    while (done := len(store.turns(studio.session_id))) < len(TURNS) * ROUNDS:
        studio.send(TURNS[done % len(TURNS)])
    _note(home, "finished")


def _wait_until_ready(home: Path, since: int, process: subprocess.Popen[bytes]) -> bool:
    """Wait for "ready" in the log after its first `since` characters; False where the child ends before that."""
    log = home / "calls.log"
    while process.poll() is None:
        if log.exists() and "ready" in log.read_text()[since:]:
            return True
        time.sleep(0.02)
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
    """Number of pictures whose row or file is gone though their call is done."""
    turns = [turn for session in store.sessions() for turn in store.turns(session.id)]
    lost = 0
    for call in [call for turn in turns for call in store.calls(turn.id)]:
        if call.status == "done" and call.picture_id is not None:
            try:
                store.files.open(store.picture(call.picture_id).hash, call.id)
            except GouacheError:
                lost += 1
    return lost


def run(kills: int, progress: Progress, profile: str = "pocket") -> Figures:
    """Kill a playing child `kills` times at random moments; each time start it again on the same session."""
    rng = random.Random(5)
    resumed = 0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for number in range(kills + 1):
            log = home / "calls.log"
            since = len(log.read_text()) if log.exists() else 0
            command = [sys.executable, "-m", "benchmarks.suites.crash", folder, profile]
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            resumed += _wait_until_ready(home, since, process)
            time.sleep(rng.uniform(0.05, LONGEST_LIFE))
            process.send_signal(signal.SIGKILL)
            process.wait()
            progress(number, kills)
        store = Store(home)
        twice, done = _calls_run_twice(home)
        return {
            "kills": kills, "resumed": resumed - 1, "pictures_lost": _pictures_lost(store), "calls_done": done,
            "calls_run_twice": twice, "turns": len(store.turns(store.sessions(1)[0].id)),
        }  # fmt: skip


if __name__ == "__main__":
    child(Path(sys.argv[1]), sys.argv[2])
