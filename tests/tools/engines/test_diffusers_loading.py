"""Where pipelines of diffusers come from: folders, single files, LoRA files; never pickles."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from PIL import Image
from safetensors.torch import load_file, save_file

from tests.tiny_painters import save_lora
from tests.tools.pictures import shapes
from tools import profiles
from tools.actions.generate import GeneratePicture
from tools.base import ToolContext
from tools.engines.diffusers.painter import DiffusersPainter
from tools.engines.painting import PaintRequest
from tools.errors import BadProfile, ModelDamaged, ModelMissing
from tools.hooks import Hooks
from tools.model_manager import ModelManager
from tools.types import ModelInfo

INFO = ModelInfo(role="painter", kind="diffusers", name="z", hash="")
BIRD = PaintRequest("a red bird", seed=3, width=64, height=64, steps=2, guidance=1.0)
Folder = Callable[[str], Path]


def _paint(painter: DiffusersPainter) -> Image.Image:
    return painter.paint([BIRD], Hooks())[0]


def _original_keys(folder: Path) -> dict[str, torch.Tensor]:
    """The network of a Z-Image folder under the keys of its authors' own files."""
    weights = load_file(next((folder / "transformer").glob("*.safetensors")))
    names = {
        "all_final_layer.2-1.": "final_layer.", "all_x_embedder.2-1.": "x_embedder.",
        ".attention.to_out.0.": ".attention.out.", ".attention.norm_k.": ".attention.k_norm.",
        ".attention.norm_q.": ".attention.q_norm.",
    }  # fmt: skip
    found: dict[str, torch.Tensor] = {}
    for key, value in weights.items():
        for new, old in names.items():
            key = key.replace(new, old)
        if ".to_q." in key:
            parts = [weights[key.replace(".to_q.", f".to_{part}.")] for part in "qkv"]
            found["model.diffusion_model." + key.replace(".to_q.", ".qkv.")] = torch.cat(parts)
        elif ".to_k." not in key and ".to_v." not in key:
            found[f"model.diffusion_model.{key}"] = value.contiguous()
    return found


def test_a_single_file_with_the_network_gets_the_other_parts_from_its_config(
    painter_folder: Folder, family_painter: Callable[[str], DiffusersPainter], tmp_path: Path, cell: Any
) -> None:
    folder, file = painter_folder("z-image"), tmp_path / "z-image-finetune.safetensors"
    weights = _original_keys(folder)
    save_file(weights, file)
    painter = DiffusersPainter(INFO, file, {"config": str(folder)})
    assert _paint(painter).tobytes() == _paint(family_painter("z-image")).tobytes()
    changed = {key: value * (1.5 if "layers.1" in key else 1) for key, value in weights.items()}
    save_file(changed, file)
    assert _paint(DiffusersPainter(INFO, file, {"config": str(folder)})).tobytes() != _paint(painter).tobytes()
    cell("Z-Image", "network in a single file", True)


