"""`gouache run` over several processes and on a cluster, and what their deaths and full disks cost."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psutil
import pytest
from PIL import Image

from agent.dialogues import processes
from agent.dialogues.cluster import NoCluster
from agent.dialogues.results import ScriptResult, TurnResult
from agent.dialogues.runs.folder import RunFolder
from storage.errors import CannotWrite
from storage.store import Store

Run = Callable[..., Any]


def _rows(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "results.jsonl").read_text().splitlines()]


def test_several_processes_play_what_one_would(run: Run, script: Path, tmp_path: Path) -> None:
    script.write_text("name: help\nturns:\n  - say: /help\n  - say: /seed 7\n    expect: {says: [never]}\n")
    outs = {workers: tmp_path / str(workers) for workers in (1, 2)}
    for workers, out in outs.items():
        done = run("run", str(script), "--seeds", "0-3", "--workers", str(workers), "--out", str(out))
        assert done.exit_code == 1
    one, two = (
        sorted((row["seed"], row["number"], row["reply"], str(row["missed"])) for row in _rows(out))
        for out in outs.values()
    )
    assert one == two
    assert len(one) == 8
    assert len({row["session"] for row in _rows(outs[2])}) == 4


class _Killing:
    """Kills processes of a run in the middle of it, as somebody would from another terminal."""

    def __init__(self, name: str, times: int) -> None:
        self.name, self.left = name, times

    def __call__(self, *given: Any) -> None:
        for child in psutil.Process().children(recursive=True):
            if self.left and self.name in " ".join(child.cmdline()):
                self.left -= 1
                child.kill()


@pytest.mark.parametrize(("options", "name"), [(("--workers", "2"), "spawn_main"), (("--ray", "local"), "_Player")])
def test_a_process_that_dies_costs_its_script_another_try(
    run: Run, script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, str], name: str
) -> None:
    if "--ray" in options:
        pytest.importorskip("ray")
    script.write_text("name: help\nturns:\n" + "  - say: /help\n  - say: /seed 7\n" * 10)
    out, killing = tmp_path / "out", _Killing(name, 1)
    add_turn = RunFolder.add_turn

    def add_and_kill(*given: Any) -> None:
        add_turn(*given)
        killing()

    monkeypatch.setattr(RunFolder, "add_turn", add_and_kill)
    done = run("run", str(script), "--seeds", "0-2", "--out", str(out), *options)
    assert killing.left == 0
    assert done.exit_code == 0
    rows = _rows(out)
    assert sorted((row["seed"], row["number"]) for row in rows) == [(s, n + 1) for s in range(3) for n in range(20)]
    assert len({row["turn"] for row in rows}) == 60
    assert len({row["session"] for row in rows}) == 3


def test_a_script_that_ends_every_process_is_given_up_and_the_others_are_played(
    run: Run, script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(processes, "_TRIES", 2)
    (tmp_path / "deadly_judge.py").write_text(
        "import os\ndef judge(turn):\n    return os._exit(9) if 'deadly' in turn.say else 1.0\n"
    )
    (script.parent / "two.yaml").write_text("name: deadly\nturns:\n  - say: /seed deadly\n")
    out = tmp_path / "out"
    done = run("run", str(script.parent), "--workers", "2", "--judge", "deadly_judge:judge", "--out", str(out))
    assert done.exit_code == 1
    assert "ended its process 2 times" in done.output.replace("\n", " ")
    assert [row["script"] for row in _rows(out)] == ["help", "help"]


def test_a_full_disk_stops_the_run_with_a_sentence_and_keeps_what_is_done(
    run: Run, script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script.write_text("name: help\nturns:\n" + "  - say: /help\n" * 5)
    out, add_turn = tmp_path / "out", RunFolder.add_turn

    def fill(folder: RunFolder, result: ScriptResult, turn: TurnResult) -> None:
        if turn.number == 4 and not (tmp_path / "rows").exists():
            (out / "results.jsonl").rename(tmp_path / "rows")
            (out / "results.jsonl").symlink_to("/dev/full")
        add_turn(folder, result, turn)

    monkeypatch.setattr(RunFolder, "add_turn", fill)
    with pytest.raises(CannotWrite, match="No space left on device"):
        run("run", str(script), "--out", str(out))
    (tmp_path / "rows").rename(out / "results.jsonl")
    assert [row["number"] for row in _rows(out)] == [1, 2, 3]
    (tmp_path / "rows").touch()
    assert run("run", "--resume", str(out)).exit_code == 0
    assert [row["number"] for row in _rows(out)] == [1, 2, 3, 4, 5]
    assert len({row["turn"] for row in _rows(out)}) == 5


@pytest.mark.parametrize("workers", ["1", "2"])
def test_where_sessions_cannot_be_stored_the_run_stops_and_no_turn_counts_as_failed(
    run: Run, script: Path, tmp_path: Path, home: Path, workers: str
) -> None:
    script.write_text("name: help\nturns:\n  - say: /help\n  - say: /seed 5\n  - say: /help\n")
    out = tmp_path / "out"
    full = "CREATE TRIGGER full BEFORE INSERT ON turn WHEN NEW.number = 2 BEGIN "
    Store().engine.dispose()
    with closing(sqlite3.connect(home / "gouache.db")) as connection:
        connection.execute(f"{full} SELECT RAISE(FAIL, 'database or disk is full'); END")
        with pytest.raises(CannotWrite, match="full"):
            run("run", str(script), "--seeds", "0-1", "--workers", workers, "--out", str(out))
        assert {(row["number"], row["error"]) for row in _rows(out)} == {(1, "")}
        connection.execute("DROP TRIGGER full")
    assert run("run", "--resume", str(out)).exit_code == 0
    assert sorted((row["seed"], row["number"]) for row in _rows(out)) == [(s, n) for s in (0, 1) for n in (1, 2, 3)]


def test_a_cluster_plays_what_one_process_would(run: Run, script: Path, tmp_path: Path) -> None:
    pytest.importorskip("ray")
    for number, color in enumerate(("red", "blue")):
        Image.new("RGB", (32, 32), color).save(script.parent / f"{number}.png")
    turns = "".join(f"  - open: {number}.png\n" for number in (0, 1))
    script.write_text(f"name: pictures\nturns:\n{turns}  - say: /undo\n    expect: {{picture: same as turn 1}}\n")
    own = tmp_path / "own.toml"
    own.write_text('base = "pocket"\n')
    profiles = ("--profile", "pocket", "--profile", str(own))
    outs = [tmp_path / name for name in ("alone", "cluster")]
    for out, options in zip(outs, ((), ("--ray", "local")), strict=True):
        assert run("run", str(script), "--seeds", "0-2", *profiles, "--out", str(out), *options).exit_code == 0
    told = [
        sorted(
            (row["profile"], row["seed"], row["number"], row["intent"], row["hash"], row["path"]) for row in _rows(out)
        )
        for out in outs
    ]
    assert told[0] == told[1]
    assert len(told[0]) == 18
    assert {row[5] for row in told[1]} == {f"pictures/{file.name}" for file in (outs[1] / "pictures").iterdir()}


def test_without_ray_or_a_cluster_the_command_says_so(
    run: Run, script: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(NoCluster, match=r"gouache\[ray\]"):
        run("run", str(script), "--out", str(tmp_path / "out"), "--ray", "auto")
    assert run("run", "--resume", str(tmp_path / "out")).exit_code == 0
