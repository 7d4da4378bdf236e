"""The models of a profile in memory: loaded when first used, laid out as planned, unloaded when memory runs short."""

from __future__ import annotations

import gc
import json
import logging
import threading
from collections.abc import Callable, Iterable, Set
from typing import Any, Literal, NamedTuple, TypeVar, overload

from tools.device import GB, device
from tools.engines.base import Engine, Eyes, LanguageModel, Restorer, Stylist
from tools.errors import ModelMissing, OutOfMemory
from tools.memory.costs import profile_costs
from tools.memory.here import plan_here
from tools.memory.loading import LoadWatch
from tools.memory.plan import WHOLE, Device, ModelCost, ModelPlace, Placement, Rung, plan, rung_below
from tools.memory.remembered import learn
from tools.profiles import ROLES, Profile, Role
from tools.text import one_line

log = logging.getLogger("gouache")
T = TypeVar("T")
Loader = Callable[[Role, Profile], Engine]
"""Loads the engine of a role of a profile."""


class StepDown(NamedTuple):
    """A model that ran out of memory: its name, and the rung that it stands on since; None where it went to the CPU."""

    model: str
    rung: Rung | None


class Resident(NamedTuple):
    """A model in memory.

    Attributes:
        model: Its name.
        roles: That it serves.
        where: "cpu", "cuda" or "mps".
        nbytes: Of its weights; 0 of one in another process.
        place: How it is laid out; None of one without a plan.
    """

    model: str
    roles: tuple[Role, ...]
    where: str
    nbytes: int
    place: ModelPlace | None


Watch = Callable[[str, int, int], None]
"""Told of a model, how many of its bytes are in memory, and how many will be."""


def _ignore(model: str, done: int, total: int) -> None:
    """Nobody watches."""
    del model, done, total


