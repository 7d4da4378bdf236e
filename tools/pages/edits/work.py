"""An edit under way: the page as it was, what is wished now, and what of it must be laid anew."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from tools.content import Freedom
from tools.pages.catalogue import facing, things
from tools.pages.composition import sizes
from tools.pages.composition.attachments import attach
from tools.pages.composition.placing import Frame, draft, frame_of, zone_of
from tools.pages.composition.relations import attached_relations, host_of
from tools.pages.edits.assignment import Assignment
from tools.pages.edits.draft import KINDS, Draft
from tools.pages.page import Item, Page, Relation, Wish
from tools.pages.places import Place

STANDING = ("ground", "water", "surface")
"""Grounds where a foot's height tells how far away a thing is."""
Region = tuple[float, float, float, float]
"""Left, top, right and bottom as shares of the page's side."""


@dataclass
class Work:
    """An edit under way.

    Attributes:
        before: The page as it was.
        found: Which of its things become which.
        frame: What the layouts of the page have in common.
        old_art: The art set of before.
        draft: The page as it is so far.
        pending: Wishes whose things are laid anew.
        nudged: Those of them that only make room for others.
        heirs: For those of them that take the place of other things the middle of that place.
        unsized: Those of them whose size depends on the place: what lies on a table is near the eye.
        region: The only part of the page that may change; all of it without one.
    """

    before: Page
    found: Assignment
    frame: Frame
    old_art: str
    draft: Draft
    pending: set[int] = field(default_factory=set)
    nudged: set[int] = field(default_factory=set)
    heirs: dict[int, float] = field(default_factory=dict)
    unsized: set[int] = field(default_factory=set)
    region: Region | None = None

    @property
    def fixed(self) -> dict[int, Relation]:
        """The relations that fix a wish's things to another's, by the one that is fixed."""
        return attached_relations(self.found.wishes)

    def wish(self, index: int) -> Wish:
        """Return a wish as it is after the edit."""
        return self.found.wishes.things[index]

    def was(self, number: int) -> Wish:
        """Return the wish that an item fulfilled before the edit."""
        return self.before.wishes.things[self.before.items[number].wish]

    def freed(self, index: int) -> frozenset[Freedom]:
        """Return what of a wish's things the edit frees."""
        return self.found.freed.get(index, frozenset())

    def ground_of(self, index: int) -> str:
        """Return what the things of a wish are on where they are laid out without regard to before."""
        on_board = self.draft.board is not None and index in self.frame.surface
        return "surface" if on_board else zone_of(self.frame, self.wish(index)).ground

    def attached(self, number: int, item: Item) -> Item:
        """Return an item at its host again, after one of both has become another."""
        assert item.at is not None
        host = self.draft.items[item.at]
        relation = self.fixed.get(item.wish)
        by_wish = relation is not None and host.wish == host_of(relation, item.wish)
        kind = relation.kind if relation is not None and by_wish else KINDS[item.ground]
        alike = [k for k in self.draft.carried(item.at) if self.draft.items[k].wish == item.wish]
        share = (alike.index(number), len(alike)) if number in alike else (0, 1)
        return attach(item, host, self.frame.art, item.at, kind, share)

    def become(self, number: int, item: Item) -> None:
        """Put an item of another drawing in the place of one, and fix to it again what was fixed to that."""
        carried = self.draft.carried(number)
        self.draft.put(number, item)
        for k in carried:
            self.become(k, self.attached(k, self.draft.items[k]))


def begin(before: Page, found: Assignment, place: Place, arts: tuple[str, str], rng: np.random.Generator) -> Work:
    """Return the work on a page; what is there is of the wishes after the edit.

    Args:
        before: The page.
        found: Which of its things become which.
        place: The place after the edit.
        arts: The art sets before and after it.
        rng: Source of chance.
    """
    new = {k: a for a, numbers in found.items.items() for k in numbers}
    items = [replace(item, wish=new.get(k, -1)) for k, item in enumerate(before.items)]
    frame = frame_of(rng, found.wishes, place, arts[1])
    factor = _factor(before) or frame.factor
    if place.name != before.place:
        factor = min(factor, frame.factor)
    return Work(before, found, replace(frame, factor=factor), arts[0], Draft.of(items, before.board))


def _factor(page: Page) -> float | None:
    """Return by how much a page's things are enlarged; None where nothing stands on its ground."""
    ratios = []
    for item in page.items:
        if item.at is None and item.ground in STANDING:
            wish = page.wishes.things[item.wish]
            natural = sizes.natural(things()[item.noun]) * sizes.FACTORS[wish.size] * sizes.perspective(item.depth)
            ratios.append(item.height / natural)
    return float(np.median(ratios)) if ratios else None


def drawn_as(item: Item, noun: str, arts: tuple[str, str], height: float) -> Item:
    """Return an item of another noun or art set at a height, that looks the same way."""
    thing = things()[noun]
    width, height = sizes.fit(thing, arts[1], height)
    looks, looked = facing(noun, arts[1]), facing(item.noun, arts[0])
    flip = False
    if looks != "front":
        to_right = (looked == "right") != item.flip if looked != "front" else item.x < 0.5
        flip = (looks == "right") != to_right
    return replace(item, noun=noun, width=width, height=height, flip=flip)


def fresh(work: Work, index: int) -> Item:
    """Return a thing of a wish that has no place yet."""
    return draft(work.frame, index, work.wish(index))
