"""Options that several commands share, and the settings and the store that they need."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from storage.settings import Settings
    from storage.store import Store

SessionId = Annotated[str, typer.Argument(help="Session id, or the beginning of one.")]
SessionOrNewest = Annotated[str | None, typer.Argument(help="Session id; the newest session by default.")]
SessionToContinue = Annotated[str | None, typer.Option("--session", "-s", help="Continue this session.")]
ProfileName = Annotated[str | None, typer.Option("--profile", "-p", help="Profile name or TOML file.")]
Seed = Annotated[int | None, typer.Option("--seed", min=0, max=2**62, help="Base seed of a new session.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document for programs.")]
Graphics = Annotated[str | None, typer.Option("--graphics", help="Pictures: auto, kitty, sixel, blocks or none.")]
OutputFile = Annotated[Path | None, typer.Option("--out", "-o", help="File to write; beside FILE by default.")]


def load_settings() -> Settings:
    """Return the settings in force.

    Raises:
        BadSettings: A value is invalid or the file is not TOML.
    """
    from storage import settings

    return settings.load_settings()


def open_store() -> Store:
    """Open the store of sessions.

    Raises:
        CannotWrite: The home folder cannot be written.
        NewerDatabase: A newer gouache wrote the tables.
    """
    from storage.store import Store

    return Store()
