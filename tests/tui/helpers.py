"""What tests of the app share: waiting, reports of the studio's thread, and reading the screen."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import socket
import struct
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

from PIL import Image
from textual.pilot import Pilot

from agent.brief.edits import Edit
from agent.director.plan import Plan
from agent.events import Event as StudioEvent
from storage.ledger import NewPicture, SessionWorkspace, begin_call, complete_call, finish_turn, save_checks
from storage.store import Store
from tests.conftest import ScriptedWriter
from tools.types import Check, Recipe, Requirement, Result
from tui.app.app import GouacheApp
from tui.screens.main import MainScreen
from tui.session.worker_messages import EventReceived, WorkerMessage
from tui.widgets.card import TurnCard
from tui.widgets.transcript import Note

RED_BIRD = Plan(intent="create", edits=(Edit(op="add", what="bird", color="red"),))
BIRD_CHECK = Check(requirement=Requirement(kind="exists", subject="bird"), verdict="pass", probability=0.9)


async def until(pilot: Pilot[None], condition: Callable[[], object], seconds: float = 20) -> None:
    """Wait until a condition is true.

    Raises:
        AssertionError: It is not true after so many seconds.
    """
    for _ in range(int(seconds / 0.05)):
        if condition():
            return
        await pilot.pause(0.05)
    raise AssertionError("the condition never came true")


async def report(app: GouacheApp, pilot: Pilot[None], *messages: WorkerMessage) -> None:
    """Report messages as the studio's thread does."""
    for message in messages:
        app.main.post_message(MainScreen.WorkerReport(app.worker, message))
    await pilot.pause()


async def emit(app: GouacheApp, pilot: Pilot[None], *events: StudioEvent) -> None:
    """Report events as the studio's thread does."""
    await report(app, pilot, *(EventReceived(event) for event in events))


async def send(app: GouacheApp, pilot: Pilot[None], text: str) -> None:
    """Write a message into the prompt and press Enter."""
    app.main.prompt.value = text
    await pilot.press("enter")


async def send_and_wait(app: GouacheApp, pilot: Pilot[None], text: str) -> str:
    """Send a message, wait until its turn is over, and return the reply."""
    before = len(app.query(TurnCard))
    await send(app, pilot, text)
    await until(pilot, lambda: len(app.query(TurnCard)) > before and last_reply(app) and not app.main.stage)
    return last_reply(app)


def last_reply(app: GouacheApp) -> str:
    """The reply on the last card."""
    return app.query(TurnCard).last().reply_text


def count_replies(app: GouacheApp) -> int:
    """The number of cards whose turn is over."""
    return sum(bool(card.reply_text) for card in app.query(TurnCard))


def hint(app: GouacheApp) -> str:
    """The lines above the prompt."""
    return str(app.main.hints.render()) if app.main.hints.display else ""


def notes(app: GouacheApp) -> str:
    """The lines of the screen itself in the transcript."""
    return "\n".join(note.text for note in app.query(Note))


def notices(app: GouacheApp) -> str:
    """The text of all notices."""
    return "\n".join(notice.message for notice in app._notifications)


def save_picture(folder: Path, name: str, size: tuple[int, int] = (32, 32)) -> str:
    """Write a picture file and return its path."""
    path = folder / f"{name}.png"
    Image.new("RGB", size, "teal").save(path)
    return str(path)


def save_session(store: Store, picture: Image.Image | None = None) -> str:
    """Store a session of one finished turn, in which everything but ids and times is fixed; return its id."""
    session = store.new_session("pocket", 0).id
    save_turn(store, session, "a red bird", picture or Image.linear_gradient("L").resize((32, 32)).convert("RGB"))
    return session


def save_turn(
    store: Store, session: str, message: str, picture: Image.Image, seed: int | None = None, parent: int | None = None
) -> int:
    """Store a finished turn that painted a picture; return the picture's row id."""
    turn = store.begin_turn(session, message)
    call = begin_call(store, turn.id, 0, "generate", {})
    result = Result(picture, Recipe(tool="generate", arguments={"prompt": "a red bird"}, seed=seed))
    brief = {"elements": [{"what": "bird", "color": "red"}]}
    workspace = SessionWorkspace(store, session)
    row = complete_call(store, call.id, result, 0.5, workspace, NewPicture(parent, brief, "bird"))
    assert row.picture_id is not None
    check = BIRD_CHECK.model_copy(update={"probability": 0.97})
    save_checks(store, row.picture_id, [check], "a red bird")
    store.update_turn(turn.id, plan={"do": "create"}, prompt="a red bird", brief=brief)
    finish_turn(store, turn.id, row.picture_id, lambda number: f"Here is #{number}.", accounting={"model_seconds": 1.0})
    return row.picture_id


class GatedWriter(ScriptedWriter):
    """Returns its plans only when the test opens the gate."""

    def __init__(self, *plans: Plan | str) -> None:
        super().__init__(*plans)
        self.gate = Event()

    def write(self, prompt: Any, schema: dict[str, Any], cancel: Event, limit: int = 400) -> str:
        self.gate.wait(20)
        return super().write(prompt, schema, cancel, limit)


@contextmanager
def serve(*options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run `gouache serve` on a free port; the values are the address that it prints, and the server."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "tui.cli.main", "serve", "--port", str(port), *options]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    try:
        assert server.stdout is not None
        yield next(word for word in server.stdout.readline().split() if word.startswith("http")), server
    finally:
        server.terminate()
        server.communicate(timeout=20)


def run_in_terminal(
    *words: str,
    columns: int = 120,
    react: Callable[[bytes, subprocess.Popen[bytes]], object] = lambda seen, process: False,
    **environment: str,
) -> tuple[int, bytes]:
    """Run `gouache` in a terminal of its own, of 40 rows; return its exit status and everything that it wrote.

    `react` is called with what was seen so far whenever something was written; where it returns True, the terminal is
    closed.
    """
    command = [sys.executable, "-m", "tui.cli.main", *words]
    master, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, columns * 10, 800))
    # What would tell of another terminal than this one; several test processes set the size of theirs.
    foreign = ("TMUX", "STY", "ZELLIJ", "NO_COLOR", "COLUMNS", "LINES")
    plain = {name: value for name, value in os.environ.items() if name not in foreign}
    colors = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    process = subprocess.Popen(
        command, stdin=terminal, stdout=terminal, stderr=terminal, env={**plain, **colors, **environment},
        start_new_session=True,
    )  # fmt: skip
    os.close(terminal)
    seen = b""
    try:
        # Linux reports the end of the last process on a terminal as an error.
        with contextlib.suppress(OSError), open(master, "rb", buffering=0) as stream:
            while data := stream.read(65536):
                seen += data
                if react(seen, process) is True:
                    break
        return process.wait(20), seen
    finally:
        process.kill()
        process.wait()
