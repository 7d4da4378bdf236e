"""Which things of a page become which of those that are wished for after an edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tools.content import ChangeSpec, Freedom
from tools.pages.page import MOST_THINGS, Item, Page, Relation, Wish, Wishes
from tools.pages.wishes import find_thing

_ALIKE = ("color", "size", "position", "tone", "count")


@dataclass(frozen=True)
class Assignment:
    """What an edit makes of the things that are there.

    Attributes:
        wishes: Those after the edit, then those of things that the edit knows nothing of, which stay.
        items: By wish the indices of the items that fulfil it; none for what is new.
        old: By wish the one that it was before, where it was there.
        freed: By wish that the edit names what of it may change.
        gone: Indices of the items that are taken away.
        kept: Relations of before between things that are still there.
    """

    wishes: Wishes
    items: dict[int, list[int]]
    old: dict[int, int]
    freed: dict[int, frozenset[Freedom]]
    gone: frozenset[int]
    kept: frozenset[Relation]


def assign(before: Page, wishes: Wishes, change: ChangeSpec | None) -> Assignment:
    """Tell what becomes of each thing of a page.

    A wish is known by its name, else by being of the same kind and the most alike. What is left over of one kind makes
    up for what others of it lack: of three balloons one becomes the red one, and two that become alike are one wish.

    Args:
        before: The page.
        wishes: All that is wished after the edit.
        change: What the edit names; without one, all that differs.
    """
    things = before.wishes.things
    old = _pairs(things, wishes.things, change)
    if change is not None:
        wishes, old = _without_strangers(wishes, old, change)
    left = [b for b in range(len(things)) if b not in old.values()]
    strays = [b for b in left if change is not None and _freedoms(change, things[b]) is None]
    after = list(wishes.things)
    freed = {}
    for a, wish in enumerate(wishes.things):
        # What is left over of its kind may have become alike.
        was = [things[b] for b in range(len(things)) if b == old.get(a) or (b in left and things[b].noun == wish.noun)]
        named = _freedoms(change, *was, wish) if change else frozenset[Freedom]()
        if named is not None:
            freed[a] = named
        elif a in old:
            after[a] = replace(wish, count=sum(item.wish == old[a] for item in before.items))
    items, gone = _share(before, after, old, [b for b in left if b not in strays])
    hanging = {k for k in range(len(before.items)) if _hangs_on(before.items, k, gone)}
    own = {b: [k for k, item in enumerate(before.items) if item.wish == b] for b in strays}
    stay = {b: [k for k in numbers if k not in hanging] for b, numbers in own.items()}
    _cut(after, items, stay)
    for b, numbers in stay.items():
        gone |= set(own[b]) - set(numbers)
        if numbers:
            old[len(after)], items[len(after)] = b, numbers
            after.append(replace(things[b], count=len(numbers)))
    new = {b: a for a, b in old.items()}
    return Assignment(
        replace(wishes, things=tuple(after)),
        items,
        old,
        freed,
        frozenset(gone),
        frozenset(filter(None, (_renumbered(relation, new) for relation in before.wishes.relations))),
    )


def _cut(wishes: list[Wish], items: dict[int, list[int]], strays: dict[int, list[int]]) -> None:
    """Lower the numbers of things so that a page holds all: of what is to be added, then of what nobody speaks of."""
    excess = sum(wish.count for wish in wishes) + sum(map(len, strays.values())) - (MOST_THINGS - 1)
    for a in reversed(range(len(wishes))):
        spare = min(max(0, wishes[a].count - max(1, len(items[a]))), max(0, excess))
        wishes[a] = replace(wishes[a], count=wishes[a].count - spare)
        excess -= spare
    for b in reversed(strays):
        kept = max(0, len(strays[b]) - max(0, excess))
        excess -= len(strays[b]) - kept
        strays[b] = strays[b][:kept]


def _hangs_on(items: tuple[Item, ...], number: int, hosts: set[int]) -> bool:
    """Whether an item is fixed to one of others, if only through others."""
    at = items[number].at
    while at is not None and at not in hosts:
        at = items[at].at
    return at is not None


def _without_strangers(wishes: Wishes, old: dict[int, int], change: ChangeSpec) -> tuple[Wishes, dict[int, int]]:
    """Return the wishes without those for what is not there and is not named: nobody asked to add it."""
    stay = [a for a, wish in enumerate(wishes.things) if a in old or _freedoms(change, None, wish) is not None]
    new = {a: number for number, a in enumerate(stay)}
    relations = tuple(filter(None, (_renumbered(relation, new) for relation in wishes.relations)))
    things = tuple(wishes.things[a] for a in stay)
    return replace(wishes, things=things, relations=relations), {new[a]: b for a, b in old.items()}


def _freedoms(change: ChangeSpec, *wishes: Wish | None) -> frozenset[Freedom] | None:
    """Return what a change frees of a thing, by any of its names; None where it does not name it."""
    names = {name for wish in wishes if wish for name in (wish.key, wish.noun) if name}
    heirs = {old for new, old in change.replaced.items() if new in names}
    found = [kinds for name, kinds in change.freed.items() if name in names | heirs]
    return frozenset().union(*found) if found else None


def _pairs(before: tuple[Wish, ...], after: tuple[Wish, ...], change: ChangeSpec | None) -> dict[int, int]:
    """Return for each wish after an edit the one that it was."""
    old: dict[int, int] = {}

    def pair(a: int, b: int) -> None:
        if a not in old and b not in old.values():
            old[a] = b

    for new, gone in (change.replaced if change else {}).items():
        heirs = [a for a, wish in enumerate(after) if new in (wish.key, wish.noun) or wish.noun == find_thing(new)]
        dead = [b for b, wish in enumerate(before) if gone == wish.key]
        dead += [b for b, wish in enumerate(before) if find_thing(gone) == wish.noun]
        # What was there already under its own name is no heir.
        heirs = [a for a in heirs if not any(_same(after[a], before[b]) for b in range(len(before)) if b not in dead)]
        if heirs and dead:
            pair(heirs[0], dead[0])
    numbers = [(a, b) for a in range(len(after)) for b in range(len(before))]
    for a, b in numbers:
        if _same(after[a], before[b]):
            pair(a, b)
    alike = [(a, b) for a, b in numbers if after[a].noun == before[b].noun]
    for a, b in sorted(alike, key=lambda one: -_likeness(after[one[0]], before[one[1]])):
        pair(a, b)
    for a, b in numbers:
        # Who dances now has another drawing.
        if after[a].key is not None and after[a].key == before[b].key:
            pair(a, b)
    return old


def _same(one: Wish, other: Wish) -> bool:
    return one.noun == other.noun and one.key is not None and one.key == other.key


def _likeness(one: Wish, other: Wish) -> int:
    return sum(getattr(one, name) == getattr(other, name) for name in _ALIKE)


def _share(
    before: Page, wishes: Sequence[Wish], old: dict[int, int], left: list[int]
) -> tuple[dict[int, list[int]], set[int]]:
    """Give each wish its items, and tell which items nobody needs."""
    by_wish = {
        b: [k for k, item in enumerate(before.items) if item.wish == b] for b in range(len(before.wishes.things))
    }
    items = {a: list(by_wish[b]) for a, b in old.items()}
    spare = [k for b in left for k in by_wish[b]]
    for a, found in items.items():
        if len(found) > wishes[a].count:
            chosen = _outermost(before.items, found, len(found) - wishes[a].count)
            items[a] = [k for k in found if k not in chosen]
            spare += chosen
    for a, wish in enumerate(wishes):
        found = items.setdefault(a, [])
        more = [k for k in spare if before.items[k].noun == wish.noun][: max(0, wish.count - len(found))]
        items[a] = found + more
        spare = [k for k in spare if k not in more]
    return items, set(spare)


def _outermost(items: tuple[Item, ...], group: list[int], number: int) -> list[int]:
    """Return those of a group that are farthest from its middle."""
    middle = sum(items[k].x for k in group) / len(group)
    return sorted(group, key=lambda k: -abs(items[k].x - middle))[:number]


def _renumbered(relation: Relation, new: dict[int, int]) -> Relation | None:
    numbers = [relation.subject, relation.object, *([] if relation.second is None else [relation.second])]
    if any(number not in new for number in numbers):
        return None
    second = None if relation.second is None else new[relation.second]
    return Relation(new[relation.subject], relation.kind, new[relation.object], second)
