"""From files to scripts: parameters, included turns, and one clear sentence for what does not belong."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from agent.dialogues.scripts.schema import MAX_ITEMS, IncludedTurns, Script, ScriptTurn
from agent.dialogues.scripts.yaml_source import BadScript as BadScript
from agent.dialogues.scripts.yaml_source import load_yaml
from tools.profiles import profile_names
from tools.text import one_line

ENDINGS = (".yaml", ".yml")
"""How the names of scripts end, in small letters or capitals."""
_MAX_COMBINATIONS = 1000
"""Most scripts that one file may stand for."""
_MAX_DEPTH = 5
"""Most files that include one another."""
_PARAMETER = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*")
_BRANCHES = frozenset({"str", "int", "float", "bool", "Bounds"})
"""How pydantic names the ways in which a value could be meant."""
Model = TypeVar("Model", bound=BaseModel)
Values = dict[str, Any]


def load_scripts(path: Path, profile: str | None = None) -> list[Script]:
    """Return the scripts of a YAML file: one, or one for each combination of its parameters.

    Args:
        path: The file.
        profile: The profile to run them with instead of their own.

    Raises:
        BadScript: unreadable, a key or value that does not belong, an undefined parameter, a file outside the script's
            folder, or a profile that is neither packaged nor the person's own: whoever wrote a script may not name
            files, since a profile decides what code is loaded.
    """
    tree = load_yaml(path)
    combinations = _combinations(tree, path)
    scripts = [_load(tree, values, path, profile) for values in combinations]
    names = [script.name for script in scripts]
    # A name without its parameters would stand for all of them.
    if len(set(names)) < len(names):
        scripts = [
            script.model_copy(update={"name": one_line(f"{script.name} ({_told(values)})")})
            for script, values in zip(scripts, combinations, strict=True)
        ]
    return [script.in_folder(path.parent) for script in scripts]


def _told(values: Values) -> str:
    return ", ".join(f"{name}={value}" for name, value in values.items())


def _load(tree: Any, values: Values, path: Path, profile: str | None) -> Script:
    filled = _filled(tree, values, path, tree)
    script = _validated(Script, filled, tree, path)
    setup, turns = (_with_included(part, values, path, path.parent, 0) for part in (script.setup, script.turns))
    if len(setup) + len(turns) > MAX_ITEMS:
        raise BadScript(f"{one_line(str(path))}: with what it includes it has more than {MAX_ITEMS} turns.")
    script = script.model_copy(update={"setup": setup, "turns": turns, "for_each": {}})
    if profile is not None:
        return script.model_copy(update={"profile": profile})
    if script.profile not in profile_names():
        raise BadScript(
            f"{_place(path, tree, ('profile',))}: profile: “{one_line(script.profile, 60)}” is none of "
            f"{', '.join(profile_names())}; a profile file is named with --profile."
        )
    return script


# Parameters


def _combinations(tree: Any, path: Path) -> list[Values]:
    given = tree.get("for each") if isinstance(tree, Mapping) else None
    if not given:
        return [{}]
    place = _place(path, tree, ("for each",))
    if not isinstance(given, Mapping):
        raise BadScript(f"{place}: for each: write the values of each parameter, such as {{color: [red, blue]}}.")
    lists = {}
    for name, values in given.items():
        if not isinstance(name, str) or not _IDENTIFIER.fullmatch(name):
            raise BadScript(f"{place}: for each: “{one_line(str(name), 60)}” is no name of letters, digits and _.")
        lists[name] = list(values) if isinstance(values, list) else [values]
        if not lists[name] or not all(isinstance(value, (str, int, float, bool)) for value in lists[name]):
            raise BadScript(f"{place}: for each: {name}: its values are words or numbers, at least one.")
    count = 1
    for values in lists.values():
        count *= len(values)
    if count > _MAX_COMBINATIONS:
        raise BadScript(f"{place}: for each: {count:,} combinations; at most {_MAX_COMBINATIONS:,} are played.")
    return [dict(zip(lists, chosen, strict=True)) for chosen in itertools.product(*lists.values())]


def _filled(node: Any, values: Values, path: Path, tree: Any, where: tuple[Any, ...] = ()) -> Any:
    """Return a document with its parameters filled in; one of a script without parameters as it is.

    Raises:
        BadScript: a parameter that is not defined.
    """
    if not values:
        return node
    if isinstance(node, Mapping):
        # YAML reads {color} without quotation marks as a map with one empty value.
        if len(node) == 1 and next(iter(node)) in values and next(iter(node.values())) is None:
            return values[next(iter(node))]
        return {
            key: value if key == "for each" and not where else _filled(value, values, path, tree, (*where, key))
            for key, value in node.items()
        }
    if isinstance(node, list):
        return [_filled(item, values, path, tree, (*where, number)) for number, item in enumerate(node)]
    return _filled_text(node, values, path, tree, where) if isinstance(node, str) else node


def _filled_text(text: str, values: Values, path: Path, tree: Any, where: tuple[Any, ...]) -> Any:
    alone = _PARAMETER.fullmatch(text)
    if alone and alone.group(1) in values:
        return values[alone.group(1)]  # A number stays a number.

    def value_of(match: re.Match[str]) -> str:
        name = match.group(1)
        if name is None:
            return match.group()[0]
        if name not in values:
            raise BadScript(
                f"{_place(path, tree, where)}: the parameter “{one_line(name, 60)}” is not defined; there are "
                f"{', '.join(values)}. Braces that are meant are written twice."
            )
        return str(values[name])

    return _PARAMETER.sub(value_of, text)


# Included turns and other files


def _with_included(turns: list[ScriptTurn], values: Values, path: Path, folder: Path, depth: int) -> list[ScriptTurn]:
    whole: list[ScriptTurn] = []
    for turn in turns:
        for name in files_of(turn):
            resolve_inside(folder, name, path)
        if turn.include is None:
            whole.append(turn)
            continue
        if depth == _MAX_DEPTH:
            raise BadScript(f"{one_line(str(path))}: more than {_MAX_DEPTH} files include one another.")
        included = resolve_inside(folder, turn.include, path)
        tree = load_yaml(included)
        part = _validated(IncludedTurns, _filled(tree, values, included, tree), tree, included)
        whole += _with_included(part.turns, values, included, folder, depth + 1)
        if len(whole) > MAX_ITEMS:
            raise BadScript(f"{one_line(str(path))}: with what it includes it has more than {MAX_ITEMS} turns.")
    return whole


def files_of(turn: ScriptTurn) -> list[str]:
    """Return the picture files that a turn names."""
    expected = [part.picture for part in (turn.expect, turn.should) if part is not None]
    names = [turn.open, *(picture.equal_to for picture in expected if picture is not None)]
    return [name for name in names if name is not None]


def resolve_inside(folder: Path, name: str, script: Path) -> Path:
    """Return a file of a script's folder.

    Args:
        folder: The script's folder.
        name: The file's path from there.
        script: The file that names it, for the sentence.

    Raises:
        BadScript: there is no such file, or it is outside the folder.
    """
    place, told = one_line(str(script)), one_line(name, 100)
    if "\\" in name or PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
        raise BadScript(f"{place}: “{told}” is not a path inside the script's folder.")
    try:
        file = (folder / name).resolve()
        inside = file.is_relative_to(folder.resolve())
        exists = file.is_file()
    except (OSError, ValueError, RuntimeError) as error:
        raise BadScript(f"{place}: “{told}” is not the name of a file.") from error
    if not inside:
        raise BadScript(f"{place}: “{told}” leads out of the script's folder.")
    if not exists:
        raise BadScript(f"{place}: there is no file “{told}” in the script's folder.")
    return file


# Validation


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


def _place(path: Path, tree: Any, where: tuple[Any, ...]) -> str:
    return f"{one_line(str(path))}, line {_line(tree, where)}"


def _allowed(model: Any, where: tuple[Any, ...]) -> str:
    for part in where[:-1]:
        fields = {info.alias or name: info for name, info in getattr(model, "model_fields", {}).items()}
        if isinstance(part, str) and part in fields:
            model = next(iter(_models_in(fields[part].annotation)), model)
    return ", ".join(info.alias or name for name, info in model.model_fields.items())


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for inner in getattr(annotation, "__args__", ()) for model in _models_in(inner)]


def _validated(model: type[Model], filled: Any, tree: Any, path: Path) -> Model:
    """Return a document as a model.

    Raises:
        BadScript: naming file, line and key.
    """
    try:
        return model.model_validate(filled)
    except ValidationError as error:
        # Of a choice that fits in no way, the way that went furthest says most.
        first = max(error.errors(), key=lambda problem: (_line(tree, problem["loc"]), len(problem["loc"])))
        where = tuple(part for part in first["loc"] if not _is_branch(part))
        place = _place(path, tree, where)
        if first["type"] == "extra_forbidden":
            key = one_line(str(where[-1]), 60)
            raise BadScript(f"{place}: “{key}” is not known here; allowed: {_allowed(model, where)}.") from error
        key = one_line(".".join(map(str, where)), 100) or "the script"
        raise BadScript(f"{place}: {key}: {one_line(first['msg'].removeprefix('Value error, '))}.") from error


def _is_branch(part: Any) -> bool:
    """Return whether a part of an error's place names a branch of a union instead of a key."""
    return isinstance(part, str) and (part.startswith(("list[", "literal[")) or part in _BRANCHES)


# Finding scripts


def find_scripts(paths: list[Path]) -> list[Path]:
    """Script files among paths and, for folders, inside them, each once.

    Files in folders whose names begin with an underscore are only there to be included.

    Raises:
        BadScript: a path that does not exist, or a folder without scripts.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        if not path.exists():
            raise BadScript(f"There is no script {one_line(str(path))}; check the path.")
        inside = [path]
        if path.is_dir():
            inside = [file for file in _inside(path) if _is_script(file) and not file.name.startswith("_")]
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
