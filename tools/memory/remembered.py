"""Which models have run out of memory on a rung of the ladder, so that the next start begins below it."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from tools.files import read_text
from tools.memory.plan import RUNGS, Rung
from tools.paths import home

_MAX_BYTES = 256 * 1024


def _file() -> Path:
    return home() / "memory.json"


def remembered_rungs() -> dict[str, Rung]:
    """Return the rung to begin with, by a model's hash; empty where nothing readable is stored."""
    try:
        values = json.loads(read_text(_file(), _MAX_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(values, dict):
        return {}
    return {name: RUNGS[RUNGS.index(rung)] for name, rung in values.items() if rung in RUNGS}


def remember_rung(model_hash: str, rung: Rung) -> None:
    """Store the rung to begin with; where the home can't be written it is forgotten at the end of the process."""
    path = _file()
    beside = path.with_suffix(f".{os.getpid()}.new")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps({**remembered_rungs(), model_hash: rung}, indent=1), "utf-8")
        beside.replace(path)
