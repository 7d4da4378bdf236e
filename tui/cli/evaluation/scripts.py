"""`gouache script`: scripts as files."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from tui import texts
from tui.cli.options import Json, ProfileName, SessionOrNewest, open_store

script = typer.Typer(
    help="Write scripts: record a session, import a suite's file, or print the JSON schema.", no_args_is_help=True
)


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
    stdout.print(texts.text("runs", "recorded", turns=texts.count("turn", turns), file=escape_text(target)))


@script.command("import")
def import_file(  # noqa: PLR0913 - one argument an option
    kind: Annotated[
        str,
        typer.Argument(
            help="geneval, geneval2, dpg, t2i-compbench, drawbench, partiprompts, magicbrush, emu-edit, imgedit, "
            "edival or dialogues."
        ),
    ],
    file: Annotated[Path, typer.Argument(help="The suite's file.")],
    out_folder: Annotated[Path, typer.Option("--out", "-o", help="A new folder for the scripts.")],
    pictures: Annotated[
        Path | None, typer.Option("--pictures", help="The folder of the suite's pictures; beside the file by default.")
    ] = None,
    profile: ProfileName = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="More of a thing than asked fails a turn; it is only reported otherwise.")
    ] = False,
    json: Json = False,
) -> None:
    """Write the prompts or dialogues of a suite's file, which you have, as scripts."""
    from agent.dialogues.suites.importing import KNOWN_WORLD, import_suite
    from tui.rendering.console import escape_text, print_json, stdout

    done = import_suite(kind, file, out_folder, pictures, profile or "pocket", strict)
    rule = texts.text("suites", done.rule)
    if json:
        print_json({**asdict(done), "rule": rule})
        return
    counts = {"scripts": done.scripts, "turns": done.turns, "checks": done.checks, "folder": escape_text(out_folder)}
    stdout.print(texts.text("suites", "written", **counts), soft_wrap=True)
    stdout.print(rule, soft_wrap=True)
    if done.unfollowed:
        stdout.print(texts.text("suites", "unfollowed", count=done.unfollowed), soft_wrap=True)
    if done.known is not None:
        known = texts.text("suites", "known", known=done.known, scripts=done.scripts, tag=KNOWN_WORLD)
        stdout.print(known, soft_wrap=True)


@script.command()
def schema() -> None:
    """Print the JSON schema of scripts, for editors."""
    from agent.dialogues.scripts.schema import schema_json
    from tui.rendering.console import print_json

    print_json(schema_json())
