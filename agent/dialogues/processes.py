"""Plays cases in several processes of this machine; one that dies costs its case another try, and no other case."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections import Counter, deque
from multiprocessing.connection import Connection, wait
from typing import Any

from agent.dialogues.cases import Case
from agent.dialogues.results import CaseKey, ScriptResult, TurnResult
from agent.dialogues.runs.folder import RunFolder
from agent.dialogues.stage import EndTurn, LeftCase, Listener, Stage, ignore
from storage.errors import CannotWrite
from tools.errors import GouacheError

_TRIES = 3
"""Processes that a case may end before it is given up."""
_PATIENCE = 10.0
"""Seconds that a process without work may take to end."""


class _Worker:
    """A process, a pipe to it, and the case that it plays.

    Processes share no lock and no queue, because one that is killed would leave them locked or torn for the others.
    """

    def __init__(self, judge: str) -> None:
        # Not forked: torch's threads do not survive it.
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, judge))
        self.process.start()
        theirs.close()  # So that the pipe ends when the process does.
        self.case: Case | None = None

    def play(self, case: Case, begun: ScriptResult) -> None:
        """Have it play a case, or the rest of one."""
        self.case = case
        self.tell((case, begun))

    def tell(self, what: Any) -> None:
        """Tell it something; that it is dead is found out when it is heard."""
        with contextlib.suppress(OSError):
            self.pipe.send(what)

    def end(self) -> None:
        """Let it end, which it does by itself where nothing is to be played."""
        self.pipe.close()
        self.process.join(_PATIENCE)
        self.process.kill()
        self.process.join()


class _Crew:
    """The workers of a run, and what is left for them to play."""

    def __init__(
        self, run: RunFolder, left: list[LeftCase], listener: Listener, end_turn: EndTurn, workers: int
    ) -> None:
        self.run, self.listener, self.end_turn = run, listener, end_turn
        self.known = {case.key: begun or case.new_result() for case, begun in left}
        self.queue = deque(case for case, _ in left)
        self.tries: Counter[CaseKey] = Counter()
        self.workers = [_Worker(run.info.judge) for _ in range(workers)]
        self.stopped = False

    def play(self) -> None:
        """Play everything."""
        for worker in self.workers:
            self._next(worker)
        self._hear()

    def stop(self) -> None:
        """Have every worker end after its turn, and take what it has to tell until then."""
        self.queue.clear()
        self.stopped = True
        for worker in self.workers:
            worker.tell(None)
        try:
            self._hear()
        except BaseException:
            for worker in self.workers:
                worker.process.kill()
            raise

    def _next(self, worker: _Worker) -> None:
        if self.queue:
            case = self.queue.popleft()
            if not self.tries[case.key]:
                self.listener.begin(case)
            worker.play(case, self.known[case.key])

    def _hear(self) -> None:
        """Take what busy workers tell, and give each that has come to an end what is left, until none is busy."""
        while busy := {worker.pipe: worker for worker in self.workers if worker.case is not None}:
            for pipe in wait(list(busy)):
                worker = busy[pipe]  # type: ignore[index]
                try:
                    told = worker.pipe.recv()
                except (EOFError, OSError):
                    self._bury(worker)
                else:
                    self._take(worker, *told)

    def _take(self, worker: _Worker, session: str, turn: TurnResult | None, error: str | CannotWrite | None) -> None:
        """Take a turn, or the end of a case: its error is None where it was stopped, and empty where it is done."""
        assert worker.case is not None
        result = self.known[worker.case.key]
        if turn is not None:
            result.session = session
            result.turns.append(turn)
            self.end_turn(result, turn)
            return
        worker.case = None
        if isinstance(error, CannotWrite):
            raise error
        if error is not None:
            self._end_case(result, error)
            self._next(worker)

    def _end_case(self, result: ScriptResult, error: str) -> None:
        result.error = error
        self.run.add_script(result)
        self.listener.end_case(result)

    def _bury(self, dead: _Worker) -> None:
        """Put another worker in the place of one that died, where there is anything left to play."""
        case = dead.case
        assert case is not None
        dead.process.kill()
        dead.process.join()  # Only then has it let go of the session.
        dead.pipe.close()
        dead.case = None
        if self.stopped:
            return
        self.tries[case.key] += 1
        if self.tries[case.key] < _TRIES:
            self.queue.appendleft(case)
        else:
            self._end_case(
                self.known[case.key],
                f"The script ended its process {_TRIES} times, perhaps for want of memory; "
                "finish the run with --resume.",
            )
        if self.queue:  # A process takes seconds to begin.
            worker = _Worker(self.run.info.judge)
            self.workers[self.workers.index(dead)] = worker
            self._next(worker)


def play_in_processes(
    run: RunFolder, left: list[LeftCase], listener: Listener, end_turn: EndTurn, workers: int
) -> None:
    """Play cases; each turn is told as it ends.

    Args:
        run: The run that they belong to.
        left: The cases.
        listener: Who hears of their beginning and end.
        end_turn: Called with every turn.
        workers: How many processes.

    Raises:
        CannotWrite: a turn could not be stored; says why.
        KeyboardInterrupt: the person stopped; the workers have ended after their turn.
    """
    crew = _Crew(run, left, listener, end_turn, workers)
    try:
        crew.play()
    except BaseException:
        crew.stop()
        raise
    finally:
        for worker in crew.workers:
            worker.end()


# What runs in the processes.


def _work(pipe: Connection, judge: str) -> None:
    """Play what the pipe says until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # The terminal sends Ctrl+C to all; the first process decides.
    threading.Thread(target=_end_with_parent, daemon=True).start()

    def end_turn(result: ScriptResult, turn: TurnResult) -> None:
        pipe.send((result.session, turn, ""))
        if pipe.poll():  # While something is played, nothing is said but to stop.
            raise KeyboardInterrupt

    stage: Stage | None = None
    with contextlib.suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        while (told := pipe.recv()) is not None:
            case, begun = told
            try:
                stage = stage or Stage(judge)
                error: str | CannotWrite | None = stage.play(case, begun, ignore, end_turn).error
            except KeyboardInterrupt:
                error = None
            except CannotWrite as full:
                error = full
            except GouacheError as refusal:
                error = str(refusal)
            pipe.send(("", None, error))


def _end_with_parent() -> None:
    """End this process when the one that began it is gone, which a killed process tells nobody."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
