"""`gouache run`: scripted dialogues with a progress bar, a table and a run folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tui.cli.options import Json, ProfileName, open_store

if TYPE_CHECKING:
    from agent.dialogues.report import RunReport
    from agent.dialogues.runner import ScriptResult, TurnResult
    from agent.dialogues.schema import Script
    from agent.events import Event

_STOPPED = 130
"""Exit status of a command that Ctrl+C ended."""


def run(
    scripts: Annotated[list[Path], typer.Argument(help="YAML scripts, or folders of them.")],
    out_folder: Annotated[Path, typer.Option("--out", help="Run folder.")] = Path("runs/latest"),
    profile: ProfileName = None,
    json: Json = False,
) -> None:
    """Run scripted dialogues; exit 1 when an expectation is not met or a turn fails, 2 when nothing could be run."""
    from agent.dialogues import schema
    from agent.dialogues.report import RunReport
    from tui.rendering.console import escape_text, stderr

    loaded = [schema.load_script(path, profile) for path in schema.find_scripts(scripts)]
    for path in schema.overlooked_files(scripts):
        stderr.print(f"{escape_text(path)} is not taken: scripts are files that end in .yaml or .yml.", soft_wrap=True)
    report, stopped = RunReport(out_folder), False
    try:
        _run_scripts(loaded, report, quiet=json)
    except KeyboardInterrupt:
        stopped = True
    finally:
        report.write_summaries()
    _print_summary(report, sum(len(script.turns) for script in loaded), json)
    raise typer.Exit(_STOPPED if stopped else _exit_status(report))


def _exit_status(report: RunReport) -> int:
    if not any(result.turns for result in report.results):
        return 2
    return 1 if any(result.errors or result.missed for result in report.results) else 0


def _run_scripts(scripts: list[Script], report: RunReport, quiet: bool) -> None:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from agent.events import SamplerStep, Stage
    from tui.rendering.console import escape_text, stdout

    columns = (TextColumn("{task.description}"), BarColumn(24), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=stdout, transient=True, disable=quiet or not stdout.is_terminal) as bar:
        task = bar.add_task("scripts", total=sum(len(script.turns) for script in scripts))

        def show_event(event: Event) -> None:
            if isinstance(event, Stage):
                bar.update(task, description=event.name)
            elif isinstance(event, SamplerStep):
                bar.update(task, description=f"step {event.done}/{event.total}")

        def end_turn(result: ScriptResult, turn: TurnResult) -> None:
            bar.advance(task)
            report.add_turn(result, turn)
            if not quiet:
                _print_turn(turn)

        play = _player(show_event, end_turn)
        for script in scripts:
            if not quiet:
                stdout.print(f"\n[bold]{escape_text(script.name)}[/]")
            result = play(script)
            report.add_script(result)
            if result.error and not quiet:
                stdout.print(f"   [red]error:[/] {escape_text(result.error)}")


def _player(
    show_event: Callable[[Event], None], end_turn: Callable[[ScriptResult, TurnResult], None]
) -> Callable[[Script], ScriptResult]:
    """Return what runs a script; scripts of one profile share its models."""
    from agent.dialogues.runner import ScriptResult, run_script
    from tools import profiles
    from tools.errors import GouacheError
    from tools.model_manager import ModelManager

    store = open_store()
    managers: dict[str, ModelManager] = {}

    def play(script: Script) -> ScriptResult:
        try:
            if script.profile not in managers:
                managers[script.profile] = ModelManager(profiles.load_profile(script.profile))
        except GouacheError as error:
            return ScriptResult(script.name, "", [], str(error))
        return run_script(script, store, managers[script.profile], show_event, end_turn)

    return play


def _print_turn(turn: TurnResult) -> None:
    from tui.rendering.console import escape_text, stdout
    from tui.rendering.verdicts import MARKS

    seconds = turn.accounting.get("seconds", 0)
    stdout.print(f" [cyan]{turn.number}[/] [bold]{escape_text(turn.say)}[/]  [dim]{turn.intent} · {seconds:.1f} s[/]")
    if not turn.error:
        stdout.print(f"   {escape_text(turn.reply)}")
    if turn.checks:
        stdout.print("   " + " ".join(MARKS[check.verdict] for check in turn.checks))
    if turn.error:
        stdout.print(f"   [red]error:[/] {escape_text(turn.error)}")
    for sentence in turn.missed:
        stdout.print(f"   [red]missed:[/] {escape_text(sentence)}")


def _print_summary(report: RunReport, planned: int, json: bool) -> None:
    from tui.rendering.console import escape_text, print_json, stdout

    results, folder = report.results, report.folder
    scripts, turns = len(results), sum(len(result.turns) for result in results)
    missed, errors = (sum(getattr(result, name) for result in results) for name in ("missed", "errors"))
    if json:
        counts = {"scripts": scripts, "turns": turns, "missed": missed, "errors": errors}
        print_json({**counts, "folder": str(folder)})
        return
    pictures = sum(bool(turn.path) for result in results for turn in result.turns)
    mark = "[red]✗[/]" if missed or errors or turns < planned else "[green]✓[/]"
    played = f"{turns} turns" if turns == planned else f"{turns} of {planned} turns"
    stdout.print(f"\n{mark} {scripts} scripts, {played}, {missed} expectations missed, {errors} errors.")
    stdout.print(
        f"{pictures} pictures, transcripts, junit.xml and report.html are in {escape_text(folder)}.", soft_wrap=True
    )
