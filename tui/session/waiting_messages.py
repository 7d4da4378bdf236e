"""The file of a session's waiting messages: what was sent, and is no turn yet, survives the end of the process."""

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


def save_waiting(session: str, messages: Sequence[str], last_turn: int) -> None:
    """Write what waits in a session; without messages, remove the file.

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


def load_waiting(session: str, last_turn: int, last_message: str) -> list[str]:
    """Return what waits in a session, in order; nothing where the file is missing or damaged.

    Args:
        session: The session's id.
        last_turn: The number of the session's newest turn.
        last_message: That turn's message. The process may have ended after the turn was stored and before the file was
            written again.
    """
    try:
        value = json.loads(read_bytes(_path(session), _MAX_BYTES))
        messages = [clean(str(message)).strip()[: limits.MESSAGE] for message in value["messages"]]
        saved_turn = int(value["last_turn"])
    except (OSError, ValueError, KeyError, TypeError, GouacheError):
        return []
    messages = [message for message in messages if message]
    began = bool(messages) and last_turn > saved_turn and messages[0] == last_message
    return messages[1:] if began else messages


def _path(session: str) -> Path:
    return home() / "waiting" / f"{session}.json"
