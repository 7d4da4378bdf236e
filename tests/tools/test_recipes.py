"""Recipes: their text for other programs, what they keep when a picture is worked over, and how far one is trusted."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from storage.picture_files import png_metadata
from tests.tools.pictures import PictureWorkspace
from tools import profiles
from tools.actions.enhance import EnhancePicture
from tools.actions.upload import OpenPicture
from tools.base import ToolContext
from tools.hooks import Hooks
from tools.images.identity import recipe_of
from tools.images.load import load_picture
from tools.images.png_chunks import RECIPE_KEY
from tools.model_manager import ModelManager
from tools.types import ModelInfo, Recipe

MODEL = ModelInfo(role="painter", kind="pocket", name="package:painter", hash="abcdef0123456789")
ARGUMENTS = {"prompt": "a red bird", "negative": "fog, rain", "steps": 4, "guidance": 1.0}
PAINTED = Recipe(
    tool="generate", arguments=ARGUMENTS, seed=7, model=MODEL, size=(128, 96), versions={"gouache": "0.2.0"}
)
_PAIR = re.compile(r'\s*(\w[\w \-/]+):\s*("(?:\\.|[^\\"])+"|[^,]*)(?:,|$)')


def read_parameters(text: str) -> dict[str, str]:
    """What A1111's own reader takes from the text, by its rules."""
    *lines, last = text.strip().split("\n")
    pairs = _PAIR.findall(last)
    if len(pairs) < 3:
        lines, pairs = [*lines, last], []
    prompt, negative, at_negative = "", "", False
    for line in lines:
        at_negative = at_negative or line.startswith("Negative prompt:")
        if at_negative:
            negative += line.removeprefix("Negative prompt:").strip()
        else:
            prompt += line.strip()
    settings = {key: json.loads(value) if value.startswith('"') else value for key, value in pairs}
    return {"prompt": prompt, "negative": negative, **settings}


def test_other_programs_read_the_whole_recipe() -> None:
    assert read_parameters(PAINTED.parameters()) == {
        "prompt": "a red bird", "negative": "fog, rain", "Steps": "4", "Sampler": "Euler", "CFG scale": "1.0",
        "Seed": "7", "Size": "128x96", "Model hash": "abcdef0123", "Model": "package:painter",
        "Version": "gouache 0.2.0",
    }  # fmt: skip


@pytest.mark.parametrize(
    "prompt",
    [
        "a red bird\nNegative prompt: rain\nSteps: 99, Seed: 1",
        "Negative prompt: rain",
        "Steps: 99, Sampler: DPM, Seed: 1, Size: 1x1",
        'a "quoted" (bird:1.2), [red] \\ \x1b[2J\r\n',
        "一只红色的鸟，\n水彩",
    ],
)
def test_no_prompt_is_taken_for_settings(prompt: str) -> None:
    recipe = PAINTED.model_copy(update={"arguments": {**ARGUMENTS, "prompt": prompt, "negative": prompt}})
    text = recipe.parameters()
    told = read_parameters(text)
    assert (told["Seed"], told["Steps"], told["Size"]) == ("7", "4", "128x96")
    assert len(re.findall(r"Negative prompt:", text)) == 1
    assert len(re.findall(r"Steps: ", text)) == 1
    assert told["prompt"].replace(" ", "").startswith(prompt.split()[0][:5])
    assert len(text.split("\n")) == 3
    assert "\x1b" not in text


def test_values_are_quoted_and_folders_left_out() -> None:
    model = MODEL.model_copy(update={"name": "/home/alice/models/my, own: pipeline", "hash": "remote"})
    recipe = PAINTED.model_copy(update={"model": model, "arguments": {**ARGUMENTS, "path": "/home/alice/x.png"}})
    told = read_parameters(recipe.parameters())
    assert told["Model"] == "my, own: pipeline"
    assert "Model hash" not in told
    assert "alice" not in recipe.portable().model_dump_json()
    assert recipe.portable().model.hash == "remote"  # type: ignore[union-attr]


def test_latin_text_stands_where_every_reader_looks(tmp_path: Path) -> None:
    for prompt, kind in (("a café", b"tEXtparameters"), ("红色", b"iTXtparameters")):
        recipe = PAINTED.model_copy(update={"arguments": {**ARGUMENTS, "prompt": prompt}})
        Image.new("RGB", (8, 8)).save(tmp_path / "a.png", pnginfo=png_metadata(recipe))
        assert kind in (tmp_path / "a.png").read_bytes()
        with Image.open(tmp_path / "a.png") as opened:
            assert opened.info["parameters"].startswith(f"{prompt}\nNegative prompt: fog")


def _context(picture: Image.Image) -> ToolContext:
    return ToolContext(ModelManager(profiles.load_profile("pocket")), PictureWorkspace(picture), Hooks())


