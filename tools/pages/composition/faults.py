"""The faults of a layout, counted: hidden things, broken wishes, an unbalanced page."""

from __future__ import annotations

from collections.abc import Sequence

from tools.pages.composition.relations import Box, area, holds, shared_area, union
from tools.pages.composition.zones import in_position
from tools.pages.page import Board, Item, Wishes
from tools.pages.places import Place

HIDDEN = 0.4
"""Share of a thing's box that others in front of it may cover."""
_SHRINK = 0.1
"""Share by which boxes are smaller than drawings seem, at each side: shapes are round."""


def _inner(box: Box) -> Box:
    left, top, right, bottom = box
    dx, dy = (right - left) * _SHRINK, (bottom - top) * _SHRINK
    return left + dx, top + dy, right - dx, bottom - dy


def hidden_shares(items: Sequence[Item]) -> list[float]:
    """Return about how much of each item is covered by those painted after it, but for what is fixed to it."""
    found = []
    for k, item in enumerate(items):
        box = _inner(item.box)
        covered = 0.0
        for j in range(k + 1, len(items)):
            if not _fixed(items, k, j):
                covered += shared_area(box, _inner(items[j].box))
        found.append(min(1.0, covered / area(box)))
    return found


def board_overlaps(items: Sequence[Item], board: Board) -> list[float]:
    """Return how much of each thing on the ground lies over the board or under it."""
    foot = min(board.foot, 1.0)
    box = (board.x - board.width / 2, board.top, board.x + board.width / 2, foot)
    return [shared_area(_inner(i.box), box) / area(_inner(i.box)) for i in items if i.ground in ("ground", "water")]


def _fixed(items: Sequence[Item], k: int, j: int) -> bool:
    """Whether two items hang together: one on the other, or both on a third."""
    return k == items[j].at or j == items[k].at or (items[k].at is not None and items[k].at == items[j].at)


def items_of(items: Sequence[Item], wish: int) -> list[Item]:
    """Return the items that fulfil a wish."""
    return [item for item in items if item.wish == wish]


def broken_relations(wishes: Wishes, items: Sequence[Item]) -> int:
    """Return how many relations do not hold."""
    broken = 0
    for relation in wishes.relations:
        second = items_of(items, relation.second) if relation.second is not None else []
        subject, other = items_of(items, relation.subject), items_of(items, relation.object)
        broken += not holds(relation.kind, subject, other, second)
    return broken


def count_faults(wishes: Wishes, items: Sequence[Item], place: Place, board: Board | None = None) -> float:
    """Return the weighted sum of what is wrong with a layout; 0 is faultless."""
    total = 0.0
    for share in hidden_shares(items):
        total += 3 * max(0.0, share - 0.1) + 2 * (share > HIDDEN)
    if board is not None:
        total += sum(3 * share for share in board_overlaps(items, board))
    total += 4 * broken_relations(wishes, items)
    for index, wish in enumerate(wishes.things):
        if wish.position is not None and not in_position(wish.position, union(items_of(items, index))):
            total += 3
    for item in items:
        left, top, right, bottom = item.box
        outside = max(0.0, -left, -top, right - 1, bottom - 1 if item.ground != "edge" else 0.0)
        total += 20 * outside
    free = [item for item in items if item.at is None]
    if not free:
        return total
    weight = sum(item.width * item.height for item in free)
    center = sum(item.x * item.width * item.height for item in free) / weight
    return total + (0.4 * max(0.0, abs(center - 0.5) - 0.14) if place.kind != "plain" else 0.0)
