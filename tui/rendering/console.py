"""The command line's voice: events as lines, pictures as blocks, tables, JSON."""

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

out = Console()
err = Console(stderr=True)
MARKS = {"pass": "[green]✓[/]", "fail": "[red]✗[/]", "unsure": "[yellow]?[/]", "n/a": "[dim]–[/]"}


def plain(text: object) -> str:
    """Untrusted text, safe for terminal and markup."""
    return escape(clean(str(text)))


def as_json(value: Any) -> None:
    """One JSON document on standard output."""
    print(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def picture(path: str | Path, graphics: str = "auto") -> None:
    """Show a picture file as half blocks where standard output is a terminal; its path always."""
    if out.is_terminal and graphics != "none":
        from PIL import Image

        from tui.rendering.halfblocks import lines

        with Image.open(path) as file:
            for row in lines(file, min(64, out.width - 2), 32):
                out.print(Segments(row), end="\n")
    out.print(f"[dim]{plain(path)}[/]", soft_wrap=True)


class EventPrinter:
    """Prints a turn's events as they come, with a progress bar while pictures form."""

    def __init__(self, quiet: bool = False) -> None:
        columns = (
            TextColumn("[dim]{task.description}"),
            BarColumn(24),
            TextColumn("{task.fields[steps]}"),
            TimeElapsedColumn(),
        )
        self.progress = Progress(*columns, console=out, transient=True, disable=quiet or not out.is_terminal)
        self.task = self.progress.add_task("starting", total=None, steps="")
        self.quiet = quiet

    def __enter__(self) -> EventPrinter:
        self.progress.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.progress.stop()

    def __call__(self, event: Event) -> None:
        """Take one event."""
        match event:
            case Stage(name, _):
                self.progress.update(self.task, description=name, total=None, completed=0, steps="")
            case SamplerStep(done, total):
                self.progress.update(self.task, total=total, completed=done, steps=f"{done}/{total}")
            case _ if self.quiet:
                return
            case Interpreted(intent, changes):
                out.print(f"[bold cyan]{intent}[/] " + plain("; ".join(changes)))
            case PromptWritten(text, _):
                out.print(f"[dim]prompt:[/] {plain(text)}")
            case Checked(_, checks):
                rows = (
                    f"{MARKS[c.verdict]} {plain(c.requirement.statement)} [dim]{c.probability:.2f}[/]" for c in checks
                )
                out.print("  ".join(rows))
            case QuestionAsked(question):
                out.print(f"[bold yellow]?[/] {plain(question)}")
            case TurnFinished(text, _, _, _, _):
                out.print(plain(text))
            case _:
                return
