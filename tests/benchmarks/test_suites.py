"""How `gouache bench` finds the suites, and what the crash suite notes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import benchmarks
from benchmarks.suites import crash, director
from storage import ledger
from storage.ledger import SessionWorkspace
from storage.store import Store
from tools.errors import GouacheError
from tools.types import Result
from tui.cli.bench import SUITES, bench, load_suite

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
    crash._note_calls(tmp_path)
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


def test_only_the_director_suite_measures_another_model() -> None:
    with pytest.raises(GouacheError, match="Only the suite “director”"):
        bench("eyes", model="pocket")
