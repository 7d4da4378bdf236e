"""Adapters, small files that change a model: LoRA files of painters, tunings of language models in PEFT's format."""

from __future__ import annotations

import hashlib
import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from tools.engines.lora_file import require_lora
from tools.engines.weights import file_sha256
from tools.errors import BadArguments, BadProfile, ModelMissing
from tools.files import read_text
from tools.hub.cache import fetched_models, find_snapshot, is_hub_name
from tools.profiles import ModelSpec, lora_entries
from tools.text import one_line

TUNING = "adapter_config.json"
"""The file that describes an adapter of PEFT."""
_MAX_CONFIG_BYTES = 1_000_000
_MISSING_PEFT = 'Adapters need the library peft; install it with: pip install "gouache[lora]".'


class Adapter(NamedTuple):
    """An adapter that a profile names.

    Attributes:
        name: Of its file, or OWNER/NAME on the hub, with the file where there are several.
        file: A safetensors file.
        weight: How strongly it acts; 1 as it was trained.
        base: The model that it was made for, where its author says so; else empty.
    """

    name: str
    file: Path
    weight: float
    base: str

    @property
    def sha256(self) -> str:
        """The hash of its file: as it was checked when it was fetched, else read now."""
        fetched = fetched_models().get("/".join(self.name.split("/")[:2]))
        known = fetched.files.get(self.file.name) if fetched is not None else None
        return known.digest if known is not None and len(known.digest) == 64 else file_sha256(self.file)

    @property
    def recorded(self) -> dict[str, Any]:
        """What recipes say of it."""
        return {"name": self.name, "sha256": self.sha256, "weight": self.weight}


def adapters_of(spec: ModelSpec) -> list[Adapter]:
    """Return the adapters of a model: the LoRA files of a pipeline, or the tuning of a language model.

    Raises:
        BadProfile: an entry is wrong, or names no safetensors file.
        ModelMissing: one is of the hub and was not fetched.
    """
    if spec.kind == "diffusers":
        return [lora(entry) for entry in lora_entries(spec.options)]
    return [tuning(spec.options["adapter"])] if spec.kind == "transformers" and "adapter" in spec.options else []


def lora(entry: Any) -> Adapter:
    """Return the LoRA that a profile's table names by `path` (a file, folder or hub name), `weight` and `file`.

    Raises:
        BadProfile: the table is wrong, or names no safetensors file.
        ModelMissing: it is of the hub and was not fetched.
    """
    weight = entry.get("weight", 1.0) if isinstance(entry, dict) else None
    if not isinstance(entry, dict) or "path" not in entry or not isinstance(weight, int | float):
        raise BadProfile("A lora in the profile is a table with path and weight; correct the profile.")
    name, wanted = str(entry["path"]), entry.get("file")
    path = _place(name)
    if path.is_dir():
        files = sorted(file.name for file in path.glob("*.safetensors"))
        if wanted is None and len(files) > 1:
            told = one_line(", ".join(files))
            raise BadProfile(f"The LoRA {one_line(name)} has several files; name one of them as its file: {told}.")
        chosen = str(wanted or next(iter(files), "*.safetensors"))
        if chosen not in files:
            raise BadProfile(f"The LoRA {one_line(name)} has no file {one_line(chosen)}; correct the profile.")
        path = path / chosen
    try:
        require_lora(path)
    except BadArguments as error:
        raise BadProfile(str(error)) from error
    shown = (f"{name}/{path.name}" if wanted else name) if _is_of_hub(name) else path.name
    return Adapter(shown, path, float(weight), _base(name, path.parent))


def tuning(value: Any) -> Adapter:
    """Return the tuning of a language model that a profile names: a folder, or OWNER/NAME on the hub.

    Raises:
        BadProfile: it is no LoRA in PEFT's format with a safetensors file.
        ModelMissing: it is of the hub and was not fetched.
    """
    name = str(value)
    folder, shown = _place(name), one_line(Path(name).name)
    try:
        described = json.loads(read_text(folder / TUNING, _MAX_CONFIG_BYTES))
    except (OSError, ValueError, RecursionError) as error:
        raise BadProfile(f"The adapter {shown} has no {TUNING} that can be read; name a folder of PEFT.") from error
    if not isinstance(described, dict) or described.get("peft_type") != "LORA" or described.get("megatron_config"):
        raise BadProfile(f"The adapter {shown} is of another kind than LORA; only those can be used.")
    file = folder / "adapter_model.safetensors"
    if not file.is_file():
        raise BadProfile(f"The adapter {shown} has no adapter_model.safetensors; other weights may run code.")
    return Adapter(name if _is_of_hub(name) else Path(name).name, file, 1.0, _base(name, folder))


def _is_of_hub(name: str) -> bool:
    """Whether a name is one on the hub: what is here under it comes first."""
    return is_hub_name(name) and not Path(name).exists()


def _place(name: str) -> Path:
    """Where an adapter is.

    Raises:
        ModelMissing: it is of the hub and was not fetched.
    """
    if not _is_of_hub(name):
        return Path(name)
    folder = find_snapshot(name)
    if folder is None:
        raise ModelMissing(f"The adapter {name} is not here; fetch it with: gouache models get {name}")
    return folder


def _base(name: str, folder: Path) -> str:
    """The model that an adapter was made for, as its files or its page on the hub say."""
    try:
        described = json.loads(read_text(folder / TUNING, _MAX_CONFIG_BYTES))
        if isinstance(described, dict) and isinstance(described.get("base_model_name_or_path"), str):
            return one_line(described["base_model_name_or_path"])
    except (OSError, ValueError, RecursionError):
        pass
    fetched = fetched_models().get(name)
    return fetched.base if fetched is not None else ""


def add_tuning(model: Any, value: Any) -> None:
    """Put a tuning onto a language model of transformers.

    Raises:
        BadProfile: it does not fit, or the library for it is missing; or as `tuning`.
        ModelMissing: as `tuning`.
    """
    from safetensors import SafetensorError

    from tools.engines.pipelines import first_line

    one = tuning(value)
    _require_peft()
    try:
        told = model.load_adapter(str(one.file.parent), adapter_kwargs={"local_files_only": True})
    except (ValueError, LookupError, RuntimeError, TypeError, SafetensorError) as error:
        why = f"The adapter {one.name} does not fit this model ({first_line(error)}); take it out."
        raise BadProfile(why) from error
    if told is not None and (getattr(told, "missing_keys", None) or getattr(told, "unexpected_keys", None)):
        raise BadProfile(f"The adapter {one.name} does not fit this model (no layer of it); take it out.")


def hash_with(base: str, adapters: list[Adapter]) -> str:
    """Return the hash of a model with adapters; its own where there are none."""
    if not adapters:
        return base
    return hashlib.sha256("".join([base, *(one.sha256 for one in adapters)]).encode()).hexdigest()


def _require_peft() -> None:
    if find_spec("peft") is None:
        raise BadProfile(_MISSING_PEFT)
