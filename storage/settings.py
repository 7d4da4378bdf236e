"""The settings: a TOML file, overridden by GOUACHE_ environment variables."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from storage.errors import BadSettings
from tools.files import MAX_TOML_BYTES, parse_toml, read_text, reason
from tools.paths import settings_file
from tools.text import one_line


class Settings(BaseSettings):
    """Defaults that every command uses."""

    model_config = SettingsConfigDict(env_prefix="GOUACHE_", extra="ignore")

    profile: str = "pocket"
    seed: int = Field(0, ge=0, le=2**62)
    graphics: Literal["auto", "kitty", "sixel", "blocks", "none"] = "auto"
    theme: str = "textual-dark"
    language: Literal["auto", "en", "zh"] = "auto"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic-settings calls it so.
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read arguments first, then the environment, then the file."""
        return init_settings, env_settings, _SettingsFile(settings_cls, settings_file())


class _SettingsFile(TomlConfigSettingsSource):
    """The settings file, read with limits."""

    def _read_file(self, file_path: Any) -> dict[str, Any]:
        try:
            return parse_toml(read_text(Path(str(file_path)), MAX_TOML_BYTES))
        except OSError as error:
            raise BadSettings(f"The settings file {file_path} can't be read ({reason(error)}); correct it.") from error


def load_settings() -> Settings:
    """Return the settings in force.

    Raises:
        BadSettings: A value is invalid or the file is not TOML; the message names the key or the file.
    """
    return _validated({})


def system_language(setting: str = "auto") -> Literal["en", "zh"]:
    """Return the language of what is said before anybody has spoken: the setting's, else the locale's.

    Args:
        setting: `Settings.language`.
    """
    if setting == "auto":
        names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
        setting = next(filter(None, names), "")
    return "zh" if setting.lower().startswith("zh") else "en"


def save_settings(**values: str | int) -> None:
    """Write values into the settings file. Comments, unknown keys and tables stay as they are.

    Raises:
        BadSettings: A value is invalid; nothing is written.
        CannotWrite: The file cannot be written.
    """
    _validated(values)
    # Imported here because every start reads settings, and the database libraries take longer to load than the
    # first screen takes to draw.
    import tomlkit

    from storage.database import translate_io_errors

    path = settings_file()
    with translate_io_errors():
        document = tomlkit.parse(read_text(path, MAX_TOML_BYTES)) if path.exists() else tomlkit.document()
        document.update(values)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".part")
        partial.write_text(tomlkit.dumps(document), "utf-8")
        partial.replace(path)


def _validated(values: dict[str, str | int]) -> Settings:
    """Return the settings with these values on top.

    Raises:
        BadSettings: A value is invalid, or the file is not TOML.
    """
    try:
        return Settings(**values)  # type: ignore[arg-type]
    except ValidationError as error:
        problem = error.errors()[0]
        name = ".".join(map(str, problem["loc"]))
        if name in values:
            raise BadSettings(f"The setting {name} is invalid: {problem['msg']}.") from error
        place = f"{settings_file()} or GOUACHE_{name.upper()}"
        raise BadSettings(f"The setting {name} is invalid: {problem['msg']}. Correct it in {place}.") from error
    except ValueError as error:
        why = one_line(str(error))
        raise BadSettings(f"The settings file is not valid TOML ({why}); correct {settings_file()}.") from error
