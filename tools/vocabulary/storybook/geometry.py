"""What place and relation words mean in the storybook world, for positions as shares of the picture's side."""

from __future__ import annotations

Point = tuple[float, float]
"""Centre of a thing, or of a group of like things: x to the right and y down, both in [0, 1]."""


def place(point: Point) -> str | None:
    """The place word that fits a position, or None between places."""
    x, y = point
    if abs(x - 0.5) < 0.08 and 0.36 < y < 0.64:
        return "center"
    reach = {"left": 0.36 - x, "right": x - 0.64, "top": 0.34 - y, "bottom": y - 0.68}
    best = max(reach, key=lambda name: reach[name])
    return best if reach[best] > 0 else None


def holds(kind: str, subject: Point, other: Point) -> bool:
    """Whether a relation is plainly true: at least a seventh of the side apart, and mostly along its axis."""
    (sx, sy), (ox, oy) = subject, other
    gap = {"left of": ox - sx, "right of": sx - ox, "above": oy - sy, "below": sy - oy}[kind]
    across = abs(sy - oy) if kind in ("left of", "right of") else abs(sx - ox)
    return gap >= 0.14 and gap >= across * 0.8
