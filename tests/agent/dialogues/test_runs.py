"""How scripts run: what is held against their expectations, and what a run folder has afterwards."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image

from agent.brief.edits import Edit
from agent.dialogues.cases import make_cases
from agent.dialogues.results import ScriptResult, TurnResult
from agent.dialogues.runner import run_case
from agent.dialogues.runs.folder import RunFolder
from agent.dialogues.runs.info import read_info, read_results
from agent.dialogues.scripts.schema import Script
from agent.director.plan import Plan
from storage.errors import CannotWrite
from storage.store import Store
from tests.conftest import ScriptedWriter
from tools.errors import ModelMissing
from tools.model_manager import ModelManager

Play = Callable[..., ScriptResult]


@pytest.fixture
def play(store: Store, tiny_models: ModelManager, tiny: str, tmp_path: Path) -> Iterator[Play]:
    """Plays a script with the plans of a director into the folder `run`."""
    runs: list[RunFolder] = []

    def play_script(script: dict[str, Any], *plans: Plan | str, director: Any = None) -> ScriptResult:
        tiny_models.set_engine("director", director or ScriptedWriter(*(plans or (Plan(intent="chat", text="ok"),))))
        whole = Script.model_validate({"name": "test", "profile": tiny, **script}).in_folder(tmp_path)
        run = RunFolder.create(tmp_path / "run", make_cases([whole]))
        runs.append(run)
        result = run_case(run.cases[0], store, tiny_models, lambda event: None, run.add_turn)
        run.add_script(result)
        run.write_summaries()
        return result

    yield play_script
    for run in runs:
        run.close()


def _rows(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "results.jsonl").read_text().splitlines()]


BIRD = Plan(intent="create", edits=(Edit(op="add", what="bird", color="red"),))


def test_expectations_hold_or_are_missed(play: Play, tmp_path: Path) -> None:
    turns = [
        {"say": "a red bird", "expect": {"intent": "create", "brief": {"elements": [{"what": "bird", "color": "red"}]},
                                         "picture": "new", "prompt": ["bird"], "pictures": 1, "seconds": 100}},
        {"say": "undo", "expect": {"intent": ["undo", "redo"], "picture": "same as turn 1",
                                   "says": {"has": ["nothing to undo"], "lacks": ["hello"]}}},
        {"say": "thanks", "expect": {"intent": "edit", "picture": "new"}, "should": {"says": ["never said"]}},
    ]  # fmt: skip
    result = play({"turns": turns}, BIRD, Plan(intent="undo"), Plan(intent="chat", text="ok"))
    assert [t.missed for t in result.turns][:2] == [[], []]
    assert [len(t.missed) for t in result.turns] == [0, 0, 2]
    assert result.turns[2].wished == ["the reply does not say “never said”"]
    run = tmp_path / "run"
    xml = ElementTree.parse(run / "junit.xml")
    assert len(xml.findall(".//testcase")) == 3
    assert len(xml.findall(".//failure")) == 1
    assert (run / _rows(run)[0]["path"]).exists()
    html = (run / "report.html").read_text()
    assert "data:image/png;base64" in html
    assert "<svg" in html
    assert "http://" not in html
    assert "https://" not in html
    assert html.index('data-state="failed"') < html.index('data-state="passed"')


def test_pictures_are_held_against_numbers(play: Play, tmp_path: Path) -> None:
    for name, color in (("mine", "red"), ("other", "blue")):
        Image.new("RGB", (32, 24), color).save(tmp_path / f"{name}.png")
    split = Image.new("RGB", (32, 24), "red")
    split.paste("blue", (16, 0, 32, 24))
    split.save(tmp_path / "half.png")
    right, left = [0.5, 0, 1, 1], [0, 0, 0.5, 1]
    turns = [
        {"open": "mine.png", "expect": {"picture": {"is": "new", "size": "32x24", "equal_to": "mine.png"}}},
        {"open": "half.png", "expect": {"picture": {"changed": {"least": 0.4, "most": 0.65}, "region": right,
                                                    "outside_db": 90}}},
        {"say": "/help", "expect": {"picture": {"is": "same as before", "changed": {"most": 0}}}},
        {"open": "other.png", "expect": {"picture": {"size": "32x32", "equal_to": "mine.png", "region": right,
                                                     "outside_db": 20, "changed": {"most": 0.1}}}},
        {"open": "mine.png", "expect": {"picture": {"region": left, "outside_db": 20}}},
    ]  # fmt: skip
    result = play({"turns": turns})
    assert [len(turn.missed) for turn in result.turns] == [0, 0, 0, 4, 1]
    assert not any(turn.error for turn in result.turns)
    assert str(tmp_path) not in (tmp_path / "run" / "run.json").read_text()
    assert str(tmp_path) not in (tmp_path / "run" / "results.jsonl").read_text()


def test_requirements_are_asked_of_the_eyes(play: Play) -> None:
    asked = [{"kind": "exists", "subject": "dog", "at_least": least} for least in (0, 1)]
    result = play({"turns": [{"say": "a red bird", "expect": {"checks": asked}}]}, BIRD)
    assert len(result.turns[0].missed) == 1
    assert "there is a dog: 0." in result.turns[0].missed[0]


def test_a_question_is_answered(play: Play) -> None:
    turns = [{"say": "a thing", "if asked": "a red bird", "expect": {"intent": "create", "picture": "new"}}]
    result = play({"turns": turns}, Plan(intent="ask", text="Which one?"), BIRD)
    assert result.turns[0].asked == "Which one?"
    assert result.turns[0].missed == []


def test_the_setup_counts_apart_and_ends_a_script_that_it_fails(play: Play, tmp_path: Path) -> None:
    script = {"setup": [{"say": "/help"}], "turns": [{"say": "/help", "expect": {"picture": "none"}}]}
    assert [(t.setup, t.number) for t in play(script).turns] == [(True, 1), (False, 1)]
    (tmp_path / "run").rename(tmp_path / "other")
    failed = play({**script, "setup": [{"say": "/help", "expect": {"picture": "new"}}]})
    assert len(failed.turns) == 1
    assert "The setup failed at its turn 1" in failed.error


def test_a_message_opens_no_file(play: Play, tmp_path: Path) -> None:
    Image.new("RGB", (32, 32)).save(tmp_path / "secret.png")
    messages = (f"/open {tmp_path / 'secret.png'}", str(tmp_path / "secret.png"), f"/restyle {tmp_path / 'secret.png'}")
    result = play({"turns": [{"say": message} for message in messages]})
    assert all("does not open secret.png by a message" in turn.error for turn in result.turns)
    assert all(turn.picture is None for turn in result.turns)


def test_control_characters_do_not_break_a_run(play: Play, tmp_path: Path) -> None:
    script = {"name": "a\x1b[2J\uffff", "turns": [{"say": "\x1b[31mthanks\uffff", "expect": {"intent": "undo"}}]}
    play(script)
    assert ElementTree.parse(tmp_path / "run" / "junit.xml").find(".//failure") is not None
    assert "\x1b" not in (tmp_path / "run" / "a.md").read_text()


def test_text_from_models_is_escaped_in_the_report(play: Play, tmp_path: Path) -> None:
    talk = Plan(intent="chat", text="<script>alert(1)</script>\x1b[2J")
    tag = '"><script>alert(2)</script>'
    result = play({"turns": [{"say": "hi"}], "tags": [tag]}, talk)
    assert "\x1b" not in result.turns[0].reply
    assert (tmp_path / "run" / "report.html").read_text().count("<script>") == 1


class _Broken:
    """A director whose server is down, or that has a fault."""

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)

    def write(self, *given: object, **more: object) -> str:
        raise self.errors.pop(0) if len(self.errors) > 1 else self.errors[0]

    def nbytes(self) -> int:
        return 0


def test_a_failed_turn_is_an_error_and_the_script_goes_on(play: Play, tmp_path: Path) -> None:
    director = _Broken(*[ModelMissing("The server is down.")] * 3, KeyError("session"))
    turns = [
        {"say": "a red bird", "expect": {"picture": "none", "unchanged": ["scene"]}},
        {"say": "a red bird", "expect": {"may_fail": True, "picture": "none"}},
        {"say": "a red bird", "expect": {"may_fail": True, "picture": "new"}},
        {"say": "a red bird", "expect": {"may_fail": True}},
    ]
    result = play({"turns": turns}, director=director)
    assert [bool(turn.error) for turn in result.turns] == [True, False, False, True]
    assert [len(turn.missed) for turn in result.turns] == [0, 0, 1, 0]
    assert result.turns[0].error == "The server is down."
    assert "a fault of gouache (KeyError: 'session')" in result.turns[3].error
    run = tmp_path / "run"
    xml = ElementTree.parse(run / "junit.xml")
    assert (len(xml.findall(".//error")), len(xml.findall(".//failure"))) == (2, 1)
    assert [bool(row["error"]) for row in _rows(run)] == [True, False, False, True]
    assert "**error:** The server is down." in (run / "test.md").read_text()


def test_a_script_that_cannot_begin_is_an_error(play: Play, tmp_path: Path) -> None:
    result = play({"profile": "gone", "turns": [{"say": "hi"}]})
    assert result.errors == 1
    error = ElementTree.parse(tmp_path / "run" / "junit.xml").find(".//error")
    assert error is not None
    assert "There is no profile" in error.attrib["message"]


def test_every_turn_is_written_as_it_ends(store: Store, tmp_path: Path) -> None:
    script = Script.model_validate({"name": "test", "turns": [{"say": "/help"}] * 2})
    run = RunFolder.create(tmp_path / "run", make_cases([script]))
    written: list[tuple[int, int]] = []

    def add(result: ScriptResult, turn: TurnResult) -> None:
        run.add_turn(result, turn)
        written.append((len(_rows(run.folder)), (run.folder / "test.md").read_text().count("**you:**")))

    run_case(run.cases[0], store, None, lambda event: None, add)
    assert written == [(1, 1), (2, 2)]
    assert read_info(run.folder).planned == 2
    assert next(iter(read_results(run.folder, run.info).values())).turns[1].number == 2


def _turn(say: str) -> TurnResult:
    return TurnResult(1, say, "chat", "done", "ok", "", None, None, None, {}, [], {})


def _cases(*names: str) -> list[Any]:
    return make_cases([Script.model_validate({"name": name, "turns": [{"say": "hi"}]}) for name in names])


def test_names_of_files_are_unique_short_and_never_empty(tmp_path: Path) -> None:
    names = ("red dog", "Red-dog!", "red dog 2", "???", "!!!", "红狗" * 150, "红狗" * 150)
    run = RunFolder.create(tmp_path / "run", _cases(*names))
    for number, case in enumerate(run.cases):
        result = case.new_result()
        result.turns.append(_turn(f"say {number}"))
        run.add_turn(result, result.turns[0])
    files = sorted(file.name for file in run.folder.glob("*.md"))
    assert len(files) == len(names)
    assert {"red-dog.md", "red-dog-2.md", "red-dog-2-2.md", "script.md", "script-2.md"} < set(files)
    assert all(len(name.encode()) < 200 for name in files)
    for number, row in enumerate(_rows(run.folder)):
        assert f"say {number}" in (run.folder / row["transcript"]).read_text()


def test_a_run_folder_holds_the_files_of_one_run(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    folder.mkdir()
    (tmp_path / "outside.md").write_text("mine")
    rows = [{"transcript": "../outside.md"}, {"script": "Red dog"}, [], 3, {"transcript": "notes.txt"}]
    (folder / "results.jsonl").write_text("\n".join([*map(json.dumps, rows), "{"]))
    (folder / "red-dog.md").write_text("of version 0.1.0")
    for name in ("first", "second"):
        run = RunFolder.create(folder, _cases(name), replace=True)
        result = run.cases[0].new_result()
        result.turns.append(_turn("hi"))
        run.add_turn(result, result.turns[0])
        (folder / "pictures" / f"{name}-1.png").write_bytes(b"")
        (folder / "notes.txt").write_text("mine")
        run.write_summaries()
        run.close()
    assert {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()} - {".lock"} == {
        "second.md", "pictures/second-1.png", "results.jsonl", "run.json", "junit.xml", "report.html", "notes.txt",
    }  # fmt: skip
    assert (tmp_path / "outside.md").read_text() == "mine"
    with pytest.raises(CannotWrite, match="has a run already"):
        RunFolder.create(folder, _cases("third"))


def test_two_runs_do_not_write_into_one_folder(tmp_path: Path) -> None:
    run = RunFolder.create(tmp_path / "run", _cases("first"))
    with pytest.raises(CannotWrite, match="Another run is writing"):
        RunFolder.create(tmp_path / "run", _cases("second"), replace=True)
    with pytest.raises(CannotWrite, match="Another run is writing"):
        RunFolder.resume(tmp_path / "run")
    run.close()
    RunFolder.resume(tmp_path / "run").close()


def test_a_folder_with_other_files_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "holiday.png").write_bytes(b"")
    with pytest.raises(CannotWrite, match="has other files in the way"):
        RunFolder.create(tmp_path, _cases("first"))
