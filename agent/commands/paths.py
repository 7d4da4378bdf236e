"""Paths of picture files as people type them and as terminals write them when a file is dropped."""

from __future__ import annotations

import io
import os
import shlex
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote_to_bytes

from agent.commands.file_access import may_access
from tools.text import clean

PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp", ".gif", ".heic", ".heif")
"""Endings of the files that are taken for pictures when they are dropped."""
_URL = "file://"


def parse_path(text: str) -> Path | None:
    """Return the absolute path that a text names, whether or not there is such a file; None where it names none.

    The text may be the bare path, a file URL, or quoted and escaped as for a shell. A file that is there as written
    comes first, because names may have spaces, quotes and backslashes.
    """
    paths = [path for reading in _readings(text.strip()) if (path := _absolute(reading)) is not None]
    return next(filter(_is_file, paths), paths[0] if paths else None)


def _readings(text: str) -> Iterator[str]:
    """What a text may mean, likeliest first: unquoted, as it is, without the quotes around it."""
    try:
        words = shlex.split(text)
    except ValueError:  # An apostrophe that is part of the name.
        words = []
    if len(words) == 1:
        yield _from_url(words[0])
    if text:
        yield _from_url(text)
        yield text.strip("'\"").replace("\\ ", " ")


def _from_url(text: str) -> str:
    """Return the path of a file URL, and any other text as it is."""
    if not text.lower().startswith(_URL):
        return text
    return os.fsdecode(unquote_to_bytes(text[len(_URL) :].removeprefix("localhost")))


def _absolute(text: str) -> Path | None:
    try:
        return Path(text).expanduser().resolve() if text else None
    except (OSError, RuntimeError, ValueError):
        return None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # A long message that ends like a file's name.
        return False


def dropped_picture(message: str) -> tuple[Path, str] | None:
    """Return the picture file that a message begins with, and the words after it; None where it begins with none."""
    whole = parse_path(message)
    if whole is not None and _is_picture(whole):
        return whole, ""
    text = io.StringIO(message.strip())
    lexer = shlex.shlex(text, posix=True)
    lexer.whitespace_split, lexer.commenters = True, ""
    try:
        first = lexer.get_token()
    except ValueError:
        return None
    path = _absolute(_from_url(first or ""))
    if path is None or not _is_picture(path):
        return None
    return path, text.read().strip()


def _is_picture(path: Path) -> bool:
    return path.suffix.lower() in PICTURES and may_access(path) and _is_file(path)


def split_message(message: str) -> list[str]:
    """Return a message as those to send one after another: a dropped picture is opened before the words after it."""
    path, words = dropped_picture(message) or (None, "")
    return [f"/open {path_in_message(path)}", words] if path is not None and words else [message]


def path_in_message(path: Path) -> str:
    """Return a path as a message can name it: as a URL where the cleaning of messages would change it."""
    full = path.expanduser().resolve()
    return str(full) if str(full).isprintable() and clean(str(full)) == str(full).strip() else full.as_uri()
