"""Kill −9 at random moments of a scripted session, resume, and count what was lost or done twice.

The child (`python -m benchmarks.suites.crash HOME PROFILE`) plays the script from wherever the session stands and
notes in `calls.log` every tool call that starts ("run ID") and every one whose result is stored ("done ID").
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from storage import ledger
from storage.store import Store
from tools.errors import GouacheError

TURNS = (
    "a red balloon in a meadow", "make the balloon blue", "add a house", "undo", "a green tree at night",
    "再加一个月亮", "take picture 1 and make the balloon yellow", "what do you see",
)  # fmt: skip
ROUNDS = 12


def _note(home: Path, line: str) -> None:
    handle = os.open(home / "calls.log", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(handle, f"{line}\n".encode())
    os.close(handle)


def child(home: Path, profile: str) -> None:
    """Play the script to its end, from wherever the session stands."""
    from agent.studio import Studio

    begin, complete = ledger.begin_call, ledger.complete_call

    def noted_begin(store: Store, turn: str, step: int, tool: str, arguments: dict[str, Any]) -> Any:
        row = begin(store, turn, step, tool, arguments)
        if row.status != "done":
            _note(home, f"run {row.id}")
        return row

    def noted_complete(store: Store, call: str, *rest: Any) -> Any:
        row = complete(store, call, *rest)
        _note(home, f"done {call}")
        return row

    for name, noted in (("begin", noted_begin), ("complete", noted_complete)):
        setattr(ledger, name, noted)
    store = Store(home)
    newest = store.sessions(1)
    studio = Studio.reopen(store, newest[0].id) if newest else Studio.new(store, profile, 1)
    studio.warm_up()
    _note(home, "ready")
    studio.resume()
    while (done := len(store.turns(studio.session_id))) < len(TURNS) * ROUNDS:
        studio.send(TURNS[done % len(TURNS)])
    _note(home, "finished")


def _ready(home: Path, since: int, process: subprocess.Popen[bytes]) -> bool:
    log = home / "calls.log"
    while process.poll() is None:
        if log.exists() and log.read_text()[since:].count("ready"):
            return True
        time.sleep(0.02)
    return False


def _count(home: Path) -> tuple[int, int]:
    """Pictures whose row or file is gone though the call is done; calls that ran after they were done."""
    store, lost, twice, finished = Store(home), 0, 0, set[str]()
    for line in (home / "calls.log").read_text().splitlines():
        word, _, id_ = line.partition(" ")
        if word == "run" and id_ in finished:
            twice += 1
        elif word == "done":
            finished.add(id_)
    for session in store.sessions():
        for turn in store.turns(session.id):
            for call in store.calls(turn.id):
                if call.status == "done" and call.picture_id is not None:
                    try:
                        store.files.open(store.picture(call.picture_id).hash, call.id)
                    except GouacheError:
                        lost += 1
    return lost, twice


def run(kills: int, progress: Callable[[int, int], None], profile: str = "pocket") -> dict[str, Any]:
    """Kill a playing child `kills` times at random moments; each time start it again on the same session."""
    rng, resumed = random.Random(5), 0
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for number in range(kills + 1):
            log = home / "calls.log"
            since = len(log.read_text()) if log.exists() else 0
            command = [sys.executable, "-m", "benchmarks.suites.crash", folder, profile]
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            resumed += _ready(home, since, process)
            time.sleep(rng.uniform(0.05, 3.0))
            process.send_signal(signal.SIGKILL)
            process.wait()
            progress(number, kills)
        lost, twice = _count(home)
        store = Store(home)
        turns = len(store.turns(store.sessions(1)[0].id))
    return {"kills": kills, "resumed": resumed - 1, "pictures_lost": lost, "calls_run_twice": twice, "turns": turns}


if __name__ == "__main__":
    child(Path(sys.argv[1]), sys.argv[2])
