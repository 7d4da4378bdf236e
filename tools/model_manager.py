"""The shelf of resident models: loaded when first used, measured, put away when memory runs short."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from tools.device import device
from tools.errors import OutOfMemory
from tools.profiles import Profile, Role
from tools.types import ModelInfo

T = TypeVar("T")


class Engine(Protocol):
    """A loaded model behind a role."""

    info: ModelInfo

    def nbytes(self) -> int:
        """Bytes of its weights in memory."""

    def to(self, where: str) -> None:
        """Move it to a device."""


class ModelManager:
    """At most one engine a role. Safe to use from several threads."""

    def __init__(self, profile: Profile, budget: int | None = None) -> None:
        """`budget` is the most bytes of weights kept at once; None for no limit."""
        self.profile, self.budget = profile, budget
        self._engines: dict[Any, tuple[Any, float]] = {}
        self._lock = threading.RLock()

    def put(self, role: Role, engine: Any) -> None:
        """Set a role's engine by hand instead of loading the profile's."""
        with self._lock:
            self._engines[self._key(role)] = (engine, time.monotonic())

    def _key(self, role: Role) -> tuple[str, str, str]:
        spec = self.profile.spec(role)
        # The pocket painter is its own editor: one copy serves both roles.
        family = "painter" if role == "editor" else role
        return family, spec.kind, spec.model

    def get(self, role: Role) -> Any:
        """The engine of a role, loaded if need be."""
        with self._lock:
            key = self._key(role)
            if key not in self._engines:
                from tools.engines.registry import load_engine

                engine = load_engine(role, self.profile)
                self._engines[key] = (engine, time.monotonic())
                self._make_room(key)
            engine = self._engines[key][0]
            self._engines[key] = (engine, time.monotonic())
            return engine

    def _make_room(self, kept: Any) -> None:
        while self.budget is not None and self.memory_total() > self.budget and len(self._engines) > 1:
            oldest = min((k for k in self._engines if k != kept), key=lambda k: self._engines[k][1])
            del self._engines[oldest]
            gc.collect()

    def memory(self) -> dict[str, int]:
        """Bytes of weights by role family."""
        with self._lock:
            return {key[0]: engine.nbytes() for key, (engine, _) in self._engines.items()}

    def memory_total(self) -> int:
        """Bytes of all resident weights."""
        return sum(self.memory().values())

    def evict(self, but: Role | None = None) -> None:
        """Put every model away, except one role's."""
        with self._lock:
            kept = self._key(but) if but else None
            self._engines = {key: value for key, value in self._engines.items() if key == kept}
        gc.collect()
        if device() == "cuda":
            import torch

            torch.cuda.empty_cache()

    def use(self, role: Role, job: Callable[[Any], T]) -> T:
        """Run a job with a role's engine, stepping down when memory runs out.

        First everything else is put away, then the model moves to the CPU.

        Raises:
            OutOfMemory: when even that did not help.
        """
        import torch

        steps: list[Callable[[], None]] = [lambda: self.evict(but=role), lambda: self.get(role).to("cpu")]
        while True:
            try:
                return job(self.get(role))
            except (torch.OutOfMemoryError, MemoryError) as error:
                if not steps:
                    raise OutOfMemory(
                        f"Not enough memory for the {role}; close other programs or choose a smaller profile."
                    ) from error
            steps.pop(0)()
