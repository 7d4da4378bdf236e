"""Kill −9 of the driver and of workers of a run at random moments: what is lost, twice or different once resumed."""

from __future__ import annotations

import random
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import psutil

from benchmarks.measuring import Figures
from benchmarks.suites.scale.scripts import SHORT_TURNS, read_rows, start_gouache, write_script

LONGEST_LIFE = 2.5
"""Seconds between a turn and the next kill at most."""
_POLL = 0.02
_WORKER = "spawn_main"
"""What the command line of a worker has in it."""
_SAID = ("intent", "status", "prompt", "picture", "hash", "brief", "checks", "missed", "wished", "asked", "error")
"""Fields of a turn that do not depend on when it was played."""


def measure(scripts: int, kills: int) -> Figures:
    """Play so many scripts undisturbed, and once more while processes are killed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first = ("run", str(write_script(folder, scripts, short=True)), "--workers", "2", "--out")
        start_gouache(folder / "calm", *first, str(folder / "whole")).wait()
        out = folder / "killed"
        killed = _play_and_kill(folder / "home", [*first, str(out)], out, kills)
        whole, mended = read_rows(folder / "whole"), read_rows(out)
    expected, played = ({_key(row): _told(row) for row in rows} for rows in (whole, mended))
    return {
        "scripts": scripts,
        "turns": len(expected),
        "undisturbed_is_whole": len(whole) == len(expected) == scripts * SHORT_TURNS,
        "kills": dict(killed),
        "turns_lost": len(expected.keys() - played.keys()),
        "turns_twice": len(mended) - len({_key(row) for row in mended}),
        "stored_turns_twice": len(mended) - len({row["turn"] for row in mended}),
        "turns_different": sum(played[key] != told for key, told in expected.items() if key in played),
    }


def _play_and_kill(home: Path, first: list[str], out: Path, kills: int) -> Counter[str]:
    chance, killed = random.Random(24), Counter[str]()
    driver = start_gouache(home, *first)
    while driver.poll() is None and killed.total() < kills:
        _wait_for_turn(driver, out)
        time.sleep(chance.uniform(0, LONGEST_LIFE))
        victim = "driver" if killed.total() % 2 == 0 else "worker"
        if not _kill(driver, victim, chance):
            continue
        killed[victim] += 1
        if victim == "driver":
            driver.wait()
            driver = start_gouache(home, "run", "--resume", str(out), "--workers", "2")
    driver.wait()
    return killed


def _wait_for_turn(driver: subprocess.Popen[bytes], out: Path) -> None:
    """Wait until another turn is written, or the driver ends."""
    before = len(read_rows(out))
    while driver.poll() is None and len(read_rows(out)) <= before:
        time.sleep(_POLL)


def _kill(driver: subprocess.Popen[bytes], victim: str, chance: random.Random) -> bool:
    """Kill the driver or one of its workers, and return whether there was one."""
    if driver.poll() is not None:
        return False
    if victim == "driver":
        driver.kill()
        return True
    try:
        children = psutil.Process(driver.pid).children()
        workers = [child for child in children if _WORKER in " ".join(child.cmdline())]
        if workers:
            chance.choice(workers).kill()
    except psutil.Error:
        return False
    return bool(workers)


def _key(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["script"], row["seed"], row["number"]


def _told(row: dict[str, Any]) -> list[Any]:
    return [row[field] for field in _SAID]
