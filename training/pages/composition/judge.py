"""Judges the geometry of pages by their boxes: at home, whole, on firm ground, of natural size, in sight.

`python -m training.pages.composition.judge` says how many of random pages' things are right; it needs no art.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from itertools import combinations

import numpy as np

from tools.pages.catalogue import SETS, things
from tools.pages.composition.faults import HIDDEN, broken_relations, hidden_shares
from tools.pages.composition.layout import lay_out
from tools.pages.composition.sizes import perspective
from tools.pages.composition.zones import home
from tools.pages.page import Item, Page
from tools.pages.places import places
from training.pages.composition.sampler import random_wishes

SLACK = 0.012
"""How far a foot may be off its ground, as a share of the side."""


@dataclass(frozen=True)
class Judgement:
    """Shares, from 0 to 1, of what is right on one page or on many; 1 where there is nothing to judge."""

    at_home: float
    """Things that are where their habitat is, or where a position was asked for."""
    whole: float
    """Things that the page's edge does not cut, but for people without legs at the lower edge."""
    standing: float
    """Things on the ground whose foot is on it."""
    ordered: float
    """Pairs of things of which the larger one in nature is the larger one, distance allowed for."""
    seen: float
    """Things of which the others hide no more than `HIDDEN`."""
    related: float
    """Relations that hold."""


def judge(page: Page) -> Judgement:
    """Return the judgement of one page."""
    free = [item for item in page.items if item.at is None]
    relations = len(page.wishes.relations)
    broken = broken_relations(page.wishes, page.items)
    return Judgement(
        at_home=_share(_is_at_home(page, item) for item in free),
        whole=_share(_is_whole(item) for item in page.items),
        standing=_share(_stands(page, item) for item in free if item.ground in ("ground", "water", "surface")),
        ordered=_share(_is_ordered(a, b) for a, b in combinations([i for i in free if _is_measured(page, i)], 2)),
        seen=_share(share <= HIDDEN for share in hidden_shares(page.items)),
        related=1 - broken / relations if relations else 1.0,
    )


def judge_all(pages: Iterable[Page]) -> Judgement:
    """Return the mean of the judgements of many pages."""
    found = [judge(page) for page in pages]
    return Judgement(**{f.name: sum(getattr(j, f.name) for j in found) / len(found) for f in fields(Judgement)})


def _share(results: Iterable[bool]) -> float:
    found = list(results)
    return sum(found) / len(found) if found else 1.0


def _is_at_home(page: Page, item: Item) -> bool:
    wish = page.wishes.things[item.wish]
    related = any(relation.subject == item.wish for relation in page.wishes.relations)
    if wish.position is not None or related or item.ground in ("edge", "behind"):
        return True
    if item.ground == "surface":
        return page.board is not None
    return item.ground == home(places()[page.place], things()[item.noun].habitat).ground


def _is_whole(item: Item) -> bool:
    left, top, right, bottom = item.box
    return left >= 0 and top >= 0 and right <= 1 and (bottom <= 1 or item.ground == "edge")


def _stands(page: Page, item: Item) -> bool:
    place = places()[page.place]
    if item.ground == "surface":
        board = page.board
        return board is not None and board.top - SLACK <= item.foot <= board.top + board.depth + SLACK
    top, low = place.water if item.ground == "water" and place.water else (place.far, place.near)
    return top - SLACK <= item.foot <= max(low, 0.97) + SLACK


def _is_measured(page: Page, item: Item) -> bool:
    """Whether an item's size can be compared: its ground tells how far away it is, and no size was asked for."""
    return item.ground in ("ground", "water", "surface") and page.wishes.things[item.wish].size is None


def _is_ordered(a: Item, b: Item) -> bool:
    """Whether two sizes are in their natural order; things nearly as tall may be either way."""
    natural = things()[a.noun].height / things()[b.noun].height
    drawn = (a.height / perspective(a.depth)) / (b.height / perspective(b.depth))
    if 1 / 1.5 < natural < 1.5:
        return True
    return (natural > 1) == (drawn > 1)


def main() -> None:
    """Print the judgement of random pages."""
    parser = argparse.ArgumentParser(description="Judge the geometry of random pages.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1000, help="pages to judge")
    parser.add_argument("--style", action="append", help="only these styles; may be repeated")
    args = parser.parse_args()
    if args.count < 1:
        parser.error("--count must be at least 1.")
    styles = tuple(args.style) if args.style else SETS
    sources = (np.random.default_rng([args.seed, k]) for k in range(args.count))
    found = judge_all(lay_out(random_wishes(rng, styles), rng) for rng in sources)
    for name, share in asdict(found).items():
        print(f"{name:10}{share:.3f}")


if __name__ == "__main__":
    main()
