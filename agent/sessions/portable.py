"""What of a session leaves the machine: nothing deleted, no folders of this machine, no control characters."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tools.text import clean, file_name
from tools.types import FILE_ARGUMENTS, Recipe

_PATH = re.compile(r"(?<![\w:/.])(?:file://)?/(?:[^/\s]+/)+([^/\s]*)|\b[A-Za-z]:[\\/](?:[^\\/\s]+[\\/])*([^\\/\s]*)")
"""An absolute path of two parts or more, and its last part."""


def map_text(value: Any, change: Callable[[str], str]) -> Any:
    """Return a JSON value with every string in it changed, keys among them."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {change(key): map_text(item, change) for key, item in value.items()}
    if isinstance(value, list):
        return [map_text(item, change) for item in value]
    return value


def portable_snapshot(value: dict[str, Any]) -> dict[str, Any]:
    """Return a snapshot of a session as an export has it.

    Left out are deleted pictures, and attempts that no turn ended with. Files and models are named without their
    folders.

    Args:
        value: what `storage.snapshots.take_snapshot` returned.
    """
    pictures = [picture for picture in value["pictures"] if picture["number"] is not None and not picture["deleted"]]
    for picture in pictures:
        if picture["recipe"]:
            picture["recipe"] = Recipe.model_validate(picture["recipe"]).portable().model_dump(mode="json")
    row = value["session"]
    session = {**row, "profile": file_name(row["profile"]), "sampler": _named(row["sampler"])}
    first = value["turns"][0] if value["turns"] else None
    # A title is the beginning of the first message, and may end within the name of a folder.
    titled = first is not None and first["message"].startswith(session["title"])
    files = {path for turn in value["turns"] for call in turn["calls"] for path in _files_of(call)}
    for turn in value["turns"]:
        _strip(turn, ("message", "reply", "question"), files)
        for call in turn["calls"]:
            call["arguments"] = _named(call["arguments"])
            _strip(call, ("error",), files)
    if first is not None and titled:
        session["title"] = first["message"][: len(session["title"])]
    _strip(session, ("title",), files)
    whole: dict[str, Any] = map_text({**value, "session": session, "pictures": pictures}, clean)
    return whole


def _files_of(call: dict[str, Any]) -> list[str]:
    given = call["arguments"] or {}
    return [given[name] for name in FILE_ARGUMENTS if isinstance(given.get(name), str)]


def _named(arguments: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return the arguments of a call with files by their names."""
    return arguments and {
        name: file_name(value) if name in FILE_ARGUMENTS and isinstance(value, str) else value
        for name, value in arguments.items()
    }


def _strip(row: dict[str, Any], fields: tuple[str, ...], files: set[str]) -> None:
    """Take the folders out of texts that people and errors name files in."""
    for field in fields:
        text = row[field]
        if not text:
            continue
        for path in sorted(files, key=len, reverse=True):
            text = text.replace(path, file_name(path))
        row[field] = _PATH.sub(lambda found: found[1] or found[2] or "…", text)