def _checkpoint_keys(painter: DiffusersPainter) -> dict[str, torch.Tensor]:
    """All weights of a tiny Stable Diffusion under the keys of its authors' own checkpoints."""
    parts = painter.pipeline.components
    layers = parts["unet"].config.layers_per_block + 1
    unet = {
        "conv_in.": "input_blocks.0.0.", "conv_norm_out.": "out.0.", "conv_out.": "out.2.",
        "time_embedding.linear_1.": "time_embed.0.", "time_embedding.linear_2.": "time_embed.2.",
        "mid_block.attentions.0.": "middle_block.1.", "mid_block.resnets.0.": "middle_block.0.",
        "mid_block.resnets.1.": "middle_block.2.",
    }  # fmt: skip
    for block in range(2):
        unet[f"down_blocks.{block}.downsamplers.0.conv."] = f"input_blocks.{layers * (block + 1)}.0.op."
        unet[f"up_blocks.{block}.upsamplers.0."] = f"output_blocks.{layers * block + layers - 1}.{2 - block}."
        for layer in range(layers):
            for kind, place in (("resnets", 0), ("attentions", 1)):
                unet[f"down_blocks.{block}.{kind}.{layer}."] = f"input_blocks.{layers * block + layer + 1}.{place}."
                unet[f"up_blocks.{block}.{kind}.{layer}."] = f"output_blocks.{layers * block + layer}.{place}."
    resnet = {
        "norm1.": "in_layers.0.", "conv1.": "in_layers.2.", "norm2.": "out_layers.0.", "conv2.": "out_layers.3.",
        "time_emb_proj.": "emb_layers.1.", "conv_shortcut.": "skip_connection.",
    }  # fmt: skip
    vae = {
        "conv_shortcut.": "nin_shortcut.", "conv_norm_out.": "norm_out.", "mid_block.attentions.0.": "mid.attn_1.",
        "mid_block.resnets.0.": "mid.block_1.", "mid_block.resnets.1.": "mid.block_2.", "group_norm.": "norm.",
        "to_q.": "q.", "to_k.": "k.", "to_v.": "v.", "to_out.0.": "proj_out.",
    }  # fmt: skip
    for block in range(2):
        vae |= {f"down_blocks.{block}.resnets.": f"down.{block}.block.",
                f"down_blocks.{block}.downsamplers.0.": f"down.{block}.downsample.",
                f"up_blocks.{block}.resnets.": f"up.{1 - block}.block.",
                f"up_blocks.{block}.upsamplers.0.": f"up.{1 - block}.upsample."}  # fmt: skip

    def renamed(key: str, names: dict[str, str]) -> str:
        for new, old in names.items():
            key = key.replace(new, old)
        return key

    text = parts["text_encoder"].state_dict()
    found = {f"cond_stage_model.transformer.text_model.{k.removeprefix('text_model.')}": v for k, v in text.items()}
    for key, value in parts["unet"].state_dict().items():
        old = renamed(renamed(key, resnet) if ".resnets." in key else key, unet)
        found[f"model.diffusion_model.{old}"] = value
    for key, value in parts["vae"].state_dict().items():
        flat = ".attentions." in key and value.dim() == 2  # There, attention is written as convolutions.
        found[f"first_stage_model.{renamed(key, vae)}"] = value[..., None, None] if flat else value
    return {key: value.contiguous() for key, value in found.items()}


def test_a_whole_checkpoint_is_one_file(tiny: str, tiny_models: ModelManager, tmp_path: Path, cell: Any) -> None:
    painter, file = tiny_models.get("painter"), tmp_path / "checkpoint.safetensors"
    save_file(_checkpoint_keys(painter), file)
    folder = profiles.load_profile(tiny).painter.model
    again = DiffusersPainter(INFO, file, {"config": folder})
    assert type(again.pipeline).__name__ == "StableDiffusionPipeline"
    assert _paint(again).tobytes() == _paint(painter).tobytes()
    assert again.nbytes() == painter.nbytes()
    cell("Stable Diffusion", "whole checkpoint in a single file", True)


