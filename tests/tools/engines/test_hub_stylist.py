"""A tiny diffusers pipeline with an IP-Adapter as stylist."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from PIL import Image
from safetensors.torch import save_file

from tests.tiny import pipeline
from tests.tools.pictures import shapes
from tools.engines.style.hub import HubStylist
from tools.engines.style.request import StyleRequest
from tools.errors import BadProfile
from tools.hooks import Hooks
from tools.types import ModelInfo


def _adapter(folder: Path, unet: Any) -> None:
    """A random IP-Adapter for a pipeline's network, with a tiny image encoder beside it."""
    from transformers import CLIPImageProcessor, CLIPVisionConfig, CLIPVisionModelWithProjection

    wide, seen = unet.config.cross_attention_dim, 8
    config = CLIPVisionConfig(
        hidden_size=16, intermediate_size=24, num_hidden_layers=1, num_attention_heads=2, image_size=32, patch_size=16,
        projection_dim=seen,
    )  # fmt: skip
    CLIPVisionModelWithProjection(config).save_pretrained(folder / "image_encoder")
    CLIPImageProcessor(size=32, crop_size=32).save_pretrained(folder / "image_encoder")
    tensors = {
        "image_proj.proj.weight": torch.randn(4 * wide, seen) * 0.1,
        "image_proj.proj.bias": torch.zeros(4 * wide),
    }
    tensors |= {"image_proj.norm.weight": torch.ones(wide), "image_proj.norm.bias": torch.zeros(wide)}
    for number, (name, module) in enumerate(
        (name, unet.get_submodule(name.removesuffix(".processor"))) for name in unet.attn_processors
    ):
        if "attn2" in name:
            for part in ("k", "v"):
                inner = module.to_k.weight.shape[0]
                tensors[f"ip_adapter.{number}.to_{part}_ip.weight"] = torch.randn(inner, wide) * 0.1
    save_file(tensors, folder / "adapter.safetensors")


def test_a_hub_pipeline_with_an_adapter_serves_the_same_seam(tmp_path: Path, stylist_info: ModelInfo) -> None:
    from diffusers import UNet2DConditionModel

    where = pipeline(tmp_path / "sd")
    torch.manual_seed(0)
    _adapter(tmp_path, UNet2DConditionModel.from_pretrained(where / "unet"))
    options = {"adapter": str(tmp_path), "adapter_file": "adapter.safetensors", "steps": 2}
    with pytest.raises(BadProfile, match="adapter_file"):
        HubStylist(stylist_info, where, {"adapter": str(tmp_path)})
    hub, seen = HubStylist(stylist_info, where, options), list[tuple[int, int]]()
    mask = Image.new("L", (32, 32), 0)
    mask.paste(255, (0, 0, 16, 32))
    content, hooks = shapes(32, 32), Hooks(lambda done, total: seen.append((done, total)))
    made = hub.restyle(content, shapes(48, 48, 1), StyleRequest(mask=mask), hooks)
    assert made.crop((16, 0, 32, 32)).tobytes() == content.crop((16, 0, 32, 32)).tobytes()
    assert made.tobytes() != content.tobytes()
    assert seen[0] == (0, 2)
    assert hub.nbytes() > 10_000
