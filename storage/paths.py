"""Where gouache keeps its files: XDG folders, or everything under GOUACHE_HOME."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def home() -> Path:
    """Return the folder of sessions and pictures."""
    forced = os.environ.get("GOUACHE_HOME")
    return Path(forced).expanduser() if forced else Path(platformdirs.user_data_dir("gouache", appauthor=False))


def settings_file() -> Path:
    """Return the path of the TOML settings file."""
    if os.environ.get("GOUACHE_HOME"):
        return home() / "settings.toml"
    return Path(platformdirs.user_config_dir("gouache", appauthor=False)) / "settings.toml"


def database_url() -> str:
    """Return the SQLAlchemy URL of the database: GOUACHE_DATABASE_URL, or a SQLite file in the home folder."""
    return os.environ.get("GOUACHE_DATABASE_URL") or f"sqlite:///{home() / 'gouache.db'}"


def is_first_start() -> bool:
    """Return whether gouache has stored nothing yet. Checkpoints are in this file whatever the database is."""
    return not (home() / "gouache.db").exists()
