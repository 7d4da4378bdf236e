"""Output of the command line: events as lines, pictures as blocks, JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.segment import Segments

from agent.events import Checked, Event, Interpreted, PromptWritten, QuestionAsked, SamplerStep, Stage, TurnFinished
from tools.text import clean
from tui.rendering.verdicts import MARKS

stdout = Console()
stderr = Console(stderr=True)
_PICTURE_CELLS = (64, 32)
"""Columns and rows of a picture at most."""


def escape_text(text: object) -> str:
    """Return untrusted text without escape sequences and with markup escaped."""
    return escape(clean(str(text)))


def print_json(value: Any) -> None:
    """Print one JSON document on standard output."""
    print(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def print_picture(path: str | Path, graphics: str = "auto") -> None:
    """Print a picture file as half blocks where standard output is a terminal, and its path always."""
    if stdout.is_terminal and graphics != "none":
        from PIL import Image

        from tui.rendering.halfblocks import render_lines

        columns, rows = _PICTURE_CELLS
        with Image.open(path) as file:
            for line in render_lines(file, min(columns, stdout.width - 2), rows):
                stdout.print(Segments(line), end="\n")
    stdout.print(f"[dim]{escape_text(path)}[/]", soft_wrap=True)


class EventPrinter:
    """Prints a turn's events as they come, with a progress bar while a picture is painted."""

    def __init__(self, quiet: bool = False) -> None:
        columns = (
            TextColumn("[dim]{task.description}"),
            BarColumn(24),
            TextColumn("{task.fields[steps]}"),
            TimeElapsedColumn(),
        )
        self.progress = Progress(*columns, console=stdout, transient=True, disable=quiet or not stdout.is_terminal)
        self.task = self.progress.add_task("starting", total=None, steps="")
        self.quiet = quiet

    def __enter__(self) -> EventPrinter:
        self.progress.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.progress.stop()

    def __call__(self, event: Event) -> None:
        """Print one event, or show it in the progress bar."""
        match event:
            case Stage(name, _):
                self.progress.update(self.task, description=name, total=None, completed=0, steps="")
            case SamplerStep(done, total):
                self.progress.update(self.task, total=total, completed=done, steps=f"{done}/{total}")
            case _ if not self.quiet:
                self._print(event)

    def _print(self, event: Event) -> None:
        match event:
            case Interpreted(intent, changes):
                stdout.print(f"[bold cyan]{intent}[/] " + escape_text("; ".join(changes)))
            case PromptWritten(text, _):
                stdout.print(f"[dim]prompt:[/] {escape_text(text)}")
            case Checked(_, checks):
                columns = (
                    f"{MARKS[check.verdict]} {escape_text(check.requirement.statement)} [dim]{check.probability:.2f}[/]"
                    for check in checks
                )
                stdout.print("  ".join(columns))
            case QuestionAsked(question):
                stdout.print(f"[bold yellow]?[/] {escape_text(question)}")
            case TurnFinished(text, _, _, _, _):
                stdout.print(escape_text(text))
            case _:
                return
