"""What another place makes of a page: things stay where they are as far as they are at home there."""

from __future__ import annotations

from dataclasses import replace

from tools.pages.catalogue import things
from tools.pages.composition.placing import clamp, zone_of
from tools.pages.composition.zones import Zone, in_position
from tools.pages.edits.work import STANDING, Work
from tools.pages.page import Item

_SLACK = 0.012
"""How far a foot may be off its new ground, as a share of the side."""


def relay(work: Work) -> None:
    """Put a page's things on the grounds of its new place; what has none there is laid anew."""
    _keep_board(work)
    for number in list(work.draft.order):
        item = work.draft.items[number]
        if item.wish in work.pending or item.ground == "surface":
            continue
        zone = zone_of(work.frame, work.wish(item.wish))
        wanted = things()[item.noun].habitat == "table" and item.wish in work.frame.surface
        found = None if wanted else _settled(item, zone, work.wish(item.wish).position)
        if found is None:
            work.pending.add(item.wish)
        elif found != item:
            work.draft.move(number, found)


def _keep_board(work: Work) -> None:
    """Keep the table or blanket where it fits the new place; else what lay on it is laid anew."""
    board = work.draft.board
    if board is None:
        return
    lying = {item.wish for item in work.draft.items.values() if item.ground == "surface"}
    place = work.frame.place
    fits = board.foot > 1 or place.far <= board.foot <= place.near
    if fits and lying <= work.frame.surface and board.kind == ("table" if place.kind == "inside" else "blanket"):
        return
    work.draft.board = None
    work.unsized = {item.wish for item in work.draft.items.values() if item.ground in ("surface", "behind")}
    work.pending |= work.unsized


def _settled(item: Item, zone: Zone, position: str | None) -> Item | None:
    """Return an item on the ground of its zone, at the same place across the page; None where that tells no height."""
    if position is not None and item.ground == "air" and in_position(position, item.box):
        return item  # An explicit wish beats the habitat.
    if zone.ground == "edge" or item.ground in ("edge", "behind"):
        return item if zone.ground == "edge" and item.ground in ("edge", "behind") else None
    if zone.stands:
        if item.ground not in STANDING:
            return None
        if item.ground == zone.ground and zone.top - _SLACK <= item.foot <= max(zone.low, 0.97) + _SLACK:
            return item
        depth = min(max(item.depth, 0.0), 1.0)
        return clamp(replace(item, foot=zone.low - depth * (zone.low - zone.top), ground=zone.ground))
    middle = item.foot - item.height / 2
    inside = min(max(middle, zone.top), zone.low)
    if item.ground == zone.ground and abs(inside - middle) < 0.05:
        return item
    return clamp(replace(item, foot=inside + item.height / 2, ground=zone.ground))
