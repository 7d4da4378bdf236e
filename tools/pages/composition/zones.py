"""Where things of each habitat go in each place, and what the words for places on the page mean."""

from __future__ import annotations

from dataclasses import dataclass

from tools.pages.catalogue import Habitat, Thing
from tools.pages.places import Place

POSITIONS = (
    "left", "right", "center", "top", "bottom", "top left", "top right", "bottom left", "bottom right", "background",
    "foreground",
)  # fmt: skip
"""Words for places on the page."""
MARGIN = 0.015
"""Share of the side that stays free around what is whole."""


@dataclass(frozen=True)
class Zone:
    """What a thing is on, and the range of heights for its foot, or for its middle where it is on nothing."""

    ground: str
    top: float
    low: float

    @property
    def stands(self) -> bool:
        """Whether things there have a foot on something, whose height tells how far away they are."""
        return self.ground in ("ground", "water")


def home(place: Place, habitat: Habitat) -> Zone:
    """Return where things of a habitat are at home in a place, or come nearest to it."""
    ground = Zone("ground", place.far, place.near)
    air = Zone("air", 0.16, max(0.34, place.horizon - 0.12))
    high = Zone("air", 0.1, 0.26)
    match place.kind:
        case "air":
            return Zone("air", 0.14, 0.84)
        case "underwater":
            if habitat in ("underwater", "sky", "water", "high"):
                return Zone("swim", 0.2, 0.74)
            return ground
        case "water":
            if habitat in ("sky", "high"):
                return high if habitat == "high" else Zone("air", 0.14, 0.34)
            return Zone("water", *(place.water or (place.far, place.near)))
        case "inside":
            return {"sky": air, "high": high, "wall": Zone("wall", 0.2, 0.42)}.get(habitat, ground)
        case "plain":
            return {
                "sky": Zone("air", 0.25, 0.55),
                "high": Zone("air", 0.16, 0.5),
                "underwater": Zone("air", 0.3, 0.66),
            }.get(habitat, ground)
        case _:
            if habitat in ("water", "underwater") and place.water:
                return Zone("water", *place.water)
            return {"sky": air, "high": high}.get(habitat, ground)


def is_on_surface(place: Place, thing: Thing) -> bool:
    """Whether a thing would lie on a table in a place, or on a picnic blanket."""
    if place.kind == "inside":
        small = thing.habitat in ("furniture", "worn") and thing.height < 0.75
        return thing.habitat == "table" or small
    return place.kind == "land" and thing.habitat == "table" and "picnic" in thing.company


def in_position(word: str, box: tuple[float, float, float, float]) -> bool:
    """Whether a box is where a word for a place on the page says."""
    left, top, right, bottom = box
    x, y = (left + right) / 2, (top + bottom) / 2
    if word in ("background", "foreground"):
        return word == "background" or bottom > 0.86
    if word == "center":
        return abs(x - 0.5) < 0.1 and 0.3 < y < 0.74
    sides = {"left": x < 0.38, "right": x > 0.62, "top": y < 0.4, "bottom": bottom > 0.84 and y > 0.55}
    return all(sides[part] for part in word.split())


def allows_standing(word: str | None) -> bool:
    """Whether a thing in a position can keep its habitat's ground: at the top of the page it can't."""
    return word is None or "top" not in word
