"""Engines: loaded models behind the roles. Torch and its kin are imported here, when first used."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools.errors import ModelDamaged, ModelMissing
from tools.profiles import Profile, Role, weights
from tools.types import ModelInfo

if TYPE_CHECKING:
    from tools.model_manager import Shelf


def digest(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def model_hash(folder: Path) -> str:
    """One hash over a model folder's weight files; packaged ones are compared with their manifest.

    Raises:
        ModelMissing: no safetensors file in the folder.
        ModelDamaged: a file differs from `manifest.json` beside it.
    """
    files = sorted(folder.rglob("*.safetensors"))
    if not files:
        raise ModelMissing(f"There are no safetensors files in {folder}; check the profile or reinstall.")
    hashes = {str(f.relative_to(folder)): digest(f) for f in files}
    manifest = folder / "manifest.json"
    if manifest.exists():
        expected = json.loads(manifest.read_text("utf-8"))["files"]
        for name, value in expected.items():
            if hashes.get(name) != value:
                raise ModelDamaged(f"The model file {folder.name}/{name} is damaged or was changed; reinstall gouache.")
    return hashlib.sha256("".join(hashes.values()).encode()).hexdigest()


def info(role: Role, profile: Profile) -> ModelInfo:
    """What stands in recipes and in the model table about a role's model."""
    spec = profile.spec(role)
    where = weights(spec.model) if spec.kind != "langchain" else spec.model
    value = "remote"
    if isinstance(where, Path):
        value = model_hash(where) if where.is_dir() else digest(where)
    return ModelInfo(role=role, kind=spec.kind, name=spec.model, hash=value)


def load(role: Role, profile: Profile, shelf: Shelf) -> Any:
    """The engine for a role of a profile.

    Raises:
        ModelMissing: the files are not there, or the hub can't be reached.
        ModelDamaged: packaged files differ from their manifest.
    """
    try:
        return _load(role, profile, shelf)
    except OSError as error:
        name = profile.spec(role).model
        first = str(error).strip().splitlines()[0]
        raise ModelMissing(f"The {role} model {name} could not be loaded ({first}); check the profile.") from error


def _load(role: Role, profile: Profile, shelf: Shelf) -> Any:
    spec = profile.spec(role)
    known, where = info(role, profile), weights(spec.model) if spec.kind != "langchain" else spec.model
    match role, spec.kind:
        case "director", "pocket":
            from tools.engines.language.structured import pocket_writer

            return pocket_writer(known, Path(where))
        case "director", "transformers":
            from tools.engines.language.structured import hub_writer

            return hub_writer(known, where, spec.options)
        case "director", "langchain":
            from tools.engines.language.langchain import ChatWriter

            return ChatWriter(known, str(where), spec.options)
        case (("painter" | "editor"), "pocket"):
            from tools.engines.pocket.painter import PocketPainter

            return PocketPainter(known, Path(where), lambda: shelf.get("director"))
        case (("painter" | "editor"), "diffusers"):
            from tools.engines.pocket.painter import HubPainter

            return HubPainter(known, where, spec.options)
        case "eyes", "pocket":
            from tools.engines.pocket.eyes import PocketEyes

            return PocketEyes(known, Path(where))
        case "eyes", "captioner":
            from tools.engines.vision.vision_language import CaptionerEyes

            return CaptionerEyes(known, where, spec.options)
        case "restorer", "pocket":
            from tools.engines.restoration.restorer import PocketRestorer

            return PocketRestorer(known, Path(where))
        case "restorer", ("diffusers" | "checkpoint"):
            from tools.engines.restoration.restorer import packaged
            from tools.engines.restoration.upscalers import CheckpointRestorer, HubRestorer

            if spec.kind == "checkpoint":
                return CheckpointRestorer(known, Path(where), packaged)
            return HubRestorer(known, where, spec.options, packaged)
        case "stylist", "pocket":
            from tools.engines.style.stylist import PocketStylist

            return PocketStylist(known, Path(where))
        case "stylist", "diffusers":
            from tools.engines.style.stylist import HubStylist

            return HubStylist(known, where, spec.options)
        case _:
            raise ModelMissing(f"No engine “{spec.kind}” can serve as {role}; see docs/architecture.md for the kinds.")
