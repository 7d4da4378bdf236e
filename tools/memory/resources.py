"""What a profile's models ask of a machine before it is known which one: graphics cards, and main memory."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from tools.memory.costs import profile_costs
from tools.memory.plan import Device, plan
from tools.profiles import Profile


class Resources(NamedTuple):
    """What one process with a profile's models asks for, beside a processor.

    Attributes:
        gpus: Graphics cards: 1 where the profile is meant for one, else 0.
        memory: GB (2**30 bytes) of main memory.
    """

    gpus: int
    memory: float


def needed_resources(profiles: Iterable[Profile]) -> Resources:
    """Return what one process that has the models of some profiles asks for.

    The memory is that of the plan: on a card as small as the profile allows, that of the hungriest model whose parts
    wait there for their turns; without a card, that of all models at once. Small packaged models and servers ask for
    none.
    """
    gpus, memory = 0, 0.0
    for profile in profiles:
        costs = profile_costs(profile)
        if profile.memory:
            card = Device("cuda", profile.memory, math.inf, frozenset({"8-bit", "4-bit"}))
            gpus = 1
            memory += max((place.ram for place in plan(costs, card).places), default=0.0)
        else:
            memory += plan(costs, Device("cpu", math.inf, math.inf)).together
    return Resources(gpus, memory)
