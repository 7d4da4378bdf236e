"""Layouts as the networks take them: pages in numbers, and the words whose numbers these are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from tools.pages.catalogue import SETS, things
from tools.pages.colors import colors
from tools.pages.composition.boards import stands_before
from tools.pages.page import TIMES, WEATHERS, Board, Item, Page
from tools.pages.places import VARIANTS, places
from tools.pages.styles import LOOKS, STYLES, art_of

GROUNDS = (
    "ground", "water", "swim", "air", "wall", "surface", "edge", "behind", "on", "in", "worn", "held", "under",
)  # fmt: skip
"""What a thing can be on; see `Item.ground`."""
BOARDS = {"table": "table top", "blanket": "picnic blanket"}
"""Nouns of what the layout itself puts under things; they are painted like things."""


@dataclass(frozen=True)
class PlacedThing:
    """One thing. Lengths are shares of the page's side, y down; numbers count in the network's lists of names.

    Attributes:
        noun: number of its noun.
        color: number of its colour from 1; 0 is the noun's own.
        tone: number of a person's skin tone from 1; 0 is the art's yellow.
        ground: number of what it is on.
        x: middle of its box.
        foot: lower edge of its box.
        width: width of its box.
        height: height of its box.
        depth: 0 for the nearest ground to 1 for the farthest.
        flip: whether it is mirrored.
    """

    noun: int
    color: int
    tone: int
    ground: int
    x: float
    foot: float
    width: float
    height: float
    depth: float = 0.0
    flip: bool = False


@dataclass(frozen=True)
class PageLayout:
    """What a page shows: its things from back to front, and numbers of what the whole page has.

    Attributes:
        things: at most MOST_THINGS.
        place: number of the place.
        variant: number of the place's backdrop.
        time: number of the time of day.
        weather: number of the weather.
        look: number of the whole picture's look from 1; 0 is none.
        style: number of the style.
    """

    things: tuple[PlacedThing, ...]
    place: int
    variant: int
    time: int
    weather: int
    look: int
    style: int

    @property
    def whole(self) -> tuple[int, ...]:
        """Place, variant, time, weather, look, style."""
        return self.place, self.variant, self.time, self.weather, self.look, self.style


@cache
def vocabulary() -> dict[str, Any]:
    """Return the names that a network for pages is configured with."""
    nouns = [*things(), *BOARDS.values()]
    return {
        "nouns": nouns, "colors": list(colors()), "grounds": list(GROUNDS), "places": list(places()),
        "times": list(TIMES), "weathers": list(WEATHERS), "looks": list(LOOKS), "styles": list(STYLES),
        "arts": [SETS.index(art_of(style)) for style in STYLES], "variants": VARIANTS,
    }  # fmt: skip


class Numbers:
    """The numbers that a network's lists of names give to names, by the kind of name.

    Args:
        names: the lists by the keys of `vocabulary`, such as a network's configuration; the present ones without it.
    """

    def __init__(self, names: Mapping[str, Any] | None = None) -> None:
        lists = names if names is not None else vocabulary()
        kinds = ("nouns", "colors", "grounds", "places", "times", "weathers", "looks", "styles")
        self.names: dict[str, list[str]] = {kind: list(lists[kind]) for kind in kinds}
        self._numbers = {kind: {name: k for k, name in enumerate(names)} for kind, names in self.names.items()}

    def of(self, kind: str, name: str | None) -> int:
        """Return the number of a name; counted from 1, and 0 for None, for colours and looks.

        Raises:
            KeyError: the network knows no such name.
        """
        if kind in ("colors", "looks"):
            return 0 if name is None else self._numbers[kind][name] + 1
        return self._numbers[kind][str(name)]

    def name(self, kind: str, number: int) -> str | None:
        """Return the name of a number, as `of` counts."""
        if kind in ("colors", "looks"):
            return self.names[kind][number - 1] if number else None
        return self.names[kind][number]


@cache
def present_numbers() -> Numbers:
    """Return the numbers of the present names."""
    return Numbers()


def _place_item(item: Item, numbers: Numbers) -> PlacedThing:
    return PlacedThing(
        numbers.of("nouns", item.noun), numbers.of("colors", item.color), item.tone, numbers.of("grounds", item.ground),
        item.x, item.foot, item.width, item.height, item.depth, item.flip,
    )  # fmt: skip


def _place_board(board: Board, numbers: Numbers) -> PlacedThing:
    foot = board.foot if board.kind == "table" else board.top + board.depth
    return PlacedThing(numbers.of("nouns", BOARDS[board.kind]), 0, 0, 0, board.x, foot, board.width, foot - board.top)


def page_layout(page: Page, numbers: Numbers | None = None) -> PageLayout:
    """Return a page's layout: its things and its board in the order in which they are painted.

    Args:
        page: the page.
        numbers: those of the network that it is for; the present ones without it.

    Raises:
        KeyError: the network does not know a noun, colour, ground, place, style or look.
    """
    numbers = numbers or present_numbers()
    placed = []
    board = page.board
    for item in page.items:
        if board is not None and stands_before(item, board):
            placed.append(_place_board(board, numbers))
            board = None
        placed.append(_place_item(item, numbers))
    if board is not None:
        placed.append(_place_board(board, numbers))
    return PageLayout(
        tuple(placed), numbers.of("places", page.place), page.variant, numbers.of("times", page.time),
        numbers.of("weathers", page.weather), numbers.of("looks", page.look), numbers.of("styles", page.style),
    )  # fmt: skip
