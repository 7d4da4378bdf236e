"""From wishes to a page: everything gets a place where it is at home, a size among the others, and its relations.

Layouts are drawn at random a few dozen times; the one with the fewest faults is kept.
"""

from __future__ import annotations

import numpy as np

from tools.pages.catalogue import view
from tools.pages.composition.attachments import attach
from tools.pages.composition.boards import choose_board
from tools.pages.composition.faults import count_faults
from tools.pages.composition.placing import Frame, draft, frame_of, place_wish, standing_height
from tools.pages.composition.relations import attached_relations, host_of, in_order
from tools.pages.composition.setting import choose_place, settled
from tools.pages.composition.stacking import nearness, stacked
from tools.pages.page import Board, Item, Page, Relation, Wishes
from tools.pages.places import VARIANTS
from tools.pages.styles import art_of

TRIALS = 28
"""Layouts drawn for a page at most."""
GOOD = 0.06
"""Faults below which a layout is kept at once."""


def lay_out(wishes: Wishes, rng: np.random.Generator, seed: int = 0) -> Page:
    """Return a page that fulfils wishes as well as can be.

    Args:
        wishes: What is asked for; what is None is chosen: a place where the things are at home, by day, clear, cartoon.
        rng: Source of chance.
        seed: Kept with the page, to make it again.

    Raises:
        KeyError: a thing or place is unknown.
    """
    place = choose_place(rng, wishes)
    style = wishes.style or "cartoon"
    frame = frame_of(rng, wishes, place, art_of(style))
    best: tuple[float, tuple[Item, ...], Board | None] | None = None
    for _ in range(TRIALS):
        items, board = _draw(frame)
        faults = count_faults(wishes, items, place, board)
        if best is None or faults < best[0]:
            best = faults, items, board
        if faults < GOOD:
            break
    assert best is not None
    time, weather = settled(place, wishes.time, wishes.weather)
    variant = int(rng.integers(VARIANTS))
    return Page(place.name, variant, time, weather, style, best[1], wishes, wishes.look, best[2], seed).rounded()


def _draw(frame: Frame) -> tuple[tuple[Item, ...], Board | None]:
    """Draw one layout."""
    fixed = attached_relations(frame.wishes)
    placed: dict[int, list[Item]] = {}
    board = draw_board(frame) if frame.surface else None
    for index in in_order(frame.wishes):
        if index not in fixed:
            placed[index] = place_wish(frame, index, placed, board)
    return _finish(frame, placed, fixed, board), board


def draw_board(frame: Frame) -> Board:
    """Draw a board for the things of a page that lie on one."""
    wishes = frame.wishes.things
    width = 0.0
    for index in frame.surface:
        item = draft(frame, index, wishes[index], standing_height(frame, index, 0.1))
        width += item.width * wishes[index].count
    fixed = attached_relations(frame.wishes)
    mixed = any(
        i not in frame.surface and i not in fixed and view(wish.noun, frame.art) != "bust"
        for i, wish in enumerate(wishes)
    )
    return choose_board(frame.rng, frame.place, mixed, width, frame.factor)


def _finish(
    frame: Frame, placed: dict[int, list[Item]], fixed: dict[int, Relation], board: Board | None
) -> tuple[Item, ...]:
    """Order what stands by itself from back to front, and fix the rest to it."""
    free = sorted((item for items in placed.values() for item in items), key=lambda item: nearness(item, board))
    items: list[Item] = list(free)
    waiting = [i for i in in_order(frame.wishes) if i in fixed]
    for index in waiting:
        wish = frame.wishes.things[index]
        anchor = host_of(fixed[index], index)
        hosts = [k for k, item in enumerate(items) if item.wish == anchor]
        for number in range(wish.count):
            host = hosts[number % len(hosts)]
            share = number, max(1, wish.count // len(hosts))
            items.append(attach(draft(frame, index, wish), items[host], frame.art, host, fixed[index].kind, share))
    return stacked(items)
