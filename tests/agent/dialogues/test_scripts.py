"""Scripts: what they may say, how they run, what a run leaves behind."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from agent.brief.edits import Edit
from agent.dialogues import runner, schema
from agent.dialogues.report import RunReport
from agent.director.plan import Plan
from storage.errors import CannotWrite
from storage.store import Store
from tests.conftest import ScriptedWriter
from tools.errors import ModelMissing
from tools.model_manager import ModelManager

EXAMPLES = Path(__file__).parents[3] / "examples"


def test_every_example_is_a_valid_script() -> None:
    scripts = [schema.load_script(path) for path in schema.find_scripts([EXAMPLES])]
    assert len(scripts) >= 6
    assert len({s.name for s in scripts}) == len(scripts)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: x\nturns:\n  - say: hi\n    expct: {}\n", r"line 4: “expct” is not known here; allowed: say, expect"),
        ("name: x\nturns:\n  - say: hi\n    expect:\n      intent: fly\n", r"line 5: turns\.0\.expect\.intent"),
        ("name: x\nturns: [\n", r"line \d+:"),
        ("name: x\nturns: []\n", r"turns: List should have at least 1 item"),
    ],
)
def test_a_typo_names_file_line_and_what_is_allowed(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text)
    with pytest.raises(schema.BadScript, match=message) as error:
        schema.load_script(path)
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
    with pytest.raises(schema.BadScript, match=message) as error:
        schema.load_script(path)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)


def test_a_byte_order_mark_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "bom.yaml").write_bytes(b"\xef\xbb\xbfname: x\nturns:\n  - say: hi\n")
    assert schema.load_script(tmp_path / "bom.yaml").name == "x"


def test_a_script_names_profiles_but_no_files(tmp_path: Path, home: Path, tiny: str) -> None:
    script, own = tmp_path / "x.yaml", home / "profiles" / "mine.toml"
    own.parent.mkdir(parents=True)
    shutil.copyfile(tiny, own)
    for profile in (tiny, str(own), "./evil.toml", "../profiles/mine", "nonsense"):
        script.write_text(f"name: x\nprofile: {profile}\nturns:\n  - say: hi\n")
        with pytest.raises(schema.BadScript, match=r"line 2: profile: .*pocket, mine; .*--profile"):
            schema.load_script(script)
        assert schema.load_script(script, tiny).profile == tiny
    script.write_text("name: x\nprofile: mine\nturns:\n  - say: hi\n")
    assert schema.load_script(script).profile == "mine"


def test_both_endings_in_any_case_are_taken_and_others_are_named(tmp_path: Path) -> None:
    for name in ("one.yaml", "two.yml", "THREE.YAML", "sub/four.yaml", "five.yaml.txt", "six.yaml~", "readme.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    os.mkfifo(tmp_path / "seven.yaml")
    found = schema.find_scripts([tmp_path, tmp_path / "one.yaml"])
    assert {path.name for path in found} == {"one.yaml", "two.yml", "THREE.YAML", "four.yaml"}
    assert len(found) == 4
    overlooked = schema.overlooked_files([tmp_path])
    assert [path.name for path in overlooked] == ["five.yaml.txt", "seven.yaml", "six.yaml~"]


def _run(
    script: dict[str, Any], store: Store, models: ModelManager, tiny: str, report: RunReport, *plans: Plan
) -> runner.ScriptResult:
    models.set_engine("director", ScriptedWriter(*plans))
    whole = schema.Script.model_validate({"name": "test", "profile": tiny, **script})
    result = runner.run_script(whole, store, models, lambda event: None, report.add_turn)
    report.add_script(result)
    report.write_summaries()
    return result


def _rows(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "results.jsonl").read_text().splitlines()]


@pytest.fixture
def report(tmp_path: Path) -> RunReport:
    """A report into the folder `run`."""
    return RunReport(tmp_path / "run")


def test_expectations_hold_or_are_missed(store: Store, tiny_models: ModelManager, tiny: str, report: RunReport) -> None:
    bird = Plan(intent="create", edits=(Edit(op="add", what="bird", color="red"),))
    turns = [
        {"say": "a red bird", "expect": {"intent": "create", "brief": {"elements": [{"what": "bird", "color": "red"}]},
                                         "picture": "new"}},
        {"say": "undo", "expect": {"intent": "undo", "picture": "same as turn 1", "says": ["nothing to undo"]}},
        {"say": "thanks", "expect": {"intent": "edit", "picture": "new"}},
    ]  # fmt: skip
    plans = (bird, Plan(intent="undo"), Plan(intent="chat", text="ok"))
    result = _run({"turns": turns}, store, tiny_models, tiny, report, *plans)
    assert [len(t.missed) for t in result.turns] == [0, 0, 2]
    xml = ElementTree.parse(report.folder / "junit.xml")
    assert len(xml.findall(".//testcase")) == 3
    assert len(xml.findall(".//failure")) == 1
    assert (report.folder / _rows(report.folder)[0]["path"]).exists()
    assert "data:image/png;base64" in (report.folder / "report.html").read_text()


def test_control_characters_do_not_break_a_run(
    store: Store, tiny_models: ModelManager, tiny: str, report: RunReport, tmp_path: Path
) -> None:
    script = {"name": "a\x1b[2J\uffff", "turns": [{"say": "\x1b[31mthanks\uffff", "expect": {"intent": "undo"}}]}
    _run(script, store, tiny_models, tiny, report, Plan(intent="chat", text="ok"))
    assert ElementTree.parse(report.folder / "junit.xml").find(".//failure") is not None
    assert "\x1b" not in (report.folder / "a.md").read_text()
    (tmp_path / "raw.yaml").write_text("name: x\x07\nturns: []\n")
    with pytest.raises(schema.BadScript):
        schema.load_script(tmp_path / "raw.yaml")


def test_text_from_models_is_escaped_in_the_report(
    store: Store, tiny_models: ModelManager, tiny: str, report: RunReport
) -> None:
    talk = Plan(intent="chat", text="<script>alert(1)</script>\x1b[2J")
    result = _run({"turns": [{"say": "hi"}]}, store, tiny_models, tiny, report, talk)
    assert "\x1b" not in result.turns[0].reply
    assert "<script>" not in (report.folder / "report.html").read_text()


class _Broken:
    """A director whose server is down, or that has a fault."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)

    def write(self, *given: object, **more: object) -> str:
        raise self.errors.pop(0) if len(self.errors) > 1 else self.errors[0]

    def nbytes(self) -> int:
        return 0


