"""The models of a profile in memory: loaded when first used, unloaded when memory runs short."""

from __future__ import annotations

import gc
import json
import threading
from collections.abc import Callable
from typing import Any, Literal, TypeVar, overload

from tools.device import device
from tools.engines.base import Engine, Eyes, LanguageModel, Restorer, Stylist
from tools.errors import OutOfMemory
from tools.profiles import Profile, Role

T = TypeVar("T")
Loader = Callable[[Role, Profile], Engine]
"""Loads the engine of a role of a profile."""


class ModelManager:
    """The loaded engines of a profile, at most one for each role. Several threads may use it.

    Args:
        profile: names the model of each role.
        loader: loads engines; `tools.engines.registry.load_engine` if absent.
    """

    def __init__(self, profile: Profile, loader: Loader | None = None) -> None:
        self.profile = profile
        self._loader = loader
        self._engines: dict[tuple[str, ...], Engine] = {}
        self._lock = threading.RLock()

    def _key(self, role: Role) -> tuple[str, ...]:
        spec = self.profile.spec(role)
        # Painter, editor and a stylist that edits share one engine where the profile names the same model for them,
        # with the same options: a LoRA file of one is not to change the pictures of another.
        edits = role == "stylist" and spec.kind == "diffusers" and "adapter" not in spec.options
        family = "painter" if role == "editor" or edits else role
        return family, spec.kind, spec.model, json.dumps(spec.options, sort_keys=True, default=str)

    def _load(self, role: Role) -> Engine:
        if self._loader is not None:
            return self._loader(role, self.profile)
        # Imported when needed, because it imports torch, which takes seconds.
        from tools.engines.registry import load_engine

        engine: Engine = load_engine(role, self.profile)
        return engine

    def set_engine(self, role: Role, engine: Any) -> None:
        """Use this engine for a role, and for roles that share its model, instead of loading the profile's."""
        with self._lock:
            self._engines[self._key(role)] = engine

    def loaded(self, role: Role) -> Engine | None:
        """Return the engine of a role, None where it is not loaded."""
        with self._lock:
            return self._engines.get(self._key(role))

    @overload
    def get(self, role: Literal["director"]) -> LanguageModel: ...
    @overload
    def get(self, role: Literal["eyes"]) -> Eyes: ...
    @overload
    def get(self, role: Literal["restorer"]) -> Restorer: ...
    @overload
    def get(self, role: Literal["stylist"]) -> Stylist: ...
    @overload
    def get(self, role: Role) -> Any: ...
    def get(self, role: Role) -> Any:
        """Return the engine of a role, loaded if need be.

        Raises:
            ModelMissing: the model's files are not there.
            ModelDamaged: the files of a packaged model differ from their manifest.
        """
        with self._lock:
            key = self._key(role)
            if key not in self._engines:
                self._engines[key] = self._load(role)
            return self._engines[key]

    def _unload_all_but(self, role: Role) -> None:
        with self._lock:
            kept = self._key(role)
            self._engines = {key: engine for key, engine in self._engines.items() if key == kept}
        gc.collect()
        if device() == "cuda":
            import torch

            torch.cuda.empty_cache()

    @overload
    def use(self, role: Literal["director"], job: Callable[[LanguageModel], T]) -> T: ...
    @overload
    def use(self, role: Literal["eyes"], job: Callable[[Eyes], T]) -> T: ...
    @overload
    def use(self, role: Literal["restorer"], job: Callable[[Restorer], T]) -> T: ...
    @overload
    def use(self, role: Literal["stylist"], job: Callable[[Stylist], T]) -> T: ...
    @overload
    def use(self, role: Role, job: Callable[[Any], T]) -> T: ...
    def use(self, role: Role, job: Callable[[Any], T]) -> T:
        """Run a job with the engine of a role, freeing memory when it runs out.

        When the job runs out of memory, all other models are unloaded and it runs again; when that does not help, the
        model moves to the CPU and it runs a last time.

        Args:
            role: whose engine the job needs.
            job: called with the engine; may be called up to three times.

        Raises:
            OutOfMemory: the job ran out of memory even on the CPU.
        """
        import torch

        remedies: list[Callable[[], None]] = [lambda: self._unload_all_but(role), lambda: self.get(role).to("cpu")]
        while True:
            try:
                return job(self.get(role))
            except (torch.OutOfMemoryError, MemoryError) as error:
                if not remedies:
                    raise OutOfMemory(
                        f"Not enough memory for the {role}; close other programs or choose a smaller profile."
                    ) from error
            remedies.pop(0)()
