"""Which files of the person a command may read and write, where `gouache serve` gives the app to a browser."""

from __future__ import annotations

import os
from pathlib import Path

from tools.errors import GouacheError

FILES = "GOUACHE_SERVED_FILES"
"""The environment variable that narrows them: empty for no files at all, or the one folder whose files are free."""


class FileRefused(GouacheError):
    """A file outside what this app may read and write."""


def may_access(path: Path) -> bool:
    """Return whether a file or folder may be read and written; gouache's own home folder is never asked about."""
    allowed = os.environ.get(FILES)
    if allowed is None:
        return True
    return bool(allowed) and path.expanduser().resolve().is_relative_to(Path(allowed).resolve())


def ensure_access(path: Path) -> None:
    """Refuse what `may_access` does not allow.

    Raises:
        FileRefused: Says which files are allowed.
    """
    if may_access(path):
        return
    allowed = os.environ.get(FILES)
    if allowed:
        raise FileRefused(f"Here only files in {allowed} can be opened and written; name one there.")
    raise FileRefused("Here no files can be opened or written: `gouache serve` was started with --read-only.")
