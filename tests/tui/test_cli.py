"""The command line, as a program would call it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from typer.testing import CliRunner

from agent.brief.edits import Edit
from agent.director.plan import Plan
from agent.studio import Studio
from benchmarks.datasets import load_pictures
from storage.store import Store
from storage.tables import ToolCall
from tests.conftest import ScriptedWriter
from tools.errors import GouacheError
from tools.model_manager import ModelManager
from tui.cli.main import app

Make = Callable[..., Studio]
RED_BIRD = Plan(intent="create", edits=(Edit(op="add", what="bird", color="red"),))


def call(*words: str) -> Any:
    """Output of a command, or its error."""
    result = CliRunner().invoke(app, list(words))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_sessions_show_and_export(studio: Make, store: Store, tmp_path: Path) -> None:
    made = studio(RED_BIRD)
    made.send("a red bird")
    rows = json.loads(call("sessions", "--json").output)
    assert [row["id"] for row in rows] == [made.session_id]
    shown = json.loads(call("show", "1", "--json").output)
    assert shown["recipe"]["arguments"]["prompt"] == "a red bird"
    assert Path(shown["path"]).exists()
    assert "a red bird" in call("show", "1").output
    call("export", made.session_id, "--out", str(tmp_path / "out"))
    assert (tmp_path / "out" / "001.png").exists()
    assert "a red bird" in (tmp_path / "out" / "session.md").read_text()
    assert json.loads((tmp_path / "out" / "session.json").read_text())["turns"][0]["calls"][0]["tool"] == "generate"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("show", "1"), "There is no session yet"),
        (("show", "1", "--session", "zzz"), "There is no session “zzz”"),
        (("resume",), "There is no session yet"),
        (("say", ""), "The message is empty"),
        (("say", "a bird", "--profile", "nonsense"), "There is no profile “nonsense”"),
        (("run", "nowhere.yaml"), "There is no script nowhere.yaml"),
        (("bench", "nonsense"), "There is no suite “nonsense”"),
        (("paint", "a wyvern"), "does not know “wyvern”"),
        (("paint", "a dog", "--seed-mode", "odd"), "There is no seed mode “odd”"),
        (("paint", "a dog", "--steps", "0"), "generate: steps:"),
    ],
)
def test_bad_input_is_one_sentence(words: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(GouacheError) as error:
        call(*words)
    assert sentence in str(error.value)
    assert "\n" not in str(error.value)


def test_the_program_prints_the_sentence_and_exits_1(home: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "tui.cli.main", "show", "3"], capture_output=True, text=True)
    assert done.returncode == 1
    assert "There is no session yet" in done.stderr
    assert "Traceback" not in done.stderr


def test_doctor_and_models_know_the_pocket_models() -> None:
    report = json.loads(call("doctor", "--json").output)
    assert report["problems"] == []
    assert {row["role"] for row in report["models"]} == {"director", "painter", "editor", "eyes", "restorer", "stylist"}
    assert all(len(row["hash"]) == 64 for row in json.loads(call("models", "--json").output))


def test_settings_come_from_the_file_and_are_checked(home: Path) -> None:
    home.mkdir()
    (home / "settings.toml").write_text('graphics = "loud"\n')
    with pytest.raises(GouacheError, match="graphics"):
        call("doctor", "--json")


def test_paint_writes_pictures_with_their_recipes(tmp_path: Path) -> None:
    words = ("paint", "a blue fish", "-n", "2", "--seed", "7", "--steps", "2", "--out", str(tmp_path), "--json")
    told = json.loads(call(*words).stdout)
    assert [row["seed"] for row in told["pictures"]] == [7, 8]
    for row in told["pictures"]:
        with Image.open(row["path"]) as picture:
            assert json.loads(picture.text["gouache"])["arguments"]["prompt"] == "a blue fish"  # type: ignore[attr-defined]
    again = json.loads(call(*words).stdout)
    assert len({row["path"] for row in [*told["pictures"], *again["pictures"]]}) == 4


def test_the_world_is_listed_in_both_languages() -> None:
    listed = call("world").output
    assert "giraffe" in listed
    assert "长颈鹿" in listed
    assert "watercolor 水彩" in " ".join(listed.split())


def test_replay_makes_the_same_pictures_and_finds_a_difference(studio: Make, store: Store) -> None:
    made = studio(RED_BIRD, Plan(intent="edit", edits=(Edit(op="change", what="bird", color="blue"),)))
    made.send("a red bird")
    turn = made.send("make the bird blue")
    told = json.loads(call("replay", "--json").stdout)
    assert told["identical"]
    assert {row["tool"] for row in told["pictures"]} == {"generate", "edit"}
    with store.transaction() as t:
        row = t.get_one(ToolCall, store.calls(turn.id)[0].id)
        row.arguments = {**(row.arguments or {}), "seed": 99}
    differing = call("replay")
    assert differing.exit_code == 1
    assert "the first difference is in turn 2" in differing.output


def test_describe_captions_checks_and_shows_where_it_looked(tmp_path: Path) -> None:
    file = tmp_path / "picture.png"
    load_pictures("eyes", 1)[0].save(file)
    asked = ("--check", "exists:dog", "--check", "scene=beach", "--maps", str(tmp_path / "maps"))
    told = json.loads(call("describe", str(file), *asked, "--json").stdout)
    assert [row["requirement"] for row in told["checks"]] == ["there is a dog", "the scene is beach"]
    for row in told["checks"]:
        with Image.open(row["map"]) as shown:
            assert shown.size == (128, 128)
    assert told["caption"] != json.loads(call("describe", str(file), "--chinese", "--json").stdout)["caption"]


@pytest.mark.parametrize(("content", "sentence"), [(b"not a picture", "can't be read"), (None, "There is no file")])
def test_a_bad_file_is_one_sentence(tmp_path: Path, content: bytes | None, sentence: str) -> None:
    file = tmp_path / "x.png"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(GouacheError, match=sentence):
        call("describe", str(file))


def test_plain_chat_speaks_in_whole_lines(
    tiny: str, tiny_models: ModelManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiny_models.set_engine("director", ScriptedWriter(RED_BIRD))
    monkeypatch.setattr("agent.studio.ModelManager", lambda profile: tiny_models)
    result = CliRunner().invoke(app, ["chat", "--plain", "--profile", tiny], input="a red bird\n\n/go 9\n")
    assert result.exit_code == 0
    assert "Understood: create. + a red bird" in result.output
    assert "there is a bird: " in result.output
    assert "Picture file: " in result.output
    assert "There is no picture #9" in result.output
    assert "\x1b" not in result.output