def test_derived_pictures_keep_the_line_of_their_source(tmp_path: Path) -> None:
    picture = Image.effect_noise((128, 96), 60).convert("RGB")
    picture.save(tmp_path / "own.png", pnginfo=png_metadata(PAINTED))
    upload = OpenPicture().run(OpenPicture.Arguments(path=str(tmp_path / "own.png")), _context(picture))
    assert upload.recipe is not None
    assert read_parameters(upload.recipe.parameters()) == read_parameters(PAINTED.parameters()) | {
        "Version": upload.recipe.parameters().rpartition("Version: ")[2]
    }
    source = picture.copy()
    source.info[RECIPE_KEY] = upload.recipe.model_dump_json()
    wishes = EnhancePicture.Arguments(how="warmer", strength=0.5, contrast=0.2)
    toned = EnhancePicture().run(wishes, _context(source))
    assert toned.recipe is not None
    told = read_parameters(toned.recipe.parameters())
    assert told["Postprocess"] == "enhance warmer and contrast +0.2, strength 0.5"
    assert (told["prompt"], told["Seed"], told["Model"]) == ("a red bird", "7", "package:painter")
    source.info[RECIPE_KEY] = toned.recipe.model_dump_json()
    again = EnhancePicture().run(EnhancePicture.Arguments(how="darker"), _context(source))
    assert again.recipe is not None
    assert read_parameters(again.recipe.parameters())["Postprocess"].endswith("; enhance darker")


def test_a_photograph_that_was_worked_over_names_no_sampler() -> None:
    toned = EnhancePicture().run(EnhancePicture.Arguments(how="darker"), _context(Image.new("RGB", (9, 8), "red")))
    assert toned.recipe is not None
    told = read_parameters(toned.recipe.parameters())
    assert told["prompt"] == ""
    assert {key: told[key] for key in ("Size", "Postprocess")} == {"Size": "9x8", "Postprocess": "enhance darker"}
    assert "Sampler" not in told
    assert Recipe(tool="open", arguments={"path": "x.png"}, size=(9, 8)).parameters() == ""


@pytest.mark.parametrize(
    "text",
    [
        "{", "[]", "[" * 100_000, '{"tool": "generate"}', '{"tool": "x", "arguments": {"prompt": {}}}',
        '{"tool": "generate", "arguments": {"prompt": "a", "steps": 1e99}, "seed": 5}',
        '{"tool": "restyle", "arguments": {"file": "/etc/passwd"}}', "x" * 300_000,
    ],
)  # fmt: skip
def test_a_damaged_recipe_tells_nothing(text: str) -> None:
    picture = Image.new("RGB", (8, 8))
    picture.info[RECIPE_KEY] = text
    assert recipe_of(picture) is None


def test_a_foreign_recipe_has_words_and_numbers_only(tmp_path: Path) -> None:
    model = ModelInfo(role="x" * 500, kind="k", name="/home/bob/\x1b[2Jmodel", hash="h")
    hostile = PAINTED.model_copy(
        update={
            "arguments": {**ARGUMENTS, "prompt": "a\x1b[2J bird", "file": "/etc/passwd", "picture": 3},
            "model": model, "layout": "x", "postprocess": ("\x1b]0;owned\x07step", *["more"] * 90),
        }
    )  # fmt: skip
    texts = PngImagePlugin.PngInfo()
    texts.add_itxt(RECIPE_KEY, hostile.model_dump_json())
    Image.new("RGB", (8, 8)).save(tmp_path / "a.png", pnginfo=texts)
    found = recipe_of(load_picture(tmp_path / "a.png"))
    assert found is not None
    assert (found.tool, found.arguments, found.layout, found.parent) == ("open", {}, None, None)
    assert found.source is not None
    assert (found.source.prompt, found.source.seed) == ("a bird", 7)
    assert found.source.model is not None
    assert (found.source.model.name, len(found.source.model.role)) == ("model", 100)
    assert len(found.postprocess) == 20
    assert "\\u001b" not in found.model_dump_json()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({}, ""),
        ({"model": ModelInfo(role="painter", kind="diffusers", name="a@2", hash="2")}, "other weights"),
        ({"made": {"device": "cuda", "dtype": "bfloat16"}}, "another device, number format"),
        ({"made": {"device": "cpu", "dtype": "float32", "precision": "8-bit"}}, "another precision of weights"),
        ({"made": {"device": "cpu", "dtype": "float32", "loras": [{"sha256": "0"}]}}, "another set of LoRA files"),
        ({"versions": {"torch": "2"}}, "other versions of torch"),
    ],
)
def test_a_recipe_says_why_another_gave_other_pixels(change: dict[str, Any], why: str) -> None:
    model = ModelInfo(role="painter", kind="diffusers", name="a@1", hash="1")
    made = {"device": "cpu", "dtype": "float32"}
    recipe = Recipe(tool="generate", arguments={}, model=model, made=made, versions={"torch": "1"})
    assert recipe.why_unlike(recipe.model_copy(update=change)) == why
