"""Tools, profiles, pictures and text."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from PIL import Image

from benchmarks.datasets import load_pictures
from tools import profiles, text
from tools.catalog import TOOLS, find_tool
from tools.engines.pocket.eyes import eyes_question, mark_dependents_na
from tools.engines.weights import model_hash
from tools.errors import BadArguments, BadProfile, ModelDamaged, ModelMissing
from tools.images.compare import psnr
from tools.images.faults import technical_fault
from tools.images.identity import pixel_hash
from tools.images.visualize import difference_sheet
from tools.networks.eyes.reading import PictureReading, ThingReading
from tools.types import Check, Requirement
from tools.vocabulary.storybook import lexicon
from tools.vocabulary.storybook.captions import caption_sentence


def test_every_tool_says_what_it_does_and_refuses_unknown_arguments() -> None:
    looks, moves = {"describe", "look", "check", "explain", "compare"}, {"undo", "redo", "goto", "branch", "restart"}
    assert set(TOOLS) == {"generate", "edit", "open", "enhance", "restyle", *looks, *moves}
    for one in TOOLS.values():
        assert one.__doc__
        assert one.Arguments.model_json_schema()["additionalProperties"] is False


def test_bad_arguments_are_named() -> None:
    with pytest.raises(BadArguments, match=r"generate: steps: .*200"):
        find_tool("generate").parse({"prompt": "x", "steps": 1000})
    with pytest.raises(BadArguments, match=r"goto: number"):
        find_tool("goto").parse({})
    with pytest.raises(BadArguments, match="no tool “fly”"):
        find_tool("fly")


def test_the_pocket_profile_names_every_role() -> None:
    profile = profiles.load_profile("pocket")
    assert {profile.spec(role).kind for role in profiles.ROLES} == {"pocket"}
    assert "pocket" in profiles.profile_names()


@pytest.mark.parametrize("text_", ["name = ", 'name = "x"\nspeed = 1', 'name = "x"'])
def test_broken_profiles_are_named(tmp_path: Path, text_: str) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(text_)
    with pytest.raises(BadProfile, match=r"bad\.toml"):
        profiles.load_profile(str(path))
    with pytest.raises(BadProfile, match="choose one of"):
        profiles.load_profile("nonsense")


@pytest.mark.parametrize("name", ["director", "painter", "eyes"])
def test_packaged_weights_match_their_manifest(name: str) -> None:
    folder = profiles.resolve_weights(f"package:{name}")
    assert isinstance(folder, Path)
    assert len(model_hash(folder)) == 64
    assert not [f for f in folder.rglob("*") if f.suffix in (".bin", ".pt", ".pkl", ".ckpt")]


def test_a_wrong_hash_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "eyes"
    shutil.copytree(profiles.resolve_weights("package:eyes"), folder)
    weights = folder / "model.safetensors"
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(bytes(data))
    with pytest.raises(ModelDamaged, match=r"model\.safetensors is damaged"):
        model_hash(folder)
    with pytest.raises(ModelMissing):
        model_hash(tmp_path / "nothing")


def test_pictures_know_themselves() -> None:
    red, blue = Image.new("RGB", (8, 8), "red"), Image.new("RGB", (8, 8), "blue")
    assert pixel_hash(red) == pixel_hash(red.copy()) != pixel_hash(blue)
    assert psnr(red, red) == 99.0
    assert psnr(red, blue) < 10
    assert difference_sheet(red, blue).size == (24, 8)
    assert technical_fault(Image.new("RGB", (8, 8))) == "black"
    assert technical_fault(red) == "flat"
    assert technical_fault(Image.linear_gradient("L")) is None
    scene = load_pictures("eyes", 1)[0]
    assert technical_fault(scene) is None
    scene.paste((255, 0, 255), (0, 90, 128, 128))
    assert technical_fault(scene) == "truncated"


def test_text_is_cleaned_on_its_way_to_the_terminal() -> None:
    assert text.clean("a\x1b[31mred\x1b]0;title\x07\u202eb\x00\tc\n") == "ared" + "b\tc\n"


def test_any_han_letter_makes_a_text_chinese() -> None:
    said = ("把它变成蓝色", "make it blue", "git revert 上一步", "12 + 3?", "")
    assert [text.detect_language(message) for message in said] == ["zh", "en", "zh", None, None]


def test_only_traditional_chinese_is_converted() -> None:
    assert text.simplified("畫一隻橘色的貓，在海邊騎腳踏車") == "画一只橘色的猫，在海边骑自行车"
    for message in ("画一只猫，后面有乾坤", "make it blue", "ねこを描いて", "T恤"):
        assert text.simplified(message) == message


def test_the_world_is_consistent() -> None:
    assert len(lexicon.nouns()) >= 130
    names = [n for noun in lexicon.nouns().values() for n in (*noun.english, *noun.chinese)]
    assert len(names) == len(set(names))
    # "books" is a thing of its own (a stack), and so is not read as the plural of book.
    for name in set(lexicon.nouns()) - {"book"}:
        assert lexicon.noun(name) == lexicon.noun(lexicon.plural(name)) == name


def test_what_the_world_lacks_has_something_near_it_in_meaning() -> None:
    assert lexicon.nearest("yacht")[0] == lexicon.nearest("游艇")[0] == "sailboat"
    assert lexicon.nearest("lamps")[0] == "sofa"  # The emoji is a couch and lamp.
    assert lexicon.nearest("ballon")[0] == "balloon"
    assert lexicon.nearest("zzyzx") == []
    assert all(name in lexicon.nouns() for names in map(lexicon.nearest, ("king", "food", "男人")) for name in names)


def test_questions_fit_the_eyes_grammar() -> None:
    assert eyes_question(Requirement(kind="color", subject="balloon", value="red")) == (
        ("color", "balloon", "red", ""),
        "red",
    )
    assert eyes_question(Requirement(kind="absent", subject="dog")) == (("absent", "dog", "", ""), "yes")
    assert eyes_question(Requirement(kind="relation", subject="dog", value="above", object="marble statue")) is None
    assert eyes_question(Requirement(kind="exists", subject="marble statue")) is None


def _sight(noun: str, chance: float, x: float, color: str) -> ThingReading:
    return ThingReading((x, 0.5), 3, 1.0, {noun: chance, "cat": 1 - chance}, {color: 0.9, "mixed": 0.1})


def test_a_reading_answers_with_probabilities() -> None:
    reading = PictureReading(
        (_sight("dog", 0.9, 0.2, "red"), _sight("dog", 0.8, 0.8, "red")), {"beach": 1.0}, {"oil": 1.0}
    )
    assert 0.9 < reading.answers("exists", "dog")["yes"] < 0.98
    assert reading.answers("absent", "dog")["yes"] < 0.1
    count = reading.answers("count", "dog")
    assert max(count, key=count.__getitem__) == "2"
    assert reading.answers("color", "dog", "red")["red"] > 0.8 > 0.1 > reading.answers("color", "dog", "blue")["blue"]
    assert reading.answers("relation", "dog", "above", "tree")["no"] > 0.9
    assert reading.answers("size", "tree")["nothing"] > 0.9
    for question_ in (("count", "dog"), ("color", "dog"), ("place", "dog"), ("scene",)):
        assert sum(reading.answers(*question_).values()) == pytest.approx(1)
    words, confidence = reading.caption()
    assert caption_sentence(words) == "2 red dogs (center); beach scene; oil style"
    assert 0.8 < confidence < 1


def test_a_colour_of_something_missing_is_not_applicable() -> None:
    checks = [
        Check(requirement=Requirement(kind="exists", subject="car"), verdict="fail", probability=0.1),
        Check(requirement=Requirement(kind="color", subject="car", value="red"), verdict="fail", probability=0.1),
        Check(requirement=Requirement(kind="exists", subject="tree"), verdict="pass", probability=0.9),
    ]
    assert [c.verdict for c in mark_dependents_na(checks)] == ["fail", "n/a", "pass"]


def test_grammar_words_become_a_sentence() -> None:
    words = ["style:oil", "scene:beach", "2", "red", "small", "noun:dog", "left", "<and>", "1", "mixed", "noun:tree"]
    assert caption_sentence(words) == "2 small red dogs (left), a tree; beach scene; oil style"
    assert caption_sentence(["1", "orange", "noun:pencil", "<and>", "1", "noun:socks"]) == "an orange pencil, socks"


def test_manifests_name_every_weight_file() -> None:
    for name in ("director", "painter", "eyes"):
        folder = Path(str(profiles.resolve_weights(f"package:{name}")))
        listed = set(json.loads((folder / "manifest.json").read_text())["files"])
        assert listed == {str(f.relative_to(folder)) for f in folder.rglob("*.safetensors")}
