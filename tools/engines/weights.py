"""Hashes of weight files: they identify a model in recipes and reveal damaged files."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from tools.errors import ModelDamaged, ModelMissing


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def model_hash(folder: Path) -> str:
    """Return one SHA-256, in hexadecimal, over the weight files of a model folder.

    The folders of packaged models have a `manifest.json` with the hash of every file; it is checked on the way.

    Raises:
        ModelMissing: the folder has no safetensors file.
        ModelDamaged: a file differs from the manifest or is missing.
    """
    files = sorted(folder.rglob("*.safetensors"))
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
