"""Where the models of a profile go: a ladder from everything at hand to piece by piece, and the sum where none fits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from tools.profiles import ModelSize, Precision

Rung = Literal["resident", "phases", "8-bit", "offload", "4-bit", "group offload"]
"""How models are laid out, from the fastest to the slowest: all of them on the device; one model at a time; one at a
time with 8-bit weights; the parts of a pipeline by turns (in 16 bits or 8); the same with a 4-bit network; its layers
by turns."""
RUNGS: tuple[Rung, ...] = ("resident", "phases", "8-bit", "offload", "4-bit", "group offload")

WHOLE: tuple[Rung, ...] = ("resident", "phases", "8-bit")
"""Rungs on which all parts of a model stay on the device while it is loaded."""

LADDER: tuple[tuple[Rung, Precision], ...] = (
    ("phases", "16-bit"), ("8-bit", "8-bit"), ("offload", "16-bit"), ("offload", "8-bit"), ("4-bit", "4-bit"),
    ("group offload", "16-bit"),
)  # fmt: skip
"""What is tried for each model alone, where not all fit together."""

PAINTING_GB = 3.0
"""What painting needs beside the weights, until it has been measured: activations, and decoding a megapixel."""
READING_GB = 1.0
"""What a language model, or a text encoder, needs beside its weights."""
KEPT_FREE = 0.1
"""Share of the free memory that is left alone."""
LAYERS_SHARE = 0.15
"""Share of a network that is on the device at once while its layers come by turns: two of them, and what is shared."""
BITS: dict[Precision, int] = {"16-bit": 16, "8-bit": 8, "4-bit": 4}
SHARES: dict[Precision, float] = {"16-bit": 1.0, "8-bit": 0.52, "4-bit": 0.3}
"""What weights of a precision take beside 16-bit ones; scales and unquantised layers come on top of the bits."""


@dataclass(frozen=True)
class ModelCost:
    """What one model takes.

    Attributes:
        name: Of the model.
        roles: That it serves.
        size: GB of its weights at 16 bits.
        paints: Whether it is a pipeline, whose parts may come by turns; a language model is in one piece.
        least: The lowest precision that its profile allows.
        work: GB beside the weights.
    """

    name: str
    roles: tuple[str, ...]
    size: ModelSize
    paints: bool
    least: Precision = "16-bit"
    work: float = PAINTING_GB


@dataclass(frozen=True)
class Device:
    """What models can be put on.

    Attributes:
        kind: "cuda", "mps" or "cpu".
        free: GB that are free on it.
        ram: GB that are free in the machine's main memory; the same memory on "mps" and "cpu".
        quantised: The precisions below 16 bits that the installed libraries can make here.
    """

    kind: str
    free: float
    ram: float
    quantised: frozenset[Precision] = frozenset()

    @property
    def scale(self) -> float:
        """How much larger than at 16 bits weights are here: processors count in 32 bits."""
        return 2.0 if self.kind == "cpu" else 1.0


@dataclass(frozen=True)
class ModelPlace:
    """Where one model goes.

    Attributes:
        name: Of the model.
        roles: That it serves.
        rung: Of the ladder; the least demanding one where the model fits on none.
        precision: Of its weights.
        peak: GB on the device while it works.
        ram: GB of main memory that it takes beside.
        fits: Whether both are there.
        weights: GB of its weights alone.
    """

    name: str
    roles: tuple[str, ...]
    rung: Rung
    precision: Precision
    peak: float
    ram: float
    fits: bool
    weights: float


class Lack(NamedTuple):
    """What a model needs and there is not: GB of the device, or of RAM.

    Attributes:
        role: That the model serves.
        model: Its name.
        gb: That it needs.
        free: GB that there are.
        of: "device" or "ram".
    """

    role: str
    model: str
    gb: float
    free: float
    of: Literal["device", "ram"]


@dataclass(frozen=True)
class Placement:
    """Where the models of a profile go.

    Attributes:
        device: For which this was planned.
        places: One a model.
        together: GB of all models at once at 16 bits, with the work of the hungriest.
    """

    device: Device
    places: tuple[ModelPlace, ...]
    together: float

    @property
    def fits(self) -> bool:
        """Whether every model fits in some way."""
        return all(place.fits for place in self.places)

    @property
    def lacks(self) -> Lack:
        """What the hungriest model that does not fit lacks.

        Raises:
            ValueError: all of them fit.
        """
        place = max((place for place in self.places if not place.fits), key=lambda one: (one.peak, one.ram))
        if place.peak > _usable(self.device.free):
            return Lack(place.roles[0], place.name, place.peak, self.device.free, "device")
        return Lack(place.roles[0], place.name, place.ram, self.device.ram, "ram")

    @property
    def rung(self) -> Rung:
        """The lowest rung that any of its models stands on."""
        return max((place.rung for place in self.places), key=RUNGS.index, default="resident")

    @property
    def peak(self) -> float:
        """GB that are needed on the device at the worst moment."""
        if self.rung == "resident":
            return self.together
        return max(place.peak for place in self.places)

    def place(self, role: str) -> ModelPlace | None:
        """Return where a role's model goes; None for one that needs no plan, such as a small packaged one."""
        return next((place for place in self.places if role in place.roles), None)


