"""A suite's file as a folder of scripts, one for each of its dialogues, with the pictures that they begin with."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from agent import limits
from agent.commands.command import BadCommand
from agent.commands.table import parse_command
from agent.dialogues.scripts.schema import Expectation, ExpectedCheck, ExpectedPicture, Script, ScriptTurn
from agent.dialogues.scripts.yaml_source import dump_yaml
from agent.dialogues.suites import edits, prompts
from agent.dialogues.suites.items import SuiteItem, SuiteKind, SuiteTurn
from agent.dialogues.suites.reading import Record
from storage.database import translate_io_errors
from storage.errors import CannotWrite
from tools.errors import BadArguments
from tools.files import open_regular, reason
from tools.profiles import load_profile
from tools.text import file_name, nearest_name, one_line
from tools.types import Requirement
from tools.vocabulary.base import TermKind, Vocabulary

KINDS: dict[str, SuiteKind] = {
    "geneval": SuiteKind(prompts.read_geneval, "geneval"),
    "geneval2": SuiteKind(prompts.read_geneval2, "geneval2"),
    "t2i-compbench": SuiteKind(prompts.read_list, "compbench"),
    "drawbench": SuiteKind(prompts.read_prompt_table, "raters"),
    "partiprompts": SuiteKind(prompts.read_prompt_table, "raters"),
    "dpg": SuiteKind(prompts.read_dpg, "dpg"),
    "magicbrush": SuiteKind(edits.read_magicbrush, "targets"),
    "emu-edit": SuiteKind(edits.read_emu_edit, "targets"),
    "imgedit": SuiteKind(edits.read_imgedit, "seeing_judge"),
    "edival": SuiteKind(edits.read_edival, "seeing_judge"),
    "dialogues": SuiteKind(edits.read_dialogues, "modality"),
}
"""Kinds of files by the names that the command takes; DialogBen's kind is “dialogues”."""
KNOWN_WORLD = "in the world"
"""Tag of a script all of whose things and colours a closed world has."""
_LIKELIER = 0.501
"""Least probability of what must hold: eyes that can't tell say one half."""
_NAME = 60
"""Characters of a prompt in a script's name."""


@dataclass(frozen=True)
class Imported:
    """What an import has written.

    Attributes:
        scripts: How many scripts.
        turns: Their messages.
        checks: What is asked of pictures.
        unfollowed: The suite's questions that can't be put to the eyes.
        known: Scripts all of whose names the profile's closed world has; None in an open one, or where none is named.
        rule: Key of the text that says how the suite scores.
    """

    scripts: int
    turns: int
    checks: int
    unfollowed: int
    known: int | None
    rule: str


@dataclass(frozen=True)
class _Choices:
    """What the scripts are to be like."""

    kind: str
    profile: str
    vocabulary: Vocabulary
    strict: bool


def import_suite(
    kind: str, file: Path, folder: Path, pictures: Path | None = None, profile: str = "pocket", strict: bool = False
) -> Imported:
    """Write a suite's dialogues as scripts; nothing is written where anything of the file is wrong.

    Args:
        kind: A key of KINDS.
        file: The suite's file.
        folder: A new or empty folder for the scripts.
        pictures: Where the suite's pictures are; beside the file if absent.
        profile: The name of the profile that the scripts are for.
        strict: Whether more than asked fails a turn, too; by default it is only reported.

    Raises:
        BadArguments: there is no such kind.
        BadSuite: a line of the file, or a picture that it names.
        BadProfile: there is no such profile.
        CannotWrite: the folder is not empty, or can't be written.
    """
    if kind not in KINDS:
        near = nearest_name(kind, KINDS)
        hint = f"did you mean {near}?" if near else f"there are {', '.join(KINDS)}."
        raise BadArguments(f"“{one_line(kind, 40)}” is no kind of suite; {hint}")
    choices = _Choices(kind, profile, load_profile(profile).vocabulary, strict)
    items = KINDS[kind].read(file)
    sources = [_find_picture(item, pictures or file.parent) for item in items]
    scripts = [
        _script(number, item, source, choices)
        for number, (item, source) in enumerate(zip(items, sources, strict=True), 1)
    ]
    with translate_io_errors():
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise CannotWrite(f"{folder} is not empty; name a new folder with --out.")
        for number, (script, source) in enumerate(zip(scripts, sources, strict=True), 1):
            if source is not None:
                shutil.copyfile(source, folder / _picture_name(number, source))
            tree = script.model_dump(mode="json", by_alias=True, exclude_defaults=True)
            (folder / f"{kind}-{number:05d}.yaml").write_text(dump_yaml(tree), "utf-8")
    asked = [turn for item in items for turn in item.turns]
    named = choices.vocabulary.closed and any(turn.required for turn in asked)
    return Imported(
        scripts=len(scripts),
        turns=sum(len(script.turns) for script in scripts),
        checks=sum(len(turn.required) for turn in asked),
        unfollowed=sum(item.unfollowed for item in items),
        known=sum(KNOWN_WORLD in script.tags for script in scripts) if named else None,
        rule=KINDS[kind].rule,
    )


