"""`gouache bench`: runs a benchmark suite, with a table for people and JSON for programs."""

from __future__ import annotations

import importlib
import importlib.util
import json as json_format
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any

import typer

from tools.errors import GouacheError
from tools.text import one_line
from tui import texts

SUITES = (
    "spine", "crash", "director", "eyes", "painter", "edits", "grader", "loop", "bias", "restore", "style", "app",
    "open", "scale",
)  # fmt: skip


def bench(  # noqa: PLR0913 - one argument an option
    suite: Annotated[str, typer.Argument(help="What to measure; docs/benchmarks.md lists the suites.")],
    quick: Annotated[bool, typer.Option("--quick", help="Run a short form.")] = False,
    json: Annotated[Path | None, typer.Option("--json", help="Write the figures to this file.")] = None,
    kills: Annotated[int, typer.Option("--kills", help="For crash: how many times to kill the process.")] = 30,
    model: Annotated[
        str | None,
        typer.Option("--model", help="For director and open: the address of a server, or a profile, to measure."),
    ] = None,
    every: Annotated[int, typer.Option("--every", min=1, help="With --model: read every so many sessions.")] = 1,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="With --model: read at most so many.")] = None,
    log: Annotated[
        Path | None,
        typer.Option(
            "--log", help="With --model: write what it makes of each message here at once, and go on from it."
        ),
    ] = None,
    writer: Annotated[
        Path | None,
        typer.Option(
            "--writer", help="For open, with --model: let it write the prompts of 50 briefs onto this page, to be read."
        ),
    ] = None,
) -> None:
    """Measure the studio; see docs/benchmarks.md."""
    from storage.database import translate_io_errors

    module = load_suite(suite)
    if json is not None:
        # A run may take hours, so it should be known before whether its result can be written.
        with translate_io_errors():
            json.touch()
    if writer is not None and (model is None or not hasattr(module, "run_writer")):
        raise GouacheError("Only the suite “open” has a writer, and it needs a model; name one with --model.")
    if model is not None and not hasattr(module, "run_model"):
        raise GouacheError("Only the suites “director” and “open” measure another model; leave --model out.")

    def measure(progress: Callable[[int, int], None]) -> dict[str, Any]:
        if model is not None and writer is not None:
            return module.run_writer(model, writer, progress, log, _say, limit)  # type: ignore[no-any-return]
        if model is not None:
            return module.run_model(model, every, progress, log, _say, limit)  # type: ignore[no-any-return]
        return module.run(kills if suite == "crash" else quick, progress)  # type: ignore[no-any-return]

    figures = _with_progress(suite, measure)
    if json is not None:
        json.write_text(json_format.dumps(figures, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print_figures(figures)


def load_suite(name: str) -> ModuleType:
    """Import `benchmarks.suites.NAME`.

    Raises:
        GouacheError: There is no such suite, or no clone.
    """
    if name not in SUITES:
        raise GouacheError(f"There is no suite “{name}”; there are {', '.join(SUITES)}.")
    return load_benchmarks(f"suites.{name}", "bench")


def load_benchmarks(name: str, command: str) -> ModuleType:
    """Import `benchmarks.NAME`, which is not in the installed package but in a clone of the repository.

    It is found where the clone is installed in editable mode, or where it is the working directory.

    Args:
        name: The module.
        command: The subcommand that needs it, for the sentence.

    Raises:
        GouacheError: There is no clone.
    """
    clone = Path.cwd()
    if not _has_benchmarks() and (clone / "benchmarks" / f"{name.replace('.', '/')}.py").is_file():
        # Last, so that what is measured is still the installed package.
        sys.path.append(str(clone))
        importlib.invalidate_caches()
    if not _has_benchmarks():
        raise GouacheError(
            "The benchmarks are not part of the installed package; "
            f"clone the repository and run `gouache {command}` in the clone's folder."
        )
    return importlib.import_module(f"benchmarks.{name}")


def _has_benchmarks() -> bool:
    """Return whether gouache's benchmarks can be imported; another package of that name does not count."""
    found = importlib.util.find_spec("benchmarks")
    folders = found.submodule_search_locations if found else None
    return any((Path(folder) / "suites").is_dir() for folder in folders or ())


def _say(line: str) -> None:
    from tui.rendering.console import stderr

    stderr.print(one_line(line), markup=False, highlight=False, soft_wrap=True)


def _with_progress(suite: str, measure: Callable[[Callable[[int, int], None]], dict[str, Any]]) -> dict[str, Any]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from tui.rendering.console import stderr

    columns = (TextColumn(suite), BarColumn(30), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=stderr, transient=True, disable=not stderr.is_terminal) as bar:
        task = bar.add_task(suite, total=None)

        def show_progress(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        return measure(show_progress)


def print_figures(figures: dict[str, Any]) -> None:
    """Print a table of figures; those that are tables themselves have a row a part."""
    from rich.table import Table

    from tui.rendering.console import stdout

    table = Table(texts.text("runs", "figure"), texts.text("runs", "value"), box=None)
    for name, value in figures.items():
        parts = value if isinstance(value, dict) else {"": value}
        for part, number in parts.items():
            table.add_row(f"{name} {part}".strip(), str(number))
    stdout.print(table)
