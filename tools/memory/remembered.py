"""What was learned of models on this machine: where they ran out of memory, and what a trial measured."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from filelock import FileLock
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tools.files import read_text
from tools.memory.plan import Rung
from tools.paths import home

_MAX_BYTES = 1024 * 1024


class Learned(BaseModel):
    """What is known of one model here.

    Attributes:
        name: Of the model, for people.
        rung: Of the ladder to begin with, because a higher one ran out of memory.
        work: GB beside the weights at the worst moment, by graphics card.
        seconds: That a trial took, by what it did.
    """

    model_config = ConfigDict(frozen=True)

    name: str = ""
    rung: Rung | None = None
    work: float | None = Field(None, ge=0)
    seconds: dict[str, float] = {}


class _Memory(BaseModel):
    models: dict[str, Learned] = {}


def _file() -> Path:
    return home() / "memory.json"


def learned() -> dict[str, Learned]:
    """Return what is known, by a model's hash; empty where nothing readable is stored."""
    try:
        return _Memory.model_validate_json(read_text(_file(), _MAX_BYTES)).models
    except (OSError, ValueError, ValidationError):
        return {}


def learn(model_hash: str, **values: object) -> None:
    """Store fields of `Learned` of a model; where the home can't be written they are forgotten."""
    path = _file()
    beside = path.with_suffix(f".{os.getpid()}.new")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{path}.lock"):
            known = learned()
            changed = known.get(model_hash, Learned()).model_copy(update=values)
            beside.write_text(_Memory(models={**known, model_hash: changed}).model_dump_json(indent=1), "utf-8")
            beside.replace(path)
