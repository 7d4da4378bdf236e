"""Pictures without a conversation."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from benchmarks.datasets import load_pictures
from tools.errors import GouacheError

Run = Callable[..., Any]


def test_paint_writes_pictures_with_their_recipes(run: Run, tmp_path: Path) -> None:
    words = ("paint", "a blue fish", "-n", "2", "--seed", "7", "--steps", "2", "--out", str(tmp_path), "--json")
    painted = json.loads(run(*words).stdout)["pictures"]
    assert [row["seed"] for row in painted] == [7, 8]
    for row in painted:
        with Image.open(row["path"]) as picture:
            recipe = json.loads(picture.text["gouache"])  # type: ignore[attr-defined]
        assert recipe["arguments"]["prompt"] == "a blue fish"
    again = json.loads(run(*words).stdout)["pictures"]
    assert len({row["path"] for row in [*painted, *again]}) == 4


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("paint", "a wyvern"), "does not know “wyvern”"),
        (("paint", "a dog", "--seed-mode", "odd"), "There is no seed mode “odd”"),
        (("paint", "a dog", "--steps", "0"), "generate: steps:"),
        (("describe", "nowhere.png"), "There is no file"),
        (("describe", "{text}"), "can't be read"),
        (("describe", "{picture}", "--check", "dog is red"), "is not a requirement"),
    ],
)
def test_bad_input_is_one_sentence(run: Run, tmp_path: Path, words: tuple[str, ...], sentence: str) -> None:
    files = {"text": tmp_path / "text.png", "picture": tmp_path / "picture.png"}
    files["text"].write_bytes(b"not a picture")
    Image.new("RGB", (8, 8)).save(files["picture"])
    with pytest.raises(GouacheError, match=sentence) as error:
        run(*(word.format(**files) for word in words))
    assert "\n" not in str(error.value)


def test_describe_captions_checks_and_saves_maps(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "picture.png"
    load_pictures("eyes", 1)[0].save(file)
    checks = ("--check", "exists:dog", "--check", "scene=beach", "--maps", str(tmp_path / "maps"))
    described = json.loads(run("describe", str(file), *checks, "--json").stdout)
    assert [row["requirement"] for row in described["checks"]] == ["there is a dog", "the scene is beach"]
    for row in described["checks"]:
        with Image.open(row["map"]) as heat_map:
            assert heat_map.size == (128, 128)
    assert described["caption"] != json.loads(run("describe", str(file), "--chinese", "--json").stdout)["caption"]


def test_the_world_is_listed_in_both_languages(run: Run) -> None:
    listed = run("world").output
    assert "giraffe" in listed
    assert "长颈鹿" in listed
    assert "watercolor 水彩" in " ".join(listed.split())


def test_an_open_painter_takes_any_words(run: Run, tiny: str) -> None:
    assert "takes any words" in run("world", "--profile", tiny).output
