"""What a script may say, and one clear sentence for what it may not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from agent.dialogues.yaml_source import BadScript as BadScript
from agent.dialogues.yaml_source import load_yaml
from agent.director.plan import Intent
from tools.profiles import profile_names
from tools.text import one_line

ENDINGS = (".yaml", ".yml")
"""How the names of scripts end, in small letters or capitals."""
_MAX_ITEMS = 500
"""Most items of a list in a script."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ExpectedElement(_Part):
    """Attributes that an element of the brief must have; those left out are free."""

    what: str
    color: str | None = None
    count: int | None = None
    size: str | None = None
    place: str | None = None


class ExpectedBrief(_Part):
    """What the brief must hold after the turn. `only` forbids other elements."""

    elements: list[ExpectedElement] = Field([], max_length=_MAX_ITEMS)
    relations: list[str] = Field([], max_length=_MAX_ITEMS)
    scene: str | None = None
    style: str | None = None
    absent: list[str] = Field([], max_length=_MAX_ITEMS)
    only: bool = False


class Expectation(_Part):
    """What must hold after a turn. One that fails is an error unless it `may_fail`; a fault of gouache always is."""

    may_fail: bool = False
    intent: Intent | None = None
    brief: ExpectedBrief | None = None
    checks: Literal["all", "most"] | None = None
    unchanged: list[str] = Field([], max_length=_MAX_ITEMS)
    picture: str | None = Field(None, pattern=r"^(new|none|same as turn \d+|same as before)$")
    says: list[str] = Field([], max_length=_MAX_ITEMS)


class ScriptTurn(_Part):
    """What the person says, and what must hold afterwards."""

    say: str
    expect: Expectation = Expectation()


class Script(_Part):
    """A dialogue: name, profile, seed and turns."""

    name: str
    profile: str = "pocket"
    seed: int = Field(0, ge=0, le=2**62)
    turns: list[ScriptTurn] = Field(min_length=1, max_length=_MAX_ITEMS)

    @field_validator("name")
    @classmethod
    def _clean(cls, name: str) -> str:
        return one_line(name)


def _line(tree: Any, where: tuple[Any, ...]) -> int:
    """Line number (from 1) of the deepest part of a place in a document that has one."""
    line = 1
    for part in where:
        try:
            mark = tree.lc.key(part) if isinstance(part, str) else tree.lc.item(part)
            line, tree = mark[0] + 1, tree[part]
        except (KeyError, IndexError, TypeError, AttributeError):
            break
    return line


def _allowed(where: tuple[Any, ...]) -> str:
    model: Any = Script
    for part in where[:-1]:
        if isinstance(part, str) and part in getattr(model, "model_fields", {}):
            annotation = model.model_fields[part].annotation
            inner = [a for a in getattr(annotation, "__args__", (annotation,)) if isinstance(a, type)]
            model = next((a for a in inner if issubclass(a, BaseModel)), model)
    return ", ".join(model.model_fields)


def load_script(path: Path, profile: str | None = None) -> Script:
    """A script from a YAML file.

    Args:
        path: the file.
        profile: the profile to run it with instead of its own.

    Raises:
        BadScript: unreadable, a key or value that does not belong, or a profile that is neither packaged nor the
            person's own: whoever wrote a script may not name files, since a profile decides what code is loaded.
    """
    tree = load_yaml(path)
    name = one_line(str(path))
    try:
        script = Script.model_validate(tree)
    except ValidationError as error:
        first = error.errors()[0]
        where = first["loc"]
        place = f"{name}, line {_line(tree, where)}"
        if first["type"] == "extra_forbidden":
            key = one_line(str(where[-1]), 60)
            raise BadScript(f"{place}: “{key}” is not known here; allowed: {_allowed(where)}.") from error
        key = one_line(".".join(map(str, where)), 100) or "the script"
        raise BadScript(f"{place}: {key}: {one_line(first['msg'])}.") from error
    if profile is not None:
        return script.model_copy(update={"profile": profile})
    if script.profile not in profile_names():
        raise BadScript(
            f"{name}, line {_line(tree, ('profile',))}: profile: “{one_line(script.profile, 60)}” is none of "
            f"{', '.join(profile_names())}; a profile file is named with --profile."
        )
    return script


def find_scripts(paths: list[Path]) -> list[Path]:
    """Script files among paths and, for folders, inside them, each once.

    Raises:
        BadScript: a path that does not exist, or a folder without scripts.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        if not path.exists():
            raise BadScript(f"There is no script {one_line(str(path))}; check the path.")
        inside = [file for file in _inside(path) if _is_script(file)] if path.is_dir() else [path]
        if not inside:
            raise BadScript(f"There are no .yaml scripts in {one_line(str(path))}.")
        for file in inside:
            found.setdefault(file.resolve(), file)
    return list(found.values())


def overlooked_files(paths: list[Path]) -> list[Path]:
    """Files in folders that look like scripts and are not taken, such as `one.yaml.txt`, or a pipe of such a name."""
    looks = (
        file for path in paths if path.is_dir() for file in _inside(path) if re.search(r"\.ya?ml", file.name, re.I)
    )
    return [file for file in looks if not file.is_dir() and not _is_script(file)]


def _inside(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


def _is_script(file: Path) -> bool:
    return file.suffix.lower() in ENDINGS and file.is_file()
