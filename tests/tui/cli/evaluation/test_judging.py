"""`gouache run --judge`: what is written, printed and refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

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
