"""`gouache bench`: a suite with a progress bar, a table for people and JSON for programs."""

from __future__ import annotations

import importlib
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from storage.database import translate_io_errors
from tools.errors import GouacheError
from tui.rendering.console import err, out

SUITES = ("spine", "crash", "director", "eyes", "painter", "edits", "grader", "loop", "bias", "restore", "style", "app")


def load_suite(name: str) -> ModuleType:
    """Import `benchmarks.suites.NAME`, which is not in the installed package but in a clone of the repository.

    It is found where the clone is installed in editable mode, or where it is the current folder.

    Raises:
        GouacheError: there is no such suite, or no clone.
    """
    if name not in SUITES:
        raise GouacheError(f"There is no suite “{name}”; there are {', '.join(SUITES)}.")
    clone = Path.cwd()
    if not _has_benchmarks() and (clone / "benchmarks" / "suites" / f"{name}.py").is_file():
        # Last, so that what is measured stays the installed package.
        sys.path.append(str(clone))
        importlib.invalidate_caches()
    if not _has_benchmarks():
        raise GouacheError(
            "The benchmarks are not part of the installed package; "
            "clone the repository and run `gouache bench` in the clone's folder."
        )
    return importlib.import_module(f"benchmarks.suites.{name}")


def _has_benchmarks() -> bool:
    """Whether the benchmarks' package can be imported; other packages of that name don't count."""
    found = importlib.util.find_spec("benchmarks")
    folders = found.submodule_search_locations if found else None
    return any((Path(folder) / "suites").is_dir() for folder in folders or ())


def run_suite(suite: str, quick: bool, target: Path | None, kills: int) -> None:
    """Run one suite and print its figures.

    Raises:
        GouacheError: there is no such suite, or the benchmarks are not there.
    """
    module = load_suite(suite)
    if target:
        with translate_io_errors():
            target.touch()
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
