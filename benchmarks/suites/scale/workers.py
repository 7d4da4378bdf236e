"""What several processes and Ray cost beside the turns themselves."""

from __future__ import annotations

import resource
import statistics
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

from agent.dialogues.cases import make_cases
from agent.dialogues.playing import play_run
from agent.dialogues.results import ScriptResult
from agent.dialogues.runs.folder import RunFolder
from agent.dialogues.scripts.loading import load_scripts
from agent.dialogues.stage import Listener, ignore
from benchmarks.measuring import Figures
from benchmarks.suites.scale.scripts import start_gouache, write_script

ROUNDS = 2
"""How often both ways are timed, by turns."""


def measure_two(scripts: int) -> Figures:
    """Seconds of two workers of one run, and of two runs of half the scripts each.

    The efficiency is the one divided by the other: by the clock, which other programs disturb, and by processor time.
    """
    clock: dict[str, list[float]] = {"workers": [], "separate": []}
    processor: dict[str, list[float]] = {"workers": [], "separate": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        play = ("run", str(write_script(folder, scripts)), "--seeds", "0")
        ways = {"workers": [("--workers", "2")], "separate": [("--shard", "1/2"), ("--shard", "2/2")]}
        for number in range(ROUNDS):
            for way, starts in ways.items():
                start, before = time.perf_counter(), _seconds_of_children()
                started = [
                    start_gouache(folder / f"home-{way}", *play, *more, "--out", str(folder / f"{way}-{number}-{part}"))
                    for part, more in enumerate(starts)
                ]
                for process in started:
                    process.wait()
                clock[way].append(time.perf_counter() - start)
                processor[way].append(_seconds_of_children() - before)
    return {
        "scripts": scripts,
        "seconds": {way: round(min(taken), 1) for way, taken in clock.items()},
        "processor_seconds": {way: round(min(taken), 1) for way, taken in processor.items()},
        "efficiency": round(min(clock["separate"]) / min(clock["workers"]), 3),
        "efficiency_by_processor_time": round(min(processor["separate"]) / min(processor["workers"]), 3),
    }


def _seconds_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure_ray(scripts: int) -> Figures:
    """What a script takes beside its turns in one process, and on a Ray cluster of one processor."""
    try:
        from ray.cluster_utils import Cluster
    except ImportError:
        return {"ray": "not installed"}
    import ray

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        alone = _beside_turns(folder / "alone", scripts, "")
        cluster: Any = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
        try:
            there = _beside_turns(folder / "ray", scripts, cluster.address)
        finally:
            cluster.shutdown()
    beside = {way: statistics.median(beside for beside, _ in told) for way, told in (("alone", alone), ("ray", there))}
    script = statistics.median(beside + turns for beside, turns in alone)
    return {
        "version": ray.__version__,
        "scripts": len(alone),
        "seconds_a_script": round(script, 3),
        "ms_beside_turns": {way: round(1000 * seconds, 1) for way, seconds in beside.items()},
        "overhead_a_script": round((beside["ray"] - beside["alone"]) / script, 4),
    }


def _beside_turns(out: Path, scripts: int, address: str) -> list[tuple[float, float]]:
    """For each script after the first, which loads the models: its seconds beside its turns, and those of its turns."""
    cases = make_cases(load_scripts(write_script(out.parent, scripts + 1)), seeds=[0])
    ends: list[tuple[float, float]] = []

    def end(result: ScriptResult) -> None:
        ends.append((time.perf_counter(), sum(turn.accounting.get("seconds", 0.0) for turn in result.turns)))

    run = RunFolder.create(out, cases)
    try:
        play_run(run, Listener(ignore, ignore, ignore, end), cluster=address)
    finally:
        run.close()
    return [(now - before - turns, turns) for (before, _), (now, turns) in pairwise(ends)]
