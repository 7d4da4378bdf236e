"""LoRA files of painters and tunings of the director: by path and from a hub, refused where they can't be."""

from __future__ import annotations

import json
import shutil
import warnings
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
import torch
from safetensors.torch import save_file

from tests.loopback_hub import LoopbackHub
from tools import profiles
from tools.actions.generate import GeneratePicture
from tools.base import ToolContext
from tools.engines import adapters
from tools.engines.adapters import adapters_of, lora, tuning
from tools.engines.diffusers.painter import DiffusersPainter
from tools.engines.painting import PaintRequest
from tools.engines.weights import file_sha256
from tools.errors import BadProfile, ModelMissing
from tools.hooks import Hooks
from tools.hub.cache import fetched_models
from tools.hub.download import fetch
from tools.hub.repository import CannotFetch, look_up
from tools.model_manager import ModelManager
from tools.profiles import ModelSpec, Profile
from tools.types import ModelInfo

pytest.importorskip("peft")
Folder = Callable[[str], Path]
INFO = ModelInfo(role="painter", kind="diffusers", name="z", hash="0")
SCHEMA = {"type": "object", "properties": {"word": {"type": "string", "maxLength": 12}}, "required": ["word"],
          "additionalProperties": False}  # fmt: skip


def save_lora(painter_folder: Folder, file: Path, seed: int = 0) -> Path:
    """A random LoRA of rank 2 for the attention of the tiny Z-Image."""
    painter, generator = DiffusersPainter(INFO, painter_folder("z-image"), {}), torch.Generator().manual_seed(seed)
    tensors = {}
    for name, module in painter.pipeline.transformer.named_modules():
        if name.endswith((".to_q", ".to_v")) and "layers" in name:
            tensors[f"transformer.{name}.lora_A.weight"] = torch.randn(2, module.in_features, generator=generator)
            tensors[f"transformer.{name}.lora_B.weight"] = torch.randn(module.out_features, 2, generator=generator)
    file.parent.mkdir(parents=True, exist_ok=True)
    save_file(tensors, file)
    return file


def save_tuning(model: str, folder: Path) -> Path:
    """A random LoRA in PEFT's format for the tiny director."""
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModelForCausalLM

    torch.manual_seed(0)
    config = LoraConfig(r=4, lora_alpha=64, target_modules=["q_proj", "v_proj"], init_lora_weights=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Of peft, about transformers; only who trains a tuning hears of it.
        get_peft_model(AutoModelForCausalLM.from_pretrained(model), config).save_pretrained(str(folder))
    return folder


def painted(folder: Path, **options: Any) -> tuple[bytes, Any]:
    painter = DiffusersPainter(INFO, folder, options)
    [picture] = painter.paint([PaintRequest("a cat", "a cat", width=64, height=64, steps=2, seed=3)], Hooks())
    return picture.tobytes(), list(painter.loras.told)


def test_a_lora_of_the_hub_is_fetched_used_and_told_by_hash(
    hub: LoopbackHub, painter_folder: Folder, tmp_path: Path
) -> None:
    base = painter_folder("z-image")
    one, two = (save_lora(painter_folder, tmp_path / "repo" / f"{n}.safetensors", i) for i, n in enumerate("ab"))
    (tmp_path / "repo" / "preview.png").write_bytes(b"png")
    hub.add("maker/look", tmp_path / "repo", tags=["lora"], base_model="maker/z-image")
    with pytest.raises(ModelMissing, match="fetch it with: gouache models get maker/look"):
        lora({"path": "maker/look"})
    repository = look_up("maker/look")
    assert [file.name for file in repository.files] == ["a.safetensors", "b.safetensors"]
    fetch(repository)
    with pytest.raises(BadProfile, match=r"name one of them as its file: a.safetensors, b.safetensors"):
        lora({"path": "maker/look"})
    with pytest.raises(BadProfile, match=r"has no file \.\./b.safetensors"):
        lora({"path": "maker/look", "file": "../b.safetensors"})
    found = lora({"path": "maker/look", "file": "b.safetensors", "weight": 0.5})
    assert (found.name, found.base) == ("maker/look/b.safetensors", "maker/z-image")
    assert found.sha256 == fetched_models()["maker/look"].files["b.safetensors"].digest

    pictures = [painted(base)[0]]
    for entry in ({"path": "maker/look", "file": "b.safetensors", "weight": 0.5}, {"path": str(two), "weight": 0.5}):
        picture, [told] = painted(base, lora=[entry])
        assert told["sha256"] == found.sha256
        pictures.append(picture)
    assert pictures[1] == pictures[2] != pictures[0]
    assert painted(base, lora=[{"path": str(one)}])[0] not in pictures


def test_a_wrong_table_of_a_lora_is_refused_with_a_sentence(painter_folder: Folder, tmp_path: Path) -> None:
    file = save_lora(painter_folder, tmp_path / "a.safetensors", 0)
    for wrong in (5, {"weight": 1.0}, {"path": str(file), "weight": "much"}):
        spec = ModelSpec(kind="diffusers", model="maker/z", options={"lora": wrong})
        with pytest.raises(BadProfile, match="a table with path and weight"):
            adapters_of(spec)
    assert [one.name for one in adapters_of(spec.model_copy(update={"options": {"lora": {"path": str(file)}}}))] == [
        "a.safetensors"
    ]
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadProfile, match=r"has no file \*\.safetensors"):
        lora({"path": str(tmp_path / "empty")})


