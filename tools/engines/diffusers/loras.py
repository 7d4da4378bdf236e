"""LoRA files in a pipeline of diffusers: those of the profile, and at most one that the session put on."""

from __future__ import annotations

import importlib.util
import warnings
from pathlib import Path
from typing import Any

from safetensors import SafetensorError

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
        entries: the profile's tables with `path` and `weight`.

    Raises:
        BadProfile: an entry names no LoRA that fits, or the library for them is missing.
    """

    def __init__(self, pipeline: Any, entries: Any) -> None:
        self.pipeline = pipeline
        self._own: list[dict[str, Any]] = []
        self._worn: tuple[LoraFile, int] | None = None
        self._session: list[dict[str, Any]] = []
        for number, entry in enumerate(entries):
            if not isinstance(entry, dict) or "path" not in entry:
                raise BadProfile("A lora in the profile is a table with path and weight; correct the profile.")
            try:
                lora = LoraFile(Path(str(entry["path"])), float(entry.get("weight", 1.0)))
                self._own.append(self._load(lora, f"lora{number}"))
            except BadArguments as error:
                raise BadProfile(str(error)) from error
        self._activate()

    @property
    def told(self) -> list[dict[str, Any]]:
        """What recipes say of each: its file's `name`, `sha256` and `weight`."""
        return [*self._own, *self._session]

    def wear(self, lora: LoraFile | None) -> None:
        """Put on the session's LoRA instead of the last one; None takes it off.

        Raises:
            BadArguments: it is no LoRA, or does not fit this model; then none is on.
        """
        wanted = None if lora is None else (lora, lora.path.stat().st_mtime_ns if lora.path.is_file() else 0)
        if wanted == self._worn:
            return
        if self._worn is not None:
            self.pipeline.delete_adapters(_SESSION)
            self._worn, self._session = None, []
        try:
            if lora is not None:
                self._session, self._worn = [self._load(lora, _SESSION)], wanted
        finally:
            self._activate()

    def _load(self, lora: LoraFile, name: str) -> dict[str, Any]:
        pipeline, file = self.pipeline, lora.path
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
        return {"name": file.name, "sha256": file_sha256(file), "weight": lora.weight}

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
