"""Plays cases on a Ray cluster. Every machine of it has gouache installed and keeps its own home folder."""

from __future__ import annotations

import logging
import queue
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from agent.dialogues.cases import Case
from agent.dialogues.results import CaseKey, ScriptResult, TurnResult
from agent.dialogues.runs.folder import RunFolder
from agent.dialogues.scripts.loading import files_of
from agent.dialogues.stage import EndTurn, LeftCase, Listener, Stage, ignore
from tools.errors import GouacheError, ModelMissing
from tools.files import open_regular
from tools.text import one_line

_WAIT = 1.0
"""Seconds to wait for any case to tell something."""
_TRIES = 3
"""Processes of the cluster that a case may lose before it is given up."""

Told = tuple[str, TurnResult | None, bytes, str]
"""What a machine tells of a case: its session, a turn with its picture's file, or at the end an error."""


class NoCluster(ModelMissing):
    """There is no Ray, or no cluster at an address."""


def play_on_cluster(run: RunFolder, left: list[LeftCase], listener: Listener, end_turn: EndTurn, address: str) -> None:
    """Play cases, one on each free processor of the cluster; each turn is told as it ends.

    A case that another machine had begun begins anew where its session is not at hand.

    Args:
        run: The run that they belong to.
        left: The cases.
        listener: Who hears of their beginning and end.
        end_turn: Called with every turn; its picture is a file of this machine.
        address: As `ray.init` takes it.

    Raises:
        NoCluster: Ray is not installed, or nothing answers at the address.
    """
    ray = _connected(address)
    try:
        # Not repeated by Ray itself, which would tell turns twice.
        play = ray.remote(num_cpus=1, num_returns="streaming", max_retries=0)(_play_there)

        def start(case: Case) -> Any:
            return play.remote(case, _files(case), run.info.judge)

        for case, begun in left:
            if begun is not None:
                run.forget(case)
            listener.begin(case)
        collect(ray, run, [case for case, _ in left], start, listener, end_turn)
    finally:
        ray.shutdown()


def _connected(address: str) -> Any:
    try:
        import ray
    except ImportError as error:
        raise NoCluster('--ray needs Ray: pip install "gouache[ray]".') from error
    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, include_dashboard=None)
    except (ConnectionError, RuntimeError, ValueError) as error:
        why = one_line(str(error), 200)
        raise NoCluster(
            f"No Ray cluster answers at {one_line(address, 100)} ({why}); start one first, and set RAY_AUTH_MODE=token "
            "where it asks for a token."
        ) from error
    return ray


def _files(case: Case) -> dict[str, bytes]:
    """Return the picture files that a script names, which other machines do not have."""
    files = {}
    for name in {name for turn in case.script.steps for name in files_of(turn)}:
        with open_regular(case.script.folder / name) as file:
            files[name] = file.read()
    return files


def collect(
    ray: Any, run: RunFolder, cases: list[Case], start: Callable[[Case], Any], listener: Listener, end_turn: EndTurn
) -> None:
    """Start every case and take what they tell; one whose process dies begins anew, and the others go on.

    Args:
        ray: The library.
        run: The run that they belong to.
        cases: What is played.
        start: Starts a case on the cluster, and returns the generator of what it tells.
        listener: Who hears of the end of cases.
        end_turn: Called with every turn; its picture is a file of this machine.
    """
    waiting: dict[Any, tuple[Case, ScriptResult]] = {start(case): (case, case.new_result()) for case in cases}
    tries: Counter[CaseKey] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        while waiting:
            # All that have something to tell are asked at once: looking for them takes longer the more there are.
            ready, _ = ray.wait(list(waiting), timeout=_WAIT)
            more, _ = ray.wait(list(waiting), num_returns=len(waiting), timeout=0)
            for telling in dict.fromkeys([*ready, *more]):
                case, result = waiting[telling]
                try:
                    _take(Path(folder), result, ray.get(next(telling)), end_turn)
                    continue
                except StopIteration:
                    pass
                except ray.exceptions.RayError as error:
                    tries[case.key] += 1
                    if tries[case.key] < _TRIES:
                        del waiting[telling]
                        run.forget(case)
                        waiting[start(case)] = case, case.new_result()
                        continue
                    why = one_line(str(error), 200)
                    result.error = f"The cluster lost the script {_TRIES} times ({why}); finish it with --resume."
                del waiting[telling]
                run.add_script(result)
                listener.end_case(result)


def _take(folder: Path, result: ScriptResult, told: Told, end_turn: EndTurn) -> None:
    session, turn, picture, error = told
    result.session, result.error = session, error
    if turn is None:
        return
    if picture and turn.hash:
        path = folder / f"{turn.hash}.png"
        path.write_bytes(picture)
        turn.path = str(path)
    result.turns.append(turn)
    end_turn(result, turn)


# What runs on the cluster's machines.

_stages: dict[str, Stage] = {}
"""A process keeps its models from case to case."""


def _play_there(case: Case, files: dict[str, bytes], judge: str) -> Iterator[Told]:
    told: queue.SimpleQueue[Told | None] = queue.SimpleQueue()
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            (Path(folder) / name).write_bytes(data)
        here = replace(case, script=case.script.in_folder(Path(folder)))
        threading.Thread(target=_play_and_tell, args=(here, judge, told), daemon=True).start()
        while (item := told.get()) is not None:
            yield item


def _play_and_tell(case: Case, judge: str, told: queue.SimpleQueue[Told | None]) -> None:
    def end_turn(result: ScriptResult, turn: TurnResult) -> None:
        picture = Path(turn.path).read_bytes() if turn.path else b""
        told.put((result.session, turn, picture, ""))

    try:
        if judge not in _stages:
            _stages[judge] = Stage(judge)
        result = _stages[judge].play(case, None, ignore, end_turn)
        told.put((result.session, None, b"", result.error))
    except GouacheError as error:
        told.put(("", None, b"", str(error)))
    except OSError as error:  # A picture's file is gone before it could be sent.
        told.put(("", None, b"", f"{type(error).__name__}: {error.strerror or error}; finish the run with --resume."))
    finally:
        told.put(None)
