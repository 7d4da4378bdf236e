"""`gouache run`: its exit status, what it prints, and what it leaves behind."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agent.dialogues.schema import BadScript
from agent.studio import Studio
from storage.tables import Turn

Run = Callable[..., Any]


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """A script of two commands that need no model."""
    path = tmp_path / "scripts" / "one.yaml"
    path.parent.mkdir()
    path.write_text("name: help\nturns:\n  - say: /help\n  - say: /help\n")
    return path


def test_a_run_that_holds_is_status_0(run: Run, script: Path, tmp_path: Path) -> None:
    (script.parent / "two.yml.bak").write_text("x")
    done = run("run", str(script.parent), "--out", str(tmp_path / "out"), "--json")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert (told["scripts"], told["turns"], told["missed"], told["errors"]) == (1, 2, 0, 0)
    assert "two.yml.bak is not taken" in done.stderr.replace("\n", "")


def test_a_failed_turn_is_status_1(run: Run, script: Path, tmp_path: Path) -> None:
    script.write_text("name: gone\nturns:\n  - say: /open nowhere.png\n  - say: /help\n")
    done = run("run", str(script), "--out", str(tmp_path / "out"))
    assert done.exit_code == 1
    assert "2 turns, 0 expectations missed, 1 errors" in done.output
    assert "<error" in (tmp_path / "out" / "junit.xml").read_text()


def test_where_nothing_can_be_run_the_status_is_2(run: Run, script: Path, tmp_path: Path, home: Path) -> None:
    (home / "profiles").mkdir(parents=True)
    (home / "profiles" / "broken.toml").write_text("name = ")
    script.write_text("name: x\nprofile: broken\nturns:\n  - say: hi\n")
    done = run("run", str(script), "--out", str(tmp_path / "out"))
    assert done.exit_code == 2
    assert "is not valid TOML" in done.output
    assert "<error" in (tmp_path / "out" / "junit.xml").read_text()
    assert BadScript("x").exit_status == 2


def test_ctrl_c_leaves_the_report_of_what_was_done(
    run: Run, script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    send, sent = Studio.send, list[str]()

    def stop_at_the_second(studio: Studio, text: str, *rest: Any) -> Turn:
        sent.append(text)
        if len(sent) == 2:
            raise KeyboardInterrupt
        return send(studio, text, *rest)

    monkeypatch.setattr(Studio, "send", stop_at_the_second)
    out = tmp_path / "out"
    done = run("run", str(script), "--out", str(out))
    assert done.exit_code == 130
    assert "1 of 2 turns" in done.output
    assert len((out / "results.jsonl").read_text().splitlines()) == 1
    assert "turn 1" in (out / "report.html").read_text()
    assert (out / "junit.xml").read_text().count("<testcase") == 1
