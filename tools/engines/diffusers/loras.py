"""LoRA files in a pipeline of diffusers: those of the profile, and at most one that the session put on."""

from __future__ import annotations

import importlib.util
import warnings
from pathlib import Path
from typing import Any

from safetensors import SafetensorError

from tools.engines.adapters import lora
from tools.engines.lora_file import LoraFile, require_lora
from tools.engines.pipelines import first_line
from tools.engines.weights import file_sha256
from tools.errors import BadArguments, BadProfile

_SESSION = "session"
"""Name of the session's adapter."""


class Loras:
    """The LoRA files that lie over a pipeline's weights.

    Args:
        pipeline: of diffusers; pipelines made of the same parts share them.
        entries: the profile's tables; see `tools.engines.adapters.lora`.

    Raises:
        BadProfile: an entry names no LoRA that fits, or the library for them is missing.
        ModelMissing: one is of the hub and was not fetched.
    """

    def __init__(self, pipeline: Any, entries: Any) -> None:
        self.pipeline = pipeline
        self._own: list[dict[str, Any]] = []
        self._worn: tuple[LoraFile, int] | None = None
        self._session: list[dict[str, Any]] = []
        for number, entry in enumerate(entries):
            own = lora(entry)
            try:
                self._load(own.file, f"lora{number}")
                self._own.append(own.recorded)
            except BadArguments as error:
                raise BadProfile(str(error)) from error
        self._activate()

    @property
    def told(self) -> list[dict[str, Any]]:
        """What recipes say of each: its file's `name`, `sha256` and `weight`."""
        return [*self._own, *self._session]

    def wear(self, file: LoraFile | None) -> None:
        """Put on the session's LoRA instead of the last one; None takes it off.

        Raises:
            BadArguments: it is no LoRA, or does not fit this model; then none is on.
        """
        wanted = None if file is None else (file, file.path.stat().st_mtime_ns if file.path.is_file() else 0)
        if wanted == self._worn:
            return
        if self._worn is not None:
            self.pipeline.delete_adapters(_SESSION)
            self._worn, self._session = None, []
        try:
            if file is not None:
                self._load(file.path, _SESSION)
                told = {"name": file.path.name, "sha256": file_sha256(file.path), "weight": file.weight}
                self._session, self._worn = [told], wanted
        finally:
            self._activate()

    def _load(self, file: Path, name: str) -> None:
        pipeline = self.pipeline
        require_lora(file)
        if importlib.util.find_spec("peft") is None:
            raise BadArguments('LoRA files need the library peft; install it with: pip install "gouache[lora]".')
        if not hasattr(pipeline, "load_lora_weights"):
            raise BadArguments(f"{type(pipeline).__name__} takes no LoRA; leave {file.name} out.")
        try:
            with warnings.catch_warnings():
                # Of several adapters in one network, which a profile may well ask for.
                warnings.filterwarnings("ignore", message="Already found a `peft_config`")
                pipeline.load_lora_weights(str(file.parent), weight_name=file.name, adapter_name=name)
        except (ValueError, LookupError, RuntimeError, SafetensorError) as error:
            self._drop(name)
            raise BadArguments(
                f"The LoRA {file.name} does not fit this model ({first_line(error)}); leave it out."
            ) from error
        if not self._has(name):
            raise BadArguments(f"The LoRA {file.name} does not fit this model (no layer of it); leave it out.")

    def _has(self, name: str) -> bool:
        return any(name in names for names in self.pipeline.get_list_adapters().values())

    def _drop(self, name: str) -> None:
        """Take away what a file that fits only in part has left."""
        if self._has(name):
            self.pipeline.delete_adapters(name)

    def _activate(self) -> None:
        names = [f"lora{number}" for number in range(len(self._own))] + [_SESSION] * len(self._session)
        if names:
            self.pipeline.set_adapters(names, [entry["weight"] for entry in self.told])
