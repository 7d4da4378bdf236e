"""The memory plan of a profile on this machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import psutil

from tools.device import GB, main_accelerator
from tools.memory.costs import profile_costs
from tools.memory.plan import Device, Placement, Rung, plan
from tools.memory.quantization import quantised_precisions
from tools.memory.remembered import Learned, learned
from tools.profiles import Profile, Role
from tools.types import ModelInfo


def device_here() -> Device:
    """Return the device that models run on, with the memory that is free on it now."""
    main = main_accelerator()
    return Device(main.kind, main.free, psutil.virtual_memory().available / GB, quantised_precisions(main.kind))


def plan_here(
    profile: Profile, hash_of: Callable[[Role, Profile], ModelInfo], device: Device | None = None
) -> Placement:
    """Return where the models of a profile go: below rungs that ran out of memory, and with the work that was measured.

    Args:
        profile: Names the models.
        hash_of: Tells a role's model and its hash.
        device: This machine's as it is now, if absent.
    """
    costs = profile_costs(profile)
    if not costs:
        return Placement(device or Device("cpu", 0.0, 0.0), (), 0.0)
    known = learned()
    begin: dict[str, Rung] = {}
    measured = []
    for cost in costs:
        role: Role = cost.roles[0]  # type: ignore[assignment]
        model = known.get(hash_of(role, profile).hash, Learned()) if known else Learned()
        if model.rung is not None:
            begin[cost.name] = model.rung
        measured.append(cost if model.work is None else replace(cost, work=model.work))
    return plan(tuple(measured), device or device_here(), begin)
