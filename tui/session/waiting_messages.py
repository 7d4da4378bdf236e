"""The files of a session's waiting messages: what was sent, and is no turn yet, survives the end of the process.

Every process has a file of its own, so that two windows on one session neither send each other's messages nor write
over them. What a process that has ended left behind goes to the next one that opens the session.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Sequence
from pathlib import Path

from agent import limits
from tools.errors import GouacheError
from tools.files import read_bytes
from tools.paths import home
from tools.text import clean

log = logging.getLogger("gouache")
_MAX_BYTES = 16 * 2**20
_CLOCK = 10.0
"""Seconds by which the times of files and of processes may disagree."""


def save_waiting(session: str, messages: Sequence[str], last_turn: int) -> None:
    """Write what waits in a session in this process; without messages, remove the file.

    Args:
        session: The session's id.
        messages: What waits, in order.
        last_turn: The number of the session's newest turn; 0 before the first.
    """
    try:
        path = _path(session)
        if not messages:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        value = {"messages": list(messages), "last_turn": last_turn}
        part.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
        os.replace(part, path)
    except (OSError, GouacheError) as error:
        # The messages are still in the queue; only leaving would lose them.
        log.warning("waiting messages of %s were not saved: %s", session, error)


def take_waiting(session: str, last_turn: int, last_message: str) -> list[str]:
    """Return what waits in a session, in order, and make it this process's own; see `load_waiting`."""
    own = _path(session)
    for number, file in enumerate(_files(session)):
        if file != own and _process(file) != os.getpid():
            try:
                os.utime(file)
                # Only one of two processes can rename it.
                file.rename(own.with_name(f"{session}.{os.getpid()}-{number}.json"))
            except OSError:
                continue
    messages = load_waiting(session, last_turn, last_message)
    save_waiting(session, messages, last_turn)
    for file in _files(session):
        if file != own and _process(file) == os.getpid():
            file.unlink(missing_ok=True)
    return messages


def load_waiting(session: str, last_turn: int, last_message: str) -> list[str]:
    """Return what waits in a session in this process or was left by one that has ended, in order.

    What another window still means to send, or what is in a damaged file, is left out.

    Args:
        session: The session's id.
        last_turn: The number of the session's newest turn.
        last_message: That turn's message. The process may have ended after the turn was stored and before the file was
            written again.
    """
    return [message for file in _files(session) for message in _messages(file, last_turn, last_message)]


def _messages(file: Path, last_turn: int, last_message: str) -> list[str]:
    try:
        value = json.loads(read_bytes(file, _MAX_BYTES))
        messages = [clean(str(message)).strip()[: limits.MESSAGE] for message in value["messages"]]
        saved_turn = int(value["last_turn"])
    except (OSError, ValueError, KeyError, TypeError, GouacheError):
        return []
    messages = [message for message in messages if message]
    began = bool(messages) and last_turn > saved_turn and messages[0] == last_message
    return messages[1:] if began else messages


def _files(session: str) -> list[Path]:
    """Return the files of this process and of those that have ended, the oldest first."""
    try:
        files = [(file.stat().st_mtime, file) for file in _path(session).parent.glob(f"{session}.*json")]
    except (OSError, GouacheError):
        return []
    return [file for written, file in sorted(files) if not _is_of_another(file, written)]


def _is_of_another(file: Path, written: float) -> bool:
    """Return whether another process that still runs wrote a file; one that began later only has its number."""
    number = _process(file)
    if number in (None, os.getpid()):
        return False
    # Imported here because there hardly ever is such a file, and the app starts with this module.
    import psutil

    try:
        return psutil.Process(number).create_time() <= written + _CLOCK
    except psutil.Error:
        return False


def _process(file: Path) -> int | None:
    """Return the number of the process whose file this is."""
    number = file.stem.partition(".")[2].partition("-")[0]
    return int(number) if number.isdecimal() else None


def _path(session: str) -> Path:
    return home() / "waiting" / f"{session}.{os.getpid()}.json"
