"""How a painter's prompts should be worded is told without loading it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools.engines.diffusers.prompting import Prompting, prompting_of
from tools.profiles import ModelSpec


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        ('{"_class_name": "ZImagePipeline"}', Prompting("description", "any", False)),
        ('{"_class_name": "Flux2KleinPipeline"}', Prompting("sentence", "en", True)),
        ('{"_class_name": "StableDiffusionXLPipeline"}', Prompting("words", "en", False)),
        ('{"_class_name": "SomebodysPipeline"}', Prompting()),
        ("[]", Prompting()),
        ("{", Prompting()),
    ],
)
def test_the_index_of_a_folder_tells(index: str, expected: Prompting, tmp_path: Path) -> None:
    (tmp_path / "model_index.json").write_text(index)
    assert prompting_of(None, ModelSpec(kind="diffusers", model=str(tmp_path))) == expected


def test_a_model_that_is_not_here_is_told_in_sentences() -> None:
    for name in ("nobody/nothing", "not a name: at all", "C:/x/y/z"):
        assert prompting_of(None, ModelSpec(kind="diffusers", model=name)) == Prompting()


def test_a_loaded_painter_tells_itself(tmp_path: Path) -> None:
    from tools.engines.diffusers.families import FAMILIES

    class Loaded:
        family = FAMILIES["QwenImagePipeline"]

    (tmp_path / "model_index.json").write_text(json.dumps({"_class_name": "StableDiffusionPipeline"}))
    assert prompting_of(Loaded(), ModelSpec(kind="diffusers", model=str(tmp_path))).caption == "description"
