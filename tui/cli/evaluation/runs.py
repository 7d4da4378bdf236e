"""`gouache runs`: what the run folders hold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from tui import texts
from tui.cli.options import Json


def runs(
    folder: Annotated[Path, typer.Argument(help="The folder that the run folders are in.")] = Path("runs"),
    json: Json = False,
) -> None:
    """List runs, the newest first."""
    from rich.table import Column, Table

    from tui.rendering.console import escape_text, print_json, stdout

    rows = sorted(_rows(folder), key=lambda row: str(row["started"]), reverse=True)
    if json:
        print_json(rows)
        return
    if not rows:
        stdout.print(texts.text("runs", "none", folder=escape_text(folder)))
        return
    titles = (texts.text("runs", key) for key in ("started", "profiles", "turns", "missed", "errors", "state"))
    # The whole name of a folder is what other commands are given.
    table = Table(Column(texts.text("runs", "folder"), no_wrap=True, overflow="fold"), *titles, box=None)
    for row in rows:
        started = f"{row['started'].astimezone():%Y-%m-%d %H:%M}"
        counts = f"{row['turns']}/{row['planned']}"
        state = texts.text("runs", "finished" if row["ended"] else "unfinished")
        names = escape_text(", ".join(row["profiles"]))
        missed, errors = str(row["missed"]), str(row["errors"])
        table.add_row(escape_text(row["folder"]), started, names, counts, missed, errors, state)
    stdout.print(table)


def _rows(folder: Path) -> list[dict[str, Any]]:
    from agent.dialogues.results import count_results
    from agent.dialogues.runs.info import ABOUT, BadRun, read_info, read_results
    from tui.rendering.console import escape_text, stderr

    rows = []
    for about in sorted(folder.glob(f"*/{ABOUT}")):
        try:
            info = read_info(about.parent)
            counts = count_results(list(read_results(about.parent, info).values()))
        except BadRun as error:
            stderr.print(escape_text(error), soft_wrap=True)
            continue
        row = {"folder": str(about.parent), "started": info.started, "ended": info.ended, "planned": info.planned}
        rows.append({**row, **counts._asdict(), "profiles": list(info.profiles)})
    return rows
