"""Where fetched models lie, the hub's own cache, and the ledger of what gouache fetched there."""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock
from pydantic import BaseModel, ConfigDict, RootModel, ValidationError

from tools.files import read_text
from tools.paths import home

_HUB_NAME = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)
_MAX_LEDGER_BYTES = 16 * 2**20


class FetchedFile(NamedTuple):
    """A file of a fetched model: bytes, and the hash that the hub gives, SHA-256 or, of small files, git's SHA-1."""

    size: int
    digest: str


class FetchedModel(BaseModel):
    """A repository as it was fetched: its commit, its licence and whether that was accepted by name, its files.

    `base` is the model that an adapter was made for.
    """

    model_config = ConfigDict(frozen=True)

    commit: str
    licence: str
    accepted: bool
    files: dict[str, FetchedFile]
    base: str = ""

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(file.size for file in self.files.values())

    @property
    def hash(self) -> str:
        """One hash over its weights, the same as `tools.engines.weights.model_hash` of its folder."""
        names = sorted((name for name in self.files if name.endswith(".safetensors")), key=Path)
        return hashlib.sha256("".join(self.files[name].digest for name in names).encode()).hexdigest()


class _Ledger(RootModel[dict[str, FetchedModel]]):
    pass


def cache_folder() -> Path:
    """Return the hub's cache, which HF_HOME and HF_HUB_CACHE move."""
    from huggingface_hub import constants

    return Path(constants.HF_HUB_CACHE)


def repository_folder(name: str) -> Path:
    """Return where a repository lies in the cache; it need not be there."""
    return cache_folder() / f"models--{name.replace('/', '--')}"


def is_hub_name(name: str) -> bool:
    """Return whether a model's name is OWNER/NAME, as on the hub."""
    return _HUB_NAME.fullmatch(name) is not None and ".." not in name


def hub_name(folder: Path | str) -> str:
    """Return the hub name of a folder that lies in the cache; of anything else, itself as text."""
    parts = Path(folder).parts
    if "snapshots" in parts:
        repository = parts[parts.index("snapshots") - 1]
        if repository.startswith("models--"):
            return repository.removeprefix("models--").replace("--", "/", 1)
    return str(folder)


def fetched_models() -> dict[str, FetchedModel]:
    """Return what gouache has fetched, by hub name; nothing where no readable ledger is."""
    try:
        return _Ledger.model_validate_json(read_text(_ledger_file(), _MAX_LEDGER_BYTES)).root
    except (OSError, ValueError, ValidationError):
        return {}


def note_model(name: str, model: FetchedModel | None) -> None:
    """Write a repository into the ledger; None takes it out."""
    path = _ledger_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{path}.lock"):
        models = {key: value for key, value in fetched_models().items() if key != name}
        if model is not None:
            models[name] = model
        beside = path.with_suffix(f".{os.getpid()}.new")
        beside.write_text(json.dumps(_Ledger(models).model_dump(mode="json"), indent=1), "utf-8")
        beside.replace(path)


def find_snapshot(name: str) -> Path | None:
    """Return the folder of a repository's files, if they are here.

    What gouache fetched is whole and pinned to its commit; what another program fetched is taken if it has weights.
    """
    if not is_hub_name(name):
        return None
    model = fetched_models().get(name)
    if model is not None:
        folder = repository_folder(name) / "snapshots" / model.commit
        return folder if folder.is_dir() else None
    try:
        commit = read_text(repository_folder(name) / "refs" / "main", 200).strip()
    except (OSError, ValueError):
        return None
    folder = repository_folder(name) / "snapshots" / Path(commit).name
    return folder if next(folder.rglob("*.safetensors"), None) is not None else None


def _ledger_file() -> Path:
    return home() / "models.json"
