"""Paths of picture files as people type them and as terminals write them."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from agent.commands.paths import dropped_picture, path_in_message, split_message
from agent.commands.table import BadCommand, parse_command
from agent.studio import validate_message

NAMES = [
    "photo.png", "my photo.png", "photo (1).png", "it's.png", 'the "best".png', "a & b; c.png", "100%.png",
    "back\\slash.png", "👩‍🎨.png", "می‌خواهم.png", "照片 (2).png", "$HOME.png", "a#b.png", "Screenshot 3.45\u202fPM.png",
]  # fmt: skip


def _backslashed(path: Path) -> str:
    """As Terminal, iTerm and kitty write a dropped file."""
    return "".join(c if c.isalnum() or not c.isascii() or c in "/.-_" else f"\\{c}" for c in str(path))


@pytest.fixture(params=NAMES)
def picture(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / request.param
    path.write_bytes(b"")
    return path


@pytest.mark.parametrize("written", [str, _backslashed, lambda path: shlex.quote(str(path)), Path.as_uri])
def test_a_dropped_or_typed_file_is_found_by_any_name(picture: Path, written: object) -> None:
    text = written(picture)  # type: ignore[operator]
    for message in (text, f" {text} ", f"/open {text}", f"/restyle {text}"):
        command = parse_command(validate_message(message))
        assert command is not None
        assert str(picture) in (command.options.upload, command.options.tool_arguments.get("file"))


@pytest.mark.parametrize("written", [_backslashed, lambda path: shlex.quote(str(path)), Path.as_uri])
def test_words_after_a_dropped_file_are_a_message_of_their_own(picture: Path, written: object) -> None:
    message = f"{written(picture)}  make it blue, it's grey"  # type: ignore[operator]
    assert dropped_picture(message) == (picture, "make it blue, it's grey")
    with pytest.raises(BadCommand, match="then say what to change"):
        parse_command(message)
    opened, words = split_message(message)
    command = parse_command(validate_message(opened))
    assert command is not None
    assert (command.options.upload, words) == (str(picture), "make it blue, it's grey")


@pytest.mark.parametrize("name", ["a\u200eb.png", "a\u00adb.png", " a.png", "line\nbreak.png", "bell\a.png"])
def test_a_path_reaches_the_file_whatever_is_cleaned_from_messages(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"")
    command = parse_command(validate_message(f"/open {path_in_message(path)}"))
    assert command is not None
    assert command.options.upload == str(path)


@pytest.mark.parametrize(
    "message", ["it's a dog", "a cat.png", "'a dog", "", "file://", "~nobody/x.png", "x" * 5000 + ".png"]
)
def test_what_names_no_file_is_something_said(message: str) -> None:
    assert dropped_picture(message) is None
    assert split_message(message) == [message]


@pytest.mark.parametrize("message", ["/undo\t", "/undo\n", "/ undo", "/UNDO "])
def test_any_white_space_ends_a_command(message: str) -> None:
    command = parse_command(message)
    assert command is not None
    assert command.plan is not None
    assert command.plan.intent == "undo"


def test_a_region_may_be_followed_by_a_tab() -> None:
    command = parse_command("/region\t0,0,.5,1\tadd a  tree")
    assert command is not None
    assert (command.options.region, command.message) == ((0, 0, 0.5, 1), "add a tree")


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ("/", "name of a command after the slash"),
        ("/udno", "did you mean /undo?"),
        ("/desribe 3", "did you mean /describe?"),
        ("/xyzzy", "/help lists them"),
        ("/why", "Which requirement?"),
    ],
)
def test_a_mistyped_command_is_told_the_nearest(message: str, sentence: str) -> None:
    with pytest.raises(BadCommand, match=sentence.replace("?", r"\?")):
        parse_command(message)
