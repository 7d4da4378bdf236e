"""Options that several commands share, checked at the start, and the settings, profile and store that they need."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from storage.settings import Settings
    from storage.store import Store
    from tools.profiles import Profile


def named_profile(name: str) -> Profile:
    """Load a profile by its name or by the path of a TOML file.

    Raises:
        BadProfile: There is no such profile, or it is damaged.
    """
    from tools import profiles
    from tools.errors import BadProfile
    from tools.text import nearest_name

    try:
        return profiles.load_profile(name)
    except BadProfile as error:
        near = None if name.endswith(".toml") else nearest_name(name, profiles.profile_names())
        if near is None:
            raise
        raise BadProfile(f"There is no profile “{name}”; did you mean “{near}”?") from error


def _checked_profile(name: str | None) -> str | None:
    if name is not None:
        named_profile(name)
    return name


def _checked_profiles(names: list[str] | None) -> list[str] | None:
    for name in names or []:
        named_profile(name)
    return names


def _checked_graphics(mode: str | None) -> str | None:
    from tui.rendering.graphics import check_mode

    if mode is not None:
        check_mode(mode)
    return mode


SessionId = Annotated[str, typer.Argument(help="Session id, or the beginning of one.")]
SessionOrNewest = Annotated[str | None, typer.Argument(help="Session id; the newest session by default.")]
SessionToContinue = Annotated[str | None, typer.Option("--session", "-s", help="Continue this session.")]
ProfileName = Annotated[
    str | None, typer.Option("--profile", "-p", help="Profile name or TOML file.", callback=_checked_profile)
]
Profiles = Annotated[
    list[str] | None,
    typer.Option(
        "--profile", "-p", help="Profile name or TOML file; may be given several times.", callback=_checked_profiles
    ),
]
Seed = Annotated[int | None, typer.Option("--seed", min=0, max=2**62, help="Base seed of a new session.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document for programs.")]
Graphics = Annotated[
    str | None,
    typer.Option("--graphics", help="Pictures: auto, kitty, sixel, blocks or none.", callback=_checked_graphics),
]
OutputFile = Annotated[Path | None, typer.Option("--out", "-o", help="File to write; beside FILE by default.")]


def load_settings() -> Settings:
    """Return the settings in force.

    Raises:
        BadSettings: A value is invalid or the file is not TOML.
    """
    from storage import settings

    return settings.load_settings()


def chosen_profile(name: str | None) -> Profile:
    """Load the profile that a command is to use: the one that it names, or else that of the settings.

    Raises:
        BadProfile: There is no such profile, or it is damaged; says where an unknown one is named.
    """
    return named_profile(chosen_profile_name(name))


def chosen_profile_name(name: str | None) -> str:
    """Return the name or path of the profile that a command is to use, once it is known to exist.

    Raises:
        BadProfile: As `chosen_profile`.
    """
    from tools.errors import BadProfile
    from tools.paths import settings_file

    if name is not None:
        return name
    name = load_settings().profile
    try:
        named_profile(name)
    except BadProfile as error:
        raise BadProfile(f"{error} It is the setting profile of {settings_file()} or GOUACHE_PROFILE.") from error
    return name


def open_store() -> Store:
    """Open the store of sessions.

    Raises:
        CannotWrite: The home folder cannot be written.
        NewerDatabase: A newer gouache wrote the tables.
    """
    from storage.store import Store

    return Store()
