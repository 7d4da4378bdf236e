"""Where gouache keeps its files: XDG folders, or everything under GOUACHE_HOME."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from storage.errors import BadSettings


def home() -> Path:
    """Return the folder of sessions and pictures.

    Raises:
        BadSettings: GOUACHE_HOME begins with the home of a user whom this machine does not have.
    """
    forced = os.environ.get("GOUACHE_HOME")
    if not forced:
        return Path(platformdirs.user_data_dir("gouache", appauthor=False))
    try:
        return Path(forced).expanduser()
    except RuntimeError as error:
        raise BadSettings(f"GOUACHE_HOME is {forced}, and there is no such user; give another folder.") from error


def settings_file() -> Path:
    """Return the path of the TOML settings file."""
    if os.environ.get("GOUACHE_HOME"):
        return home() / "settings.toml"
    return Path(platformdirs.user_config_dir("gouache", appauthor=False)) / "settings.toml"


def database() -> str | Path:
    """Return where the database is: the URL in GOUACHE_DATABASE_URL, or the SQLite file in the home folder."""
    return os.environ.get("GOUACHE_DATABASE_URL") or home() / "gouache.db"


def is_first_start() -> bool:
    """Return whether gouache has stored nothing yet. Checkpoints are in this file whatever the database is."""
    return not (home() / "gouache.db").exists()
