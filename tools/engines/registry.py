"""Engines: loaded models behind the roles. Torch and its kin are imported here, when first used."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tools.engines.base import EngineProvider
from tools.engines.weights import file_sha256, model_hash
from tools.errors import ModelMissing
from tools.profiles import Profile, Role, resolve_weights
from tools.types import ModelInfo


def model_info(role: Role, profile: Profile) -> ModelInfo:
    """What stands in recipes and in the model table about a role's model."""
    spec = profile.spec(role)
    where = resolve_weights(spec.model) if spec.kind != "langchain" else spec.model
    value = "remote"
    if isinstance(where, Path):
        value = model_hash(where) if where.is_dir() else file_sha256(where)
    return ModelInfo(role=role, kind=spec.kind, name=spec.model, hash=value)


def load_engine(role: Role, profile: Profile, models: EngineProvider) -> Any:
    """The engine for a role of a profile.

    Raises:
        ModelMissing: the files are not there, or the hub can't be reached.
        ModelDamaged: packaged files differ from their manifest.
    """
    try:
        return _load(role, profile, models)
    except OSError as error:
        name = profile.spec(role).model
        first = str(error).strip().splitlines()[0]
        raise ModelMissing(f"The {role} model {name} could not be loaded ({first}); check the profile.") from error


def _load(role: Role, profile: Profile, models: EngineProvider) -> Any:
    spec = profile.spec(role)
    known, where = model_info(role, profile), resolve_weights(spec.model) if spec.kind != "langchain" else spec.model
    match role, spec.kind:
        case "director", "pocket":
            from tools.engines.language.structured import load_pocket_model

            return load_pocket_model(known, Path(where))
        case "director", "transformers":
            from tools.engines.language.structured import load_hub_model

            return load_hub_model(known, where, spec.options)
        case "director", "langchain":
            from tools.engines.language.langchain import LangChainModel

            return LangChainModel(known, str(where), spec.options)
        case (("painter" | "editor"), "pocket"):
            from tools.engines.pocket.painter import PocketPainter

            return PocketPainter(known, Path(where), lambda: models.get("director"))
        case (("painter" | "editor"), "diffusers"):
            from tools.engines.pocket.painter import HubPainter

            return HubPainter(known, where, spec.options)
        case "eyes", "pocket":
            from tools.engines.pocket.eyes import PocketEyes

            return PocketEyes(known, Path(where))
        case "eyes", "captioner":
            from tools.engines.vision.vision_language import VisionLanguageEyes

            return VisionLanguageEyes(known, where, spec.options)
        case "restorer", "pocket":
            from tools.engines.restoration.restorer import PocketRestorer

            return PocketRestorer(known, Path(where))
        case "restorer", ("diffusers" | "checkpoint"):
            from tools.engines.restoration.restorer import packaged_restorer
            from tools.engines.restoration.upscalers import CheckpointRestorer, HubRestorer

            if spec.kind == "checkpoint":
                return CheckpointRestorer(known, Path(where), packaged_restorer)
            return HubRestorer(known, where, spec.options, packaged_restorer)
        case "stylist", "pocket":
            from tools.engines.style.stylist import PocketStylist

            return PocketStylist(known, Path(where))
        case "stylist", "diffusers":
            from tools.engines.style.hub import HubStylist

            return HubStylist(known, where, spec.options)
        case _:
            raise ModelMissing(f"No engine “{spec.kind}” can serve as {role}; see docs/architecture.md for the kinds.")
