"""How `gouache bench` finds the suites, and what the crash suite notes."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

import benchmarks
from benchmarks.reading.log import ReadingLog
from benchmarks.suites import crash, director
from benchmarks.suites.crash import child
from storage import ledger
from storage.ledger import SessionWorkspace
from storage.store import Store
from tools.errors import GouacheError
from tools.types import Result
from tui.cli.evaluation.bench import SUITES, bench, load_suite

CLONE = Path(benchmarks.__file__).parents[1]


def test_every_suite_can_be_loaded() -> None:
    assert all(callable(load_suite(name).run) for name in SUITES)


def test_without_a_clone_one_sentence_says_what_is_missing_and_in_its_folder_it_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = [entry for entry in sys.path if not (Path(entry) / "benchmarks").exists()]
    monkeypatch.setattr(sys, "path", installed)
    for name in [name for name in sys.modules if name.split(".")[0] == "benchmarks"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GouacheError, match="not part of the installed package; clone the repository"):
        load_suite("grader")
    monkeypatch.chdir(CLONE)
    assert Path(str(load_suite("grader").__file__)).parents[2] == CLONE


def test_the_crash_suite_notes_calls_that_start_and_calls_that_are_done(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("begin_call", "complete_call"):
        monkeypatch.setattr(ledger, name, getattr(ledger, name))  # Put back after the test.
    monkeypatch.setattr(Store, "begin_turn", Store.begin_turn)
    child.note_calls(tmp_path)
    session = store.new_session("pocket", 0)
    turn = store.begin_turn(session.id, "a cat")
    row = ledger.begin_call(store, turn.id, 0, "inspect", {})
    ledger.complete_call(store, row.id, Result(data={}), 0.1, SessionWorkspace(store, session.id), None)
    ledger.begin_call(store, turn.id, 0, "inspect", {})
    assert (tmp_path / "calls.log").read_text().splitlines() == ["said", f"run {row.id}", f"done {row.id}"]
    assert crash._calls_run_twice(tmp_path) == (0, 1)
    assert crash._messages_lost(tmp_path, store) == 0


def test_a_killed_migration_is_finished_by_the_next_start(tmp_path: Path) -> None:
    assert crash._kill_a_migration(tmp_path / "old", 0.0)


def test_any_model_is_measured_as_a_director() -> None:
    told: list[tuple[int, int]] = []
    figures = director.run_model("pocket", 100, lambda done, total: told.append((done, total)))
    assert figures["messages"] == told[-1][1] > 5
    assert figures["en"]["joint_goal"] > 0.5
    assert figures["seconds_p50"] > 0


def test_what_a_measured_model_makes_of_messages_is_written_at_once_and_gone_on_from(tmp_path: Path) -> None:
    log = tmp_path / "readings.jsonl"
    said: list[str] = []
    whole = director.run_model("pocket", 100, lambda *_: None, log, said.append)
    lines = log.read_text("utf-8").splitlines(keepends=True)
    assert len(said) == whole["messages"] >= len(lines) > 5
    assert f"1/{len(said)} right" in said[0]
    assert "tokens read a message" in said[0]
    kept = json.loads(lines[0]) | {"plan": {"do": "chat"}, "seconds": 7.0}
    # Killed within the third line: the first two are gone on from, whatever they say.
    log.write_text(json.dumps(kept) + "\n" + lines[1] + lines[2][:-9], "utf-8")
    said.clear()
    again = director.run_model("pocket", 100, lambda *_: None, log, said.append)
    assert "WRONG" in said[0]
    assert "7.0 s" in said[0]
    assert again["en"]["joint_goal"] < whole["en"]["joint_goal"]
    assert [json.loads(line)["view"] for line in log.read_text("utf-8").splitlines()] == [
        json.loads(line)["view"] for line in lines
    ]


def test_a_log_of_another_model_or_command_is_left_alone(tmp_path: Path) -> None:
    log = tmp_path / "readings.jsonl"
    log.write_text('{"view": "have: nothing", "model": "http://127.0.0.1:1/v1"}\n', "utf-8")
    with pytest.raises(GouacheError, match=r"has what http://127\.0\.0\.1:1/v1 read, not pocket"):
        ReadingLog(log, "pocket")
    log.write_text("a diary\n", "utf-8")
    with pytest.raises(GouacheError, match="no log of this command"):
        ReadingLog(log, "pocket")
    assert log.read_text("utf-8") == "a diary\n"


def test_only_suites_of_directors_measure_another_model() -> None:
    with pytest.raises(GouacheError, match="Only the suites “director” and “open”"):
        bench("eyes", model="pocket")
