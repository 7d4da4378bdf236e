"""The models of a profile in memory: loaded when first used, laid out as planned, unloaded when memory runs short."""

from __future__ import annotations

import gc
import json
import logging
import threading
from collections.abc import Callable, Set
from typing import Any, Literal, TypeVar, overload

from tools.device import device
from tools.engines.base import Engine, Eyes, LanguageModel, Restorer, Stylist
from tools.errors import OutOfMemory
from tools.memory.costs import profile_costs
from tools.memory.here import plan_here
from tools.memory.plan import Device, ModelPlace, Placement, plan, rung_below
from tools.memory.remembered import learn
from tools.profiles import Profile, Role

log = logging.getLogger("gouache")
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
        self._placement: Placement | None = None

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

        place = self.placement().place(role)
        if place is not None and not place.fits:
            raise OutOfMemory(_refusal(place, self.placement().device))
        engine: Engine = load_engine(role, self.profile, place)
        return engine

    def placement(self) -> Placement:
        """Return where the models of the profile go, planned from the memory that is free when first asked."""
        with self._lock:
            if self._placement is None:
                from tools.engines.weights import model_info

                self._placement = plan_here(self.profile, model_info)
            return self._placement

    def _make_way(self, role: Role) -> None:
        """Unload other planned models, where they don't fit beside each other."""
        if self._loader is not None or self.placement().rung == "resident" or self.placement().place(role) is None:
            return
        planned = {self._key(other) for place in self.placement().places for other in place.roles}  # type: ignore[arg-type]
        if any(key in planned and key != self._key(role) for key in self._engines):
            self._unload(planned - {self._key(role)})

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
                self._make_way(role)
                self._engines[key] = self._load(role)
            return self._engines[key]

    def _unload_all_but(self, role: Role) -> None:
        with self._lock:
            self._unload(self._engines.keys() - {self._key(role)})

    def _unload(self, keys: Set[tuple[str, ...]]) -> None:
        self._engines = {key: engine for key, engine in self._engines.items() if key not in keys}
        gc.collect()
        if device() == "cuda":
            import torch

            torch.cuda.empty_cache()

    def _step_down(self, role: Role) -> None:
        """Load a planned model again one rung lower; move any other to the CPU."""
        with self._lock:
            place = None if self._loader is not None else self.placement().place(role)
            cost = next((one for one in profile_costs(self.profile) if role in one.roles), None)
            lower = rung_below(place, cost, self.placement().device) if place is not None and cost is not None else None
            if lower is None or cost is None:
                self.get(role).to("cpu")
                return
            old = self.placement()
            moved = plan((cost,), old.device, {cost.name: lower}).places[0]
            others = tuple(one for one in old.places if role not in one.roles)
            self._placement = Placement(old.device, (*others, moved), old.together)
            log.warning("out of memory: %s goes from %s to %s", cost.name, place and place.rung, moved.rung)
            learn(self.get(role).info.hash, name=cost.name, rung=moved.rung)
            self._unload({self._key(role)})

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

        When the job runs out of memory, all other models are unloaded and it runs again. When that does not help, a
        planned model goes one rung down the ladder, which is remembered, and any other moves to the CPU; then it runs a
        last time.

        Args:
            role: whose engine the job needs.
            job: called with the engine; may be called up to three times.

        Raises:
            OutOfMemory: the job ran out of memory even then, or the model's plan does not fit.
        """
        import torch

        remedies: list[Callable[[], None]] = [lambda: self._unload_all_but(role), lambda: self._step_down(role)]
        while True:
            try:
                return job(self.get(role))
            except (torch.OutOfMemoryError, MemoryError) as error:
                if not remedies:
                    raise OutOfMemory(
                        f"Not enough memory for the {role}; close other programs or choose a smaller profile."
                    ) from error
            remedies.pop(0)()


def _refusal(place: ModelPlace, device_: Device) -> str:
    """What is said of a model that fits on no rung of the ladder."""
    lack = Placement(device_, (place,), place.peak).lacks
    where = device_.kind if lack.of == "device" else "main memory"
    return (
        f"The {lack.role} {lack.model} needs {lack.gb:.1f} GB laid out as {place.rung}, and {lack.free:.1f} GB of "
        f"{where} are free; choose a smaller profile: gouache profiles."
    )
