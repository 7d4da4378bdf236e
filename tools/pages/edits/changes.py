"""What edits change of things where they stand: colour, tone, size, what they are, and how they are drawn."""

from __future__ import annotations

from dataclasses import replace

from tools.pages.catalogue import things, view
from tools.pages.composition import sizes
from tools.pages.composition.placing import clamp
from tools.pages.composition.zones import in_position
from tools.pages.edits.work import Work, drawn_as
from tools.pages.page import Item

_ALOFT = ("air", "swim", "wall", "worn", "held", "under")
"""Grounds of things that have no foot on anything: they grow around their middle."""


def take_away(work: Work) -> None:
    """Take away the things that nobody wishes for any more.

    What was fixed to them and is still wished for is laid anew.
    """
    for number in sorted(work.found.gone, reverse=True):
        _take_away(work, number)


def _take_away(work: Work, number: int) -> None:
    if number not in work.draft.items:
        return
    for k in work.draft.carried(number):
        item = work.draft.items[k]
        if k in work.found.gone:
            _take_away(work, k)
        else:
            work.draft.move(k, replace(item, at=None, ground="ground"))
            work.pending.add(item.wish)
    work.draft.remove(number)


def restyle(work: Work) -> None:
    """Give things the shapes of another art set, each at its height; what is fixed to others sits anew."""
    arts = work.old_art, work.frame.art
    for number in list(work.draft.order):
        item = work.draft.items[number]
        if (view(item.noun, arts[0]) == "bust") != (view(item.noun, arts[1]) == "bust"):
            work.pending.add(item.wish)
        for k in _with_carried(work, number):
            own = work.draft.items[k]
            drawn = drawn_as(own, own.noun, arts, own.height)
            if own.at is None:
                work.draft.items[k] = clamp(drawn)
            else:
                work.draft.items[k] = work.attached(k, drawn)


def _with_carried(work: Work, number: int) -> list[int]:
    """Return an item and all that is fixed to it, hosts first."""
    return [number, *(one for k in work.draft.carried(number) for one in _with_carried(work, k))]


def replace_nouns(work: Work) -> None:
    """Put what takes the place of another thing where that is, at its own natural size, if it is at home there."""
    for index in work.found.old:
        wish = work.wish(index)
        for number in work.draft.of_wish(index):
            item = work.draft.items[number]
            if item.noun != wish.noun:
                _replace_noun(work, number, item)


def _replace_noun(work: Work, number: int, item: Item) -> None:
    wish = work.wish(item.wish)
    old, new = things()[item.noun], things()[wish.noun]
    colored = replace(item, color=wish.color, tone=wish.tone)
    height = item.height * sizes.natural(new) / sizes.natural(old)
    arts = work.frame.art, work.frame.art
    if item.at is not None:
        drawn = drawn_as(colored, wish.noun, arts, height)
        work.draft.put(number, drawn)
        work.become(number, work.attached(number, drawn))
        return
    wished = wish.position is not None and in_position(wish.position, item.box)
    if item.ground != work.ground_of(item.wish) and not (wished and item.ground == "air"):
        work.pending.add(item.wish)
        work.heirs[item.wish] = item.x
    work.become(number, clamp(_around(drawn_as(colored, wish.noun, arts, height), item)))


def _around(item: Item, old: Item) -> Item:
    """Return an item whose foot, or whose middle where it stands on nothing, is where that of another is."""
    if old.ground in _ALOFT:
        return replace(item, foot=old.foot + (item.height - old.height) / 2)
    return item


def recolor(work: Work) -> None:
    """Give things the colours and skin tones that the edit names."""
    for index, kinds in work.found.freed.items():
        wish = work.wish(index)
        for number in work.draft.of_wish(index):
            was, item = work.was(number), work.draft.items[number]
            if not _in_reach(work, item, index):
                continue
            if "color" in kinds or (wish.color is not None and wish.color != was.color):
                item = replace(item, color=wish.color)
            if wish.tone and wish.tone != was.tone:
                item = replace(item, tone=wish.tone)
            work.draft.items[number] = item


def _in_reach(work: Work, item: Item, index: int) -> bool:
    """Whether an item lies in the edit's region, or none of its wish does."""
    if work.region is None:
        return True
    left, top, right, bottom = work.region

    def inside(one: Item) -> bool:
        return left <= one.x <= right and top <= one.foot - one.height / 2 <= bottom

    return inside(item) or not any(inside(work.draft.items[k]) for k in work.draft.of_wish(index))


def resize(work: Work) -> None:
    """Make things larger or smaller where they are, and what is fixed to them with them."""
    for index, kinds in work.found.freed.items():
        wish = work.wish(index)
        for number in work.draft.of_wish(index):
            was, item = work.was(number), work.draft.items[number]
            if wish.size != was.size and (wish.size is not None or "size" in kinds):
                work.draft.put(number, _resized(work, item, sizes.FACTORS[wish.size] / sizes.FACTORS[was.size]))


def _resized(work: Work, item: Item, ratio: float) -> Item:
    width, height = sizes.fit(things()[item.noun], work.frame.art, item.height * ratio)
    grown = _around(replace(item, width=width, height=height), item)
    return grown if item.at is not None else clamp(grown)
