"""The suite of evaluation at scale: what it plays, kills and counts."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from agent.dialogues.scripts.loading import load_scripts
from benchmarks.suites.scale import driver, kills, verdicts
from benchmarks.suites.scale.scripts import TURNS, write_script


@pytest.mark.parametrize("scripts", [4, 10, 11, 60])
def test_so_many_scripts_are_written(tmp_path: Path, scripts: int) -> None:
    loaded = load_scripts(write_script(tmp_path, scripts))
    assert len({script.name for script in loaded}) == scripts
    assert {len(script.steps) for script in loaded} == {TURNS}


def test_a_worker_is_killed_and_its_driver_is_not() -> None:
    code = (
        "import multiprocessing as m, sys\n"
        "if __name__ == '__main__':\n"
        "    child = m.get_context('spawn').Process(target=input)\n"
        "    child.start(); print(child.pid, flush=True); child.join(); print(child.exitcode, flush=True)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    assert parent.stdout.readline()
    assert kills._kill(parent, "worker", random.Random(1))  # type: ignore[arg-type]
    told, _ = parent.communicate()
    assert told.split() == ["-9"]
    assert not kills._kill(parent, "driver", random.Random(1))  # type: ignore[arg-type]


def test_a_planted_loss_is_as_large_as_it_says() -> None:
    chance = random.Random(1)
    told = [verdicts._lost(chance, chance.betavariate(6, 1)) for _ in range(40_000)]
    lost = sum(before - after for before, after in told)
    assert lost / len(told) == pytest.approx(verdicts.LOSS, abs=0.004)


def test_a_driver_takes_what_its_workers_tell() -> None:
    pytest.importorskip("ray")
    figures = driver._drive(6)
    assert figures["results"] == 6 * TURNS
    assert figures["results_a_second"] > 1
