"""`python -m benchmarks.profiles` writes docs/profiles.md: the shipped profiles, and where each goes on a machine."""

from __future__ import annotations

from pathlib import Path

from tools import profiles
from tools.memory.costs import profile_costs
from tools.memory.plan import Device, Placement, plan
from tools.profiles import ModelSpec, Precision

PAGE = Path(__file__).parent.parent / "docs" / "profiles.md"
BOTH: frozenset[Precision] = frozenset({"8-bit", "4-bit"})
MACHINES = {
    "card of 8 GB, 32 GB RAM": Device("cuda", 8, 32, BOTH),
    "12 GB, 32 GB RAM": Device("cuda", 12, 32, BOTH),
    "16 GB, 32 GB RAM": Device("cuda", 16, 32, BOTH),
    "24 GB, 64 GB RAM": Device("cuda", 24, 64, BOTH),
    "48 GB, 128 GB RAM": Device("cuda", 48, 128, BOTH),
    "80 GB, 256 GB RAM": Device("cuda", 80, 256, BOTH),
    "Apple, 16 GB": Device("mps", 16, 16),
    "Apple, 32 GB": Device("mps", 32, 32),
    "no card, 32 GB RAM": Device("cpu", 32, 32, frozenset({"8-bit"})),
}
"""Machines that people have, with all of their memory free and the extra `quantization` installed."""

_HEAD = """# Profiles of real models

`python -m benchmarks.profiles` makes this page from `tools/profiles/*.toml` and the memory plan
(`tools/memory/plan.py`). No real weights were run for it: sizes are those that the models' cards name, and what a model
is good at is what its makers say. `gouache profiles` says what fits on your machine as it is now, `gouache doctor` with
the sum behind it.

"""
_LADDER = """
## Where they go

Painting is planned with 3 GB beside the weights and reading with 1 GB; a tenth of the free memory is left alone. The
first that fits: **resident** (everything on the device), **phases** (one model at a time), **8-bit** (the same with
8-bit weights), **offload** (the parts of a pipeline by turns), **4-bit** (the same with a 4-bit network and an 8-bit
text encoder), **group offload** (layers by turns, slowest). Each cell has the lowest of its models, and the GB at the
worst moment; **no** has the GB that would be needed, of the card or of RAM. Weights of 8 and 4 bits need
`pip install "gouache[quantization]"`.

"""
_TAIL = """
## What is not here

A profile with FLUX.3 klein: the installed diffusers has it as a modular pipeline alone
(`Flux3DistilledModularPipeline`), which is no `DiffusionPipeline`, reports no steps, writes prompts of its own, and
comes without the index by which models are fetched here. The painter can't call such pipelines, so it is not shipped.
On Apple machines nothing is quantised: what could do it there is in neither library. On a machine without a card
painting with these models takes many minutes: keep the pocket profile.
"""


def cell(placement: Placement) -> str:
    """What the table says of a profile on a machine."""
    if placement.fits:
        return f"{placement.rung} {placement.peak:.1f}"
    lacks = placement.lacks
    return f"no: {lacks.gb:.1f}{' RAM' if lacks.of == 'ram' else ''}"


def _named(spec: ModelSpec) -> str:
    """A model's name, with the part of it that is used."""
    part = spec.options.get("part")
    return f"{spec.model}, its {str(part).replace('_', ' ')}" if part else spec.model


def page() -> str:
    """The whole page."""
    loaded = [profiles.load_profile(name) for name in profiles.profile_names() if name in profiles.packaged_names()]
    lines = ["| profile | good at | painter | editor | eyes | director | licence | from |", "|---" * 8 + "|"]
    for one in loaded:
        models = " | ".join(_named(spec) for spec in (one.painter, one.editor, one.eyes, one.director))
        least = f"{one.memory:.0f} GB" if one.memory else "any machine"
        lines.append(f"| `{one.name}` | {one.about['en']} | {models} | {one.licence} | {least} |")
    planned = [one for one in loaded if profile_costs(one)]
    table = ["| machine | " + " | ".join(f"`{one.name}`" for one in planned) + " |", "|---" * (len(planned) + 1) + "|"]
    for machine, device in MACHINES.items():
        cells = (cell(plan(profile_costs(one), device)) for one in planned)
        table.append(f"| {machine} | " + " | ".join(cells) + " |")
    return _HEAD + "\n".join(lines) + "\n" + _LADDER + "\n".join(table) + "\n" + _TAIL


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
