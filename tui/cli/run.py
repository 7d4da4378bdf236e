"""`gouache run`: scripted dialogues with a progress bar, a table and a run folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tui.cli.options import Json, ProfileName, open_store

if TYPE_CHECKING:
    from agent.dialogues.runner import ScriptResult, TurnResult
    from agent.dialogues.schema import Script


def run(
    scripts: Annotated[list[Path], typer.Argument(help="YAML scripts, or folders of them.")],
    out_folder: Annotated[Path, typer.Option("--out", help="Run folder.")] = Path("runs/latest"),
    profile: ProfileName = None,
    json: Json = False,
) -> None:
    """Run scripted dialogues; exit 1 when an expectation is not met."""
    from agent.dialogues import report, schema
    from tui.rendering.console import print_json

    loaded = [schema.load_script(path) for path in schema.find_scripts(scripts)]
    if profile:
        loaded = [script.model_copy(update={"profile": profile}) for script in loaded]
    report.prepare_folder(out_folder)
    results = _run_scripts(loaded, quiet=json)
    report.write_report(out_folder, results)
    missed = sum(result.missed for result in results)
    turns = sum(len(result.turns) for result in results)
    if json:
        print_json({"scripts": len(results), "turns": turns, "missed": missed, "folder": str(out_folder)})
    else:
        _print_summary(out_folder, len(results), turns, missed)
    raise typer.Exit(1 if missed else 0)


def _run_scripts(scripts: list[Script], quiet: bool) -> list[ScriptResult]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from agent.dialogues import runner
    from agent.events import Event, SamplerStep, Stage
    from tools import profiles
    from tools.model_manager import ModelManager
    from tui.rendering.console import escape_text, stdout

    names = {script.profile for script in scripts}
    managers = {name: ModelManager(profiles.load_profile(name)) for name in names}
    store, results = open_store(), []
    columns = (TextColumn("{task.description}"), BarColumn(24), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=stdout, transient=True, disable=quiet or not stdout.is_terminal) as bar:
        task = bar.add_task("scripts", total=sum(len(script.turns) for script in scripts))

        def show_event(event: Event) -> None:
            if isinstance(event, Stage):
                bar.update(task, description=event.name)
            elif isinstance(event, SamplerStep):
                bar.update(task, description=f"step {event.done}/{event.total}")

        def show_turn(turn: TurnResult) -> None:
            bar.advance(task)
            if not quiet:
                _print_turn(turn)

        for script in scripts:
            if not quiet:
                stdout.print(f"\n[bold]{escape_text(script.name)}[/]")
            results.append(runner.run_script(script, store, managers[script.profile], show_event, show_turn))
    return results


def _print_turn(turn: TurnResult) -> None:
    from tui.rendering.console import escape_text, stdout
    from tui.rendering.verdicts import MARKS

    seconds = turn.accounting.get("seconds", 0)
    stdout.print(f" [cyan]{turn.number}[/] [bold]{escape_text(turn.say)}[/]  [dim]{turn.intent} · {seconds:.1f} s[/]")
    stdout.print(f"   {escape_text(turn.reply)}")
    if turn.checks:
        stdout.print("   " + " ".join(MARKS[check.verdict] for check in turn.checks))
    for sentence in turn.missed:
        stdout.print(f"   [red]missed:[/] {escape_text(sentence)}")


def _print_summary(folder: Path, scripts: int, turns: int, missed: int) -> None:
    from tui.rendering.console import escape_text, stdout

    pictures = len(list((folder / "pictures").glob("*.png")))
    mark = "[green]✓[/]" if not missed else "[red]✗[/]"
    stdout.print(f"\n{mark} {scripts} scripts, {turns} turns, {missed} expectations missed.")
    stdout.print(
        f"{pictures} pictures, transcripts, junit.xml and report.html are in {escape_text(folder)}.", soft_wrap=True
    )
