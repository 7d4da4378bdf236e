"""`gouache compare`: two runs of the same scripts, turn by turn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tools.errors import BadArguments
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
        stdout.print(f"The flipped turns with their pictures are in {escape_text(page)}.", soft_wrap=True)
    raise typer.Exit(1 if fail_on and compared.passed.verdict == fail_on else 0)


def _print_comparison(compared: Comparison) -> None:
    from rich.table import Table

    from tui.rendering.console import escape_text, stdout

    table = Table("figure", "pairs", "before", "after", "difference", "95 % interval", "flips", "p", box=None)
    tables = (compared.cumulative, compared.turns, compared.intents, compared.languages, compared.figures)
    for rows in ([compared.passed], *tables):
        for row in rows:
            flips = f"−{row.broken} +{row.repaired}" if row.p is not None else ""
            p = f"{row.p:.3g}" if row.p is not None else ""
            interval = f"{row.low:+.3g} to {row.high:+.3g}"
            numbers = (f"{row.before:.4g}", f"{row.after:.4g}", f"{row.difference:+.3g}", interval, flips, p)
            table.add_row(escape_text(row.figure), str(row.pairs), *numbers)
        table.add_section()
    stdout.print(table)
    for note in compared.notes:
        stdout.print(f"[yellow]{escape_text(note)}[/]", soft_wrap=True)
    colors = {"worse": "red", "better": "green"}
    verdict = compared.passed.verdict
    stdout.print(
        f"[{colors.get(verdict, 'bold')}]{verdict}[/]: {compared.passed.broken} turns broken, "
        f"{compared.passed.repaired} repaired, of {len(compared.pairs)}."
    )
