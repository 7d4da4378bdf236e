"""`gouache describe`: a caption of any picture file, and where the eyes looked for a requirement."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from agent.limits import SURE_CAPTION
from storage.database import translate_io_errors
from tools import profiles
from tools.errors import BadArguments
from tools.images.load import load_picture
from tools.images.visualize import heat_map
from tools.model_manager import ModelManager
from tools.types import Requirement
from tui.rendering.console import MARKS, as_json, out, picture, plain


def requirement(text: str) -> Requirement:
    """A requirement as the command line writes it: exists:dog, color:dog=red, scene=beach, relation:dog=above:tree.

    Raises:
        BadArguments: it is written in another way.
    """
    found = re.fullmatch(r"(\w+)(?::([^=:]+))?(?:=([^:]+)(?::(.+))?)?", text.strip())
    try:
        if found is None:
            raise ValueError(text)
        kind, subject, value, other = (part or "" for part in found.groups())
        if (kind not in ("exists", "absent") and not value) or (kind not in ("scene", "style") and not subject):
            raise ValueError(text)
        return Requirement.model_validate({"kind": kind, "subject": subject, "value": value, "object": other})
    except (ValueError, ValidationError) as error:
        raise BadArguments(
            f"“{text}” is not a requirement; write exists:dog, color:dog=red, count:dog=2 or scene=beach."
        ) from error


def describe(
    file: Path, asked: list[str], language: str, folder: Path | None, name: str, json: bool, graphics: str
) -> None:
    """Caption a file; check each requirement, and save where the eyes looked for it under `folder`.

    Raises:
        GouacheError: a file that is no picture, a requirement written wrongly.
    """
    image, wanted = load_picture(file), [requirement(text) for text in asked]
    eyes = ModelManager(profiles.load_profile(name)).get("eyes")
    caption, confidence, _ = eyes.caption(image, language)
    known = confidence > SURE_CAPTION
    rows: list[dict[str, Any]] = []
    for check in eyes.check(image, wanted):
        row: dict[str, Any] = {"requirement": check.requirement.statement, **check.model_dump(exclude={"requirement"})}
        weights = eyes.explain(image, check.requirement) if folder else None
        if folder and weights is not None:
            slug = re.sub(r"\W+", "-", check.requirement.statement)
            row["map"] = str(folder / f"{file.stem}-{slug}.png")
            with translate_io_errors():
                folder.mkdir(parents=True, exist_ok=True)
                heat_map(image.convert("RGB"), weights).save(row["map"])
        rows.append(row)
    if json:
        as_json({"caption": caption, "confidence": round(confidence, 4), "known": known, "checks": rows})
        return
    out.print(plain(caption) if known else f"[yellow]?[/] outside my world, perhaps: {plain(caption)}")
    for row in rows:
        seen = f", I see {plain(row['seen'])}" if row["seen"] not in ("", "yes", "no") else ""
        out.print(f"{MARKS[row['verdict']]} {plain(row['requirement'])} ({round(100 * row['probability'])} %{seen})")
        if "map" in row:
            picture(row["map"], graphics)
