"""What a run folder says: what was run and with what, and the turns as they went."""

from __future__ import annotations

import json
import math
import platform
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, Literal

import psutil
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError, model_validator

from agent.dialogues.results import CaseKey, ScriptResult, TurnResult
from agent.dialogues.scripts.schema import Script
from agent.sessions.portable import map_text
from tools import profiles
from tools.device import device
from tools.engines.weights import model_info
from tools.errors import GouacheError
from tools.files import open_regular, read_text, reason
from tools.text import clean, file_name, one_line
from tools.types import ModelInfo

ROWS = "results.jsonl"
"""One line a turn."""
ABOUT = "run.json"
"""Where it lies, a folder is a run's."""
SUMMARIES = ("junit.xml", "report.html", "compare.html", "metrics.json")
_FORMAT: Literal[1] = 1
_MAX_ABOUT_BYTES = 64 * 2**20
_MAX_LINE_BYTES = 4 * 2**20
_HASH = re.compile(r"[0-9a-f]{8,128}")


class BadRun(GouacheError):
    """A run folder that can't be read, resumed or compared."""

    exit_status: ClassVar[int] = 2


class PlannedCase(BaseModel):
    """A playing as run.json has it; `script_hash` is the key of its script there."""

    model_config = ConfigDict(extra="ignore")

    script: str
    profile: str
    seed: int
    repeat: int
    turns: int
    tags: list[str] = []
    script_hash: str

    @property
    def key(self) -> CaseKey:
        """Which playing it is."""
        return CaseKey(self.script, self.profile, self.seed, self.repeat)


class UsedProfile(BaseModel):
    """A profile with the models that it names, without the folders of the machine; `error` where it is not whole."""

    models: list[ModelInfo] = []
    settings: dict[str, Any] = {}
    error: str = ""


class RunInfo(BaseModel):
    """What run.json says."""

    format: Literal[1] = _FORMAT
    gouache: str
    started: datetime
    ended: datetime | None = None
    machine: dict[str, Any] = {}
    versions: dict[str, str] = {}
    judge: str = ""
    judge_models: dict[str, ModelInfo] = {}
    """The models of judges that are models, by the judges' names."""
    profiles: dict[str, UsedProfile] = {}
    cases: list[PlannedCase]
    scripts: dict[str, Script]
    """By hash."""

    @model_validator(mode="after")
    def _complete(self) -> RunInfo:
        for case in self.cases:
            if case.script_hash not in self.scripts or case.profile not in self.profiles:
                raise ValueError(f"the script or the profile of “{one_line(case.script, 60)}” is missing")
        return self

    @property
    def planned(self) -> int:
        """Turns that the run was to play."""
        return sum(case.turns for case in self.cases)


def describe_profile(name: str) -> UsedProfile:
    """Return a profile's models with the hashes of their weights, and its settings."""
    try:
        profile = profiles.load_profile(name)
        infos = [model_info(role, profile) for role in profiles.ROLES]
    except GouacheError as error:
        return UsedProfile(error=str(error))
    settings = profile.model_dump(include={"world", "width", "height", "steps", "guidance"})
    return UsedProfile(models=[i.model_copy(update={"name": file_name(i.name)}) for i in infos], settings=settings)


def describe_machine() -> dict[str, Any]:
    """Return what of this machine may shape a picture or a time, and nothing that names its folders."""
    return {
        "system": platform.system(),
        "architecture": platform.machine(),
        "python": platform.python_version(),
        "cores": psutil.cpu_count(logical=False),
        "memory_gb": round(psutil.virtual_memory().total / 2**30),
        "device": device(),
    }


def read_info(folder: Path) -> RunInfo:
    """Return what a folder's run.json says.

    Raises:
        BadRun: there is none, or it is damaged.
    """
    name = one_line(str(folder))
    try:
        return RunInfo.model_validate_json(read_text(folder / ABOUT, _MAX_ABOUT_BYTES))
    except (OSError, ValueError, RecursionError) as error:
        if isinstance(error, ValidationError):
            first = error.errors()[0]
            given = first["input"]
            if first["loc"] == ("format",) and isinstance(given, int) and given > _FORMAT:
                raise BadRun(
                    f"{name} was written by a newer gouache (format {given}, known {_FORMAT}); upgrade gouache."
                ) from error
            why = f"{'.'.join(map(str, first['loc'][:3]))}: {first['msg'].removeprefix('Value error, ')}".removeprefix(
                ": "
            )
        else:
            why = reason(error) if isinstance(error, (OSError, ValueError)) else "nested too deeply"
        raise BadRun(f"{name} is no run folder: run.json can't be read ({one_line(why, 200)}).") from error


def read_results(folder: Path, info: RunInfo) -> dict[CaseKey, ScriptResult]:
    """Return what a run has brought; the paths of pictures are relative to the folder, and lead nowhere else.

    Raises:
        BadRun: a line is damaged; only the last one may be cut off.
    """
    adapter = TypeAdapter(TurnResult)
    results: dict[CaseKey, ScriptResult] = {}
    tags = {case.key: case.tags for case in info.cases}
    try:
        for number, (line, row) in enumerate(read_rows(folder / ROWS), 1):
            if row is None:
                if line.endswith("\n"):
                    raise BadRun(f"{one_line(str(folder))}: line {number} of {ROWS} is damaged.")
                break
            row = map_text(row, clean)
            key, turn = key_of(row), adapter.validate_python(row)
            turn.accounting = {name: value for name, value in turn.accounting.items() if _is_number(value)}
            if turn.hash is not None and not _HASH.fullmatch(turn.hash):
                turn.hash = None
            turn.path = f"pictures/{turn.hash}.png" if turn.path and turn.hash else None
            name, profile, seed, repeat = key
            result = results.setdefault(
                key, ScriptResult(name, clean(str(row["session"])), [], "", profile, seed, repeat, tags.get(key, []))
            )
            result.turns.append(turn)
    except (ValidationError, KeyError, TypeError, ValueError) as error:
        raise BadRun(f"{one_line(str(folder))}: line {number} of {ROWS} is damaged.") from error
    except OSError as error:
        raise BadRun(f"{one_line(str(folder))}: {ROWS} can't be read ({reason(error)}).") from error
    return results


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and math.isfinite(value)


def key_of(row: Any) -> CaseKey:
    """Return the playing that a line belongs to."""
    return CaseKey(str(row["script"]), str(row["profile"]), int(row["seed"]), int(row["repeat"]))


def read_rows(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield the lines of a file and their JSON objects; None for a line that is none."""
    with open_regular(path) as file:
        while line := file.readline(_MAX_LINE_BYTES):
            text = line.decode("utf-8", "replace")
            try:
                row = json.loads(text)
            except (ValueError, RecursionError):
                row = None
            yield text, row if isinstance(row, dict) else None
