"""The names of colours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tools.pages.catalogue import read_table


@dataclass(frozen=True)
class Color:
    """A colour's names and its red, green and blue (0 to 255)."""

    name: str
    english: tuple[str, ...]
    chinese: tuple[str, ...]
    rgb: tuple[int, int, int]


@cache
def colors() -> dict[str, Color]:
    """Every colour by its name, in the table's order."""
    found = {}
    for row in read_table("colors.tsv"):
        red, green, blue = (int(v) for v in row["rgb"].split(","))
        found[row["name"]] = Color(
            row["name"], tuple(row["english"].split("|")), tuple(row["chinese"].split("|")), (red, green, blue)
        )
    return found