def _nbytes(engine: Engine) -> int:
    """Bytes of an engine's weights; 0 while another thread takes its layers apart, as for a LoRA."""
    try:
        return engine.nbytes()
    except RuntimeError:
        return 0


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
        self._steps_down: list[StepDown] = []
        self._on_processor: set[tuple[str, ...]] = set()
        self.watch: Watch = _ignore
        """Told of a planned model that is being loaded."""

    def sharing(self) -> list[tuple[Role, ...]]:
        """Return the roles, those together that one loaded model serves."""
        groups: dict[tuple[str, ...], list[Role]] = {}
        for role in ROLES:
            groups.setdefault(self._key(role), []).append(role)
        return [tuple(roles) for roles in groups.values()]

    def early_roles(self) -> tuple[Role, ...]:
        """Return whose models are worth loading before a message needs them.

        Those of every turn where they fit beside each other; else only the first one, which makes way for the next.
        """
        every: tuple[Role, ...] = ("director", "painter", "eyes")
        return every if self._loader is not None or self.placement().rung == "resident" else every[:1]

    def resident(self) -> list[Resident]:
        """Return the models that are in memory now; waits for nothing, not even for one that is being loaded."""
        planned, engines, found = self._placement, dict(self._engines), []
        for roles in self.sharing():
            key = self._key(roles[0])
            if key in engines:
                place = planned.place(roles[0]) if planned is not None else None
                where = "cpu" if key in self._on_processor else device()
                found.append(Resident(self.profile.spec(roles[0]).model, roles, where, _nbytes(engines[key]), place))
        return found

    def close(self) -> None:
        """Unload all models; those that are asked for are loaded again."""
        with self._lock:
            gc.unfreeze()  # What was exempt from the search for cycles, too.
            self._unload(self._engines.keys())

    def take_steps_down(self) -> list[StepDown]:
        """Return what ran out of memory since this was last asked, oldest first."""
        with self._lock:
            taken, self._steps_down = self._steps_down, []
            return taken

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

        place = self._place(role)
        name, total = self.profile.spec(role).model, round(place.weights * GB) if place is not None else 0
        with LoadWatch(total, lambda done, all_: self.watch(name, done, all_)):
            engine: Engine = load_engine(role, self.profile, place)
        return engine

    def _place(self, role: Role) -> ModelPlace | None:
        """Return where a role's model goes; None where that is not planned.

        Raises:
            OutOfMemory: it fits nowhere.
        """
        place = self.placement().place(role)
        if place is not None and not place.fits:
            raise OutOfMemory(_refusal(place, self.placement().device))
        return place

    def require(self, roles: Iterable[Role] = ROLES) -> None:
        """Refuse models that could not be loaded, before hours of work find that out; none is loaded.

        Args:
            roles: Whose models are needed.

        Raises:
            OutOfMemory: one fits nowhere.
            ModelMissing: one was not fetched; says how it is.
        """
        wanted = tuple(roles)
        for role in wanted:
            self._place(role)
        missing = self.profile.missing_models(wanted)
        if missing:
            name = one_line(self.profile.name)
            raise ModelMissing(
                f"The profile {name} needs models that are not here ({', '.join(missing)}); fetch them with: "
                f"gouache models get {name}"
            )

    def placement(self) -> Placement:
        """Return where the models of the profile go, planned from the memory that is free when first asked."""
        with self._lock:
            if self._placement is None:
                from tools.engines.weights import model_info

                self._placement = plan_here(self.profile, model_info)
            return self._placement

    def _make_way(self, role: Role) -> None:
        """Unload other planned models, where they don't fit beside each other."""
        own = self.placement().place(role) if self._loader is None else None
        if own is None or self.placement().rung == "resident":
            return
        planned = {self._key(other) for place in self.placement().places for other in place.roles}  # type: ignore[arg-type]
        # What is one model in memory stays, whichever of its roles asks.
        same: tuple[Role, ...] = own.roles if own.rung in WHOLE else (role,)  # type: ignore[assignment]
        others = planned - {self._key(other) for other in same}
        if others & self._engines.keys():
            self._unload(others)

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
        keys = set(keys)
        self._engines = {key: engine for key, engine in self._engines.items() if key not in keys}
        self._on_processor -= keys
        gc.collect()
        if device() == "cuda":
            import torch

            torch.cuda.empty_cache()

    def _lower_rung(self, role: Role) -> tuple[ModelCost, Rung] | None:
        """A planned model's cost, and the rung below its own; None where it has no plan, or stands on the last one."""
        place = None if self._loader is not None else self.placement().place(role)
        cost = next((one for one in profile_costs(self.profile) if role in one.roles), None)
        lower = rung_below(place, cost, self.placement().device) if place is not None and cost is not None else None
        return (cost, lower) if cost is not None and lower is not None else None

    def _remedies(self, role: Role) -> list[Callable[[], None]]:
        """What is done, one after the other, when a model runs out of memory."""
        lower = self._lower_rung(role)
        if lower is not None:
            return [lambda: self._step_down(role, *lower)]
        return [lambda: self._unload_all_but(role), lambda: self._to_processor(role)]

    def _step_down(self, role: Role, cost: ModelCost, rung: Rung) -> None:
        """Unload everything, lay a model out on a lower rung, and remember that."""
        from tools.engines.weights import model_info

        with self._lock:
            old = self.placement()
            moved = plan((cost,), old.device, {cost.name: rung}).places[0]
            others = tuple(one for one in old.places if role not in one.roles)
            self._placement = Placement(old.device, (*others, moved), old.together)
            self._steps_down.append(StepDown(cost.name, moved.rung))
            self._unload(self._engines.keys())
        log.warning("out of memory: %s goes down to %s", cost.name, moved.rung)
        learn(model_info(role, self.profile).hash, name=cost.name, rung=moved.rung)

    def _to_processor(self, role: Role) -> None:
        """Move a model to the CPU, where there is more memory."""
        with self._lock:
            engine = self.loaded(role)
            if engine is not None:
                engine.to("cpu")
                self._on_processor.add(self._key(role))
                self._steps_down.append(StepDown(self.profile.spec(role).model, None))

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

        When the job runs out of memory, all other models are unloaded and it runs again: a planned model one rung
        down the ladder, which is remembered, any other as it was. Where that does not help, a model without a plan
        moves to the CPU and the job runs a last time. `take_steps_down` tells of it.

        Args:
            role: whose engine the job needs.
            job: called with the engine; may be called up to three times.

        Raises:
            OutOfMemory: the job ran out of memory even then, or the model's plan does not fit.
        """
        import torch

        remedies: list[Callable[[], None]] | None = None
        while True:
            try:
                return job(self.get(role))
            except (torch.OutOfMemoryError, MemoryError) as error:
                remedies = self._remedies(role) if remedies is None else remedies
                if not remedies:
                    raise OutOfMemory(
                        f"Not enough memory for the {role}; close other programs or choose a smaller profile."
                    ) from error
            # Only now, because the error holds what the job had in memory.
            remedies.pop(0)()


def _refusal(place: ModelPlace, device_: Device) -> str:
    """What is said of a model that fits on no rung of the ladder."""
    lack = Placement(device_, (place,), place.peak).lacks
    where = device_.kind if lack.of == "device" else "main memory"
    return (
        f"The {lack.role} {lack.model} needs {lack.gb:.1f} GB laid out as {place.rung}, and {lack.free:.1f} GB of "
        f"{where} are free; choose a smaller profile: gouache profiles."
    )
