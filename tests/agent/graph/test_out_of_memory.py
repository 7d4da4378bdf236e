"""A turn whose model runs out of memory: it goes on a rung lower, and says so in the person's language."""

from __future__ import annotations

from collections.abc import Iterator
from functools import wraps
from typing import Any

import pytest
import torch
from diffusers import StableDiffusionPipeline

from agent.studio import Studio
from storage.store import Store
from tests.agent.plans import RED_BIRD
from tests.conftest import ScriptedWriter
from tools import profiles
from tools.errors import OutOfMemory
from tools.memory import here
from tools.memory.plan import Device
from tools.memory.remembered import learned
from tools.model_manager import ModelManager

Short = list[bool]


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> Short:
    """Whether each coming call of the painter's pipeline runs out of memory; those after the last one don't."""
    coming: Short = []
    whole: Any = StableDiffusionPipeline.__call__

    @wraps(whole)
    def call(self: Any, *arguments: Any, **values: Any) -> Any:
        if coming and coming.pop(0):
            raise torch.OutOfMemoryError
        return whole(self, *arguments, **values)

    monkeypatch.setattr(StableDiffusionPipeline, "__call__", call)
    monkeypatch.setattr(here, "device_here", lambda: Device("cuda", 8, 8))
    return coming


@pytest.fixture
def studio(store: Store, tiny: str, short: Short) -> Iterator[Studio]:
    models = ModelManager(profiles.load_profile(tiny))
    models.set_engine("director", ScriptedWriter(RED_BIRD))
    made = Studio.new(store, tiny, 7, models)
    keep = models._unload

    def unload(keys: Any) -> None:  # The scripted director can't be loaded again.
        keep({key for key in keys if key != models._key("director")})

    models._unload = unload  # type: ignore[method-assign]
    yield made
    made.close()


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("a red bird", "Memory ran out, so pipeline has the device to itself from now on; I remember that."),
        ("一只红色的鸟", "内存不够了，以后 pipeline 工作时独占设备；我记下了。"),
    ],
)
def test_the_reply_and_the_recipe_tell_of_the_lower_rung(
    studio: Studio, store: Store, short: Short, message: str, said: str
) -> None:
    short[:] = [True]
    turn = studio.send(message)
    assert turn.status == "done"
    assert said in (turn.reply or "")
    picture = store.current(studio.session_id)
    assert picture is not None
    assert (picture.recipe or {})["made"]["placement"] == "phases"
    assert [model.rung for model in learned().values()] == ["phases"]
    assert said not in (studio.send(message).reply or "")


def test_it_goes_down_once_and_the_next_turn_begins_where_it_was_left(
    studio: Studio, store: Store, short: Short
) -> None:
    short[:] = [True, True]
    with pytest.raises(OutOfMemory, match="smaller profile"):
        studio.send("a red bird")
    assert [turn.status for turn in store.turns(studio.session_id)] == ["failed"]
    assert studio.send("a red bird").status == "done"
    picture = store.current(studio.session_id)
    assert picture is not None
    assert (picture.recipe or {})["made"]["placement"] == "phases"
