"""Layouts as the networks take them: pages in numbers, and the words whose numbers these are."""

from __future__ import annotations

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


@cache
def _numbers(kind: str) -> dict[str, int]:
    return {name: k for k, name in enumerate(vocabulary()[kind])}


def _place_item(item: Item) -> PlacedThing:
    return PlacedThing(
        _numbers("nouns")[item.noun],
        _numbers("colors")[item.color] + 1 if item.color else 0,
        item.tone,
        _numbers("grounds")[item.ground],
        item.x, item.foot, item.width, item.height, item.depth, item.flip,
    )  # fmt: skip


def _place_board(board: Board) -> PlacedThing:
    foot = board.foot if board.kind == "table" else board.top + board.depth
    noun = _numbers("nouns")[BOARDS[board.kind]]
    return PlacedThing(noun, 0, 0, 0, board.x, foot, board.width, foot - board.top)


def page_layout(page: Page) -> PageLayout:
    """Return a page's layout: its things and its board in the order in which they are painted.

    Raises:
        KeyError: a noun, colour, ground, place, style or look is none of the vocabulary.
    """
    placed = []
    board = page.board
    for item in page.items:
        if board is not None and stands_before(item, board):
            placed.append(_place_board(board))
            board = None
        placed.append(_place_item(item))
    if board is not None:
        placed.append(_place_board(board))
    return PageLayout(
        tuple(placed), _numbers("places")[page.place], page.variant, _numbers("times")[page.time],
        _numbers("weathers")[page.weather], _numbers("looks")[page.look] + 1 if page.look else 0,
        _numbers("styles")[page.style],
    )  # fmt: skip
