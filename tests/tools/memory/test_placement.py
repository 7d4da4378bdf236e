"""Costs from the headers of real files, and pipelines that are laid out as planned and paint the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from tools import profiles
from tools.engines.diffusers.loading import load_pipeline
from tools.engines.diffusers.painter import DiffusersPainter
from tools.engines.painting import PaintRequest
from tools.engines.weights import model_info
from tools.errors import BadProfile, ModelDamaged, OutOfMemory
from tools.hooks import Hooks
from tools.images.identity import MADE_KEY
from tools.memory import here
from tools.memory.costs import GB, folder_size, profile_costs, read_header
from tools.memory.plan import Device
from tools.memory.remembered import learn, learned
from tools.model_manager import ModelManager
from tools.types import ModelInfo

Folder = Callable[[str], Path]


def _paint(folder: Path, **options: Any) -> np.ndarray:
    info = ModelInfo(role="painter", kind="diffusers", name="klein", hash="0")
    painter = DiffusersPainter(info, folder, options)
    painter.to("cpu")
    [picture] = painter.paint([PaintRequest("a cat", "a cat", width=64, height=64, steps=2, seed=3)], Hooks())
    if options:
        assert {name: json.loads(picture.info[MADE_KEY])[name] for name in options} == options
    return np.asarray(picture)


def test_parts_by_turns_paint_the_same_picture(painter_folder: Folder) -> None:
    folder = painter_folder("flux2-klein")
    plain = _paint(folder)
    for rung in ("offload", "group offload"):
        assert (_paint(folder, placement=rung) == plain).all()


def test_the_headers_tell_what_a_pipeline_takes(painter_folder: Folder) -> None:
    folder = painter_folder("flux2-klein")
    size, pipeline = folder_size(folder), load_pipeline(folder, {}).pipeline
    for part, found in ((pipeline.transformer, size.network), (pipeline.text_encoder, size.text)):
        weights = sum(tensor.numel() for tensor in part.state_dict().values())
        assert found * GB == pytest.approx(2 * weights, rel=0.05)
    assert size.rest > 0


def test_roles_that_share_a_pipeline_cost_once(tiny: str) -> None:
    costs = {cost.roles: cost for cost in profile_costs(profiles.load_profile(tiny))}
    assert costs.keys() == {("director",), ("painter", "editor"), ("eyes",)}
    assert all(0 < cost.size.network < 0.01 and cost.work < 0.4 for cost in costs.values())


def test_what_is_loaded_in_its_own_way_is_not_planned_for(tiny: str) -> None:
    profile = profiles.load_profile(tiny)
    apart = profile.painter.model_copy(update={"options": {"adapter": "x.safetensors"}})
    profile = profile.model_copy(update={"restorer": profile.painter, "stylist": apart})
    assert {cost.roles for cost in profile_costs(profile)} == {("director",), ("painter", "editor"), ("eyes",)}


@pytest.mark.parametrize("data", [b"", b"\xff" * 9, b"\x02\0\0\0\0\0\0\0[]", b"\x05\0\0\0\0\0\0\0{oops"])
def test_what_is_no_weights_file_is_one_sentence(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "model.safetensors"
    file.write_bytes(data)
    with pytest.raises(ModelDamaged, match="fetch it again"):
        read_header(file)


def test_a_cut_weights_file_is_found_by_its_header(painter_folder: Folder, tmp_path: Path) -> None:
    whole = next(painter_folder("flux2-klein").glob("vae/*.safetensors")).read_bytes()
    file = tmp_path / "model.safetensors"
    file.write_bytes(whole[:-1])
    with pytest.raises(ModelDamaged, match="cut off"):
        read_header(file)


def test_a_precision_without_its_library_is_refused_in_one_sentence(
    painter_folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tools.memory.quantization.find_spec", lambda name: None)
    with pytest.raises(BadProfile, match=r"gouache\[quantization\]"):
        load_pipeline(painter_folder("flux2-klein"), {"precision": "8-bit"})
    with pytest.raises(BadProfile, match="can't be made on cpu"):
        load_pipeline(painter_folder("flux2-klein"), {"precision": "4-bit"})
    with pytest.raises(BadProfile, match="precision is one of"):
        load_pipeline(painter_folder("flux2-klein"), {"precision": "7-bit"})


@pytest.mark.skipif(find_spec("torchao") is None, reason="needs the extra “quantization”")
@pytest.mark.filterwarnings("ignore")
def test_8_bits_paint_nearly_the_same(painter_folder: Folder) -> None:
    folder = painter_folder("flux2-klein")
    network = load_pipeline(folder, {"precision": "8-bit"}).pipeline.transformer
    assert {type(layer.weight).__name__ for layer in network.modules() if isinstance(layer, torch.nn.Linear)} != {
        "Parameter"
    }
    assert np.abs(_paint(folder, precision="8-bit").astype(int) - _paint(folder)).mean() < 8


def _on(monkeypatch: pytest.MonkeyPatch, device: Device) -> None:
    monkeypatch.setattr(here, "device_here", lambda: device)


def test_what_fits_on_no_rung_is_refused_with_the_sum(tiny: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _on(monkeypatch, Device("cpu", 0.2, 0.2))
    with pytest.raises(OutOfMemory, match=r"needs 0\.3 GB laid out as phases, and 0\.2 GB of cpu are free; choose"):
        ModelManager(profiles.load_profile(tiny)).get("painter")


def test_where_models_do_not_fit_beside_each_other_one_at_a_time_is_loaded(
    tiny: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _on(monkeypatch, Device("cpu", 0.5, 0.5))
    models = ModelManager(profiles.load_profile(tiny))
    painter = models.get("painter")
    assert models.placement().rung == "resident"
    models.get("eyes")
    assert models.get("editor") is painter

    planned = models.placement()
    between = (max(place.peak for place in planned.places) + planned.together) / 2
    _on(monkeypatch, Device("cpu", between / 0.9, 0.5))
    models = ModelManager(profiles.load_profile(tiny))
    painter = models.get("painter")
    assert models.placement().rung == "phases"
    restorer = models.get("restorer")
    models.get("eyes")
    assert models.get("restorer") is restorer
    assert models.get("editor") is not painter


def test_out_of_memory_goes_one_rung_down_once_and_is_remembered(tiny: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _on(monkeypatch, Device("cuda", 8, 8))
    profile = profiles.load_profile(tiny)
    models, rungs = ModelManager(profile), list[str]()

    def short(engine: Any) -> str:
        rungs.append(engine.placement)
        if engine.placement != "phases":
            raise torch.OutOfMemoryError
        return "done"

    assert models.use("painter", short) == "done"
    assert rungs == ["resident", "phases"]
    assert models.take_steps_down() == [(profile.painter.model, "phases")]
    assert models.take_steps_down() == []
    assert [model.rung for model in learned().values()] == ["phases"]
    assert ModelManager(profile).get("painter").placement == "phases"

    def never(engine: Any) -> None:
        rungs.append(engine.placement)
        raise torch.OutOfMemoryError

    with pytest.raises(OutOfMemory, match="smaller profile"):
        ModelManager(profile).use("painter", never)
    assert rungs[2:] == ["phases", "offload"]


def test_measured_work_takes_the_place_of_the_guess(tiny: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _on(monkeypatch, Device("cuda", 8, 8))
    profile = profiles.load_profile(tiny)
    learn(model_info("painter", profile).hash, work=5.0)
    place = ModelManager(profile).placement().place("painter")
    assert place is not None
    assert 5.0 < place.peak < 5.1
