"""What a person has set: a TOML file, overridden by GOUACHE_ variables."""

from __future__ import annotations

import json
import re
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from storage.paths import settings_file
from tools.errors import GouacheError


class BadSettings(GouacheError):
    """The settings file has something in it that does not belong."""


class Settings(BaseSettings):
    """Defaults of every command."""

    model_config = SettingsConfigDict(env_prefix="GOUACHE_", extra="ignore")

    profile: str = "pocket"
    seed: int = Field(0, ge=0, le=2**62)
    graphics: Literal["auto", "kitty", "sixel", "blocks", "none"] = "auto"
    theme: str = "textual-dark"

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource, dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:  # fmt: skip
        """Arguments first, then the environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, settings_file())


def save_settings(**values: str | int) -> None:
    """Write values into the file; its other lines and comments stay as they are.

    Raises:
        BadSettings: a value that does not fit; nothing is written.
        CannotWrite: the file can't be written.
    """
    try:
        Settings(**values)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        raise BadSettings(f"The setting {first['loc'][0]} does not fit: {first['msg']}.") from error
    # Not above: every start reads settings, and the database's libraries take longer to load than the screen to draw.
    from storage.database import translate_io_errors

    path = settings_file()
    with translate_io_errors():
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        for name, value in values.items():
            # JSON's strings and whole numbers are TOML's too.
            line = f"{name} = {json.dumps(value, ensure_ascii=False)}"
            # Only above the first table: below it a line belongs to that.
            end = next((n for n, old in enumerate(lines) if old.lstrip().startswith("[")), len(lines))
            found = next((n for n, old in enumerate(lines[:end]) if re.match(rf"\s*{name}\s*=", old)), None)
            if found is None:
                lines.insert(end, line)
            else:
                lines[found] = line
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text("\n".join(lines) + "\n", "utf-8")
        part.replace(path)


def load_settings() -> Settings:
    """The settings in force.

    Raises:
        BadSettings: naming the key that does not fit.
    """
    try:
        return Settings()
    except (ValidationError, ValueError) as error:
        what = ".".join(map(str, error.errors()[0]["loc"])) if isinstance(error, ValidationError) else str(error)
        where = (
            f"{settings_file()} or GOUACHE_{what.upper()}" if isinstance(error, ValidationError) else settings_file()
        )
        raise BadSettings(f"The setting {what} does not fit; correct {where}.") from error
