"""How surely boxes on a page are where a word says, and stand to each other as a relation says.

The words mean what they mean where pages are composed (tools/pages/composition); here each test has a soft edge, since
a box that is read is a little off.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from tools.networks.pages.reading import Box
from tools.pages.composition.relations import GAP, middle
from tools.pages.composition.zones import POSITIONS

SLACK = 0.025
"""Distance, as a share of the page's side, over which the edge of a test is soft."""
_DEPTH_SLACK = 0.1
_FAR = 0.5
"""Depth from which a thing is in the background."""
_TOUCH = 0.02
"""How far apart boxes are at most that touch."""
_RING = 3
"""Things that can stand around another, at least."""


def soft(margin: float, slack: float = SLACK) -> float:
    """Return the probability that a test holds whose margin, positive where it holds, was measured with an error."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, margin / slack))))


def union(boxes: Sequence[Box]) -> Box:
    """Return the smallest box around boxes."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def position_chance(word: str, box: Box, depth: float) -> float:
    """Return how surely a box is where one of `POSITIONS` says.

    Args:
        word: the word.
        box: the box.
        depth: 0 for the nearest ground to 1 for the farthest.

    Raises:
        ValueError: there is no such word.
    """
    if word not in POSITIONS:
        raise ValueError(f"No place on a page is called {word!r}.")
    x, y = middle(box)
    bottom = box[3]
    if word == "background":
        return soft(depth - _FAR, _DEPTH_SLACK)
    if word == "foreground":
        return soft(bottom - 0.86)
    if word == "center":
        return soft(min(0.1 - abs(x - 0.5), y - 0.3, 0.74 - y))
    margins = {"left": 0.38 - x, "right": x - 0.62, "top": 0.4 - y, "bottom": min(bottom - 0.84, y - 0.55)}
    return soft(min(margins[part] for part in word.split()))


def _apart(a: Box, b: Box) -> float:
    return max(a[0] - b[2], b[0] - a[2])


def _shared_width(a: Box, b: Box) -> float:
    """Return how much more of the narrower box lies over or under the other than a fifth of it."""
    return min(a[2], b[2]) - max(a[0], b[0]) - 0.2 * min(a[2] - a[0], b[2] - b[0])


def touch_chance(a: Box, b: Box) -> float:
    """Return how surely two boxes touch."""
    return soft(_TOUCH - max(_apart(a, b), a[1] - b[3], b[1] - a[3]))


def rest_chance(a: Box, b: Box) -> float:
    """Return how surely a box stands on another one: its foot on the other's face, and over it."""
    return soft(min(a[3] - b[1] + _TOUCH, b[3] - a[3] + _TOUCH, min(a[2], b[2]) - max(a[0], b[0])))


def _across(a: Box, b: Box) -> float:
    return middle(b)[0] - middle(a)[0]


def _lower(a: Box, b: Box) -> float:
    return middle(a)[1] - middle(b)[1]


_MARGINS: dict[str, Callable[[Box, Box], float]] = {
    "left of": lambda a, b: min(_across(a, b) - GAP, b[2] - a[2], b[0] - a[0]),
    "right of": lambda a, b: min(_across(b, a) - GAP, a[2] - b[2], a[0] - b[0]),
    "above": lambda a, b: min(_lower(b, a) - GAP, b[3] - 0.02 - a[3]),
    "below": lambda a, b: max(_lower(a, b) - GAP, min(a[3] - b[3], a[1] - middle(b)[1])),
    "next to": lambda a, b: min(abs(_across(a, b)) - 0.15 * (a[2] - a[0] + b[2] - b[0]), 0.16 - _apart(a, b)),
    "behind": lambda a, b: min(b[3] - a[3], _shared_width(a, b)),
    "in front of": lambda a, b: min(a[3] - b[3], _shared_width(a, b)),
}
"""By how much a relation between two boxes holds, as shares of the side."""


def beside_chance(kind: str, subject: Sequence[Box], other: Sequence[Box], second: Sequence[Box] = ()) -> float:
    """Return how surely a relation holds between things that stand by themselves.

    Args:
        kind: one of `BESIDE`.
        subject: boxes of the things of one kind.
        other: boxes of those that they stand to.
        second: those of the other landmark of "between".
    """
    a, b = union(subject), union(other)
    if kind == "between":
        if not second:
            return 0.0
        near, far = sorted((middle(b)[0], middle(union(second))[0]))
        return soft(min(middle(a)[0] - near - 0.05, far - 0.05 - middle(a)[0]))
    if kind == "around":
        return soft(min(middle(b)[0] - a[0], a[2] - middle(b)[0])) if len(subject) >= _RING else 0.0
    return soft(_MARGINS[kind](a, b))
