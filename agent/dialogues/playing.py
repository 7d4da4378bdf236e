"""Plays what is left of a run, in this process or in several."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any

from agent.dialogues.cases import Case
from agent.dialogues.judges import Judge, load_judge, score_turn
from agent.dialogues.results import ScriptResult, TurnResult
from agent.dialogues.runner import can_go_on, run_case
from agent.dialogues.runs.folder import RunFolder
from agent.events import Event
from storage.store import Store
from tools import profiles
from tools.errors import GouacheError
from tools.model_manager import ModelManager

_POLL = 0.2
"""Seconds between two looks at what worker processes have to tell."""

Emit = Callable[[Event], None]
EndTurn = Callable[[ScriptResult, TurnResult], None]


def _ignore(event: Event) -> None:
    del event


class _Stage:
    """What cases are played with: the store, and the models of each profile, which its scripts share."""

    def __init__(self, judge: str = "") -> None:
        self.store = Store()
        self.judge: Judge | None = load_judge(judge) if judge else None
        self._managers: dict[str, ModelManager] = {}

    def play(self, case: Case, begun: ScriptResult | None, emit: Emit, end_turn: EndTurn) -> ScriptResult:
        """Play a case, or what is left of it; whatever goes wrong is told in the result."""
        try:
            if case.profile not in self._managers:
                self._managers[case.profile] = ModelManager(profiles.load_profile(case.profile))
        except GouacheError as error:
            result = begun or case.new_result()
            result.error = str(error)
            return result

        def end(result: ScriptResult, turn: TurnResult) -> None:
            if self.judge is not None:
                score_turn(self.judge, turn)
            end_turn(result, turn)

        return run_case(case, self.store, self._managers[case.profile], emit, end, begun)


@dataclass
class Listener:
    """Who hears of a run as it goes on.

    Attributes:
        begin: Called with a case before it is played.
        event: Called with the events of its turns; not where worker processes play.
        end_turn: Called after a turn is written.
        end_case: Called after a case.
    """

    begin: Callable[[Case], None]
    event: Emit
    end_turn: EndTurn
    end_case: Callable[[ScriptResult], None]


def play_run(run: RunFolder, listener: Listener, workers: int = 1) -> None:
    """Play every case of a run that is not done, and write each turn as it ends.

    A case that was interrupted goes on in its session; where it can't, it begins anew.

    Args:
        run: Where to write.
        listener: Who hears of it.
        workers: Processes; each loads models of its own. Pictures are the same however many there are.

    Raises:
        KeyboardInterrupt: the person stopped; everything that was done is written.
    """
    stage = _Stage(run.info.judge)
    left: list[tuple[Case, ScriptResult | None]] = []
    for case in run.left:
        begun = run.results.get(case.key)
        if begun is not None and not can_go_on(stage.store, begun):
            run.forget(case)
            begun = None
        if begun is not None:
            begun.error = ""
        left.append((case, begun))

    def end_turn(result: ScriptResult, turn: TurnResult) -> None:
        run.add_turn(result, turn)
        listener.end_turn(result, turn)

    if workers > 1 and len(left) > 1:
        _play_in_processes(run, left, listener, end_turn, min(workers, len(left)))
        return
    for case, begun in left:
        listener.begin(case)
        result = stage.play(case, begun, listener.event, end_turn)
        run.add_script(result)
        listener.end_case(result)


# Several processes. What they tell comes through a pipe that is written at once, so that nothing of a case is still
# on its way when the case is done.

_worker: dict[str, Any] = {}
"""What a worker process keeps between cases."""


def _begin_worker(judge: str, turns: Any, stop: Any) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _worker.update(stage=_Stage(judge), turns=turns, stop=stop)


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

    stage: _Stage = _worker["stage"]
    return stage.play(case, begun, _ignore, end_turn)


def _play_in_processes(
    run: RunFolder,
    left: list[tuple[Case, ScriptResult | None]],
    listener: Listener,
    end_turn: EndTurn,
    workers: int,
) -> None:
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
    try:
        waiting: dict[Future[ScriptResult], Case] = {}
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
        executor.shutdown(wait=True, cancel_futures=True)
        take_turns()


def _error_of(future: Future[ScriptResult]) -> str:
    try:
        return future.result().error
    except BrokenProcessPool:
        return "A worker process ended by itself, perhaps for want of memory; finish the run with --resume."
