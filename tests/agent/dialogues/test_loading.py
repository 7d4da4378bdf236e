"""Parameters, included turns, files of scripts, and the published schema."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agent.dialogues.cases import make_cases
from agent.dialogues.results import ScriptResult, TurnResult, count_results, failed_turns
from agent.dialogues.scripts import loading
from agent.dialogues.scripts.schema import Script, schema_json

SCHEMA = Path(__file__).parents[3] / "docs" / "script.schema.json"


def _scripts(folder: Path, text: str) -> list[Script]:
    (folder / "one.yaml").write_text(text)
    return loading.load_scripts(folder / "one.yaml")


def test_the_published_schema_is_current() -> None:
    # If this fails: gouache script schema > docs/script.schema.json
    assert json.loads(SCHEMA.read_text()) == schema_json()


def test_a_script_stands_for_every_combination_of_its_parameters(tmp_path: Path) -> None:
    text = """
name: a {color} bird, {{really}}
for each: {color: [red, blue], count: [1, 3], scene: meadow}
turns:
  - say: "{count} {color} birds in a {scene}"
    expect: {brief: {elements: [{what: bird, color: "{color}", count: {count}}], scene: {scene}}}
"""
    scripts = _scripts(tmp_path, text)
    assert [script.turns[0].say for script in scripts] == [
        "1 red birds in a meadow", "3 red birds in a meadow", "1 blue birds in a meadow", "3 blue birds in a meadow",
    ]  # fmt: skip
    brief = scripts[3].turns[0].expect.brief
    assert brief is not None
    assert (brief.scene, brief.elements[0].color, brief.elements[0].count) == ("meadow", "blue", 3)
    # Names that would be the same say their parameters.
    assert scripts[0].name == "a red bird, {really} (color=red, count=1, scene=meadow)"
    assert len({script.name for script in scripts}) == 4
    assert not any(script.for_each for script in scripts)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: x\nfor each: {a: [1]}\nturns:\n  - say: hi {b}\n", "line 4: the parameter “b” is not defined; "),
        ("name: x\nfor each: {a: [1]}\nturns:\n  - say: hi {a.__class__}\n", "“a.__class__” is not defined"),
        ("name: x\nfor each: {a: []}\nturns:\n  - say: hi\n", "line 2: for each: a: its values are words or numbers"),
        ("name: x\nfor each: {a b: [1]}\nturns:\n  - say: hi\n", "“a b” is no name of letters"),
        ("name: x\nfor each: [a]\nturns:\n  - say: hi\n", "write the values of each parameter"),
        (f"name: x\nfor each: {{a: {[*range(40)]}, b: {[*range(40)]}}}\nturns:\n  - say: hi\n", "1,600 combinations"),
        ("name: x\nturns:\n  - open: ../x.png\n", "is not a path inside the script's folder"),
        ("name: x\nturns:\n  - open: /etc/passwd\n", "is not a path inside the script's folder"),
        ("name: x\nturns:\n  - open: gone.png\n", "there is no file “gone.png”"),
        ("name: x\nturns:\n  - open: leak.png\n", "leads out of the script's folder"),
        ("name: x\nturns:\n  - say: hi\n    expect: {picture: {equal_to: ../x.png}}\n", "is not a path inside"),
        ("name: x\nturns:\n  - include: ../x.yaml\n", "is not a path inside"),
        ("name: x\nturns:\n  - include: _again.yaml\n", "more than 5 files include one another"),
        ("name: x\nturns:\n  - include: _typo.yaml\n", "_typo.yaml, line 2: “sya” is not known here; allowed: say"),
        ("name: x\nturns:\n  - say: hi\n    include: _again.yaml\n", "line 3: .*one of say, open and include"),
        ("name: x\nturns:\n  - say: hi\n    passes: 5 of 4\n", "K is at most N"),
        ("name: x\nturns:\n  - say: hi\n    expect: {picture: {region: [0, 0, 1, 1]}}\n", "region and outside_db"),
        ("name: x\nturns:\n  - say: hi\n    expect: {checks: [{kind: exists, at_least: 2}]}\n", "line 4: .*at_least"),
    ],
)  # fmt: skip
def test_what_does_not_belong_is_one_sentence(tmp_path: Path, text: str, message: str) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "x.png").write_bytes(b"")
    (inside / "leak.png").symlink_to(tmp_path / "x.png")
    (inside / "_again.yaml").write_text("turns:\n  - include: _again.yaml\n")
    (inside / "_typo.yaml").write_text("turns:\n  - sya: hi\n")
    with pytest.raises(loading.BadScript, match=message) as error:
        _scripts(inside, text)
    assert "\n" not in str(error.value)


def test_turns_are_included_with_their_parameters(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "parts" / "_bird.yaml").write_text("turns:\n  - say: a {color} bird\n  - include: parts/_end.yaml\n")
    (tmp_path / "parts" / "_end.yaml").write_text("turns:\n  - say: thanks\n")
    (tmp_path / "dog.png").write_bytes(b"x")
    text = """
name: x
tags: [birds]
for each: {color: [red]}
setup: [include: parts/_bird.yaml]
turns:
  - open: dog.png
  - include: parts/_end.yaml
"""
    (script,) = _scripts(tmp_path, text)
    assert [turn.say for turn in script.setup] == ["a red bird", "thanks"]
    assert [turn.say or turn.open for turn in script.turns] == ["dog.png", "thanks"]
    assert [path.name for path in loading.find_scripts([tmp_path])] == ["one.yaml"]


def test_the_documents_example_is_a_script(tmp_path: Path) -> None:
    text = (SCHEMA.parent / "evaluation.md").read_text("utf-8").split("```yaml\n")[1].split("```")[0]
    (tmp_path / "_meadow.yaml").write_text("turns:\n  - say: a meadow\n")
    (tmp_path / "dog.png").write_bytes(b"x")
    scripts = _scripts(tmp_path, text)
    assert [script.name for script in scripts] == ["red bird, en", "blue bird, en"]
    assert [len(script.steps) for script in scripts] == [4, 4]
    assert len(make_cases(scripts)) == 10


def _played(script: Script, held: list[bool], error: str = "") -> list[ScriptResult]:
    results = []
    for case, passed in zip(make_cases([script]), held, strict=True):
        result = case.new_result()
        turn = TurnResult(1, "hi", "chat", "done", "ok", "", None, None, None, {}, [], {}, error=error)
        turn.tolerance, turn.missed = script.turns[0].passes or "", [] if passed else ["wrong"]
        result.turns.append(turn)
        results.append(result)
    return results


def test_a_turn_may_miss_as_often_as_it_says() -> None:
    script = Script.model_validate({"name": "x", "turns": [{"say": "hi", "passes": "2 of 4"}]})
    assert [case.seed for case in make_cases([script])] == [0, 1, 2, 3]
    enough = count_results(_played(script, [True, False, True, False]))
    assert (enough.passed, enough.missed, enough.tolerated) == (True, 0, 2)
    assert not count_results(_played(script, [True, False, False, False])).passed
    assert len(failed_turns(_played(script, [True] * 4, error="down"))) == 4
    strict = Script.model_validate({"name": "x", "turns": [{"say": "hi"}]})
    assert len(failed_turns(_played(strict, [False]))) == 1


def test_scripts_of_one_name_are_told_apart() -> None:
    scripts = [Script.model_validate({"name": name, "turns": [{"say": "hi"}]}) for name in ("x", "x", "x (2)", "x")]
    assert [case.script.name for case in make_cases(scripts)] == ["x", "x (3)", "x (2)", "x (4)"]