def test_a_folder_here_comes_before_the_hubs_of_that_name(
    hub: LoopbackHub, painter_folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_lora(painter_folder, tmp_path / "repo" / "a.safetensors", 0)
    hub.add("maker/look", tmp_path / "repo", tags=["lora"])
    fetch(look_up("maker/look"))
    mine = save_lora(painter_folder, tmp_path / "maker" / "look" / "a.safetensors", 1)
    monkeypatch.chdir(tmp_path)
    found = lora({"path": "maker/look"})
    assert (found.name, found.sha256) == ("a.safetensors", file_sha256(mine))


def test_a_profile_names_the_adapters_that_are_fetched_with_it() -> None:
    spec = ModelSpec(kind="diffusers", model="maker/z", options={"lora": [{"path": "maker/look"}, {"path": "/x.st"}]})
    director = ModelSpec(kind="transformers", model="maker/words", options={"adapter": "maker/tuned"})
    profile = profiles.load_profile("pocket").model_copy(update={"painter": spec, "director": director})
    assert profile.hub_models == ["maker/words", "maker/tuned", "maker/z", "maker/look"]


def test_pickled_adapters_are_not_fetched(hub: LoopbackHub, tmp_path: Path) -> None:
    (tmp_path / "repo").mkdir()
    (tmp_path / "repo" / "adapter_config.json").write_text("{}")
    (tmp_path / "repo" / "adapter_model.bin").write_bytes(b"\x80")
    hub.add("maker/pickled", tmp_path / "repo")
    with pytest.raises(CannotFetch, match=r"its weights are pickles \(.bin\)"):
        look_up("maker/pickled")


@pytest.fixture
def tuned(tiny: str, tmp_path: Path) -> Profile:
    """The tiny profile with a tuned director."""
    profile = profiles.load_profile(tiny)
    folder = save_tuning(profile.director.model, tmp_path / "tuned")
    director = profile.director.model_copy(update={"options": {"adapter": str(folder)}})
    return profile.model_copy(update={"director": director})


def test_a_tuning_changes_what_the_director_writes_and_its_hash(tuned: Profile, tiny: str) -> None:
    def written(profile: Profile) -> tuple[str, str]:
        models = ModelManager(profile)
        text = models.use("director", lambda one: one.write("Write JSON.", SCHEMA, Event(), 60))
        return text, models.get("director").info.hash

    plain, changed = written(profiles.load_profile(tiny)), written(tuned)
    assert plain[0] != changed[0]
    assert json.loads(changed[0]).keys() == {"word"}
    assert plain[1] != changed[1]
    assert written(tuned) == changed
    assert written(profiles.load_profile(tiny)) == plain


def test_a_recipe_names_the_tuning_where_the_director_wrote_the_prompt(tuned: Profile) -> None:
    models = ModelManager(tuned)
    context = ToolContext(models, None, Hooks())  # type: ignore[arg-type]
    made = []
    for plain in (None, "a bird"):
        arguments = GeneratePicture.Arguments(prompt="a red bird", plain=plain, width=32, height=32, steps=2)
        recipe = GeneratePicture().run(arguments, context).recipe
        assert recipe is not None
        made.append(recipe.made or {})
    one = tuning(tuned.director.options["adapter"])
    assert "director_adapters" not in made[0]
    assert made[1]["director_adapters"] == [{"name": "tuned", "sha256": one.sha256, "weight": 1.0}]


def test_a_tuning_that_cannot_be_is_refused_in_a_sentence(
    tuned: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Path(tuned.director.options["adapter"])

    def refused(change: Callable[[Path], object], words: str) -> None:
        folder = tmp_path / "broken"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(whole, folder)
        change(folder)
        director = tuned.director.model_copy(update={"options": {"adapter": str(folder)}})
        with pytest.raises(BadProfile, match=words):
            ModelManager(tuned.model_copy(update={"director": director})).get("director")

    described = json.loads((whole / "adapter_config.json").read_text())

    def describe(**values: object) -> Callable[[Path], object]:
        return lambda folder: (folder / "adapter_config.json").write_text(json.dumps({**described, **values}))

    refused(lambda folder: (folder / "adapter_config.json").unlink(), "has no adapter_config.json")
    refused(lambda folder: (folder / "adapter_config.json").write_text("[" * 9), "has no adapter_config.json")
    refused(describe(peft_type="PROMPT_TUNING"), "is of another kind than LORA")
    refused(describe(megatron_config={"a": 1}), "is of another kind than LORA")
    refused(describe(target_modules=["nowhere"]), "does not fit this model")
    refused(lambda folder: (folder / "adapter_model.safetensors").rename(folder / "adapter_model.bin"), "may run code")
    refused(lambda folder: (folder / "adapter_model.safetensors").write_bytes(b"no weights"), "does not fit")
    monkeypatch.setattr(adapters, "find_spec", lambda name: None)
    refused(lambda folder: None, r"Adapters need the library peft; install it with: pip install")