def plan(costs: tuple[ModelCost, ...], device: Device, begin: Mapping[str, Rung] | None = None) -> Placement:
    """Choose the highest rung of the ladder on which models fit.

    All of them are on the device where they fit together; else each has it to itself while it works, and stands on the
    highest rung on which it fits alone.

    Args:
        costs: Of the models; one model that serves several roles is listed once.
        device: What they are put on.
        begin: The rung to begin with, by a model's name, where a higher one has run out of memory before.
    """
    begin = begin or {}
    weights = sum(_weights(cost.size, "16-bit") for cost in costs) * device.scale
    together = weights + max((cost.work for cost in costs), default=0.0)
    if together <= _usable(device.free) and not begin.keys() & {cost.name for cost in costs}:
        places = tuple(
            ModelPlace(c.name, c.roles, "resident", "16-bit", weighs + c.work, 0.0, True, weighs)
            for c in costs
            for weighs in (_scaled(c, "16-bit", device),)
        )
    else:
        places = tuple(_place(cost, device, begin.get(cost.name, "phases")) for cost in costs)
    return Placement(device, places, together)


def rung_below(place: ModelPlace, cost: ModelCost, device: Device) -> Rung | None:
    """Return the next rung of the ladder that a model can stand on; None at its end."""
    lower = RUNGS[RUNGS.index(place.rung) + 1 :]
    return next((rung for rung, _ in _steps(cost, device) if rung in lower), None)


def _steps(cost: ModelCost, device: Device) -> list[tuple[Rung, Precision]]:
    """The rungs that a model can stand on at all."""
    # By turns helps only where the parts that wait are in another memory.
    turns = cost.paints and device.kind == "cuda"
    precisions = {p for p in device.quantised if BITS[p] >= BITS[cost.least]} | {"16-bit"}
    return [(rung, p) for rung, p in LADDER if p in precisions and (turns or rung in WHOLE)]


def _place(cost: ModelCost, device: Device, first: Rung) -> ModelPlace:
    steps = _steps(cost, device)
    allowed = [step for step in steps if RUNGS.index(step[0]) >= RUNGS.index(first)] or steps[-1:]
    tried = [_on(cost, device, rung, precision) for rung, precision in allowed]
    # The one that would need least is what a refusal names.
    return next((place for place in tried if place.fits), min(tried, key=lambda place: place.peak))


def _on(cost: ModelCost, device: Device, rung: Rung, precision: Precision) -> ModelPlace:
    size = cost.size
    network, reader = size.network * SHARES[precision], size.text * SHARES[_text_precision(precision)]
    waiting = 0.0 if rung in WHOLE else network + reader + size.rest
    whole = _scaled(cost, precision, device)
    if rung in WHOLE:
        peak = whole + cost.work
    elif rung == "group offload":
        peak = max(network, reader) * LAYERS_SHARE + size.rest + cost.work
        waiting *= 2  # Pinned copies, from which the layers are streamed.
    else:
        peak = max(network + cost.work, reader + READING_GB, size.rest + cost.work)
    fits = peak <= _usable(device.free) and waiting <= _usable(device.ram)
    return ModelPlace(cost.name, cost.roles, rung, precision, peak, waiting, fits, whole)


def _scaled(cost: ModelCost, precision: Precision, device: Device) -> float:
    return _weights(cost.size, precision) * (device.scale if precision == "16-bit" else 1.0)


def _weights(size: ModelSize, precision: Precision) -> float:
    return size.network * SHARES[precision] + size.text * SHARES[_text_precision(precision)] + size.rest


def _text_precision(precision: Precision) -> Precision:
    """The precision of a text encoder beside a network's: with 4 bits it loses hard changes of colour."""
    return "8-bit" if precision == "4-bit" else precision


def _usable(free: float) -> float:
    return free * (1 - KEPT_FREE)
