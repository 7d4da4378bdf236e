"""`gouache bench`: runs a benchmark suite, with a table for people and JSON for programs."""

from __future__ import annotations

import importlib
import json as json_format
from pathlib import Path
from typing import Annotated, Any

import typer

from tools.errors import GouacheError

SUITES = ("spine", "crash", "director", "eyes", "painter", "edits", "grader", "loop", "bias", "restore", "style", "app")


def bench(
    suite: Annotated[str, typer.Argument(help="What to measure; docs/benchmarks.md lists the suites.")],
    quick: Annotated[bool, typer.Option("--quick", help="Run a short form.")] = False,
    json: Annotated[Path | None, typer.Option("--json", help="Write the figures to this file.")] = None,
    kills: Annotated[int, typer.Option("--kills", help="For crash: how many times to kill the process.")] = 30,
) -> None:
    """Measure the studio; see docs/benchmarks.md."""
    from storage.database import translate_io_errors

    if suite not in SUITES:
        raise GouacheError(f"There is no suite “{suite}”; there are {', '.join(SUITES)}.")
    if json is not None:
        # A run may take hours; whether its result can be written is better known before it.
        with translate_io_errors():
            json.touch()
    figures = _run_suite(suite, kills if suite == "crash" else quick)
    if json is not None:
        json.write_text(json_format.dumps(figures, indent=1, ensure_ascii=False) + "\n", "utf-8")
    _print_figures(figures)


def _run_suite(suite: str, size: int | bool) -> dict[str, Any]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from tui.rendering.console import stderr

    module = importlib.import_module(f"benchmarks.suites.{suite}")
    columns = (TextColumn(suite), BarColumn(30), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=stderr, transient=True, disable=not stderr.is_terminal) as bar:
        task = bar.add_task(suite, total=None)

        def show_progress(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        figures: dict[str, Any] = module.run(size, show_progress)
    return figures


def _print_figures(figures: dict[str, Any]) -> None:
    from rich.table import Table

    from tui.rendering.console import stdout

    table = Table("figure", "value", box=None)
    for name, value in figures.items():
        parts = value if isinstance(value, dict) else {"": value}
        for part, number in parts.items():
            table.add_row(f"{name} {part}".strip(), str(number))
    stdout.print(table)
