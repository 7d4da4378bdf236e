"""`gouache run`: scripted dialogues with a progress bar, a table and a run folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar

import typer

from tools.errors import BadArguments, GouacheError
from tui import texts
from tui.cli.evaluation.judges import Judges, judging_json, print_judging
from tui.cli.options import Json, Profiles

if TYPE_CHECKING:
    from agent.dialogues.cases import Case
    from agent.dialogues.results import RunCounts, ScriptResult, TurnResult
    from agent.dialogues.runs.folder import RunFolder
    from agent.dialogues.stage import Listener

_STOPPED = 130
"""Exit status of a command that Ctrl+C ended."""
_MAX_SEEDS = 10_000


class NothingToRun(BadArguments):
    """A run that plays nothing: no script is meant, or what would play it is not here."""

    exit_status: ClassVar[int] = 2


def run(  # noqa: PLR0913 - one argument an option
    scripts: Annotated[list[Path] | None, typer.Argument(help="YAML scripts, or folders of them.")] = None,
    out_folder: Annotated[Path | None, typer.Option("--out", help="Run folder; a new one in runs/ by default.")] = None,
    profile: Profiles = None,
    resume: Annotated[Path | None, typer.Option("--resume", help="Finish the interrupted run in this folder.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Write over an earlier run in the folder.")] = False,
    words: Annotated[str, typer.Option("-k", help="Only scripts whose name contains this.")] = "",
    tag: Annotated[list[str] | None, typer.Option("--tag", help="Only scripts with this tag.")] = None,
    shard: Annotated[str, typer.Option("--shard", help="Part I of N of the scripts, such as 1/4.")] = "1/1",
    repeat: Annotated[int, typer.Option("--repeat", min=1, max=1000, help="Play each script so often.")] = 1,
    seeds: Annotated[str | None, typer.Option("--seeds", help="Play with these seeds, such as 0,1,10-19.")] = None,
    workers: Annotated[int, typer.Option("--workers", min=1, max=256, help="Processes that play at once.")] = 1,
    ray: Annotated[
        str, typer.Option("--ray", help="Play on a Ray cluster: auto, local or an address, such as ray://host:10001.")
    ] = "",
    judge: Judges = None,
    list_: Annotated[bool, typer.Option("--list", help="List what would be played.")] = False,
    json: Json = False,
) -> None:
    """Run scripted dialogues; exit 1 when an expectation is not met or a turn fails, 2 when nothing could be run."""
    from agent.dialogues.cases import select_cases
    from agent.dialogues.runs.folder import RunFolder

    judges = ",".join(judge or [])
    if resume is not None:
        if any((scripts, list_, out_folder, words, tag, seeds, replace)) or shard != "1/1" or repeat != 1:
            raise BadArguments("--resume plays what the run folder says; choose no scripts, seeds or folder with it.")
        _play(RunFolder.resume(resume, profile, judges), workers, ray, json)
    cases = select_cases(_all_cases(scripts or [], profile, seeds, repeat), words, tag, _shard(shard))
    if list_:
        _print_cases(cases, json)
        return
    if not cases:
        raise NothingToRun("No script fits; `gouache run --list` shows them all.")
    _require([case.profile for case in cases], judges, here=not ray)
    _play(RunFolder.create(out_folder or _new_folder(), cases, judges, replace), workers, ray, json)


def _require(profiles: list[str], judges: str, here: bool) -> None:
    """Refuse a run that would fail with every turn, before its folder is made.

    Args:
        profiles: That play.
        judges: Names of judges, with commas between.
        here: Whether this machine plays; those of a cluster have models of their own.
    """
    from agent.dialogues.judges.loading import load_judges, require_independent
    from agent.dialogues.stage import require_models

    try:
        require_independent(judges, profiles)
        load_judges(judges)
        if here:
            require_models(profiles, judges)
    except GouacheError as refusal:
        raise NothingToRun(str(refusal)) from refusal


def _all_cases(scripts: list[Path], profiles: list[str] | None, seeds: str | None, repeat: int) -> list[Case]:
    from agent.dialogues.cases import make_cases
    from agent.dialogues.scripts import loading
    from tui.rendering.console import escape_text, stderr

    if not scripts:
        raise NothingToRun("Which scripts? Name YAML files or folders, or a run folder with --resume.")
    first = profiles[0] if profiles else None
    loaded = [script for path in loading.find_scripts(scripts) for script in loading.load_scripts(path, first)]
    for path in loading.overlooked_files(scripts):
        stderr.print(texts.text("runs", "overlooked", path=escape_text(path)), soft_wrap=True)
    return make_cases(loaded, profiles, parse_seeds(seeds) if seeds is not None else None, repeat)


def parse_seeds(text: str) -> list[int]:
    """Return seeds such as “0,1,10-19”, each once.

    Raises:
        BadArguments: It is written in another way.
    """
    seeds: dict[int, None] = {}
    for part in text.split(","):
        match = re.fullmatch(r"\s*(\d{1,18})(?:\s*-\s*(\d{1,18}))?\s*", part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        if last < first or last - first >= _MAX_SEEDS:
            raise BadArguments(f"“{text[:60]}” are no seeds; write numbers and ranges, such as 0,1,10-19.")
        seeds |= dict.fromkeys(range(first, last + 1))
    return list(seeds)


def _shard(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,6})/(\d{1,6})", text)
    part, parts = (int(match[1]), int(match[2])) if match else (0, 0)
    if not 1 <= part <= parts:
        raise BadArguments(f"“{text[:60]}” is no part; write I/N, such as 1/4, with I from 1 to N.")
    return part, parts


def _new_folder() -> Path:
    stamp = f"{datetime.now():%Y-%m-%d-%H%M%S}"
    names = (stamp if number == 1 else f"{stamp}-{number}" for number in range(1, 1000))
    return next(Path("runs") / name for name in names if not (Path("runs") / name).exists())


def _print_cases(cases: list[Case], json: bool) -> None:
    from rich.table import Table

    from tui.rendering.console import escape_text, print_json, stdout

    if json:
        print_json([{**c.key._asdict(), "turns": len(c.script.steps), "tags": c.script.tags} for c in cases])
        return
    titles = (texts.text("runs", key) for key in ("script", "profile", "seed", "repeat", "turns", "tags"))
    table = Table(*titles, box=None)
    for case in cases:
        numbers = [str(number) for number in (case.seed, case.repeat, len(case.script.steps))]
        name, profile, *_ = case.key
        table.add_row(escape_text(name), escape_text(profile), *numbers, escape_text(", ".join(case.script.tags)))
    stdout.print(table)
    turns = texts.count("turn", sum(len(case.script.steps) for case in cases))
    stdout.print(texts.text("runs", "listed", scripts=texts.count("script", len(cases)), turns=turns))


def _play(run: RunFolder, workers: int, ray: str, json: bool) -> None:
    """Play what is left of a run, and exit with its status."""
    from agent.dialogues.playing import play_run

    stopped = False
    try:
        with _listener(run, quiet=json, alone=workers == 1 and not ray) as listener:
            play_run(run, listener, workers, ray)
    except KeyboardInterrupt:
        stopped = True
    finally:
        run.write_summaries()
        run.close()
    _print_summary(run, json)
    raise typer.Exit(_STOPPED if stopped else _exit_status(run))


def _exit_status(run: RunFolder) -> int:
    from agent.dialogues.results import count_results

    counts = count_results(list(run.results.values()))
    if not counts.turns:
        return 2
    return 0 if counts.passed else 1


@contextmanager
def _listener(run: RunFolder, quiet: bool, alone: bool) -> Iterator[Listener]:
    """Yield what shows the run on the terminal.

    Args:
        run: What is played.
        quiet: Whether nothing is shown.
        alone: Whether one script is played after another, so that a script's lines stand together.
    """
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
    from rich.progress import TimeRemainingColumn as TimeLeft

    from agent.dialogues.stage import Listener
    from agent.events import Event, SamplerStep, Stage
    from tui.rendering.console import escape_text, stdout

    columns = (TextColumn("{task.description}"), BarColumn(24), MofNCompleteColumn(), TimeElapsedColumn(), TimeLeft())
    with Progress(*columns, console=stdout, transient=True, disable=quiet or not stdout.is_terminal) as bar:
        done = sum(len(result.turns) for result in run.results.values())
        task = bar.add_task(texts.text("runs", "turns"), total=run.info.planned, completed=done)

        def show_event(event: Event) -> None:
            if isinstance(event, Stage):
                bar.update(task, description=texts.stage(event.name))
            elif isinstance(event, SamplerStep):
                step = texts.text("runs", "step", done=event.done, total=event.total)
                bar.update(task, description=step)

        def begin(case: Case) -> None:
            if not quiet and alone:
                seed = texts.text("runs", "seeded", seed=case.seed)
                stdout.print(f"\n[bold]{escape_text(case.script.name)}[/] [dim]{seed}[/]")

        def end_turn(result: ScriptResult, turn: TurnResult) -> None:
            bar.advance(task)
            if not quiet:
                seed = texts.text("runs", "seeded", seed=result.seed)
                _print_turn(turn, "" if alone else f"{result.name}, {seed}: ")

        def end_case(result: ScriptResult) -> None:
            if result.error and not quiet:
                _print_label("error_label", "red", texts.error(result.error))

        yield Listener(begin, show_event, end_turn, end_case)


def _print_turn(turn: TurnResult, label: str) -> None:
    from tui.rendering.console import escape_text, stdout
    from tui.rendering.verdicts import MARKS

    seconds = turn.accounting.get("seconds", 0)
    number = texts.text("runs", "setup", number=turn.number) if turn.setup else str(turn.number)
    stdout.print(
        f" [cyan]{escape_text(label)}{number}[/] [bold]{escape_text(turn.say)}[/]  "
        f"[dim]{escape_text(texts.intent(turn.intent))} · {seconds:.1f} s[/]"
    )
    if not turn.error:
        stdout.print(f"   {escape_text(turn.reply)}")
    if turn.checks:
        stdout.print("   " + " ".join(MARKS[check.verdict] for check in turn.checks))
    if turn.error:
        _print_label("error_label", "red", texts.error(turn.error))
    for sentence in turn.missed:
        _print_label("missed_label", "red", sentence)
    for sentence in turn.wished:
        _print_label("should_label", "yellow", sentence)


def _print_label(label: str, color: str, sentence: str) -> None:
    from tui.rendering.console import escape_text, stdout

    stdout.print(f"   [{color}]{texts.text('runs', label)}[/] {escape_text(sentence)}")


def _print_summary(run: RunFolder, json: bool) -> None:
    from agent.dialogues.results import count_results
    from tui.rendering.console import escape_text, print_json, stdout

    counts, planned = count_results(list(run.results.values())), run.info.planned
    if json:
        told = judging_json(run.results.values())
        print_json({**counts._asdict(), "planned": planned, "folder": str(run.folder), **told})
        return
    print_judging(run.results.values())
    mark = "[green]✓[/]" if counts.passed and not run.left else "[red]✗[/]"
    stdout.print(f"\n{mark} {_summary(counts, planned)}", soft_wrap=True)
    if counts.tolerated:
        stdout.print(texts.text("runs", "tolerated", turns=texts.count("turn", counts.tolerated)))
    if counts.wished:
        stdout.print(texts.text("runs", "wished", wishes=texts.count("wish", counts.wished)))
    folder = escape_text(run.folder)
    pictures = texts.count("picture", counts.pictures)
    stdout.print(texts.text("runs", "written", pictures=pictures, folder=folder), soft_wrap=True)
    if run.left:
        stdout.print(texts.text("runs", "to_finish", folder=folder), soft_wrap=True)


def _summary(counts: RunCounts, planned: int) -> str:
    turns = texts.count("turn", planned)
    if counts.turns != planned:
        turns = texts.text("runs", "of_planned", done=counts.turns, turns=turns)
    return texts.text(
        "runs", "summary",
        scripts=texts.count("script", counts.scripts), turns=turns,
        expectations=texts.count("expectation", counts.missed), errors=texts.count("error", counts.errors),
    )  # fmt: skip
