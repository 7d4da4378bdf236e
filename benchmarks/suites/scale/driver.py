"""A driver of many workers whose model is a stub: how many results a second it takes, and how much memory that needs.

The workers are tasks of a few asynchronous Ray actors. Each tells what a worker of a cluster tells, by the same way, as
fast as it is taken: only the model is missing. So the driver is the limit, and by what it takes at most, it is known
how many workers of a given model would keep it busy. Everything is on one machine, so that the actors and Ray's own
processes take processor time from the driver: a cluster's would take more.
"""

from __future__ import annotations

import io
import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from PIL import Image

from agent.dialogues.cases import Case, make_cases
from agent.dialogues.cluster import Pool, Told
from agent.dialogues.results import ScriptResult, TurnResult
from agent.dialogues.runs.folder import RunFolder
from agent.dialogues.scripts.schema import Script
from agent.dialogues.stage import Listener, ignore
from benchmarks.measuring import Figures, peak_memory_mb
from benchmarks.suites.scale.scripts import TURNS
from tools.types import Check, Requirement

WORKERS, QUICK_WORKERS = (10, 100, 1000), (10, 50)
SECONDS = (0.25, 1.0, 10.0)
"""Seconds a turn of models, for which the most workers are told."""
_ACTORS = 4
_SIZE = 96
"""Pixels of a side of the pictures, of noise, which no format makes smaller: 27 kB each."""


def measure(quick: bool) -> Figures:
    """Figures of a fresh driver for each number of workers."""
    try:
        import ray  # noqa: F401
    except ImportError:
        return {"ray": "not installed"}
    told = {}
    for workers in QUICK_WORKERS if quick else WORKERS:
        command = [sys.executable, "-c", f"from {__name__} import print_figures; print_figures({workers})"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        told[str(workers)] = json.loads(done.stdout.splitlines()[-1])
    most = told[str(workers)]["results_a_second"]
    return {"workers": told, "workers_at_the_limit": {f"{s} s a turn": round(most * s) for s in SECONDS}}


class _Workers:
    """Many workers with a stub in place of their models."""

    async def ready(self) -> None:
        """Be there."""

    async def play(self, case: Case, files: dict[str, bytes]) -> AsyncIterator[Told]:
        """Tell what a worker tells of a script."""
        del files
        key = case.seed
        noise = np.random.default_rng(key).integers(0, 256, (_SIZE, _SIZE, 3), np.uint8)
        file = io.BytesIO()
        Image.fromarray(noise).save(file, "PNG")
        for number in range(1, TURNS + 1):
            yield f"{key:08x}", _stub_turn(key, number), file.getvalue(), ""
        yield f"{key:08x}", None, b"", ""


def _stub_turn(key: int, number: int) -> TurnResult:
    things = [{"what": thing, "color": "red", "count": 1} for thing in ("balloon", "house", "bird")]
    checks = [
        Check(requirement=Requirement(kind="exists", subject=thing["what"]), verdict="pass", probability=0.97)
        for thing in things
    ]
    return TurnResult(
        number, "a red balloon in a meadow, a house and a bird", "create", "done", "Here is the picture." * 5,
        "a red balloon, a red house, a red bird, meadow scene", number, f"{key * TURNS + number:064x}", "there",
        {"elements": things, "scene": "meadow"}, checks, {"seconds": 0.25, "model_seconds": 0.2, "pictures": 1},
        turn=f"{key:08x}-{number}",
    )  # fmt: skip


def print_figures(workers: int) -> None:
    """Print the figures of this process as the driver of so many workers, as JSON."""
    print(json.dumps(_drive(workers)))


def _drive(workers: int) -> Figures:
    ray: Any = import_module("ray")
    ray.init(num_cpus=2, log_to_driver=False, logging_level=40, include_dashboard=False)
    kind = ray.remote(num_cpus=0, max_concurrency=max(1, workers // _ACTORS))(_Workers)
    actors: list[Any] = [kind.remote() for _ in range(_ACTORS)]

    shared = itertools.cycle(actors)

    def start(profile: str) -> Any:
        del profile
        return next(shared)

    def end_turn(result: ScriptResult, turn: TurnResult) -> None:
        run.add_turn(result, turn)

    script = Script.model_validate({"name": "stub", "turns": [{"say": "a red balloon"}] * TURNS})
    with tempfile.TemporaryDirectory() as folder:
        cases = make_cases([script], seeds=list(range(workers)))
        run = RunFolder.create(Path(folder) / "run", cases)
        ray.get([actor.ready.remote() for actor in actors])
        before = psutil.Process().memory_info().rss
        begun, used = time.perf_counter(), time.process_time()
        listener = Listener(ignore, ignore, end_turn, ignore)
        Pool(ray, run, start, ignore, listener, end_turn).play(cases, {script.profile: workers})
        seconds, processor = time.perf_counter() - begun, time.process_time() - used
        grown, peak = psutil.Process().memory_info().rss - before, peak_memory_mb()
        results = sum(len(result.turns) for result in run.results.values())
        summary = time.perf_counter()
        run.write_summaries()
        summary = time.perf_counter() - summary
        run.close()
    ray.shutdown()
    return {
        "results": results,
        "results_a_second": round(results / seconds, 1),
        "processor_ms_a_result": round(1000 * processor / results, 2),
        "memory_mb": peak,
        "grown_mb": round(grown / 2**20),
        "report_seconds": round(summary, 1),
        "memory_with_report_mb": peak_memory_mb(),
    }
