"""The things that a page can show: names, kind of drawing, where each is at home, and how tall it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal, get_args

Habitat = Literal["ground", "water", "underwater", "seabed", "sky", "high", "table", "furniture", "wall", "worn"]
"""Where a thing is at home.

Water is a surface, sky is air that one can fly in, high is where the sun stands, furniture is the ground of a room or
a table, and what is worn lies on a table while nobody wears it.
"""
View = Literal["body", "face", "bust"]
"""Whole thing or body; only a face; a person cut at the chest, who stands behind something or at the lower edge."""
Paint = Literal["main", "clothes", "none"]
"""Which part takes a new colour: the main hue, what is neither skin nor hair nor outline, or none."""
Facing = Literal["left", "right", "front"]
SETS = ("cartoon", "flat", "3d", "sticker")
"""The art sets, by style."""
STEPS = 9
"""Columns in which a silhouette's upper edge is known."""


@dataclass(frozen=True)
class Shape:
    """What one art set's drawing of a thing measures."""

    aspect: float
    """Width over height."""
    upper: tuple[float, ...]
    """Upper edge in STEPS columns from left to right, as shares of the height from the top."""


@dataclass(frozen=True)
class Thing:
    """One thing: its emoji, its names (the first is canonical), and how it is at home on a page."""

    emoji: str
    english: tuple[str, ...]
    chinese: tuple[str, ...]
    group: str
    habitat: Habitat
    height: float
    """Natural height in metres, larger than life for the smallest."""
    view: View
    paint: Paint
    facing: Facing
    worn: str
    """Where one wears or holds it (head, eyes, neck, hand), or empty."""
    measure: str
    """Chinese measure word."""
    company: tuple[str, ...]
    """Kinds of places and occasions that it belongs to."""

    @property
    def name(self) -> str:
        """Its canonical name."""
        return self.english[0]


def read_table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of this package, each by the names of its columns."""
    lines = resources.files(__package__).joinpath(name).read_text("utf-8").splitlines()
    header = lines[0].split("\t")
    return [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:] if line]


@cache
def things() -> dict[str, Thing]:
    """Every thing by its canonical name, in the table's order."""
    found = [
        Thing(
            row["emoji"], tuple(row["english"].split("|")), tuple(row["chinese"].split("|")), row["group"],
            _one_of(row["habitat"], Habitat), float(row["height"]), _one_of(row["view"], View),
            _one_of(row["paint"], Paint), _one_of(row["facing"], Facing), row["worn"], row["measure"],
            tuple(row["company"].split("|")),
        )
        for row in read_table("things.tsv")
    ]  # fmt: skip
    return {thing.name: thing for thing in found}


@cache
def shapes() -> dict[tuple[str, str], Shape]:
    """Every drawing's shape by canonical name and art set."""
    return {
        (row["name"], style): Shape(float(aspect), tuple(int(digit, 16) / 15 for digit in upper))
        for row in read_table("shapes.tsv")
        for style in SETS
        for aspect, upper in [row[style].split(" ")]
    }


def shape(name: str, style: str) -> Shape:
    """Return the shape of a thing in an art set."""
    return shapes()[name, style]


@cache
def _drawings() -> dict[tuple[str, str], tuple[View, Facing]]:
    """What is drawn otherwise in one art set than in the others."""
    return {
        (row["name"], row["style"]): (_one_of(row["view"], View), _one_of(row["facing"], Facing))
        for row in read_table("drawings.tsv")
    }


def view(name: str, style: str) -> View:
    """Return whether an art set shows a thing's whole body, its face or a bust."""
    found = _drawings().get((name, style))
    return found[0] if found else things()[name].view


def facing(name: str, style: str) -> Facing:
    """Return which way a thing looks in an art set."""
    found = _drawings().get((name, style))
    return found[1] if found else things()[name].facing


def _one_of(value: str, kind: Any) -> Any:
    if value not in get_args(kind):
        raise ValueError(f"{value!r} is none of {', '.join(get_args(kind))}.")
    return value
