"""How tall things are drawn: natural sizes, compressed to sizes that belong together on one page."""

from __future__ import annotations

from tools.pages.catalogue import Thing, shape
from tools.pages.page import PERSPECTIVE, Size

PERSON = 0.34
"""Height on the page of a person near the eye, as a share of its side."""
COMPRESSION = 0.38
"""Exponent of the natural height: an elephant is drawn 1.3 times as tall as a person, a mouse a third."""
FACTORS: dict[Size | None, float] = {"small": 0.66, None: 1.0, "large": 1.4}
TALLEST = 0.66
WIDEST = 0.72
LOWEST = 0.085
"""Bounds of what is drawn, as shares of the page's side."""
TARGETS = (0.5, 0.44, 0.4, 0.37, 0.34, 0.32)
"""Height of the tallest of one, two … things."""


def natural(thing: Thing) -> float:
    """Return the compressed natural height of a thing near the eye."""
    return PERSON * float((thing.height / 1.7) ** COMPRESSION)


def depth_range(thing: Thing, alone: bool) -> tuple[float, float]:
    """Return how far away things of a size usually stand, from 0 (near) to 1 (far)."""
    if thing.height >= 3:
        return (0.25, 0.6) if alone else (0.5, 0.95)
    if thing.height >= 1.3:
        return (0.1, 0.35) if alone else (0.12, 0.6)
    if thing.height >= 0.4:
        return (0.05, 0.3) if alone else (0.05, 0.45)
    return (0.02, 0.25)


def perspective(depth: float) -> float:
    """Return the factor of what stands at a depth."""
    return 1 - PERSPECTIVE * depth


def fit(thing: Thing, style: str, height: float) -> tuple[float, float]:
    """Return width and height as drawn, inside the bounds."""
    aspect = shape(thing.name, style).aspect
    height = min(max(height, LOWEST), TALLEST, WIDEST / aspect)
    return height * aspect, height


def zoom(things: list[tuple[Thing, Size | None, int]], style: str) -> float:
    """Return the factor by which a page's things on the ground are enlarged so that they fill it.

    Args:
        things: What stands by itself on the page: kinds of things with their wished sizes and their number.
        style: Art set.
    """
    if not things:
        return 1.0
    number = sum(count for _, _, count in things)
    alone = number == 1
    heights, width = [], 0.0
    for thing, size, count in things:
        middle = sum(depth_range(thing, alone)) / 2
        height = natural(thing) * FACTORS[size] * perspective(middle)
        heights.append(height)
        # Many of a kind stand in rows or partly behind one another.
        width += height * shape(thing.name, style).aspect * (1 + 0.6 * (count - 1))
    target = TARGETS[min(number, len(TARGETS)) - 1]
    if alone:
        target = min(max(0.33 + 0.32 * natural(things[0][0]), 0.36), 0.56) * FACTORS[things[0][1]] ** 0.8
    room = 1.0 if number > 2 else 0.9
    return min(target / max(heights), room / width, 3.6)


def aloft(thing: Thing, size: Size | None, alone: bool, factor: float) -> float:
    """Return the height of a thing in the air, where no ground tells how far away it is.

    Args:
        thing: The thing.
        size: Its wished size.
        alone: Whether it is all there is.
        factor: The zoom of the page's other things.
    """
    if thing.habitat == "high":
        base = 0.1 + 0.05 * thing.height
        return base * (1.7 if alone else 1.0) * FACTORS[size]
    base = natural(thing) * FACTORS[size]
    if alone:
        return float(min(max(0.3 + 0.3 * natural(thing), 0.34), 0.5) * FACTORS[size] ** 0.8)
    far = 0.62 if thing.group in ("vehicle", "sky") and thing.height >= 1.2 else 0.9
    return min(base * min(factor, 2.0) * far, 0.42)
