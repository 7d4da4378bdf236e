"""What the window of models shows: each model of a profile, where it is, how large, and how it is laid out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tools.engines.weights import weights_nbytes
from tools.errors import GouacheError
from tools.hub.cache import fetched_models, is_hub_name
from tools.memory.costs import GB
from tools.memory.plan import ModelPlace
from tools.model_manager import ModelManager, Resident
from tools.profiles import ROLES, ModelSpec, Profile, Role, resolve_weights
from tools.text import file_name

State = Literal["memory", "disk", "missing", "server"]


@dataclass(frozen=True)
class ModelRow:
    """One model of a profile.

    Attributes:
        model: Its name.
        roles: That it serves.
        state: Where it is.
        where: The device that it is on; empty unless it is in memory.
        size: Bytes in memory, or of its files; 0 where nobody knows.
        place: How it is laid out in memory; None of one without a plan.
        adapters: Names of the adapters that are put onto it.
    """

    model: str
    roles: tuple[Role, ...]
    state: State
    where: str = ""
    size: int = 0
    place: ModelPlace | None = None
    adapters: tuple[str, ...] = ()


def model_rows(models: ModelManager) -> list[ModelRow]:
    """Return a row for each model of a profile, in the order of their roles."""
    resident = {one.roles: one for one in models.resident()}
    return [_row(models.profile.spec(roles[0]), roles, resident.get(roles)) for roles in models.sharing()]


def _row(spec: ModelSpec, roles: tuple[Role, ...], here: Resident | None) -> ModelRow:
    adapters = tuple(file_name(name) for name in spec.adapters)
    if spec.kind == "langchain":
        return ModelRow(spec.model, roles, "server")
    if here is not None:
        return ModelRow(spec.model, roles, "memory", here.where, here.nbytes, here.place, adapters)
    size = _disk_size(spec)
    return ModelRow(spec.model, roles, "missing" if size is None else "disk", size=size or 0, adapters=adapters)


def _disk_size(spec: ModelSpec) -> int | None:
    """Bytes of a model's files; None where they are not here."""
    fetched = fetched_models().get(spec.model) if is_hub_name(spec.model) else None
    try:
        weights = resolve_weights(spec.model)
    except GouacheError:
        return None
    if not isinstance(weights, Path):
        return None
    if fetched is not None:
        return fetched.size
    return weights_nbytes(weights)


def missing_size(profile: Profile, model: str) -> int:
    """Return the bytes that a model of the hub takes at 16 bits, as the profile says; 0 where it does not."""
    sizes = [spec.size for spec in map(profile.spec, ROLES) if spec.model == model and spec.size is not None]
    return max((round((one.network + one.text + one.rest) * GB) for one in sizes), default=0)
