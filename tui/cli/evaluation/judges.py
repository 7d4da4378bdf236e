"""`gouache judge`, and what is printed of judges: what they say, what they took, and how far they agree."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tools.errors import BadArguments
from tui import texts
from tui.cli.options import Json, Profiles

if TYPE_CHECKING:
    from agent.dialogues.results import ScriptResult

Judges = Annotated[
    list[str] | None,
    typer.Option(
        "--judge",
        help="Who judges turns beside the expectations: grader, pictures:PROFILE, replies:PROFILE, or a Python "
        "function MODULE:FUNCTION; may be given several times.",
    ),
]


def judge(
    folder: Annotated[Path, typer.Argument(help="The folder of a finished run.")],
    judges: Judges = None,
    profile: Profiles = None,
    json: Json = False,
) -> None:
    """Have the turns of a finished run judged; what a judge has said already is not asked again."""
    from rich.progress import Progress

    from agent.dialogues.runs.judging import judge_run
    from tui.rendering.console import print_json, stderr

    if not judges:
        raise BadArguments(
            "Who judges? Name grader, pictures:PROFILE, replies:PROFILE or MODULE:FUNCTION with --judge."
        )
    with Progress(console=stderr, transient=True, disable=not stderr.is_terminal) as bar:
        task = bar.add_task(texts.text("runs", "turns"), total=None)
        run = judge_run(
            folder, ",".join(judges), profile or (), lambda done, total: bar.update(task, completed=done, total=total)
        )
    if json:
        print_json({"folder": str(folder), **judging_json(run.results.values())})
    else:
        print_judging(run.results.values())


def judging_json(results: Iterable[ScriptResult]) -> dict[str, Any]:
    """Return what the judges of a run have said, for programs; empty where it had none."""
    from dataclasses import asdict

    from agent.dialogues.runs.agreement import judging_of

    judging = judging_of(results)
    if not judging.costs:
        return {}
    agreements = [agreement._asdict() for agreement in judging.agreements]
    return {"judges": [asdict(cost) for cost in judging.costs], "agreement": agreements, "alpha": judging.alpha}


def print_judging(results: Iterable[ScriptResult]) -> None:
    """Print what the judges of a run have said; nothing where it had none."""
    from rich.table import Table

    from agent.dialogues.runs.agreement import judging_of
    from tui.rendering.console import escape_text, stdout

    judging = judging_of(results)
    if not judging.costs:
        return

    def table_of(*heads: str) -> Table:
        return Table(*(texts.text("judges", head) for head in heads), box=None)

    table = table_of("judge", "turns", "questions", "yes", "calls", "seconds", "tokens")
    for cost in judging.costs:
        yes = "–" if cost.yes is None else f"{cost.yes:.3f}"
        counts = (str(cost.turns), str(cost.questions), yes, str(cost.calls), f"{cost.seconds:.1f}", str(cost.tokens))
        table.add_row(escape_text(cost.judge), *counts)
    stdout.print()
    stdout.print(table)
    if not judging.agreements:
        return
    table = table_of("judge", "other", "questions", "equal", "kappa")
    for agreement in judging.agreements:
        names = [escape_text(name) for name in agreement.judges]
        kappa = "–" if agreement.kappa is None else f"{agreement.kappa:.3f}"
        table.add_row(*names, str(agreement.questions), f"{agreement.share:.3f}", kappa)
    stdout.print(table)
    if judging.alpha is not None:
        stdout.print(texts.text("judges", "alpha", alpha=f"{judging.alpha:.3f}"))
