"""What a person has set: a TOML file, overridden by GOUACHE_ variables."""

from __future__ import annotations

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

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource, dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:  # fmt: skip
        """Arguments first, then the environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, settings_file())


def load() -> Settings:
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
