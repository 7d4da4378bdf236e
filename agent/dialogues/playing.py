"""Plays what is left of a run: in this process, in several, or on a Ray cluster."""

from __future__ import annotations

from agent.dialogues.results import ScriptResult, TurnResult
from agent.dialogues.runner import can_go_on
from agent.dialogues.runs.folder import RunFolder
from agent.dialogues.stage import LeftCase, Listener, Stage


def play_run(run: RunFolder, listener: Listener, workers: int = 1, cluster: str = "") -> None:
    """Play every case of a run that is not done, and write each turn as it ends.

    A case that was interrupted goes on in its session; where it can't, it begins anew.

    Args:
        run: Where to write.
        listener: Who hears of it.
        workers: Processes; each loads models of its own. Pictures are the same however many there are.
        cluster: Address of a Ray cluster that plays instead, “auto” for the one of this machine's environment, “local”
            for one of this machine alone.

    Raises:
        CannotWrite: the disk is full, or a database can't be written; everything that was done is written.
        KeyboardInterrupt: the person stopped; everything that was done is written.
        NoCluster: Ray is not installed, or nothing answers at the address.
    """
    stage = Stage(run.info.judge)
    left: list[LeftCase] = []
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

    if cluster:
        from agent.dialogues.cluster import play_on_cluster

        play_on_cluster(run, left, listener, end_turn, cluster)
        return
    if workers > 1 and len(left) > 1:
        from agent.dialogues.processes import play_in_processes

        play_in_processes(run, left, listener, end_turn, min(workers, len(left)))
        return
    for case, begun in left:
        listener.begin(case)
        result = stage.play(case, begun, listener.event, end_turn)
        run.add_script(result)
        listener.end_case(result)