@pytest.mark.parametrize("ending", ["ckpt", "bin", "pt"])
def test_a_pickle_is_refused_in_one_sentence(painter_folder: Folder, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"model.{ending}"
    file.write_bytes(b"\x80\x04.")
    with pytest.raises(ModelMissing, match="no safetensors file, and other weights may run code"):
        DiffusersPainter(INFO, file, {})
    folder = tmp_path / "pickled"
    shutil.copytree(painter_folder("z-image"), folder)
    for weights in (folder / "vae").glob("*.safetensors"):
        weights.rename(weights.with_suffix(f".{ending}"))
    with pytest.raises(ModelMissing, match=rf"weights in vae are a pickle \(\.{ending}\)") as caught:
        DiffusersPainter(INFO, folder, {})
    assert "\n" not in str(caught.value)


def test_a_broken_file_and_a_folder_of_something_else_are_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.safetensors"
    broken.write_bytes(b"no tensors at all")
    with pytest.raises(ModelDamaged, match=r"broken\.safetensors can't be read as safetensors"):
        DiffusersPainter(INFO, broken, {})
    path = tmp_path / "p.toml"
    path.write_text(
        "".join(f'[{r}]\nkind = "diffusers"\nmodel = "{tmp_path}"\n' for r in ("painter", "editor"))
        .join(['name = "p"\n[director]\nkind = "transformers"\nmodel = "x"\n', '[eyes]\nkind="captioner"\nmodel="x"\n'])
    )  # fmt: skip
    with pytest.raises(ModelMissing, match="could not be loaded"):
        ModelManager(profiles.load_profile(str(path))).get("painter")


def test_a_model_that_brings_its_own_code_is_refused(painter_folder: Folder, tmp_path: Path) -> None:
    folder = tmp_path / "foreign"
    shutil.copytree(painter_folder("z-image"), folder)
    index = folder / "model_index.json"
    index.write_text(index.read_text().replace('"ZImagePipeline"', '["pipeline", "ForeignPipeline"]'))
    (folder / "pipeline.py").write_text("raise SystemExit('foreign code ran')\n")
    with pytest.raises(ModelMissing, match="has no pipeline"):
        DiffusersPainter(INFO, folder, {})
    spec = profiles.ModelSpec(kind="diffusers", model=str(folder), options={"trust_remote_code": True})
    profile = profiles.load_profile("pocket").model_copy(update={"painter": spec})
    with pytest.raises(BadProfile, match="trust_remote_code of the painter would run code"):
        ModelManager(profile).get("painter")


def test_lora_files_work_by_weight_and_stand_in_the_recipe(
    painter_folder: Folder, family_painter: Callable[[str], DiffusersPainter], tmp_path: Path, cell: Any
) -> None:
    pytest.importorskip("peft")
    folder, plain = painter_folder("z-image"), family_painter("z-image")
    one, two = tmp_path / "one.safetensors", tmp_path / "two.safetensors"
    save_lora(plain, one)
    save_lora(plain, two, 1)

    def with_loras(*weights: float) -> DiffusersPainter:
        entries = [{"path": str(f), "weight": w} for f, w in zip((one, two), weights, strict=False)]
        return DiffusersPainter(INFO, folder, {"lora": entries})

    bare, none, full, both = _paint(plain), with_loras(0.0), with_loras(1.0), with_loras(1.0, 0.5)
    assert _paint(none).tobytes() == bare.tobytes()
    assert len({bare.tobytes(), _paint(full).tobytes(), _paint(both).tobytes()}) == 3
    models = ModelManager(profiles.load_profile("pocket").model_copy(update={"world": "open"}))
    models.set_engine("painter", both)
    context = ToolContext(models, None, Hooks())  # type: ignore[arg-type]
    arguments = GeneratePicture.Arguments(prompt="a red bird", width=64, height=64, steps=2)
    recipe = GeneratePicture().run(arguments, context).recipe
    assert recipe is not None
    assert [(entry["name"], entry["weight"]) for entry in (recipe.made or {})["loras"]] == [
        ("one.safetensors", 1.0), ("two.safetensors", 0.5),
    ]  # fmt: skip
    assert len({entry["sha256"] for entry in (recipe.made or {})["loras"]}) == 2
    cell("Z-Image", "LoRA files", True)


def test_a_lora_that_cannot_be_is_named(painter_folder: Folder, tmp_path: Path) -> None:
    pytest.importorskip("peft")
    folder, wrong, pickled = painter_folder("z-image"), tmp_path / "wrong.safetensors", tmp_path / "l.ckpt"
    save_file({"transformer.nothing.lora_A.weight": torch.zeros(2, 2)}, wrong)
    pickled.write_bytes(b"\x80")
    for path, words in ((wrong, "does not fit this model"), (pickled, "is no .safetensors file"),
                        (tmp_path / "gone.safetensors", "is no .safetensors file")):  # fmt: skip
        with pytest.raises(BadProfile, match=words):
            DiffusersPainter(INFO, folder, {"lora": [{"path": str(path)}]})


def test_a_distilled_model_is_never_guided(painter_folder: Folder, tmp_path: Path) -> None:
    turbo = tmp_path / "Tiny-XL-Lightning"
    shutil.copytree(painter_folder("sdxl"), turbo)
    painter = DiffusersPainter(INFO, turbo, {})
    assert painter.pipeline.scheduler.config.timestep_spacing == "trailing"
    assert painter.builder.guidance(PaintRequest("x", guidance=7.0, negative="y")) == {"guidance_scale": 1.0}
    plain = DiffusersPainter(INFO, turbo, {"distilled": False, "scheduler": {"timestep_spacing": "leading"}})
    assert plain.pipeline.scheduler.config.timestep_spacing == "leading"
    assert plain.builder.guidance(PaintRequest("x", guidance=7.0)) == {"guidance_scale": 7.0}
    made = painter.edit(shapes(64, 64), PaintRequest("a bird", "make it red", steps=4, guidance=7.0), Hooks())
    assert made.picture.size == (64, 64)