def test_a_failed_turn_is_an_error_and_the_script_goes_on(
    store: Store, tiny_models: ModelManager, tiny: str, report: RunReport
) -> None:
    tiny_models.set_engine("director", _Broken(*[ModelMissing("The server is down.")] * 3, KeyError("session")))
    turns = [
        {"say": "a red bird", "expect": {"picture": "none", "unchanged": ["scene"]}},
        {"say": "a red bird", "expect": {"may_fail": True, "picture": "none"}},
        {"say": "a red bird", "expect": {"may_fail": True, "picture": "new"}},
        {"say": "a red bird", "expect": {"may_fail": True}},
    ]
    whole = schema.Script.model_validate({"name": "test", "profile": tiny, "turns": turns})
    result = runner.run_script(whole, store, tiny_models, lambda event: None, report.add_turn)
    report.write_summaries()
    assert [bool(turn.error) for turn in result.turns] == [True, False, False, True]
    assert [len(turn.missed) for turn in result.turns] == [0, 0, 1, 0]
    assert result.turns[0].error == "The server is down."
    assert "a fault of gouache (KeyError: 'session')" in result.turns[3].error
    xml = ElementTree.parse(report.folder / "junit.xml")
    assert (len(xml.findall(".//error")), len(xml.findall(".//failure"))) == (2, 1)
    assert [bool(row["error"]) for row in _rows(report.folder)] == [True, False, False, True]
    assert "**error:** The server is down." in (report.folder / "test.md").read_text()


def test_a_script_that_cannot_begin_is_an_error(store: Store, report: RunReport) -> None:
    whole = schema.Script.model_validate({"name": "x", "profile": "gone", "turns": [{"say": "hi"}]})
    report.add_script(runner.run_script(whole, store, None, lambda event: None, report.add_turn))
    report.write_summaries()
    assert report.results[0].errors == 1
    assert "There is no profile" in ElementTree.parse(report.folder / "junit.xml").find(".//error").attrib["message"]


def test_every_turn_is_written_as_it_ends(
    store: Store, tiny_models: ModelManager, tiny: str, report: RunReport
) -> None:
    tiny_models.set_engine("director", ScriptedWriter(Plan(intent="chat", text="ok")))
    whole = schema.Script.model_validate({"name": "test", "profile": tiny, "turns": [{"say": "hi"}] * 2})
    written: list[tuple[int, int]] = []

    def add(result: runner.ScriptResult, turn: runner.TurnResult) -> None:
        report.add_turn(result, turn)
        written.append((len(_rows(report.folder)), (report.folder / "test.md").read_text().count("**you:**")))

    runner.run_script(whole, store, tiny_models, lambda event: None, add)
    assert written == [(1, 1), (2, 2)]


def _result(name: str) -> runner.ScriptResult:
    turn = runner.TurnResult(1, f"say {name}", "chat", "done", "ok", "", None, None, None, {}, [], {})
    return runner.ScriptResult(name, "s", [turn])


def test_names_of_files_are_unique_short_and_never_empty(report: RunReport) -> None:
    results = [_result(name) for name in ("red dog", "Red-dog!", "red dog 2", "???", "!!!", "红狗" * 150, "红狗" * 150)]
    for result in results:
        report.add_turn(result, result.turns[0])
    names = sorted(file.name for file in report.folder.glob("*.md"))
    assert len(names) == len(results)
    assert {"red-dog.md", "red-dog-2.md", "red-dog-2-2.md", "script.md", "script-2.md"} < set(names)
    assert all(len(name.encode()) < 200 for name in names)
    for result, row in zip(results, _rows(report.folder), strict=True):
        assert result.turns[0].say in (report.folder / row["transcript"]).read_text()


def test_a_run_folder_holds_the_files_of_one_run(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    folder.mkdir()
    (tmp_path / "outside.md").write_text("mine")
    rows = [{"transcript": "../outside.md"}, {"script": "Red dog"}, [], 3, {"transcript": "notes.txt"}]
    (folder / "results.jsonl").write_text("\n".join([*map(json.dumps, rows), "{"]))
    (folder / "red-dog.md").write_text("of version 0.1.0")
    for name in ("first", "second"):
        report, result = RunReport(folder), _result(name)
        report.add_turn(result, result.turns[0])
        (folder / "pictures" / f"{name}-1.png").write_bytes(b"")
        (folder / "notes.txt").write_text("mine")
        report.write_summaries()
    assert {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()} == {
        "second.md", "pictures/second-1.png", "results.jsonl", "junit.xml", "report.html", "notes.txt",
    }  # fmt: skip
    assert (tmp_path / "outside.md").read_text() == "mine"


def test_a_folder_with_other_files_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "holiday.png").write_bytes(b"")
    with pytest.raises(CannotWrite, match="has other files in the way"):
        RunReport(tmp_path)
