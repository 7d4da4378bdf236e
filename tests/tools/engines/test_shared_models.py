"""One text model in several roles: its weights are loaded once, and every role does the same work with it as alone."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any
from weakref import WeakValueDictionary

import numpy as np
import pytest
import torch
from transformers import PreTrainedModel

from tests.tiny_eyes import EYES
from tools import profiles
from tools.engines import shared_models
from tools.engines.painting import PaintRequest
from tools.errors import BadProfile
from tools.hooks import Hooks
from tools.memory import here
from tools.memory.costs import profile_costs
from tools.memory.plan import Device
from tools.model_manager import ModelManager
from tools.profiles import Profile, Role

SCHEMA = {"type": "object", "properties": {"ball": {"enum": ["red", "blue"]}}, "required": ["ball"],
          "additionalProperties": False}  # fmt: skip
BALL = [{"role": "system", "content": "Write JSON."}, {"role": "user", "content": "A red ball?"}]
REQUEST = PaintRequest("a cat", "a cat", width=64, height=64, steps=2, seed=3)


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The classes of transformers whose weights were read, each time."""
    found: list[str] = []
    real = PreTrainedModel.from_pretrained.__func__  # type: ignore[attr-defined]

    def counted(cls: Any, *arguments: Any, **values: Any) -> Any:
        found.append(cls.__name__)
        return real(cls, *arguments, **values)

    monkeypatch.setattr(PreTrainedModel, "from_pretrained", classmethod(counted))
    monkeypatch.setattr(shared_models, "_loaded", WeakValueDictionary())  # Without what other tests hold.
    return found


@pytest.fixture
def klein(painter_folder: Callable[[str], Path], tmp_path: Path) -> Profile:
    """A profile whose painter's text encoder directs."""
    folder, path = painter_folder("flux2-klein"), tmp_path / "klein.toml"
    path.write_text(
        f'name = "klein"\n[painter]\nkind = "diffusers"\nmodel = "{folder}"\n'
        f'[editor]\nkind = "diffusers"\nmodel = "{folder}"\n'
        f'[director]\nkind = "transformers"\nmodel = "{folder}"\noptions = {{ part = "text_encoder" }}\n'
        '[eyes]\nkind = "pocket"\nmodel = "package:eyes"\n'
    )
    return profiles.load_profile(str(path))


def works(models: ModelManager) -> tuple[str, np.ndarray]:
    """What the director writes, and what the painter paints."""
    told = models.use("director", lambda one: one.write(BALL, SCHEMA, Event(), 40))
    [picture] = models.use("painter", lambda one: one.paint([REQUEST], Hooks()))
    return told, np.asarray(picture)


@pytest.mark.parametrize("first", ["director", "painter"])
def test_a_painters_text_encoder_directs_and_is_loaded_once(klein: Profile, first: Role, loads: list[str]) -> None:
    models = ModelManager(klein)
    models.get(first)
    told, picture = works(models)
    assert models.get("director").model is models.get("painter").pipeline.text_encoder  # type: ignore[attr-defined]
    assert loads == ["Qwen3ForCausalLM"]
    assert json.loads(told)["ball"] in ("red", "blue")

    models.close()
    gc.collect()
    # The painter alone: nothing of the director's work is left in the model.
    [alone] = ModelManager(klein).use("painter", lambda one: one.paint([REQUEST], Hooks()))
    assert (np.asarray(alone) == picture).all()
    assert loads == ["Qwen3ForCausalLM"] * 2


def test_the_plan_counts_it_once_and_it_is_never_pushed_out_by_its_other_role(
    klein: Profile, loads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    [cost] = profile_costs(klein)
    assert set(cost.roles) == {"painter", "editor", "director"}
    # Not everything fits beside each other on a device that ran out of memory before.
    monkeypatch.setattr(here, "device_here", lambda: Device("cuda", 8, 8))
    models = ModelManager(klein)
    models._remedies("painter")[0]()
    assert models.placement().rung == "phases"
    works(models)
    works(models)
    assert loads == ["Qwen3ForCausalLM"]


def test_where_parts_come_by_turns_the_director_has_a_model_of_its_own(klein: Profile, loads: list[str]) -> None:
    painter = klein.painter.model_copy(update={"options": {"placement": "offload"}})
    models = ModelManager(klein.model_copy(update={"painter": painter}))
    works(models)
    assert loads == ["Qwen3ForCausalLM"] * 2


def test_a_part_that_is_not_there_is_refused(klein: Profile) -> None:
    for part in ("nothing", "../text_encoder", "vae/.."):
        director = klein.director.model_copy(update={"options": {"part": part}})
        with pytest.raises(BadProfile, match="has no part"):
            ModelManager(klein.model_copy(update={"director": director})).get("director")


def test_eyes_that_direct_are_loaded_once(klein: Profile, tmp_path: Path, loads: list[str]) -> None:
    folder = EYES["qwen3-vl"](tmp_path / "eyes")
    eyes = profiles.ModelSpec(kind="captioner", model=str(folder))
    director = profiles.ModelSpec(kind="transformers", model=str(folder))
    models = ModelManager(klein.model_copy(update={"eyes": eyes, "director": director}))
    assert {"director", "eyes"} in [set(cost.roles) for cost in profile_costs(models.profile)]
    told = models.use("director", lambda one: one.write(BALL, SCHEMA, Event(), 40))
    assert json.loads(told)["ball"] in ("red", "blue")
    assert models.get("eyes").model is models.get("director").model  # type: ignore[attr-defined]
    assert len(loads) == 1


def test_a_model_that_was_converted_since_is_not_shared(tmp_path: Path) -> None:
    model = torch.nn.Linear(2, 2)
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    shared_models.note_loaded(tmp_path, {}, model)
    assert shared_models.find_loaded(tmp_path, "Linear", {}) is model
    model.bfloat16()
    assert shared_models.find_loaded(tmp_path, "Linear", {}) is None
