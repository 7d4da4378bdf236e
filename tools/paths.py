"""Where gouache keeps its files: XDG folders, or everything under GOUACHE_HOME."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from tools.errors import BadFolder


def home() -> Path:
    """Return the folder of sessions and pictures.

    Raises:
        BadFolder: GOUACHE_HOME begins with the home of a user whom this machine does not have.
    """
    return _forced() or Path(platformdirs.user_data_dir("gouache", appauthor=False))


def config_folder() -> Path:
    """Return the folder of the settings file and of a person's own profiles; it need not exist.

    Raises:
        BadFolder: As for `home`.
    """
    return _forced() or Path(platformdirs.user_config_dir("gouache", appauthor=False))


def settings_file() -> Path:
    """Return the path of the TOML settings file."""
    return config_folder() / "settings.toml"


def is_first_start() -> bool:
    """Return whether gouache has stored nothing yet. Checkpoints are in this file whatever the database is."""
    return not (home() / "gouache.db").exists()


def _forced() -> Path | None:
    """Return the folder that GOUACHE_HOME names; None where it is not set."""
    forced = os.environ.get("GOUACHE_HOME")
    if not forced:
        return None
    try:
        return Path(forced).expanduser()
    except RuntimeError as error:
        raise BadFolder(f"GOUACHE_HOME is {forced}, and there is no such user; give another folder.") from error
