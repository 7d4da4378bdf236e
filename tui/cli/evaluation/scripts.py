"""`gouache script`: scripts as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tui.cli.options import SessionOrNewest, open_store

script = typer.Typer(help="Write scripts: record a session, or print the JSON schema.", no_args_is_help=True)


@script.command()
def record(
    session: SessionOrNewest = None,
    out_file: Annotated[
        Path | None, typer.Option("--out", "-o", help="The script to write; SESSION.yaml by default.")
    ] = None,
) -> None:
    """Write a saved session as a script that expects what came of each message."""
    from agent.dialogues.scripts.recording import record_script
    from tui.cli.sessions import find_session
    from tui.rendering.console import escape_text, stdout

    store = open_store()
    row = find_session(store, session)
    target = out_file or Path(f"{row.id}.yaml")
    turns = record_script(store, row.id, target)
    stdout.print(f"{turns} turns are in {escape_text(target)}; read it over: it expects what came, right or wrong.")


@script.command()
def schema() -> None:
    """Print the JSON schema of scripts, for editors."""
    from agent.dialogues.scripts.schema import schema_json
    from tui.rendering.console import print_json

    print_json(schema_json())
