"""Pictures without a conversation."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from rich.cells import cell_len

from benchmarks.datasets import load_pictures
from tests.tui.helpers import run_in_terminal
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


def test_paint_paints_what_a_prompt_says_in_any_wording_and_says_what_holds(run: Run, tmp_path: Path) -> None:
    words = ("paint", "a red house and a yellow sun, meadow", "-n", "4", "--out", str(tmp_path), "--json")
    painted = json.loads(run(*words).stdout)
    assert painted["prompt"] == "a red house, a yellow sun, meadow scene"
    asked = ["there is a house", "there is 1 house", "the house is red", "there is a sun", "there is 1 sun",
             "the sun is yellow", "the scene is meadow"]  # fmt: skip
    for row in painted["pictures"]:
        assert [check["requirement"] for check in row["checks"]] == asked
    # With the words as they were, no house was red.
    red = [row for row in painted["pictures"] if row["checks"][2]["verdict"] == row["checks"][5]["verdict"] == "pass"]
    assert len(red) >= 3


def test_paint_writes_the_file_that_is_named(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "new" / "x.webp"
    told = run("paint", "a blue fish", "--steps", "1", "--out", str(path))
    assert "✓ there is a fish" in told.output or "✗ there is a fish" in told.output
    assert "of 1 show everything asked for." in told.output
    assert [found.name for found in path.parent.iterdir()] == ["x.webp"]
    bare = run("paint", "a blue fish", "--steps", "1", "--out", str(path), "--no-check").output
    assert "fish (" not in bare
    assert [found.name for found in path.parent.iterdir()] == ["x.webp"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("paint", ""), "The prompt is empty"),
        (("paint", " \t"), "The prompt is empty"),
        (("paint", "left of the"), "names nothing to paint"),
        (("paint", "a dog", "-n", "2", "--out", "x.png"), "name a folder with --out"),
        (("enhance", "{picture}", "--how", "sparkle"), "enhance: how: must be one of auto"),
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


def test_a_check_that_fails_is_the_exit_status(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "picture.png"
    load_pictures("eyes", 1)[0].save(file)
    words = ("describe", str(file), "--check", "exists:giraffe")
    assert run(*words).exit_code == 1
    (check,) = json.loads(run(*words, "--json").stdout)["checks"]
    assert check["verdict"] == "fail"
    right = ("absent:giraffe",)
    assert run("describe", str(file), "--check", *right).exit_code == 0
    assert run("describe", str(file)).exit_code == 0


def test_the_world_is_listed_in_both_languages(run: Run) -> None:
    listed = run("world").output
    assert "giraffe 长颈鹿" in listed
    assert "watercolor 水彩" in listed
    world = json.loads(run("world", "--json").output)
    assert world["things"]["animal"]["giraffe"] == "长颈鹿"
    assert (len(world["styles"]), len(world["restyling"]), world["max_count"]) == (8, 8, 4)
    names = [*world["styles"], *world["restyling"], *(name for group in world["things"].values() for name in group)]
    assert [name for name in names if name not in listed] == []


@pytest.mark.parametrize("columns", [40, 80])
def test_the_world_cuts_no_word_in_a_terminal(home: Path, columns: int) -> None:
    status, seen = run_in_terminal("world", columns=columns)
    assert status == 0
    lines = seen.decode().split("\r\n")
    assert max(map(cell_len, lines)) <= columns
    assert "…" not in seen.decode()
    text = " ".join(" ".join(lines).split())
    for name in (
        "horse 马",
        "donut 甜甜圈",
        "hippo 河马",
        "avocado 牛油果",
        "handbag 手提包",
        "stained glass 彩色玻璃",
    ):
        assert name in text


def test_styles_are_named_without_writing_a_file(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "woodcut 木刻" in run("styles").output
    told = json.loads(run("styles", "--json").output)
    assert (told["path"], len(told["painter"])) == (None, 8)
    assert [path for path in tmp_path.iterdir() if path.suffix] == []


def test_an_open_painter_takes_any_words(run: Run, tiny: str) -> None:
    assert "takes any words" in run("world", "--profile", tiny).output


def test_what_paint_and_maps_lack_is_said_before_anything_loads(run: Run, tmp_path: Path) -> None:
    with pytest.raises(GouacheError, match="English"):
        run("paint", "一只红色的鸟")
    with pytest.raises(GouacheError, match="--check"):
        run("describe", str(tmp_path / "any.png"), "--maps", str(tmp_path))
