"""Weight files: their hashes, and whether packaged ones are whole."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from tools.errors import ModelDamaged, ModelMissing
from tools.files import open_regular
from tools.hub.cache import fetched_models, hub_name, is_hub_name
from tools.profiles import Profile, Role, resolve_weights
from tools.types import ModelInfo


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with open_regular(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def model_hash(folder: Path) -> str:
    """One hash over a model folder's weight files; packaged ones are compared with their manifest.

    Raises:
        ModelMissing: no safetensors file in the folder.
        ModelDamaged: a file differs from `manifest.json` beside it.
    """
    files = sorted(_weight_files(folder))
    if not files:
        raise ModelMissing(f"There are no safetensors files in {folder}; check the profile or reinstall.")
    hashes = {str(f.relative_to(folder)): file_sha256(f) for f in files}
    manifest = folder / "manifest.json"
    if manifest.exists():
        expected = json.loads(manifest.read_text("utf-8"))["files"]
        for name, value in expected.items():
            if hashes.get(name) != value:
                raise ModelDamaged(f"The model file {folder.name}/{name} is damaged or was changed; reinstall gouache.")
    return hashlib.sha256("".join(hashes.values()).encode()).hexdigest()


def weights_nbytes(where: Path) -> int:
    """Bytes on the disk of a model's folder, or of its one file."""
    return sum(file.stat().st_size for file in _weight_files(where))


def _weight_files(where: Path) -> list[Path]:
    """The safetensors files of a model; links whose files are gone count as missing."""
    return [file for file in ([where] if where.is_file() else where.rglob("*.safetensors")) if file.is_file()]


def model_info(role: Role, profile: Profile) -> ModelInfo:
    """What recipes and the table of models say about a role's model.

    The hash of what was fetched is that of its files as they were checked then, with its commit; that of a server, or
    of a model that is not here, is "remote".
    """
    spec = profile.spec(role)
    where = resolve_weights(spec.model) if spec.kind != "langchain" else spec.model
    value = "remote"
    fetched = fetched_models().get(spec.model) if isinstance(where, Path) and is_hub_name(spec.model) else None
    if fetched is not None and hub_name(where) == spec.model:
        return ModelInfo(role=role, kind=spec.kind, name=f"{spec.model}@{fetched.commit[:12]}", hash=fetched.hash)
    if isinstance(where, Path):
        value = model_hash(where) if where.is_dir() else file_sha256(where)
    return ModelInfo(role=role, kind=spec.kind, name=spec.model, hash=value)
