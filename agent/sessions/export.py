"""A session as files: Markdown, its pictures, and every decision as JSON; and back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from agent.sessions.portable import portable_snapshot
from agent.sessions.schema import ExportedSession, checked_export
from storage.database import translate_io_errors
from storage.errors import BadSession
from storage.snapshots import restore_snapshot, take_snapshot
from storage.store import Store
from storage.tables import Session
from tools import profiles
from tools.errors import BadPicture, BadProfile
from tools.files import read_text
from tools.images.identity import pixel_hash
from tools.images.load import load_picture
from tools.text import one_line
from tools.types import Check, Recipe

MAX_JSON_BYTES = 64 * 2**20
"""Most bytes of a session.json that is read."""
_UNREADABLE = (OSError, ValueError, RecursionError, KeyError, TypeError, AttributeError)
"""What reading and checking a damaged session.json raises."""
MARKS = {"pass": "✓", "fail": "✗", "unsure": "?", "n/a": "–", "unchecked": "·"}


def _picture_lines(picture: dict[str, Any]) -> list[str]:
    """The picture, its checks as a list, its recipe as a block."""
    number = picture["number"]
    checks = [Check.model_validate(check) for check in picture["checks"]]
    lines = [f"![#{number}]({number:03d}.png)", ""]
    lines += [f"- {MARKS[c.verdict]} {c.requirement.statement} ({c.chance})" for c in checks] + [""] * bool(checks)
    if picture["recipe"]:
        recipe = Recipe.model_validate(picture["recipe"])
        lines += [f"Recipe of #{number} ({recipe.tool}):", ""]
        lines += [f"    {line}" for line in recipe.parameters().splitlines()] + [""]
    return lines


def export_session(store: Store, session: str, folder: Path) -> int:
    """Write `session.md`, `session.json` and the numbered pictures; returns how many.

    Deleted pictures are left out; those that an earlier export of the session wrote into the folder are removed.

    Raises:
        CannotWrite: full or read-only disk.
        BadPicture: a picture's file is missing or damaged.
    """
    value = portable_snapshot(take_snapshot(store, session))
    row, pictures = value["session"], {p["id"]: p for p in value["pictures"]}
    lines = [f"# {row['title']}", "", f"Session {row['id']}, profile {row['profile']}, seed {row['seed']}.", ""]
    with translate_io_errors():
        folder.mkdir(parents=True, exist_ok=True)
        _remove_earlier(folder, row["id"])
        for picture in pictures.values():
            store.files.copy(picture["hash"], folder / f"{picture['number']:03d}.png", f"#{picture['number']}")
        for turn in value["turns"]:
            answer = turn["reply"] or turn["question"] or ""
            lines += [f"**you:** {turn['message']}", "", f"**gouache:** {answer}", ""]
            lines += _picture_lines(pictures[turn["picture_id"]]) if turn["picture_id"] in pictures else []
        (folder / "session.md").write_text("\n".join(lines), "utf-8")
        (folder / "session.json").write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")
    return len(pictures)


def _read_export(file: Path) -> tuple[dict[str, Any], ExportedSession]:
    """As `checked_export`, of a session.json; raises what is in _UNREADABLE."""

    def refuse(name: str) -> None:
        raise ValueError(f"{name} is no number")

    return checked_export(json.loads(read_text(file, MAX_JSON_BYTES), parse_constant=refuse))


def _remove_earlier(folder: Path, session: str) -> None:
    """Remove the pictures of an earlier export of the same session, some of which may have been deleted since."""
    try:
        value, earlier = _read_export(folder / "session.json")
        same = value["session"]["id"] == session
    except _UNREADABLE:
        return
    for picture in earlier.pictures if same else []:
        (folder / picture.file_name).unlink(missing_ok=True)


def _profile(exported: str, given: str | None) -> str:
    """The profile of an imported session: never a file that only the export names, because a profile runs code."""
    if given is None and exported not in profiles.profile_names():
        raise BadProfile(
            f"That session was made with the profile “{one_line(exported, 100)}”; say which to use with --profile."
        )
    name = given or exported
    profiles.load_profile(name)
    return str(Path(name).resolve()) if name.endswith(".toml") else name


def _inside(folder: Path, name: str) -> Path:
    """The path of a file in a folder.

    Raises:
        BadSession: it is a link to a file elsewhere.
    """
    path = folder / name
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # A link to itself.
        inside = False
    if not inside:
        raise BadSession(f"{one_line(str(path))} is a link out of the exported folder; export the session once more.")
    return path


def import_session(store: Store, folder: Path, profile: str | None = None) -> Session:
    """A new session from a folder that `export_session` wrote.

    `profile` names the models that it goes on with; by default those of the export, where they are packaged or the
    person's own.

    Raises:
        BadSession: no export is there, or it is damaged; no session is made.
        BadPicture: one of its pictures is missing or was changed; no session is made.
        BadProfile: an unknown profile.
        CannotWrite: full or read-only disk.
    """
    shown = one_line(str(folder))
    try:
        file = _inside(folder, "session.json")
        value, read = _read_export(file)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise BadSession(f"There is no session.json in {shown}; name a folder that `gouache export` wrote.") from error
    except _UNREADABLE as error:
        raise BadSession(f"{shown}/session.json can't be read as an exported session; export it once more.") from error
    name = _profile(read.session.profile, profile)
    for picture in read.pictures:
        path = _inside(folder, picture.file_name)
        image = load_picture(path)
        if pixel_hash(image) != picture.hash:
            raise BadPicture(
                f"{one_line(str(path))} is not the picture that was exported; export the session once more."
            )
        store.files.save(image, picture.recipe and picture.recipe.portable())
    return restore_snapshot(store, value, profile=name)
