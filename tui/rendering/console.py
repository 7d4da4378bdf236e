"""Output of the command line: events as lines, pictures as the terminal can show them, JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len, set_cell_size
from rich.console import RenderableType
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.segment import Segment, Segments

from agent.events import (
    BytesMoved,
    Checked,
    Event,
    Interpreted,
    PromptWritten,
    QuestionAsked,
    SamplerStep,
    Stage,
    TurnFinished,
)
from tools.text import clean
from tui import texts
from tui.rendering.streams import PipeConsole, can_write, discard_output
from tui.rendering.transfers import TransferClock
from tui.rendering.verdicts import MARKS, chance_text

if TYPE_CHECKING:
    from PIL import Image

stdout = PipeConsole()
stderr = PipeConsole(stderr=True)
_PICTURE_CELLS = (64, 32)
"""Columns and rows of a picture at most."""


def escape_text(text: object) -> str:
    """Return untrusted text without escape sequences and with markup escaped."""
    return escape(clean(str(text)))


def print_line(text: str) -> bool:
    """Print text as it is, at once; return False where nobody reads it any more."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        discard_output(sys.stdout)
        return False
    return True


def print_json(value: Any) -> None:
    """Print one JSON document on standard output, escaped where its encoding lacks characters."""
    text = json.dumps(value, ensure_ascii=False, indent=1, default=str)
    print_line(text if can_write(text) else json.dumps(value, indent=1, default=str))


def print_names(title: str, names: Iterable[str], indent: int) -> None:
    """Print names after a title, broken between two names at the terminal's width; in a pipe on one line.

    Args:
        title: What they are.
        names: None of them is broken, whatever its length.
        indent: Cells that the title takes up.
    """
    width = stdout.width if stdout.is_terminal else sys.maxsize
    parts = [f"{name}," for name in names]
    lines, line = [], set_cell_size(title, indent)
    for part in [*parts[:-1], *(last.removesuffix(",") for last in parts[-1:])]:
        if cell_len(line) + cell_len(part) > width and cell_len(line) > indent:
            lines.append(line.rstrip())
            line = " " * indent
        line += f"{part} "
    for text in (*lines, line.rstrip()):
        stdout.print(escape_text(text), soft_wrap=True, highlight=False)


def print_picture(path: str | Path, graphics: str = "auto") -> None:
    """Print a picture file where standard output can show it, as `show_picture` does, and its path always.

    Raises:
        GouacheError: There is no such mode.
    """
    from PIL import Image

    if can_show(graphics):
        with Image.open(path) as file:
            show_picture(file, graphics)
    stdout.print(f"[dim]{escape_text(path)}[/]", soft_wrap=True)


def can_show(graphics: str) -> bool:
    """Return whether pictures are printed at all: in a terminal, unless they are turned off."""
    return stdout.is_terminal and graphics != "none"


def show_picture(picture: Image.Image, graphics: str = "auto") -> None:
    """Print a picture in the terminal; nothing where it cannot be shown.

    Args:
        picture: Of any size and mode.
        graphics: One of `tui.rendering.graphics.MODES`.

    Raises:
        GouacheError: There is no such mode.
    """
    drawn = _drawn(picture, graphics) if can_show(graphics) else None
    if drawn is not None:
        stdout.print(drawn, end="")


def _drawn(picture: Image.Image, graphics: str) -> RenderableType | None:
    """Return a picture as the terminal can show it, with a line end after every row; None where it cannot."""
    from tui.rendering.graphics import detect_mode, terminal_graphics
    from tui.rendering.halfblocks import BLOCK, fit_cells, render_lines

    mode, _ = detect_mode(graphics)
    columns, rows = min(_PICTURE_CELLS[0], stdout.width - 2), _PICTURE_CELLS[1]
    if mode in ("kitty", "sixel"):
        width, height = fit_cells(picture.width, picture.height, columns, rows)
        return terminal_graphics(mode, picture.convert("RGB"), width, height)
    if not can_write(BLOCK):
        return None
    ended = ([*line, Segment.line()] for line in render_lines(picture, columns, rows))
    return Segments(segment for line in ended for segment in line)


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
        self.task = self.progress.add_task(texts.text("cli", "starting"), total=None, steps="")
        self.quiet, self._clock = quiet, TransferClock()

    def __enter__(self) -> EventPrinter:
        self.progress.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.progress.stop()

    def __call__(self, event: Event) -> None:
        """Print one event, or show it in the progress bar."""
        match event:
            case Stage(name, _):
                self.progress.update(self.task, description=texts.stage(name), total=None, completed=0, steps="")
            case SamplerStep(done, total):
                self.progress.update(self.task, total=total, completed=done, steps=f"{done}/{total}")
            case _ if not self.quiet:
                self._print(event)

    def show_loading(self, model: str, done: int, total: int) -> None:
        """Show how many bytes of a model are loaded; see `tools.model_manager.Watch`."""
        self.progress.update(self.task, steps=self._clock.describe(BytesMoved("loading", model, done, total)))

    def _print(self, event: Event) -> None:
        match event:
            case Interpreted(intent, changes):
                listed = texts.phrases().row(changes, ";")
                stdout.print(f"[bold cyan]{escape_text(texts.intent(intent))}[/] " + escape_text(listed))
            case PromptWritten(text, _):
                stdout.print(escape_text(texts.text("card", "prompt", prompt=text)), style="dim")
            case Checked(_, checks):
                words = texts.phrases()
                statements = [escape_text(words.statement(check.requirement)) for check in checks]
                columns = (
                    f"{MARKS[check.verdict]} {said} [dim]{chance_text(check)}[/]"
                    for check, said in zip(checks, statements, strict=True)
                )
                stdout.print("  ".join(columns))
            case QuestionAsked(question):
                stdout.print(f"[bold yellow]?[/] {escape_text(question)}")
            case TurnFinished(text, status, _, _, _) if status != "failed":  # The error of a failed turn is raised.
                stdout.print(escape_text(text))
            case _:
                return
