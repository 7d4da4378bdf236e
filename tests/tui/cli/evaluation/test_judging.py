"""`gouache run --judge`: what is written, printed and refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from agent.dialogues.runs.agreement import EYES
from agent.dialogues.runs.info import BadRun
from tools.errors import GouacheError

Run = Callable[..., Any]
JUDGES = ("--judge", "grader", "--judge", "pictures:second", "--judge", "replies:second")


@pytest.fixture
def script(tmp_path: Path, home: Path, tiny: str) -> Path:
    """A script, and a second profile."""
    (home / "profiles").mkdir(parents=True)
    (home / "profiles" / "second.toml").write_text(Path(tiny).read_text())
    path = tmp_path / "one.yaml"
    path.write_text("name: cat\nturns:\n  - say: a red cat\n")
    return path


def test_judges_answer_agree_and_cost(run: Run, script: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    told = json.loads(run("run", str(script), *JUDGES, "--out", str(out), "--json").stdout)
    costs = {cost["judge"]: cost for cost in told["judges"]}
    assert (costs["grader"]["turns"], costs["pictures:second"]["turns"], costs["replies:second"]["turns"]) == (1, 1, 1)
    assert costs["grader"]["yes"] == 1
    assert costs["replies:second"]["calls"] == 3
    assert costs["replies:second"]["tokens"] > 0
    pairs = {tuple(agreement["judges"]) for agreement in told["agreement"]}
    assert pairs == {(EYES, "grader"), (EYES, "pictures:second"), ("grader", "pictures:second")}
    about = json.loads((out / "run.json").read_text())
    assert about["judge_models"].keys() == {"pictures:second", "replies:second"}
    assert "Cohen's kappa" in (out / "report.html").read_text().replace("&#39;", "'")
    again = run("run", "--resume", str(out), *JUDGES)
    assert "tokens written" in again.output
    with pytest.raises(BadRun, match="finish it so"):
        run("run", "--resume", str(out))


def test_a_judge_with_another_model_does_not_finish_a_run(run: Run, script: Path, tmp_path: Path, home: Path) -> None:
    out = tmp_path / "out"
    script.write_text("name: help\nturns:\n  - say: /help\n")
    run("run", str(script), "--judge", "pictures:second", "--out", str(out))
    about = json.loads((out / "run.json").read_text())
    about["judge_models"]["pictures:second"]["hash"] = "0" * 64
    (out / "run.json").write_text(json.dumps(about))
    with pytest.raises(BadRun, match="is not the model that the run was started with"):
        run("run", "--resume", str(out), "--judge", "pictures:second")


def test_a_profile_does_not_judge_itself(run: Run, script: Path, tmp_path: Path) -> None:
    with pytest.raises(GouacheError, match="same eyes as pocket, which is judged"):
        run("run", str(script), "--judge", "pictures:pocket", "--out", str(tmp_path / "out"))
    assert not (tmp_path / "out").exists()


def test_a_finished_run_is_judged_as_if_it_had_been_from_the_start(run: Run, script: Path, tmp_path: Path) -> None:
    judged, out = tmp_path / "judged", tmp_path / "out"
    Image.new("RGB", (32, 32), "red").save(tmp_path / "red.png")
    check = "{kind: color, subject: cat, value: red, at_least: 0}"
    script.write_text(
        f"name: cat\nturns:\n  - open: red.png\n    expect: {{checks: [{check}]}}\n  - say: /help\n"
        f"    expect: {{checks: [{check}]}}\n"
    )
    run("run", str(script), "--judge", "pictures:second", "--out", str(judged))
    run("run", str(script), "--out", str(out))
    told = json.loads(run("judge", str(out), "--judge", "pictures:second", "--json").stdout)
    assert [(cost["judge"], cost["turns"]) for cost in told["judges"]] == [("pictures:second", 1)]
    rows, wanted = (
        list(map(json.loads, (folder / "results.jsonl").read_text().splitlines())) for folder in (out, judged)
    )
    for row, like in zip(rows, wanted, strict=True):
        assert {**row, "judgements": 0, "scores": 0}.keys() == like.keys()
        assert [row[key] for key in ("number", "hash", "path", "transcript", "scores", "checks", "required")] == [
            like[key] for key in ("number", "hash", "path", "transcript", "scores", "checks", "required")
        ]
        assert [said["answers"] for said in row["judgements"].values()] == [
            said["answers"] for said in like["judgements"].values()
        ]
    assert "pictures:second" in (out / "report.html").read_text()
    assert run("run", "--resume", str(out), "--judge", "pictures:second").exit_code == 0
    assert "no difference" in run("compare", str(judged), str(out)).output


def test_more_judges_come_to_a_run_and_none_is_asked_twice(
    run: Run, script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    (tmp_path / "later_judge.py").write_text(
        "asked = []\ndef count(turn):\n    asked.append(turn.number)\n    return len(asked)\n"
        "def fail(turn):\n    return 1 / (2 - turn.number)\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    script.write_text("name: help\nturns:\n  - say: /help\n  - say: /help\n")
    run("run", str(script), "--out", str(out))
    for _ in range(2):
        run("judge", str(out), "--judge", "later_judge:count")
    with pytest.raises(GouacheError, match=r"fault of the judge .ZeroDivisionError"):
        run("judge", str(out), "--judge", "later_judge:fail")
    rows = list(map(json.loads, (out / "results.jsonl").read_text().splitlines()))
    assert [row["scores"] for row in rows] == [{"count": 1, "fail": 1}, {"count": 2}]
    assert [row["error"] for row in rows] == ["", ""]
    assert json.loads((out / "run.json").read_text())["judge"] == "later_judge:count,later_judge:fail"


def test_what_can_not_judge_a_run_is_refused_and_leaves_it_as_it_was(run: Run, script: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    script.write_text("name: help\nturns:\n  - say: /help\n")
    run("run", str(script), "--judge", "pictures:second", "--out", str(out))
    before = (out / "run.json").read_bytes()
    refused = {"pictures:pocket": "same eyes as pocket", "nothing": "is not a judge", "": "Who judges"}
    for name, told in refused.items():
        with pytest.raises(GouacheError, match=told):
            run("judge", str(out), *(("--judge", name) if name else ()))
    assert (out / "run.json").read_bytes() == before
    (out / "results.jsonl").write_text("")
    with pytest.raises(BadRun, match="is not finished"):
        run("judge", str(out), "--judge", "grader")
