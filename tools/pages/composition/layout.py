"""From wishes to a page: everything gets a place where it is at home, a size among the others, and its relations.

Layouts are drawn at random a few dozen times; the one with the fewest faults is kept.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tools.pages.catalogue import things, view
from tools.pages.composition import attachments, sizes
from tools.pages.composition.boards import choose_board, lies_on_board
from tools.pages.composition.faults import count_faults
from tools.pages.composition.placing import (
    BUST,
    Frame,
    draft,
    place_beside,
    place_freely,
    place_on_board,
    standing_height,
)
from tools.pages.composition.relations import ATTACHED
from tools.pages.composition.zones import home
from tools.pages.page import Board, Item, Page, Relation, Time, Weather, Wishes
from tools.pages.places import VARIANTS, Place, places
from tools.pages.styles import art_of

TRIALS = 28
"""Layouts drawn for a page at most."""
BEHIND_HOST = ("in", "under")
"""Grounds of things that their host partly hides: what is in it, and the umbrella behind its holder."""
GOOD = 0.06
"""Faults below which a layout is kept at once."""


def lay_out(wishes: Wishes, rng: np.random.Generator, seed: int = 0) -> Page:
    """Return a page that fulfils wishes as well as can be.

    Args:
        wishes: What is asked for; what is None is chosen: a meadow, by day, clear, cartoon.
        rng: Source of chance.
        seed: Kept with the page, to make it again.

    Raises:
        KeyError: a thing or place is unknown.
    """
    place = places()[wishes.place or "meadow"]
    style = wishes.style or "cartoon"
    frame = _frame(rng, wishes, place, art_of(style))
    best: tuple[float, tuple[Item, ...], Board | None] | None = None
    for _ in range(TRIALS):
        items, board = _draw(frame)
        faults = count_faults(wishes, items, place, board)
        if best is None or faults < best[0]:
            best = faults, items, board
        if faults < GOOD:
            break
    assert best is not None
    time: Time = wishes.time or "day"
    weather: Weather = wishes.weather or "clear"
    variant = int(rng.integers(VARIANTS))
    return Page(place.name, variant, time, weather, style, best[1], wishes, wishes.look, best[2], seed)


def _attached(wishes: Wishes) -> dict[int, Relation]:
    """Return the relation that fixes each wish to another, by index of the one that is fixed."""
    found: dict[int, Relation] = {}
    for relation in wishes.relations:
        if relation.kind in ATTACHED:
            found[relation.object if relation.kind in ("holding", "wearing") else relation.subject] = relation
    return found


def _frame(rng: np.random.Generator, wishes: Wishes, place: Place, art: str) -> Frame:
    fixed = _attached(wishes)
    free = [(i, wish) for i, wish in enumerate(wishes.things) if i not in fixed]
    related = {r.subject for r in wishes.relations if r.kind not in ATTACHED}
    surface = frozenset(i for i, wish in free if i not in related and lies_on_board(place, wish))
    standing = [
        (things()[wish.noun], wish.size, wish.count)
        for i, wish in free
        if home(place, things()[wish.noun].habitat).stands or i in surface or place.kind in ("air", "underwater")
        or things()[wish.noun].habitat == "underwater"
        if view(wish.noun, art) != "bust"
    ]  # fmt: skip
    alone = sum(wish.count for _, wish in free) == 1
    factor = sizes.zoom(standing, art)
    busts = [things()[wish.noun] for _, wish in free if view(wish.noun, art) == "bust"]
    if busts and standing:
        # Who is cut at the chest is drawn at a height of its own; the rest must not look like a giant's beside it.
        factor = min(factor, *(1.5 * BUST / sizes.natural(thing) for thing in busts))
    return Frame(rng, wishes, place, art, factor, alone, surface)


def _order(wishes: Wishes) -> list[int]:
    """Return the indices of the wishes, those that others refer to first."""
    needs: dict[int, set[int]] = {i: set() for i in range(len(wishes.things))}
    fixed = _attached(wishes)
    for index, relation in fixed.items():
        needs[index].add(relation.subject if index == relation.object else relation.object)
    for r in wishes.relations:
        if r.kind not in ATTACHED and r.subject not in fixed:
            needs[r.subject] |= {r.object, *([r.second] if r.second is not None else [])}
    done: list[int] = []
    while len(done) < len(needs):
        ready = [i for i in needs if i not in done and needs[i] <= set(done)]
        done += ready or [next(i for i in needs if i not in done)]
    return done


def _draw(frame: Frame) -> tuple[tuple[Item, ...], Board | None]:
    """Draw one layout."""
    fixed = _attached(frame.wishes)
    placed: dict[int, list[Item]] = {}
    board = _draw_board(frame) if frame.surface else None
    for index in _order(frame.wishes):
        wish = frame.wishes.things[index]
        relation = fixed.get(index)
        if relation is None:
            around = [item for items in placed.values() for item in items]
            relation = next((r for r in frame.wishes.relations if r.subject == index and r.object in placed), None)
            if relation is not None:
                placed[index] = place_beside(frame, index, relation, placed)
            elif board is not None and index in frame.surface:
                placed[index] = place_on_board(frame, index, board, around)
            else:
                placed[index] = place_freely(frame, index, around, board)
        else:
            placed[index] = [draft(frame, index, wish) for _ in range(wish.count)]
    return _finish(frame, placed, fixed, board), board


def _draw_board(frame: Frame) -> Board:
    wishes = frame.wishes.things
    width = 0.0
    for index in frame.surface:
        item = draft(frame, index, wishes[index], standing_height(frame, wishes[index], 0.1))
        width += item.width * wishes[index].count
    fixed = _attached(frame.wishes)
    mixed = any(
        i not in frame.surface and i not in fixed and view(wish.noun, frame.art) != "bust"
        for i, wish in enumerate(wishes)
    )
    return choose_board(frame.rng, frame.place, mixed, width, frame.factor)


def _key(item: Item, board: Board | None) -> float:
    """Return how near an item is painted: what stands lower is nearer."""
    match item.ground:
        case "wall":
            return -2.0
        case "air":
            return -1.0 if item.height > 0.16 or things()[item.noun].habitat == "high" else 1.5
        case "surface" if board is not None:
            return board.foot + 0.001 * item.foot if board.foot <= 1 else 1.1 + 0.001 * item.foot
        case "behind" if board is not None:
            return min(board.foot, 1.0) - 0.02
        case "edge":
            return 2.0
    return item.foot


def _finish(
    frame: Frame, placed: dict[int, list[Item]], fixed: dict[int, Relation], board: Board | None
) -> tuple[Item, ...]:
    """Order what stands by itself from back to front, and fix the rest to it."""
    free = sorted(
        (item for i, items in placed.items() if i not in fixed for item in items), key=lambda i: _key(i, board)
    )
    items: list[Item] = list(free)
    waiting = [i for i in _order(frame.wishes) if i in fixed]
    for index in waiting:
        relation = fixed[index]
        anchor = relation.subject if index == relation.object else relation.object
        hosts = [k for k, item in enumerate(items) if item.wish == anchor]
        for number, raw in enumerate(placed[index]):
            host = hosts[number % len(hosts)]
            item = _fix(
                raw, items[host], frame.art, host, relation.kind, (number, max(1, len(placed[index]) // len(hosts)))
            )
            items.append(item)
    return _stack(items)


def _fix(item: Item, host: Item, art: str, at: int, kind: str, share: tuple[int, int]) -> Item:
    number, of = share
    match kind:
        case "wearing":
            return attachments.wear(item, host, art, at)
        case "holding":
            return attachments.hold(item, host, art, at)
        case "in":
            return attachments.put_in(item, host, art, at, (number % of, of))
    return attachments.put_on(item, host, art, at, (number % of, of))


def _stack(items: list[Item]) -> tuple[Item, ...]:
    """Order items so that each comes right after its host, or right before where the host hides a part of it."""
    children: dict[int, list[int]] = {}
    for k, item in enumerate(items):
        if item.at is not None:
            children.setdefault(item.at, []).append(k)
    order: list[int] = []

    def visit(k: int) -> None:
        order.extend(c for c in children.get(k, []) if items[c].ground in BEHIND_HOST)
        order.append(k)
        for c in children.get(k, []):
            if items[c].ground not in BEHIND_HOST:
                visit(c)

    for k, item in enumerate(items):
        if item.at is None:
            visit(k)
    where = {old: new for new, old in enumerate(order)}
    return tuple(replace(items[k], at=None if (at := items[k].at) is None else where[at]) for k in order)
