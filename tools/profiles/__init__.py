"""Profiles: TOML files that name one model for each role."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tools.errors import BadProfile, ModelMissing
from tools.files import MAX_TOML_BYTES, parse_toml, read_text, reason
from tools.hub.cache import find_snapshot, is_hub_name
from tools.paths import config_folder
from tools.text import one_line
from tools.vocabulary import vocabulary_of
from tools.vocabulary.base import Vocabulary

Role = Literal["director", "painter", "editor", "eyes", "restorer", "stylist"]
ROLES: tuple[Role, ...] = ("director", "painter", "editor", "eyes", "restorer", "stylist")
MAX_TURN_PICTURES = 8
"""Pictures of one turn that a profile may ask for."""
PACKAGED = "package:"
"""Prefix of the names of models that come with the package."""


Precision = Literal["16-bit", "8-bit", "4-bit"]
"""In how many bits a weight may be held; as few as the memory asks for, never fewer than a profile allows."""


class ModelSize(BaseModel):
    """What a model's weights take in GB (2**30 bytes) at 16 bits each, by what they are for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    network: float = Field(0.0, ge=0)
    """What paints; of a language model everything."""
    text: float = Field(0.0, ge=0)
    """What reads the prompt."""
    rest: float = Field(0.0, ge=0)


def lora_entries(options: dict[str, Any]) -> list[Any]:
    """What a model's options say of LoRA files, unchecked: tables, or one; see `tools.engines.adapters.lora`."""
    named = options.get("lora", [])
    return named if isinstance(named, list) else [named]


class ModelSpec(BaseModel):
    """The model of a role: the kind of its engine, its name or path, and options for the engine.

    `least` is the lowest precision that its author finds good enough; `size` is known before the files are here.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["pocket", "transformers", "langchain", "diffusers", "captioner", "checkpoint"]
    model: str
    options: dict[str, Any] = {}
    least: Precision = "16-bit"
    size: ModelSize | None = None

    @property
    def adapters(self) -> list[str]:
        """The names or paths of the adapters that its options name: LoRA files, or a language model's tuning."""
        entries = [one for one in lora_entries(self.options) if isinstance(one, dict) and "path" in one]
        own = [self.options["adapter"]] if self.kind == "transformers" and "adapter" in self.options else []
        return [str(name) for name in [*(one["path"] for one in entries), *own]]


class Profile(BaseModel):
    """A model for each role, and what they paint by default; restorer and stylist may be left out.

    `world` says what the painter knows: "storybook" (the closed vocabulary of the pocket painter) or "open". `about` is
    a line on what it is good at, by language; `licence` names the terms of its models; `free` says whether everybody
    may use them for anything; `memory` is the GB of a graphics card from which on it is meant to work.
    `turn_pictures` is how many pictures a turn paints at most while it tries again, and after `turn_seconds` it begins
    no further one; the studio's own bounds hold where they are left out. `rewrite = false` keeps the language model
    from writing prompts: the painter gets the brief's own wording.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    about: dict[str, str] = {}
    licence: str = ""
    free: bool = True
    memory: float = Field(0.0, ge=0)
    world: Literal["storybook", "open"] = "open"
    width: int = Field(128, ge=16, le=4096)
    height: int = Field(128, ge=16, le=4096)
    steps: int = Field(20, ge=1, le=200)
    guidance: float = Field(3.0, ge=0, le=30)
    rewrite: bool = True
    turn_pictures: int | None = Field(None, ge=1, le=MAX_TURN_PICTURES)
    turn_seconds: float | None = Field(None, gt=0, le=3600)
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

    @property
    def writes_prompts(self) -> bool:
        """Whether its language model writes the prompts: in an open world, and for no packaged model."""
        return self.rewrite and self.world == "open" and "pocket" not in (self.director.kind, self.painter.kind)

    @property
    def hub_models(self) -> list[str]:
        """The hub names of its models and adapters, each once; what is a file or a folder here is not of the hub."""
        return self._hub_models(ROLES)

    def missing_models(self, roles: Iterable[Role] = ROLES) -> list[str]:
        """Return the hub names of models and adapters of some roles that were not fetched, each once."""
        return [name for name in self._hub_models(roles) if find_snapshot(name) is None]

    def _hub_models(self, roles: Iterable[Role]) -> list[str]:
        specs = [spec for spec in map(self.spec, roles) if spec.kind in ("diffusers", "transformers", "captioner")]
        names = [name for spec in specs for name in (spec.model, *spec.adapters)]
        return [name for name in dict.fromkeys(names) if is_hub_name(name) and not Path(name).exists()]

    def spec(self, role: Role) -> ModelSpec:
        """Return the model of a role."""
        specs: dict[Role, ModelSpec] = {
            "director": self.director,
            "painter": self.painter,
            "editor": self.editor,
            "eyes": self.eyes,
            "restorer": self.restorer,
            "stylist": self.stylist,
        }
        return specs[role]


def _own_profiles() -> dict[str, Path]:
    """Return a person's own profiles, the TOML files in `profiles/` of the configuration folder, by their names."""
    try:
        files = [file for file in (config_folder() / "profiles").iterdir() if file.suffix == ".toml" and file.is_file()]
    except OSError:
        return {}
    return {file.stem: file for file in files}


