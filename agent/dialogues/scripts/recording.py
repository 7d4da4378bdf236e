"""A script from a saved session: what was said, and as its expectations what came of it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from agent.brief.model import Brief
from agent.commands.command import BadCommand
from agent.commands.table import parse_command
from agent.dialogues.scripts.yaml_source import dump_yaml
from agent.director.plan import MOVING, PAINTING
from storage.database import translate_io_errors
from storage.errors import CannotWrite, UnknownPicture
from storage.store import Store
from storage.tables import Picture, Turn
from tools.errors import GouacheError
from tools.text import clean, file_name, one_line


class NothingToRecord(GouacheError):
    """A session has no turn that could be played again."""


def record_script(store: Store, session: str, target: Path) -> int:
    """Write a session as a script, and beside it the pictures that were opened in it.

    Every turn expects the intent, the brief and whether a new picture came. A turn that was stopped or failed is left
    out. Where the studio asked something, a comment stands for the answer, which is not stored.

    Args:
        store: Where the session is.
        session: Its id, or the beginning of one.
        target: The YAML file to write; it must not exist.

    Returns:
        The number of turns.

    Raises:
        UnknownSession: there is no such session.
        NothingToRecord: it has no turn that ended.
        CannotWrite: the file exists or can't be written.
    """
    row = store.session(session)
    if target.exists():
        raise CannotWrite(f"{target} exists; name another file with --out.")
    turns = [turn for turn in store.turns(row.id) if turn.status == "done"]
    if not turns:
        raise NothingToRecord(f"The session {row.id} has no turn that ended; there is nothing to write.")
    with translate_io_errors():
        target.parent.mkdir(parents=True, exist_ok=True)
        script = CommentedMap(name=one_line(row.title) or row.id, profile=file_name(row.profile), seed=row.seed)
        script["turns"] = _recorded_turns(store, turns, target)
        script.yaml_set_start_comment(f"Recorded from session {row.id}.")
        target.write_text(dump_yaml(script), "utf-8")
    return len(turns)


def _recorded_turns(store: Store, turns: list[Turn], target: Path) -> CommentedSeq:
    recorded, pictures, begun = CommentedSeq(), store.pictures(turns[0].session_id), False
    for turn in turns:
        made = [picture for picture in pictures if picture.turn_id == turn.id]
        opened = _opened(turn)
        item = CommentedMap(open=_picture_beside(store, made[-1], target)) if opened and made else CommentedMap()
        if not item:
            item["say"] = f"/open {opened}" if opened else clean(turn.message)
        item["expect"] = _expected(turn, made, begun)
        begun = begun or bool(made)
        recorded.append(item)
        if turn.question:
            recorded.yaml_set_comment_before_after_key(
                len(recorded) - 1,
                before=f"Asked: {one_line(turn.question)} Write the answer as “if asked: …”.",
                indent=4,
            )
    return recorded


def _opened(turn: Turn) -> str | None:
    """Return the name of the file that a turn opened."""
    try:
        command = parse_command(turn.message)
    except BadCommand:
        return None
    return Path(command.options.upload).name if command and command.options.upload else None


def _picture_beside(store: Store, picture: Picture, target: Path) -> str:
    name = f"{target.stem}-{picture.number}.png"
    if (target.parent / name).exists():
        raise CannotWrite(f"{target.parent / name} exists; name another file with --out.")
    source = store.path(picture)
    if not source.is_file():
        raise UnknownPicture(f"The file of #{picture.number} is missing; the session can't be written as a script.")
    shutil.copyfile(source, target.parent / name)
    return name


def _expected(turn: Turn, made: list[Picture], begun: bool) -> CommentedMap:
    expected, intent = CommentedMap(), str((turn.plan or {}).get("do", ""))
    if intent:
        expected["intent"] = intent
    if made:
        expected["picture"] = "new"
    elif intent not in PAINTING | MOVING and begun:
        expected["picture"] = "same as before"
    brief = Brief.model_validate(made[-1].brief or {}) if made else Brief()
    wanted = _brief(brief)
    if wanted:
        expected["brief"] = wanted
    return expected


def _brief(brief: Brief) -> CommentedMap:
    elements = CommentedSeq(
        _on_one_line(element.model_dump(exclude_none=True, exclude={"kind"})) for element in brief.elements
    )
    relations = CommentedSeq(f"{r.subject} {r.kind} {r.landmark}" for r in brief.relations)
    relations.fa.set_flow_style()
    parts = {"elements": elements, "relations": relations, "scene": brief.scene, "style": brief.style}
    return CommentedMap((name, value) for name, value in parts.items() if value)


def _on_one_line(values: dict[str, Any]) -> CommentedMap:
    line = CommentedMap(values)
    line.fa.set_flow_style()
    return line
