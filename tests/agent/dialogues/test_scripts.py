"""Scripts: what they may say."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from agent.dialogues.scripts import loading
from agent.dialogues.scripts.schema import Script

EXAMPLES = Path(__file__).parents[3] / "examples"


def _load(path: Path, profile: str | None = None) -> Script:
    (script,) = loading.load_scripts(path, profile)
    return script


def test_every_example_is_a_valid_script() -> None:
    scripts = [script for path in loading.find_scripts([EXAMPLES]) for script in loading.load_scripts(path)]
    assert len(scripts) >= 6
    assert len({s.name for s in scripts}) == len(scripts)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "name: x\nturns:\n  - say: hi\n    expct: {}\n",
            r"line 4: “expct” is not known here; allowed: say, open, include, if asked, expect",
        ),
        ("name: x\nturns:\n  - say: hi\n    expect:\n      intent: fly\n", r"line 5: turns\.0\.expect\.intent"),
        ("name: x\nturns: [\n", r"line \d+:"),
        ("name: x\nturns: []\n", r"turns: List should have at least 1 item"),
    ],
)
def test_a_typo_names_file_line_and_what_is_allowed(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text)
    with pytest.raises(loading.BadScript, match=message) as error:
        _load(path)
    assert str(path) in str(error.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: x\nseed: 2001-99-99\n", "line 2: a value that can't be read"),
        ("name: x\nturns:\n  - say: 2020-13-45 99:99:99\n", "line 3: a value that can't be read"),
        ("name: x\nseed: !!int abc\n", "line 2: a value that can't be read"),
        ("name: x\nseed: !!bool perhaps\n", "line 2: a value that can't be read"),
        ("name: x\nseed: " + "9" * 5000, r"line 2: a value that can't be read \(too many digits\)"),
        ("name: x\n\nseed: " + "[" * 3000, "line 3: nested too deeply"),
        ("name: x\nseed: " + "{a: " * 3000, "line 2: nested too deeply"),
        ("name: &a [*a]\nturns:\n  - say: hi\n", "line 1: name"),
        ("name: x\x7f\n", "line 1: a character that YAML does not allow"),
        ("", "line 1: the script"),
        ("name: x\n".encode("utf-16"), "line 1: not UTF-8 text"),
        (b"name: x\nturns: \xff\n", "line 2: not UTF-8 text"),
        ("#" * 300_000, "larger than 256 KB"),
    ],
)
def test_yaml_oddities_are_one_line_with_file_and_line(tmp_path: Path, text: str | bytes, message: str) -> None:
    path = tmp_path / "odd.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(loading.BadScript, match=message) as error:
        _load(path)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)


def test_a_byte_order_mark_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "bom.yaml").write_bytes(b"\xef\xbb\xbfname: x\nturns:\n  - say: hi\n")
    assert _load(tmp_path / "bom.yaml").name == "x"


def test_a_script_names_profiles_but_no_files(tmp_path: Path, home: Path, tiny: str) -> None:
    script, own = tmp_path / "x.yaml", home / "profiles" / "mine.toml"
    own.parent.mkdir(parents=True)
    shutil.copyfile(tiny, own)
    for profile in (tiny, str(own), "./evil.toml", "../profiles/mine", "nonsense"):
        script.write_text(f"name: x\nprofile: {profile}\nturns:\n  - say: hi\n")
        with pytest.raises(loading.BadScript, match=r"line 2: profile: .*pocket, .*mine; .*--profile"):
            _load(script)
        assert _load(script, tiny).profile == tiny
    script.write_text("name: x\nprofile: mine\nturns:\n  - say: hi\n")
    assert _load(script).profile == "mine"


def test_both_endings_in_any_case_are_taken_and_others_are_named(tmp_path: Path) -> None:
    for name in ("one.yaml", "two.yml", "THREE.YAML", "sub/four.yaml", "five.yaml.txt", "six.yaml~", "readme.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    os.mkfifo(tmp_path / "seven.yaml")
    found = loading.find_scripts([tmp_path, tmp_path / "one.yaml"])
    assert {path.name for path in found} == {"one.yaml", "two.yml", "THREE.YAML", "four.yaml"}
    assert len(found) == 4
    overlooked = loading.overlooked_files([tmp_path])
    assert [path.name for path in overlooked] == ["five.yaml.txt", "seven.yaml", "six.yaml~"]
