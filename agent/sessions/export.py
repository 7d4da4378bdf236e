"""A session as files: Markdown, its pictures, and every decision as JSON; and back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from agent.brief.model import Brief
from agent.director.plan import Plan
from storage.database import translate_io_errors
from storage.errors import BadSession
from storage.snapshots import restore_snapshot, take_snapshot
from storage.store import Store
from storage.tables import Session
from tools import profiles
from tools.errors import BadPicture, BadProfile
from tools.images.identity import pixel_hash
from tools.images.load import load_picture
from tools.types import Check, Recipe

MARKS = {"pass": "✓", "fail": "✗", "unsure": "?", "n/a": "–"}


def _picture_lines(picture: dict[str, Any]) -> list[str]:
    """The picture, its checks as a list, its recipe as a block."""
    number = picture["number"]
    checks = [Check.model_validate(check) for check in picture["checks"]]
    lines = [f"![#{number}]({number:03d}.png)", ""]
    lines += [f"- {MARKS[c.verdict]} {c.requirement.statement} ({c.probability:.2f})" for c in checks] + [""] * bool(
        checks
    )
    if picture["recipe"]:
        recipe = Recipe.model_validate(picture["recipe"])
        lines += [f"Recipe of #{number} ({recipe.tool}):", ""]
        lines += [f"    {line}" for line in recipe.parameters().splitlines()] + [""]
    return lines


def export_session(store: Store, session: str, folder: Path) -> int:
    """Write `session.md`, `session.json` and the numbered pictures; returns how many.

    Raises:
        CannotWrite: full or read-only disk.
        BadPicture: a picture's file is missing or damaged.
    """
    value = take_snapshot(store, session)
    value["pictures"] = [p for p in value["pictures"] if p["number"] is not None]
    row, pictures = value["session"], {p["id"]: p for p in value["pictures"]}
    lines = [f"# {row['title']}", "", f"Session {row['id']}, profile {row['profile']}, seed {row['seed']}.", ""]
    with translate_io_errors():
        folder.mkdir(parents=True, exist_ok=True)
        for picture in pictures.values():
            store.files.open(picture["hash"], f"#{picture['number']}")
            shutil.copyfile(store.files.path(picture["hash"]), folder / f"{picture['number']:03d}.png")
        for turn in value["turns"]:
            answer = turn["reply"] or turn["question"] or ""
            lines += [f"**you:** {turn['message']}", "", f"**gouache:** {answer}", ""]
            lines += _picture_lines(pictures[turn["picture_id"]]) if turn["picture_id"] in pictures else []
        (folder / "session.md").write_text("\n".join(lines), "utf-8")
        (folder / "session.json").write_text(json.dumps(value, ensure_ascii=False, indent=1), "utf-8")
    return len(pictures)


class _Session(BaseModel):
    profile: str
    seed: int = Field(ge=0, le=2**62)


class _Turn(BaseModel):
    plan: Plan | None = None
    brief: Brief | None = None
    accounting: dict[str, float] | None = None


class _Picture(BaseModel):
    number: int = Field(ge=1, le=9999)
    hash: str
    brief: Brief | None = None
    recipe: Recipe | None = None
    checks: tuple[Check, ...] = ()


class _Whole(BaseModel):
    """What is later read out of the tables' JSON columns must fit before it gets there."""

    session: _Session
    turns: list[_Turn]
    pictures: list[_Picture]


def _profile(exported: str, given: str | None) -> str:
    """The profile of an imported session: never a file that only the export names, because a profile runs code."""
    if given is None and exported not in profiles.profile_names():
        raise BadProfile(f"That session was made with the profile “{exported}”; say which to use with --profile.")
    name = given or exported
    profiles.load_profile(name)
    return str(Path(name).resolve()) if name.endswith(".toml") else name


def import_session(store: Store, folder: Path, profile: str | None = None) -> Session:
    """A new session from a folder that `export_session` wrote.

    `profile` names the models that it goes on with; by default those of the export, where they are packaged.

    Raises:
        BadSession: no export is there, or it is damaged; no session is made.
        BadPicture: one of its pictures is missing or was changed; no session is made.
        BadProfile: an unknown profile.
        CannotWrite: full or read-only disk.
    """
    file = folder / "session.json"
    try:
        value = json.loads(file.read_text("utf-8"))
        read = _Whole.model_validate(value)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise BadSession(f"There is no session.json in {folder}; name a folder that `gouache export` wrote.") from error
    except (OSError, ValueError, RecursionError, ValidationError) as error:
        raise BadSession(f"{file} can't be read as an exported session; export it once more.") from error
    name = _profile(read.session.profile, profile)
    for picture in read.pictures:
        path = folder / f"{picture.number:03d}.png"
        image = load_picture(path)
        if pixel_hash(image) != picture.hash:
            raise BadPicture(f"{path} is not the picture that was exported; export the session once more.")
        store.files.save(image, picture.recipe)
    return restore_snapshot(store, value, profile=name)