# Pictures


def _picture_name(number: int, source: Path) -> str:
    return f"picture-{number:05d}{source.suffix.lower()}"


def _find_picture(item: SuiteItem, folder: Path) -> Path | None:
    """Return the file of the picture that a dialogue begins with; None where it begins with nothing."""
    if not item.pictures:
        return None
    for name in item.pictures:
        if "\\" in name or PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise item.record.fault(f"“{one_line(name, 100)}” is not a path inside the folder of pictures")
        try:
            file = (folder / name).resolve()
            if file.is_relative_to(folder.resolve()) and file.is_file():
                open_regular(file).close()
                return file
        except (OSError, ValueError, RuntimeError) as error:
            why = reason(error) if isinstance(error, (OSError, ValueError)) else "a circle of links"
            raise item.record.fault(f"the picture “{one_line(name, 100)}” can't be read ({why})") from error
    raise item.record.fault(
        f"there is no picture “{one_line(item.pictures[0], 100)}” in {one_line(str(folder))}; name its folder with "
        "--pictures"
    )


# Scripts


def _script(number: int, item: SuiteItem, source: Path | None, choices: _Choices) -> Script:
    turns = [_turn(turn, item.record, choices) for turn in item.turns]
    if source is not None:
        turns.insert(0, ScriptTurn(open=_picture_name(number, source)))
    tags = [choices.kind, *item.tags]
    if choices.vocabulary.closed and _is_known(item, choices.vocabulary):
        tags.append(KNOWN_WORLD)
    name = one_line(f"{number:05d} {item.turns[0].say}", _NAME)
    return Script(name=name, profile=file_name(choices.profile), tags=tags, turns=turns)


def _turn(turn: SuiteTurn, record: Record, choices: _Choices) -> ScriptTurn:
    if len(turn.say) > limits.MESSAGE:
        raise record.fault(f"a message has {len(turn.say):,} characters; at most {limits.MESSAGE:,} are read")
    if _is_command(turn.say):
        raise record.fault(f"“{one_line(turn.say, 60)}” would be taken for a command, because it begins with “/”")
    required, strict = ([_check(one, choices.vocabulary) for one in part] for part in (turn.required, turn.strict))
    expected: dict[str, Any] = {"checks": [*required, *(strict if choices.strict else ())] or None}
    if turn.picture == "new":
        expected["picture"] = ExpectedPicture(state="new")
    elif turn.picture == "kept":
        expected["pictures"] = 0
    wished = Expectation(checks=strict) if strict and not choices.strict else None
    return ScriptTurn(say=turn.say, expect=Expectation(**expected), should=wished)


def _is_command(message: str) -> bool:
    try:
        return parse_command(message) is not None
    except BadCommand:
        return True


def _check(requirement: Requirement, vocabulary: Vocabulary) -> ExpectedCheck:
    """Return a requirement in the words of a vocabulary, where it has such words."""
    value_kind: dict[str, TermKind] = {"color": "color", "relation": "relation"}
    values = requirement.model_dump()
    for name, kind in (("subject", "thing"), ("object", "thing"), ("value", value_kind.get(requirement.kind))):
        if kind is not None and values[name]:
            values[name] = vocabulary.find(kind, values[name]) or values[name]
    return ExpectedCheck(**values, at_least=_LIKELIER)


def _is_known(item: SuiteItem, vocabulary: Vocabulary) -> bool:
    """Return whether a closed world has every thing and colour that a dialogue's requirements name."""
    asked = [one for turn in item.turns for one in turn.required]
    things = {name for one in asked for name in (one.subject, one.object) if name}
    colors = {one.value for one in asked if one.kind == "color"}
    plain = all(one.kind in ("exists", "absent", "count", "color", "relation") for one in asked)
    known = all(vocabulary.find("thing", name) for name in things) and all(
        vocabulary.find("color", name) for name in colors
    )
    return bool(asked) and plain and known
