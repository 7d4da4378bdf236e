"""The places of pages: their names, and where in each of them there is ground, water, sky and wall."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from tools.pages.catalogue import read_table

Kind = Literal["land", "water", "underwater", "air", "inside", "plain"]
VARIANTS = 4
"""Backdrops of each place that differ in their shapes and colours."""


@dataclass(frozen=True)
class Place:
    """One place. Heights are shares of the page's side from the top."""

    name: str
    english: tuple[str, ...]
    chinese: tuple[str, ...]
    kind: Kind
    horizon: float
    """Where the sky or the wall ends."""
    far: float
    """Where the farthest things on the ground have their feet; in water, the farthest on its surface."""
    near: float
    """Where the nearest have them."""
    water: tuple[float, float] | None
    """Where the farthest and the nearest things on a water's surface have their lower edges."""
    company: tuple[str, ...]
    """Kinds of things that are often met there, those of the first kind most."""
    painter: str
    """Name of the function that draws it."""

    @property
    def has_weather(self) -> bool:
        """Whether it can rain or snow there, if only outside a window."""
        return self.kind not in ("underwater", "plain") and self.name not in ("space", "moon", "cave", "stage", "gym")

    @property
    def has_time(self) -> bool:
        """Whether the light depends on the time of day."""
        return self.kind != "plain" and self.name not in ("space", "moon", "stage", "gym")


@cache
def places() -> dict[str, Place]:
    """Every place by its name, in the table's order."""
    found = {}
    for row in read_table("places.tsv"):
        far, near = (float(v) for v in row["water"].split("-")) if row["water"] != "-" else (0.0, 0.0)
        kind: Kind = row["kind"]  # type: ignore[assignment]
        found[row["name"]] = Place(
            row["name"], (row["name"], *row["english"].split("|")), tuple(row["chinese"].split("|")), kind,
            float(row["horizon"]), float(row["far"]), float(row["near"]), (far, near) if near else None,
            tuple(row["company"].split("|")), row["painter"],
        )  # fmt: skip
    return found
