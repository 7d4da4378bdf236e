"""What the prompt completes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.vocabulary import vocabulary_of
from tui.session.completion import Completer
from tui.session.screen_commands import all_commands


@pytest.fixture
def completer() -> Completer:
    """Completes the names of the storybook."""
    return Completer(lambda: vocabulary_of("storybook"))


@pytest.mark.parametrize(
    ("line", "completed"),
    [
        ("a red ball", "a red balloon"), ("an ink w", "an ink wash"), ("A Cas", "A Castle"), ("把城", "把城堡"),
        ("画成油", "画成油画"), ("xyzzy q", None), ("a st", None), ("/und", "/undo"),
        ("/style wat", "/style watercolor"), ("/profile po", "/profile pocket"), ("/seed r", "/seed random"),
    ],
)  # fmt: skip
def test_words_are_completed(completer: Completer, line: str, completed: str | None) -> None:
    assert next(iter(completer.complete(line)), None) == completed


def test_every_command_is_completed(completer: Completer) -> None:
    for name in all_commands():
        assert f"/{name}" in completer.complete(f"/{name[:-1]}")


def test_paths_are_completed(completer: Completer, tmp_path: Path) -> None:
    (tmp_path / "album").mkdir()
    (tmp_path / "a.png").touch()
    (tmp_path / "a.txt").touch()
    expected = [f"/open {tmp_path}/a.png", f"/open {tmp_path}/album/"]
    assert completer.complete(f"/open {tmp_path}/a") == expected


def test_usages_narrow_down_to_one_command(completer: Completer) -> None:
    assert {usage.split()[0] for usage, _ in completer.usages("/se")} == {"/seed", "/sessions", "/settings"}
    assert [usage for usage, _ in completer.usages("/tree x")] == ["/tree"]
    assert completer.usages("a bird") == []


def test_lora_completes_its_files_and_off(completer: Completer, tmp_path: Path) -> None:
    for name in ("a.safetensors", "a.png", "b.safetensors"):
        (tmp_path / name).touch()
    assert completer.complete(f"/lora {tmp_path}/a") == [f"/lora {tmp_path}/a.safetensors"]
    assert completer.complete("/lora o") == ["/lora off"]


def test_an_open_vocabulary_completes_no_names() -> None:
    completer = Completer(lambda: vocabulary_of("open"))
    assert completer.complete("a red ball") == []
    assert completer.complete("/scene me") == []
    assert completer.complete("/und") == ["/undo"]
