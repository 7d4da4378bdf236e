"""Following a model while it is loaded."""

from __future__ import annotations

import numpy as np
import pytest

from tools import profiles
from tools.memory import here, loading
from tools.memory.loading import LoadWatch
from tools.memory.plan import Device
from tools.model_manager import ModelManager

MB = 2**20


def test_what_comes_to_be_used_is_told_and_at_the_end_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_INTERVAL", 0.01)
    told: list[tuple[int, int]] = []
    with LoadWatch(200 * MB, lambda *moved: told.append(moved)) as watch:
        weights = np.ones(100 * MB, np.uint8)
        watch._ended.wait(0.1)
    del weights
    amounts = [done for done, _ in told]
    assert amounts[0] == 0
    assert amounts == sorted(amounts)
    assert 90 * MB < amounts[-2] < 200 * MB
    assert told[-1] == (200 * MB, 200 * MB)


def test_nothing_is_told_of_a_model_of_unknown_size() -> None:
    told: list[tuple[int, int]] = []
    with LoadWatch(0, lambda *moved: told.append(moved)):
        pass
    assert told == []


def test_the_manager_tells_of_loading_and_lists_what_is_in_memory(tiny: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(here, "device_here", lambda: Device("cuda", 8, 8))
    models, told = ModelManager(profiles.load_profile(tiny)), list[tuple[str, int, int]]()
    models.watch = lambda *moved: told.append(moved)
    assert models.resident() == []
    painter = models.get("painter")
    assert {(name, total) for name, _, total in told} == {(models.profile.painter.model, told[0][2])}
    assert told[-1][1] == told[-1][2] > 0
    [one] = models.resident()
    assert (one.model, one.roles, one.where) == (models.profile.painter.model, ("painter", "editor"), "cpu")
    assert one.nbytes == painter.nbytes()
    assert one.place is not None
    assert one.place.rung == "resident"
    models.close()
    assert models.resident() == []
