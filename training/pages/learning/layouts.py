"""From composed pages to the layouts that the painter's network takes, and the words whose numbers these hold."""

from __future__ import annotations

from functools import cache
from typing import Any

from tools.networks.pages.layout import PageLayout, PlacedThing
from tools.networks.pages.transformer import PageTransformer
from training.pages.art.styles import LOOKS, STYLES, art_of
from training.pages.catalogue import SETS, things
from training.pages.colors import colors
from training.pages.page import TIMES, WEATHERS, Board, Item, Page
from training.pages.places import VARIANTS, places
from training.pages.render import stands_before

GROUNDS = (
    "ground", "water", "swim", "air", "wall", "surface", "edge", "behind", "on", "in", "worn", "held", "under",
)  # fmt: skip
"""What a thing can be on; see `Item.ground`."""
BOARDS = {"table": "table top", "blanket": "picnic blanket"}
"""Nouns of what the layout itself puts under things; they are painted like things."""


@cache
def vocabulary() -> dict[str, Any]:
    """Return the names that a network for pages is configured with."""
    nouns = [*things(), *BOARDS.values()]
    return {
        "nouns": nouns, "colors": list(colors()), "grounds": list(GROUNDS), "places": list(places()),
        "times": list(TIMES), "weathers": list(WEATHERS), "looks": list(LOOKS), "styles": list(STYLES),
        "arts": [SETS.index(art_of(style)) for style in STYLES], "variants": VARIANTS,
    }  # fmt: skip


def untrained_painter(**sizes: int) -> PageTransformer:
    """Return an untrained network for the present words.

    Args:
        sizes: keys of its configuration that differ from their defaults, such as width and depth.
    """
    network: PageTransformer = PageTransformer(**vocabulary(), **sizes)
    return network


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
