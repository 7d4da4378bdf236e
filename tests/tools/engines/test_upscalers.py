"""Restorers from elsewhere: a tiny diffusers pipeline and a compact checkpoint."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from PIL import Image
from safetensors.torch import save_file

from tests.tiny import pipeline
from tests.tools.pictures import random_values
from tools.engines.restoration import tiling
from tools.engines.restoration.restorer import PocketRestorer
from tools.engines.restoration.upscalers import CheckpointRestorer, HubRestorer
from tools.errors import ModelDamaged
from tools.hooks import Hooks
from tools.types import ModelInfo


def test_a_diffusers_pipeline_as_restorer(
    tmp_path: Path, restorer_info: ModelInfo, small_restorer: PocketRestorer
) -> None:
    hub = HubRestorer(restorer_info, pipeline(tmp_path), {"steps": 4, "change": 0.5}, lambda: small_restorer)
    source, seen = Image.fromarray(random_values(70, 50)).convert("RGBA"), list[int]()
    made = hub.restore(source, "x2", 1.0, Hooks(lambda done, total: seen.append(done)))
    assert (made.mode, made.size) == ("RGBA", (140, 100))
    assert len(seen) > 1
    assert hub.nbytes() > 0
    assert hub.estimate(source) == small_restorer.estimate(source)
    assert hub.restore(source, "denoise", 0.0, Hooks()).tobytes() == source.tobytes()


def test_a_compact_checkpoint_as_restorer(
    tmp_path: Path, restorer_info: ModelInfo, small_restorer: PocketRestorer, monkeypatch: Any
) -> None:
    torch.manual_seed(0)
    body = torch.nn.Sequential(
        torch.nn.Conv2d(3, 8, 3, padding=1), torch.nn.PReLU(8), torch.nn.Conv2d(8, 12, 3, padding=1)
    )
    torch.nn.init.zeros_(body[2].weight)
    torch.nn.init.zeros_(body[2].bias)
    path = tmp_path / "x2.safetensors"
    save_file({f"body.{name}": value for name, value in body.state_dict().items()}, path)
    guest = CheckpointRestorer(restorer_info, path, lambda: small_restorer)
    source = Image.fromarray(random_values(150, 90))
    monkeypatch.setattr(tiling, "TILE", 100)
    nearest = source.resize((300, 180), Image.Resampling.NEAREST)
    assert guest.restore(source, "x2", 1.0, Hooks()).tobytes() == nearest.tobytes()
    assert guest.restore(source, "x4", 1.0, Hooks()).size == (600, 360)
    save_file({"conv.weight": torch.zeros(3)}, tmp_path / "other.safetensors")
    with pytest.raises(ModelDamaged, match=r"other\.safetensors is no safetensors file of a compact"):
        CheckpointRestorer(restorer_info, tmp_path / "other.safetensors", lambda: small_restorer)
