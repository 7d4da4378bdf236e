"""The order in which a page's items are painted, from back to front."""

from __future__ import annotations

from dataclasses import replace

from tools.pages.catalogue import things
from tools.pages.page import Board, Item

BEHIND_HOST = ("in", "under")
"""Grounds of things that their host partly hides: what is in it, and the umbrella behind its holder."""


def nearness(item: Item, board: Board | None) -> float:
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


def stacked(items: list[Item]) -> tuple[Item, ...]:
    """Order items so that each comes right after its host, or right before where the host hides a part of it."""
    children: dict[int, list[int]] = {}
    for k, item in enumerate(items):
        if item.at is not None:
            children.setdefault(item.at, []).append(k)
    order: list[int] = []

    def visit(k: int) -> None:
        hidden = [c for c in children.get(k, []) if items[c].ground in BEHIND_HOST]
        for c in hidden:
            visit(c)
        order.append(k)
        for c in children.get(k, []):
            if c not in hidden:
                visit(c)

    for k, item in enumerate(items):
        if item.at is None:
            visit(k)
    where = {old: new for new, old in enumerate(order)}
    return tuple(replace(items[k], at=None if (at := items[k].at) is None else where[at]) for k in order)
