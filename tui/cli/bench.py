"""`gouache bench`: a suite with a progress bar, a table for people and JSON for programs."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from typing import Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from storage.database import translate_io_errors
from tools.errors import GouacheError
from tui.rendering.console import err, out

SUITES = ("spine", "crash", "director", "eyes", "painter", "edits", "grader", "loop", "bias", "restore", "style", "app")


def run_suite(suite: str, quick: bool, target: Path | None, kills: int) -> None:
    """Run one suite and print its figures.

    Raises:
        GouacheError: there is no such suite.
    """
    if suite not in SUITES:
        raise GouacheError(f"There is no suite “{suite}”; there are {', '.join(SUITES)}.")
    if target:
        with translate_io_errors():
            target.touch()
    module = importlib.import_module(f"benchmarks.suites.{suite}")
    columns = (TextColumn(suite), BarColumn(30), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task(suite, total=None)

        def progress(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        figures = module.run(kills if suite == "crash" else quick, progress)
    if target:
        target.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", "utf-8")
    _print(figures)


def _print(figures: dict[str, Any]) -> None:
    table = Table("figure", "value", box=None)
    for name, value in figures.items():
        for inner, number in value.items() if isinstance(value, dict) else [("", value)]:
            table.add_row(f"{name} {inner}".strip(), str(number))
    out.print(table)
