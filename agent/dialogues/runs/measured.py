"""Metrics of a run's pictures as its folder keeps them, once `gouache metrics` has measured them."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from agent.dialogues.results import ScriptResult
from storage.database import translate_io_errors
from tools.files import read_text
from tools.text import one_line

FILE = "metrics.json"
"""Where they are, in the run folder."""
_MAX_BYTES = 256 * 1024


class Measured(BaseModel):
    """What was measured.

    Attributes:
        turns: How many turns the run had then; with another number it is out of date.
        against: The name of the folder that the pictures were held against.
        figures: By name; None where there was nothing to measure.
        notes: What has to be known to read them.
    """

    turns: int
    against: str = ""
    figures: dict[str, float | None] = Field(max_length=100)
    notes: list[str] = Field([], max_length=100)


def save_measured(folder: Path, turns: int, figures: dict[str, Any], against: Path | None) -> None:
    """Keep what was measured in the run's folder.

    Args:
        folder: The run folder.
        turns: How many turns the run has.
        figures: What was measured, with `notes`.
        against: The folder that the pictures were held against.

    Raises:
        CannotWrite: full or read-only disk.
    """
    numbers = {name: value for name, value in figures.items() if name != "notes"}
    measured = Measured(turns=turns, against=against.name if against else "", figures=numbers, notes=figures["notes"])
    partial = folder / f"{FILE}.part"
    with translate_io_errors():
        partial.write_text(measured.model_dump_json(indent=1) + "\n", "utf-8")
        partial.replace(folder / FILE)


def read_measured(folder: Path, turns: int) -> Measured | None:
    """Return what was measured of a run; None where nothing was, where it is out of date, or where it is damaged."""
    try:
        measured = Measured.model_validate_json(read_text(folder / FILE, _MAX_BYTES))
    except (OSError, ValueError, ValidationError):
        return None
    measured.figures = {one_line(name, 60): value for name, value in measured.figures.items()}
    return measured if measured.turns == turns else None


def seconds_per_picture(results: Iterable[ScriptResult]) -> float | None:
    """Return the median over turns that painted of their seconds for each picture; None where none did.

    The median, because the first turn loads the models.
    """
    turns = (turn.accounting for result in results for turn in result.turns)
    spent = [one.get("seconds", 0) / one["pictures"] for one in turns if one.get("pictures", 0) > 0]
    return statistics.median(spent) if spent else None
