"""Scripts: what they may say, how they run, what a run leaves behind."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from agent.brief.edits import Edit
from agent.dialogues import report, runner, schema
from agent.director.plan import Plan
from storage.store import Store
from tests.conftest import ScriptedWriter
from tools.model_manager import ModelManager

EXAMPLES = Path(__file__).parents[2] / "examples"


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


def _run(script: dict[str, Any], store: Store, models: ModelManager, tiny: str, *plans: Plan) -> runner.ScriptResult:
    models.set_engine("director", ScriptedWriter(*plans))
    whole = schema.Script.model_validate({"name": "test", "profile": tiny, **script})
    quiet: Callable[[Any], None] = lambda value: None  # noqa: E731
    return runner.run_script(whole, store, models, quiet, quiet)


def test_expectations_hold_or_are_missed(store: Store, tiny_models: ModelManager, tiny: str, tmp_path: Path) -> None:
    bird = Plan(intent="create", edits=(Edit(op="add", what="bird", color="red"),))
    turns = [
        {"say": "a red bird", "expect": {"intent": "create", "brief": {"elements": [{"what": "bird", "color": "red"}]},
                                         "picture": "new"}},
        {"say": "undo", "expect": {"intent": "undo", "picture": "same as turn 1", "says": ["nothing to undo"]}},
        {"say": "thanks", "expect": {"intent": "edit", "picture": "new"}},
    ]  # fmt: skip
    result = _run({"turns": turns}, store, tiny_models, tiny, bird, Plan(intent="undo"), Plan(intent="chat", text="ok"))
    assert [len(t.missed) for t in result.turns] == [0, 0, 2]
    report.write_report(tmp_path / "out", [result])
    xml = ElementTree.parse(tmp_path / "out" / "junit.xml")
    assert len(xml.findall(".//testcase")) == 3
    assert len(xml.findall(".//failure")) == 1
    rows = [json.loads(line) for line in (tmp_path / "out" / "results.jsonl").read_text().splitlines()]
    assert (tmp_path / "out" / rows[0]["path"]).exists()
    assert "data:image/png;base64" in (tmp_path / "out" / "report.html").read_text()


def test_control_characters_do_not_break_a_run(
    store: Store, tiny_models: ModelManager, tiny: str, tmp_path: Path
) -> None:
    turns = [{"say": "\x1b[31mthanks", "expect": {"intent": "undo"}}]
    report.write_report(tmp_path, [_run({"turns": turns}, store, tiny_models, tiny, Plan(intent="chat", text="ok"))])
    assert ElementTree.parse(tmp_path / "junit.xml").find(".//failure") is not None
    (tmp_path / "raw.yaml").write_text("name: x\x07\nturns: []\n")
    with pytest.raises(schema.BadScript):
        schema.load_script(tmp_path / "raw.yaml")


def test_text_from_models_is_escaped_in_the_report(
    store: Store, tiny_models: ModelManager, tiny: str, tmp_path: Path
) -> None:
    talk = Plan(intent="chat", text="<script>alert(1)</script>\x1b[2J")
    result = _run({"turns": [{"say": "hi"}]}, store, tiny_models, tiny, talk)
    assert "\x1b" not in result.turns[0].reply
    report.write_report(tmp_path, [result])
    assert "<script>" not in (tmp_path / "report.html").read_text()
