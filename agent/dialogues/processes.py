"""Plays cases in several processes of this machine."""

from __future__ import annotations

import multiprocessing
import os
import threading
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from agent.dialogues.cases import Case
from agent.dialogues.results import ScriptResult, TurnResult
from agent.dialogues.runs.folder import RunFolder
from agent.dialogues.stage import EndTurn, LeftCase, Listener, Stage, ignore

_POLL = 0.2
"""Seconds between two looks at what worker processes have to tell."""

# What they tell comes through a pipe that is written at once, so that nothing of a case is still
# on its way when the case is done.

_worker: dict[str, Any] = {}
"""What a worker process keeps between cases."""


def _begin_worker(judge: str, turns: Any, stop: Any) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _worker.update(stage=Stage(judge), turns=turns, stop=stop)


def _end_with_parent() -> None:
    """End this process when the one that began it is gone, which a killed process tells nobody."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _play_in_worker(case: Case, begun: ScriptResult | None) -> ScriptResult:
    def end_turn(result: ScriptResult, turn: TurnResult) -> None:
        _worker["turns"].put((result.key, result.session, turn))
        if _worker["stop"].is_set():
            raise KeyboardInterrupt

    if _worker["stop"].is_set():  # It was waiting in line when the person stopped.
        raise KeyboardInterrupt
    stage: Stage = _worker["stage"]
    return stage.play(case, begun, ignore, end_turn)


def play_in_processes(
    run: RunFolder,
    left: list[LeftCase],
    listener: Listener,
    end_turn: EndTurn,
    workers: int,
) -> None:
    """Play cases; each turn is told as it ends.

    Args:
        run: The run that they belong to.
        left: The cases.
        listener: Who hears of their beginning and end.
        end_turn: Called with every turn.
        workers: How many processes.

    Raises:
        KeyboardInterrupt: the person stopped; the workers have ended after their turn.
    """
    # Not forked: torch's threads do not survive it.
    context = multiprocessing.get_context("spawn")
    turns, stop = context.SimpleQueue(), context.Event()
    known = {case.key: begun or case.new_result() for case, begun in left}

    def take_turns() -> None:
        while not turns.empty():
            key, session, turn = turns.get()
            known[key].session = session
            known[key].turns.append(turn)
            end_turn(known[key], turn)

    executor = ProcessPoolExecutor(workers, context, _begin_worker, (run.info.judge, turns, stop))
    waiting: dict[Future[ScriptResult], Case] = {}
    try:
        for case, begun in left:
            listener.begin(case)
            waiting[executor.submit(_play_in_worker, case, begun)] = case
        while waiting:
            ended, _ = wait(waiting, _POLL, FIRST_COMPLETED)
            take_turns()
            for future in ended:
                result = known[waiting.pop(future).key]
                result.error = _error_of(future)
                run.add_script(result)
                listener.end_case(result)
    except BaseException:
        stop.set()
        raise
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        # A worker that tells of a turn waits until it is taken, so the turns are taken while they come to an end.
        while wait(waiting, _POLL).not_done:
            take_turns()
        executor.shutdown(wait=True)
        take_turns()


def _error_of(future: Future[ScriptResult]) -> str:
    try:
        return future.result().error
    except BrokenProcessPool:
        return "A worker process ended by itself, perhaps for want of memory; finish the run with --resume."
