"""Where the models of a profile go: a ladder from everything at hand to piece by piece, and the sum where none fits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tools.profiles import ModelSize, Precision

Rung = Literal["resident", "phases", "8-bit", "offload", "4-bit", "group offload"]
"""How models are laid out, from the fastest to the slowest: all of them on the device; one model at a time; one at a
time with 8-bit weights; the parts of a pipeline by turns; the same with a 4-bit network; its layers by turns."""
RUNGS: tuple[Rung, ...] = ("resident", "phases", "8-bit", "offload", "4-bit", "group offload")

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
        rung: Of the ladder; the last one tried where the model fits on none.
        peak: GB on the device while it works.
        ram: GB of main memory that it takes beside.
        fits: Whether both are there.
    """

    name: str
    rung: Rung
    peak: float
    ram: float
    fits: bool

    @property
    def precision(self) -> Precision:
        """The precision of its weights."""
        return _precision(self.rung)


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
    def rung(self) -> Rung:
        """The lowest rung that any of its models stands on."""
        return max((place.rung for place in self.places), key=RUNGS.index, default="resident")

    @property
    def peak(self) -> float:
        """GB that are needed on the device at the worst moment."""
        if self.rung == "resident":
            return self.together
        return max(place.peak for place in self.places)

    def place(self, name: str) -> ModelPlace | None:
        """Return where a model goes; None for one that was not planned for, such as a small packaged one."""
        return next((place for place in self.places if place.name == name), None)


def plan(costs: tuple[ModelCost, ...], device: Device, first: Rung = "resident") -> Placement:
    """Choose the highest rung of the ladder on which models fit.

    All of them are on the device where they fit together; else each has it to itself while it works, and stands on the
    highest rung on which it fits alone.

    Args:
        costs: Of the models; one model that serves several roles is listed once.
        device: What they are put on.
        first: The rung to begin with, where a higher one has run out of memory before.
    """
    weights = sum(_weights(cost.size, "16-bit", "16-bit") for cost in costs) * device.scale
    together = weights + max((cost.work for cost in costs), default=0.0)
    if first == "resident" and together <= _usable(device.free):
        places = tuple(ModelPlace(c.name, "resident", _whole(c, "16-bit", device), 0.0, True) for c in costs)
    else:
        places = tuple(_place(cost, device, first) for cost in costs)
    return Placement(device, places, together)


def rung_below(rung: Rung) -> Rung | None:
    """Return the next rung of the ladder; None at its end."""
    number = RUNGS.index(rung) + 1
    return RUNGS[number] if number < len(RUNGS) else None


def _place(cost: ModelCost, device: Device, first: Rung) -> ModelPlace:
    rungs = [rung for rung in RUNGS[max(1, RUNGS.index(first)) :] if _possible(rung, cost, device)] or ["phases"]
    tried = [_on(cost, device, rung) for rung in rungs]
    # The one that would need least is what a refusal names.
    return next((place for place in tried if place.fits), min(tried, key=lambda place: place.peak))


def _possible(rung: Rung, cost: ModelCost, device: Device) -> bool:
    precision = _precision(rung)
    if precision != "16-bit" and (precision not in device.quantised or BITS[precision] < BITS[cost.least]):
        return False
    # By turns helps only where the parts that wait are in another memory.
    return rung in ("phases", "8-bit") or (cost.paints and device.kind == "cuda")


def _on(cost: ModelCost, device: Device, rung: Rung) -> ModelPlace:
    precision, size = _precision(rung), cost.size
    text = min(precision, "8-bit", key=lambda one: -BITS[one])  # A 4-bit encoder loses hard changes of colour.
    waiting = 0.0
    if rung in ("phases", "8-bit"):
        peak = _whole(cost, precision, device)
    else:
        network, reader = size.network * SHARES[precision], size.text * SHARES[text]
        waiting = network + reader + size.rest
        if rung == "group offload":
            peak = max(network, reader) * LAYERS_SHARE + size.rest + cost.work
            waiting *= 2  # Pinned copies, from which the layers are streamed.
        else:
            peak = max(network + cost.work, reader + READING_GB, size.rest + cost.work)
    fits = peak <= _usable(device.free) and waiting <= _usable(device.ram)
    return ModelPlace(cost.name, rung, peak, waiting, fits)


def _whole(cost: ModelCost, precision: Precision, device: Device) -> float:
    text = min(precision, "8-bit", key=lambda one: -BITS[one])
    return _weights(cost.size, precision, text) * device.scale + cost.work


def _weights(size: ModelSize, precision: Precision, text: Precision) -> float:
    return size.network * SHARES[precision] + size.text * SHARES[text] + size.rest


def _precision(rung: Rung) -> Precision:
    return {"8-bit": "8-bit", "4-bit": "4-bit"}.get(rung, "16-bit")  # type: ignore[return-value]


def _usable(free: float) -> float:
    return free * (1 - KEPT_FREE)