def packaged_names() -> list[str]:
    """Return the names of the profiles that come with the package."""
    files = (file.name for file in resources.files(__package__).iterdir())
    return sorted(name.removesuffix(".toml") for name in files if name.endswith(".toml"))


def profile_names() -> list[str]:
    """Return the names of the profiles that come with the package, then those in a person's own `profiles/`."""
    return list(dict.fromkeys([*packaged_names(), *sorted(_own_profiles())]))


def load_profile(name_or_path: str) -> Profile:
    """Load a profile by the name of a packaged or a person's own one, or by the path of a TOML file.

    A file may say `base = "NAME"`: what it leaves out is as in that profile. A role's table that names a model stands
    for itself; one that names none changes the base's.

    Raises:
        BadProfile: there is no such profile, the file can't be read, a key or value is wrong, or bases go in a circle;
            says which.
    """
    name = one_line(name_or_path)
    try:
        values = _with_base(name_or_path, ())
        return Profile.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        key = one_line(".".join(map(str, first["loc"])))
        raise BadProfile(f"The profile {name} is wrong at {key} ({first['msg']}); correct the file.") from error


def _with_base(name_or_path: str, seen: tuple[str, ...]) -> dict[str, Any]:
    """Return the values of a profile, with those of its base where it has none.

    Raises:
        BadProfile: as for `load_profile`.
    """
    try:
        values = parse_toml(_profile_text(name_or_path))
    except ValueError as error:
        name = one_line(name_or_path)
        raise BadProfile(f"The profile {name} is not valid TOML ({error}); correct the file.") from error
    if "base" not in values:
        return values
    base = values.pop("base")
    chain = (*seen, name_or_path)
    if not isinstance(base, str) or base.endswith(".toml"):
        raise BadProfile(f"The base of the profile {one_line(name_or_path)} is no name of a profile; correct the file.")
    if base in chain:
        way = one_line(" → ".join((*chain, base)))
        raise BadProfile(f"The profile {one_line(base)} would build on itself ({way}); change base in one of them.")
    merged = _with_base(base, chain)
    merged["name"] = Path(name_or_path).stem
    for key, value in values.items():
        changes = isinstance(value, dict) and isinstance(merged.get(key), dict) and "model" not in value
        merged[key] = _merged(merged[key], value) if changes else value
    return merged


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Return two tables as one; where both have a value, and not a table, that of the second."""
    merged = {**below, **above}
    for key in below.keys() & above.keys():
        if isinstance(below[key], dict) and isinstance(above[key], dict):
            merged[key] = _merged(below[key], above[key])
    return merged


def _profile_text(name_or_path: str) -> str:
    """Return the text of a profile.

    Raises:
        BadProfile: there is no such profile, or its file can't be read.
    """
    path = Path(name_or_path)
    if path.suffix != ".toml":
        if name_or_path in packaged_names():
            return resources.files(__package__).joinpath(f"{name_or_path}.toml").read_text("utf-8")
        own = _own_profiles().get(name_or_path)
        if own is None:
            known = ", ".join(profile_names())
            raise BadProfile(
                f"There is no profile “{one_line(name_or_path)}”; choose one of {known}, or give a .toml file."
            )
        path = own
    try:
        return read_text(path, MAX_TOML_BYTES)
    except (OSError, ValueError) as error:
        raise BadProfile(
            f"The profile file {one_line(str(path))} can't be read ({reason(error)}); check the path."
        ) from error


def resolve_weights(model: str) -> Path | str:
    """Return where a model's files are.

    Args:
        model: "package:NAME", a path or a hub name.

    Returns:
        A path if there are such files, fetched ones among them, else the name as given.

    Raises:
        ModelMissing: there are no files of a packaged model.
    """
    if not model.startswith(PACKAGED):
        return Path(model) if Path(model).exists() else (find_snapshot(model) or model)
    folder = Path(str(resources.files("tools"))) / "weights" / model.removeprefix(PACKAGED)
    if not folder.is_dir():
        raise ModelMissing(f"The packaged model {model} is missing; reinstall gouache.")
    return folder
