"""No modules import each other, directly or through others, inside a room or across rooms.

`make check` has the import contracts; the one against cycles looks at whole packages, and not every room keeps it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.size import HERE, PACKAGES, find_cycles


@pytest.fixture(scope="module")
def cycles() -> list[list[str]]:
    found = find_cycles(HERE, list(PACKAGES))
    assert found is not None
    return found


@pytest.mark.parametrize("room", PACKAGES)
def test_no_module_of_a_room_is_in_an_import_cycle(room: str, cycles: list[list[str]]) -> None:
    assert [cycle for cycle in cycles if any(module.split(".")[0] == room for module in cycle)] == []


def test_the_repository_has_no_other_rooms() -> None:
    found = {path.parent.name for path in Path(HERE).glob("*/__init__.py")}
    assert found == set(PACKAGES)
