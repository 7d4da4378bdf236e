"""What relations mean on a page: whether they hold, and where to put a thing so that they do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from tools.pages.page import Item, Relation, Wishes

Box = tuple[float, float, float, float]
ATTACHED = ("on", "in", "holding", "wearing")
"""Relations in which one thing is fixed to another."""
BESIDE = ("left of", "right of", "next to", "between", "behind", "in front of", "above", "below", "around")
"""Relations between things that stand by themselves."""
GAP = 0.12
"""How far apart along its axis the middles of two things are that a direction tells apart, as a share of the side."""


def union(items: Sequence[Item]) -> Box:
    """Return the smallest box around items."""
    boxes = [item.box for item in items]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def middle(box: Box) -> tuple[float, float]:
    """Return the middle of a box."""
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def shared_area(a: Box, b: Box) -> float:
    """Return the area that two boxes share."""
    return max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))


def area(box: Box) -> float:
    """Return the area of a box."""
    return (box[2] - box[0]) * (box[3] - box[1])


def holds(kind: str, subject: Sequence[Item], other: Sequence[Item], second: Sequence[Item] = ()) -> bool:
    """Whether a relation is plainly true of the items of two wishes (of three for "between").

    Raises:
        ValueError: there is no such relation.
    """
    if kind in ("on", "in"):
        return all(item.at is not None for item in subject)
    if kind in ("holding", "wearing"):
        return all(item.at is not None for item in other)
    if kind not in BESIDE:
        raise ValueError(f"No relation is called {kind!r}.")
    a, b = union(subject), union(other)
    if kind == "between":
        near, far = sorted((middle(b)[0], middle(union(second))[0]))
        return near + 0.05 < middle(a)[0] < far - 0.05
    if kind == "around":
        return len(subject) >= 3 and a[0] < middle(b)[0] < a[2]
    return _TESTS[kind](a, b)


def _apart(a: Box, b: Box) -> float:
    return max(a[0] - b[2], b[0] - a[2])


def _overlap_x(a: Box, b: Box) -> float:
    """Return how much of the narrower box lies over or under the other."""
    return (min(a[2], b[2]) - max(a[0], b[0])) / max(min(a[2] - a[0], b[2] - b[0]), 1e-6)


_TESTS: dict[str, Callable[[Box, Box], bool]] = {
    "left of": lambda a, b: middle(b)[0] - middle(a)[0] >= GAP and a[2] < b[2] and a[0] < b[0],
    "right of": lambda a, b: middle(a)[0] - middle(b)[0] >= GAP and a[2] > b[2] and a[0] > b[0],
    "above": lambda a, b: middle(b)[1] - middle(a)[1] >= GAP and a[3] <= b[3] - 0.02,
    "below": lambda a, b: middle(a)[1] - middle(b)[1] >= GAP or (a[3] > b[3] and a[1] > middle(b)[1]),
    "next to": lambda a, b: (
        abs(middle(a)[0] - middle(b)[0]) > 0.15 * (a[2] - a[0] + b[2] - b[0]) and _apart(a, b) < 0.16
    ),
    "behind": lambda a, b: a[3] < b[3] and _overlap_x(a, b) > 0.2,
    "in front of": lambda a, b: a[3] > b[3] and _overlap_x(a, b) > 0.2,
}


def beside(
    rng: np.random.Generator, kind: str, size: tuple[float, float], other: Box, second: Box | None
) -> tuple[float, float]:
    """Return a middle and a foot for something of a width and height so that a relation to a box holds.

    Args:
        rng: Source of chance.
        kind: One of BESIDE but "around".
        size: Width and height of what is put there.
        other: Box of what it refers to.
        second: The other box of "between".
    """
    width, height = size
    left, top, right, bottom = other
    x, half = (left + right) / 2, (right - left) / 2
    reach = half + width / 2
    foot = bottom + float(rng.uniform(-0.02, 0.03))
    match kind:
        case "left of":
            return x - max(reach + float(rng.uniform(-0.01, 0.16)), GAP + 0.02), foot
        case "right of":
            return x + max(reach + float(rng.uniform(-0.01, 0.16)), GAP + 0.02), foot
        case "next to":
            side = 1.0 if (rng.random() < 0.5) == (x < 0.5) or x < 0.35 else -1.0
            side = -1.0 if x > 0.65 else side
            return x + side * (reach + float(rng.uniform(-0.015, 0.05))), foot
        case "between" if second is not None:
            inner = sorted((x, (second[0] + second[2]) / 2))
            return (inner[0] + inner[1]) / 2 + float(rng.uniform(-0.02, 0.02)), max(bottom, second[3]) + 0.01
        case "behind":
            side = float(rng.choice([-1, 1])) * float(rng.uniform(0.45, 0.75))
            return x + side * max(half, width / 2), bottom - float(rng.uniform(0.03, 0.06))
        case "in front of":
            side = float(rng.choice([-1, 1])) * float(rng.uniform(0.2, 0.6))
            return x + side * half, bottom + float(rng.uniform(0.03, 0.08))
        case "above":
            return x + float(rng.uniform(-0.06, 0.06)), top - float(rng.uniform(0.01, 0.06))
        case _:
            return x + float(rng.uniform(-0.4, 0.4)) * half, bottom + float(rng.uniform(0.02, 0.1)) + 0.35 * height


def ring(rng: np.random.Generator, number: int, other: Box) -> list[tuple[float, float]]:
    """Return middles and feet of things that stand around a box, those behind it first."""
    left, _, right, bottom = other
    x, reach = (left + right) / 2, (right - left) / 2 + 0.11
    start = float(rng.uniform(0, 0.6))
    turns = sorted((np.pi * (start + 2 * k / number) for k in range(number)), key=np.sin)
    return [(x + reach * float(np.cos(t)), bottom - 0.01 + 0.07 * float(np.sin(t))) for t in turns]


def attached_relations(wishes: Wishes) -> dict[int, Relation]:
    """Return the relation that fixes each wish's things to another's, by index of the one that is fixed."""
    found: dict[int, Relation] = {}
    for relation in wishes.relations:
        if relation.kind in ATTACHED:
            found[relation.object if relation.kind in ("holding", "wearing") else relation.subject] = relation
    return found


def in_order(wishes: Wishes) -> list[int]:
    """Return the indices of the wishes, those that others refer to first."""
    needs: dict[int, set[int]] = {i: set() for i in range(len(wishes.things))}
    fixed = attached_relations(wishes)
    for index, relation in fixed.items():
        needs[index].add(host_of(relation, index))
    for r in wishes.relations:
        if r.kind not in ATTACHED and r.subject not in fixed:
            needs[r.subject] |= {r.object, *([r.second] if r.second is not None else [])}
    done: list[int] = []
    while len(done) < len(needs):
        ready = [i for i in needs if i not in done and needs[i] <= set(done)]
        done += ready or [next(i for i in needs if i not in done)]
    return done


def host_of(relation: Relation, index: int) -> int:
    """Return the wish to whose things a relation fixes those of a wish."""
    return relation.subject if index == relation.object else relation.object


def roots(wishes: Wishes) -> tuple[int, ...]:
    """Return for each wish the one that stands by itself and that its things are fixed to, mostly itself."""
    fixed = attached_relations(wishes)
    found = []
    for index in range(len(wishes.things)):
        at, seen = index, {index}
        while at in fixed and (host := host_of(fixed[at], at)) not in seen:
            at = host
            seen.add(at)
        found.append(at)
    return tuple(found)
