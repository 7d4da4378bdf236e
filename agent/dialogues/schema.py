"""What a script may say, and one clear sentence for what it may not."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from agent.director.plan import Intent
from tools.errors import GouacheError


class BadScript(GouacheError):
    """A script that can't be read: file, line, and what is allowed there."""


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

    elements: list[ExpectedElement] = []
    relations: list[str] = []
    scene: str | None = None
    style: str | None = None
    absent: list[str] = []
    only: bool = False


class Expectation(_Part):
    """What must hold after a turn."""

    intent: Intent | None = None
    brief: ExpectedBrief | None = None
    checks: Literal["all", "most"] | None = None
    unchanged: list[str] = []
    picture: str | None = Field(None, pattern=r"^(new|none|same as turn \d+|same as before)$")
    says: list[str] = []


class ScriptTurn(_Part):
    """What the person says, and what must hold afterwards."""

    say: str
    expect: Expectation = Expectation()


class Script(_Part):
    """A dialogue: name, profile, seed and turns."""

    name: str
    profile: str = "pocket"
    seed: int = Field(0, ge=0, le=2**62)
    turns: list[ScriptTurn] = Field(min_length=1)


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


def load_script(path: Path) -> Script:
    """A script from a YAML file.

    Raises:
        BadScript: unreadable, or a key or value that does not belong; names file, line and what is allowed.
    """
    try:
        tree = YAML(typ="rt").load(path.read_text("utf-8"))
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadScript(f"{path}, line {line}: {error.problem or 'not valid YAML'}.") from error
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise BadScript(f"{path} can't be read: {error}.") from error
    try:
        return Script.model_validate(tree)
    except ValidationError as error:
        first = error.errors()[0]
        where = first["loc"]
        place = f"{path}, line {_line(tree, where)}"
        if first["type"] == "extra_forbidden":
            raise BadScript(f"{place}: “{where[-1]}” is not known here; allowed: {_allowed(where)}.") from error
        raise BadScript(f"{place}: {'.'.join(map(str, where))}: {first['msg']}.") from error


def find_scripts(paths: list[Path]) -> list[Path]:
    """Script files among paths and, for folders, inside them.

    Raises:
        BadScript: a path that does not exist, or a folder without scripts.
    """
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise BadScript(f"There is no script {path}; check the path.")
        inside = sorted(path.glob("**/*.yaml")) if path.is_dir() else [path]
        if not inside:
            raise BadScript(f"There are no .yaml scripts in {path}.")
        found += inside
    return found
