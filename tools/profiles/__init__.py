"""Profiles: TOML files that name one model for each role."""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tools.errors import BadProfile, ModelMissing
from tools.vocabulary import vocabulary_of
from tools.vocabulary.base import Vocabulary

Role = Literal["director", "painter", "editor", "eyes", "restorer", "stylist"]
ROLES: tuple[Role, ...] = ("director", "painter", "editor", "eyes", "restorer", "stylist")
PACKAGED = "package:"


class ModelSpec(BaseModel):
    """One role's model: engine kind, where the weights are, and options for the engine."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["pocket", "transformers", "langchain", "diffusers", "captioner", "checkpoint"]
    model: str
    options: dict[str, Any] = {}


class Profile(BaseModel):
    """A name, the world its painter knows ("storybook" or "open"), and a model for each role; the last two may be left
    out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    world: Literal["storybook", "open"] = "open"
    width: int = Field(128, ge=16, le=4096)
    height: int = Field(128, ge=16, le=4096)
    steps: int = Field(20, ge=1, le=200)
    guidance: float = Field(3.0, ge=0, le=30)
    director: ModelSpec
    painter: ModelSpec
    editor: ModelSpec
    eyes: ModelSpec
    restorer: ModelSpec = ModelSpec(kind="pocket", model="package:restorer")
    stylist: ModelSpec = ModelSpec(kind="pocket", model="package:stylist")

    @property
    def vocabulary(self) -> Vocabulary:
        """The words that its painter knows."""
        return vocabulary_of(self.world)

    def spec(self, role: Role) -> ModelSpec:
        """The model of a role."""
        found: ModelSpec = getattr(self, role)
        return found


def profile_names() -> list[str]:
    """The profiles that come with the package."""
    return sorted(
        f.name.removesuffix(".toml") for f in resources.files(__package__).iterdir() if f.name.endswith("toml")
    )


def load_profile(name_or_path: str) -> Profile:
    """A profile by name or by path of a TOML file.

    Raises:
        BadProfile: unknown name, unreadable file, or a key that does not belong; says which.
    """
    path = Path(name_or_path)
    if path.suffix == ".toml":
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise BadProfile(f"The profile file {path} can't be read ({error}); check the path.") from error
    elif name_or_path in profile_names():
        text = resources.files(__package__).joinpath(f"{name_or_path}.toml").read_text("utf-8")
    else:
        raise BadProfile(
            f"There is no profile “{name_or_path}”; choose one of {', '.join(profile_names())}, or give a .toml file."
        )
    try:
        return Profile.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise BadProfile(f"Profile {name_or_path} is not valid TOML: {error}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise BadProfile(f"Profile {name_or_path}: {'.'.join(map(str, first['loc']))}: {first['msg']}.") from error


def resolve_weights(model: str) -> Path | str:
    """Where a model's files are: inside the package for "package:NAME", else the path or hub name as given.

    Raises:
        ModelMissing: when a packaged model's folder is not there.
    """
    if not model.startswith(PACKAGED):
        return Path(model) if Path(model).exists() else model
    folder = Path(str(resources.files("tools"))) / "weights" / model.removeprefix(PACKAGED)
    if not folder.is_dir():
        raise ModelMissing(f"The packaged model {model} is missing; reinstall gouache.")
    return folder
