"""`gouache run`: scripts with a progress bar, a table and a run folder."""

from __future__ import annotations

from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from agent.dialogues import report, runner, schema
from agent.events import Event, SamplerStep, Stage
from storage.store import Store
from tools import profiles
from tools.model_manager import ModelManager
from tui.rendering.console import MARKS, as_json, out, plain


def run_scripts(paths: list[Path], folder: Path, profile: str | None, json: bool) -> int:
    """Run every script; 0 when every expectation held, else 1."""
    scripts = [schema.load_script(path) for path in schema.find_scripts(paths)]
    if profile:
        scripts = [s.model_copy(update={"profile": profile}) for s in scripts]
    shelves = {name: ModelManager(profiles.load_profile(name)) for name in {s.profile for s in scripts}}
    report.prepare_folder(folder)
    store, results = Store(), list[runner.ScriptResult]()
    columns = (TextColumn("{task.description}"), BarColumn(24), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=out, transient=True, disable=json or not out.is_terminal) as bar:
        task = bar.add_task("scripts", total=sum(len(s.turns) for s in scripts))
        for script in scripts:
            models = shelves[script.profile]
            if not json:
                out.print(f"\n[bold]{plain(script.name)}[/]")

            def show(event: Event) -> None:
                if isinstance(event, Stage):
                    bar.update(task, description=event.name)
                elif isinstance(event, SamplerStep):
                    bar.update(task, description=f"step {event.done}/{event.total}")

            def done(turn: runner.TurnResult) -> None:
                bar.advance(task)
                if not json:
                    _print_turn(turn)

            results.append(runner.run_script(script, store, models, show, done))
    report.write_report(folder, results)
    missed = sum(r.missed for r in results)
    turns = sum(len(r.turns) for r in results)
    if json:
        as_json({"scripts": len(results), "turns": turns, "missed": missed, "folder": str(folder)})
    else:
        pictures = len(list((folder / "pictures").glob("*.png")))
        mark = "[green]✓[/]" if not missed else "[red]✗[/]"
        out.print(f"\n{mark} {len(results)} scripts, {turns} turns, {missed} expectations missed.")
        out.print(
            f"{pictures} pictures, transcripts, junit.xml and report.html are in {plain(folder)}.", soft_wrap=True
        )
    return 1 if missed else 0


def _print_turn(turn: runner.TurnResult) -> None:
    seconds = turn.accounting.get("seconds", 0)
    out.print(f" [cyan]{turn.number}[/] [bold]{plain(turn.say)}[/]  [dim]{turn.intent} · {seconds:.1f} s[/]")
    out.print(f"   {plain(turn.reply)}")
    if turn.checks:
        out.print("   " + " ".join(MARKS[check.verdict] for check in turn.checks))
    for sentence in turn.missed:
        out.print(f"   [red]missed:[/] {plain(sentence)}")
