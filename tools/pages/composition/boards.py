"""Tables and picnic blankets, which the layout adds on its own when what is asked for lies on one."""

from __future__ import annotations

import numpy as np

from tools.pages.catalogue import things
from tools.pages.composition.sizes import perspective
from tools.pages.composition.zones import is_on_surface
from tools.pages.page import Board, Item, Wish
from tools.pages.places import Place

TABLE_HEIGHT = 0.24
"""Compressed natural height of a table."""


def lies_on_board(place: Place, wish: Wish) -> bool:
    """Whether the things of a wish go onto a table or blanket in a place."""
    return wish.position in (None, "left", "right", "center") and is_on_surface(place, things()[wish.noun])


def choose_board(rng: np.random.Generator, place: Place, mixed: bool, width: float, zoom: float) -> Board:
    """Return a table inside, or a blanket in the open.

    Args:
        rng: Source of chance.
        place: The place.
        mixed: Whether other things stand beside it, so that it must not fill the page.
        width: Sum of the widths of all that lies on it.
        zoom: The factor by which the page's things are enlarged.
    """
    if place.kind != "inside":
        depth = 0.14 if mixed else 0.2
        top = (place.far + place.near) / 2 - 0.02 if mixed else place.near - depth - 0.04
        wide = min(max(1.25 * width + 0.14, 0.4), 0.7 if mixed else 0.92)
        x = float(rng.choice([0.36, 0.64])) if mixed and wide < 0.6 else 0.5
        return Board("blanket", x, top, wide, depth, top + depth)
    if not mixed:
        top = float(rng.uniform(0.62, 0.67))
        return Board("table", 0.5, top, min(max(1.3 * width + 0.2, 0.8), 1.12), 0.17, 1.1)
    share = float(rng.uniform(0.2, 0.5))
    foot = place.near - share * (place.near - place.far)
    height = min(TABLE_HEIGHT * zoom * perspective(share), 0.3)
    wide = min(max(1.2 * width + 0.1, 1.5 * height), 0.62)
    side = float(rng.choice([-1, 1]))
    x = 0.5 + side * float(rng.uniform(0.06, max(0.07, 0.46 - wide / 2)))
    return Board("table", x, foot - height, wide, 0.3 * height, foot)


def stands_before(item: Item, board: Board) -> bool:
    """Whether an item is painted after the board."""
    if item.ground in ("behind", "air", "wall"):
        return False
    return item.ground in ("surface", "edge", "on", "in") or item.foot > board.foot
