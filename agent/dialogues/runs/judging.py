"""Judges that look at a run after it has ended."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from pathlib import Path

from agent.dialogues.judges.loading import (
    ask_judge,
    judge_models,
    load_judges,
    require_independent,
    require_judges_here,
)
from agent.dialogues.runs.folder import RunFolder
from agent.dialogues.runs.info import BadRun, read_info
from tools.hooks import Progress


def judge_run(folder: Path, names: str, profile_files: Iterable[str], progress: Progress) -> RunFolder:
    """Have the turns of a finished run judged, and write what is said of them into its folder.

    What a judge has said already is not asked again, so that a command that was stopped goes on where it was. Where a
    judge fails, what was said until then is kept, and no turn counts as failed.

    Args:
        folder: The run folder.
        names: As for `load_judges`.
        profile_files: The profile files that the run was started with.
        progress: Told how many turns were looked at, of how many.

    Returns:
        The run; no other process is kept from writing there any more.

    Raises:
        BadRun: there is none, it is not finished, or its profiles or judges are not what they were.
        CannotWrite: another run writes there, or nothing can be written.
        GouacheError: a judge can't be had, is a model that is judged, or fails.
    """
    run = RunFolder.resume(folder, list(profile_files), read_info(folder).judge)
    try:
        if run.left:
            raise BadRun(f"The run in {folder} is not finished; finish it with `gouache run --resume`.")
        for name, model in judge_models(names).items():
            if run.info.judge_models.get(name, model) != model:
                raise BadRun(f"The judge {name} is not the model that has judged the run; begin a new run.")
        require_independent(names, [case.profile for case in run.cases])
        require_judges_here(names)
        _ask(run, names, progress)
    finally:
        run.close()
    return run


def _ask(run: RunFolder, names: str, progress: Progress) -> None:
    judges = load_judges(names)
    turns = [pair for result in run.results.values() for pair in itertools.pairwise([None, *result.turns])]
    try:
        for number, (before, turn) in enumerate(turns, 1):
            assert turn is not None
            for name, judge in judges.items():
                if name not in turn.judgements:
                    ask_judge(name, judge, turn, before)
            progress(number, len(turns))
    finally:
        run.add_judges(",".join(name for name in judges if any(turn and name in turn.judgements for _, turn in turns)))
