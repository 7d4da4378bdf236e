"""The ladder of the memory plan, on machines that people have."""

from __future__ import annotations

import pytest

from benchmarks.profiles import MACHINES, PAGE, cell, page
from tools import profiles
from tools.memory.costs import profile_costs
from tools.memory.plan import Device, ModelCost, Placement, plan, rung_below
from tools.profiles import ModelSize, Precision

BOTH: frozenset[Precision] = frozenset({"8-bit", "4-bit"})
PROFILES = ("studio-8", "studio-16", "studio-24", "studio-80", "qwen21")
# A row a machine of benchmarks.profiles, worked out by hand.
TABLE = (
    ("offload 6.8", "no: 38.4 RAM", "no: 9.5", "no: 17.3", "no: 9.5"),
    ("offload 10.3", "offload 10.3", "no: 38.4 RAM", "no: 17.3", "offload 9.9"),
    ("8-bit 10.9", "8-bit 13.1", "no: 38.4 RAM", "no: 17.3", "offload 9.9"),
    ("phases 18.0", "8-bit 18.0", "offload 18.0", "no: 107.8 RAM", "8-bit 18.1"),
    ("resident 22.0", "phases 22.2", "phases 22.2", "8-bit 31.2", "phases 31.7"),
    ("resident 22.0", "resident 45.5", "resident 53.5", "phases 56.9", "resident 48.0"),
    ("no: 18.0", "no: 22.2", "no: 22.2", "no: 56.9", "no: 31.7"),
    ("resident 22.0", "phases 22.2", "phases 22.2", "no: 56.9", "no: 31.7"),
    ("8-bit 10.9", "8-bit 17.6", "no: 41.4", "no: 33.6", "8-bit 18.1"),
)


def _planned(profile: str, device: Device) -> Placement:
    return plan(profile_costs(profiles.load_profile(profile)), device)


@pytest.mark.parametrize(("machine", "row"), list(zip(MACHINES, TABLE, strict=True)))
def test_each_shipped_profile_goes_where_it_fits(machine: str, row: tuple[str, ...]) -> None:
    device = MACHINES[machine]
    for profile, expected in zip(PROFILES, row, strict=True):
        placement = _planned(profile, device)
        assert cell(placement) == expected
        for place in placement.places:
            assert not place.fits or (place.peak <= device.free * 0.9 and place.ram <= device.ram * 0.9)


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == page()


def test_the_pocket_needs_no_plan() -> None:
    placement = _planned("pocket", Device("cpu", 0.5, 0.5))
    assert placement.fits
    assert placement.places == ()


def test_no_model_is_held_in_fewer_bits_than_its_profile_allows() -> None:
    for machine in MACHINES.values():
        for cost in profile_costs(profiles.load_profile("studio-24")):
            place = plan((cost,), machine).places[0]
            assert place.precision == "16-bit" or cost.least == "8-bit"


def test_a_precision_that_no_library_can_make_is_passed_over() -> None:
    bare = Device("cuda", 16, 32)
    assert {place.precision for place in _planned("studio-8", bare).places} == {"16-bit"}


def test_more_memory_never_means_a_lower_rung() -> None:
    cost = ModelCost("a", ("painter",), ModelSize(network=8, text=8, rest=0.2), paints=True, least="4-bit")
    rungs = [plan((cost,), Device("cuda", free, 64, BOTH)) for free in range(2, 40)]
    order = ["resident", "phases", "8-bit", "offload", "4-bit", "group offload"]
    depths = [order.index(placement.rung) if placement.fits else 9 for placement in rungs]
    assert depths == sorted(depths, reverse=True)
    assert set(depths) == {0, 2, 3, 4, 5, 9}


def test_group_offload_wants_twice_the_main_memory() -> None:
    cost = ModelCost("a", ("painter",), ModelSize(network=12, text=8), paints=True)
    enough, short = (plan((cost,), Device("cuda", 6, ram)).places[0] for ram in (45, 40))
    assert (enough.rung, enough.ram, enough.fits) == ("group offload", 40, True)
    assert not short.fits


def test_a_model_that_ran_out_of_memory_begins_lower() -> None:
    cost = ModelCost("a", ("painter",), ModelSize(network=8, text=8), paints=True)
    device = Device("cuda", 80, 64, BOTH)
    high = plan((cost,), device).places[0]
    below = rung_below(high, cost, device)
    assert (high.rung, below) == ("resident", "phases")
    low = plan((cost,), device, {"a": "offload"}).places[0]
    assert (low.rung, rung_below(low, cost, device)) == ("offload", "group offload")
    assert rung_below(plan((cost,), device, {"a": "group offload"}).places[0], cost, device) is None
