"""`gouache compare`: two runs of the same scripts, turn by turn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tools.errors import BadArguments
from tui import texts
from tui.cli.options import Json

if TYPE_CHECKING:
    from agent.dialogues.runs.comparison import Comparison


def compare(
    before: Annotated[Path, typer.Argument(help="The run folder to compare with.")],
    after: Annotated[Path, typer.Argument(help="The run folder that is judged.")],
    fail_on: Annotated[str, typer.Option("--fail-on", help="Exit 1 where the second run is: worse.")] = "",
    out_file: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="The page to write; compare.html in the second folder by default."),
    ] = None,
    json: Json = False,
) -> None:
    """Compare two runs of the same scripts: what became better or worse, how surely, and which turns flipped."""
    from agent.dialogues.runs import comparison
    from storage.database import translate_io_errors
    from tui.rendering.console import escape_text, print_json, stdout

    if fail_on not in ("", "worse"):
        raise BadArguments(f"“{fail_on[:60]}” is nothing to fail on; write --fail-on worse.")
    compared = comparison.compare_runs(comparison.load_run(before), comparison.load_run(after))
    page = out_file or after / "compare.html"
    with translate_io_errors():
        page.write_text(comparison.html(compared), "utf-8")
    if json:
        print_json(compared.to_json())
    else:
        _print_comparison(compared)
        stdout.print(texts.text("runs", "flipped", page=escape_text(page)), soft_wrap=True)
    raise typer.Exit(1 if fail_on and compared.passed.verdict == fail_on else 0)


def _print_comparison(compared: Comparison) -> None:
    from rich.table import Table

    from tui.rendering.console import escape_text, stdout

    keys = ("figure", "pairs", "before", "after", "difference", "interval_title", "flips", "probability")
    table = Table(*(texts.text("runs", key) for key in keys), box=None)
    tables = (compared.cumulative, compared.turns, compared.intents, compared.languages, compared.figures)
    for rows in ([compared.passed], *tables):
        for row in rows:
            flips = f"−{row.broken} +{row.repaired}" if row.p is not None else ""
            p = f"{row.p:.3g}" if row.p is not None else ""
            interval = texts.text("runs", "interval", low=f"{row.low:+.3g}", high=f"{row.high:+.3g}")
            numbers = (f"{row.before:.4g}", f"{row.after:.4g}", f"{row.difference:+.3g}", interval, flips, p)
            table.add_row(escape_text(_name(row.figure)), str(row.pairs), *numbers)
        table.add_section()
    stdout.print(table)
    for note in compared.notes:
        stdout.print(f"[yellow]{escape_text(texts.error(note))}[/]", soft_wrap=True)
    colors = {"worse": "red", "better": "green"}
    verdict = compared.passed.verdict
    told = texts.text(
        "runs", "verdict",
        turns=texts.count("turn", compared.passed.broken or 0), repaired=compared.passed.repaired,
        pairs=len(compared.pairs),
    )  # fmt: skip
    stdout.print(f"[{colors.get(verdict, 'bold')}]{texts.text('runs', verdict.replace(' ', '_'))}[/]: {told}")


def _name(figure: str) -> str:
    """Return a figure's name; one of an intent's turns is named as the intent is elsewhere."""
    known = texts.figure(figure)
    return texts.intent(figure) if known == figure else known
