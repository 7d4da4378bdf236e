"""A page while it is edited: its items by numbers of their own, so that what hangs on another follows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tools.pages.composition.stacking import nearness, stacked
from tools.pages.page import Board, Item

KINDS = {"worn": "wearing", "held": "holding", "under": "holding", "on": "on", "in": "in"}
"""Relations by the grounds of what is fixed to another."""


@dataclass
class Draft:
    """A page's items while an edit changes them.

    Attributes:
        items: By number; `at` of an item is its host's number.
        order: Numbers of those that stand by themselves, from back to front.
        board: What lies or stands there for things to lie on.
    """

    items: dict[int, Item]
    order: list[int]
    board: Board | None = None

    @staticmethod
    def of(items: Iterable[Item], board: Board | None) -> Draft:
        """Return the draft of a page's items."""
        numbered = dict(enumerate(items))
        return Draft(numbered, [k for k, item in numbered.items() if item.at is None], board)

    def copy(self) -> Draft:
        """Return a draft that changes apart from this one."""
        return Draft(dict(self.items), list(self.order), self.board)

    def of_wish(self, wish: int) -> list[int]:
        """Return the numbers of the items of a wish."""
        return [k for k, item in self.items.items() if item.wish == wish]

    def carried(self, number: int) -> list[int]:
        """Return the numbers of what is fixed to an item."""
        return [k for k, item in self.items.items() if item.at == number]

    def hangs_on(self, number: int, host: int) -> bool:
        """Whether an item is another, or is fixed to it, if only through others."""
        at: int | None = number
        while at is not None and at != host:
            at = self.items[at].at
        return at == host

    def remove(self, number: int) -> None:
        """Take an item away; what is fixed to it must go first."""
        del self.items[number]
        self.order = [k for k in self.order if k != number]

    def add(self, item: Item) -> int:
        """Add an item and return its number; one that stands by itself comes before what is nearer."""
        number = max(self.items, default=-1) + 1
        self.items[number] = item
        if item.at is None:
            self._line_up(number)
        return number

    def _line_up(self, number: int) -> None:
        key = nearness(self.items[number], self.board)
        nearer = (at for at, k in enumerate(self.order) if nearness(self.items[k], self.board) > key)
        self.order.insert(next(nearer, len(self.order)), number)

    def put(self, number: int, item: Item) -> None:
        """Put another item in an item's place; what is fixed to it moves and grows along with it."""
        old = self.items[number]
        self.items[number] = item
        for k in self.carried(number):
            self.put(k, _along(self.items[k], old, item))

    def move(self, number: int, item: Item) -> None:
        """As `put`, for one that stands elsewhere afterwards."""
        self.put(number, item)
        self.order = [k for k in self.order if k != number]
        if item.at is None:
            self._line_up(number)

    def finished(self) -> tuple[Item, ...]:
        """Return the items as pages have them, from back to front."""
        fixed = [k for k, item in self.items.items() if item.at is not None]
        numbers = {k: at for at, k in enumerate([*self.order, *fixed])}
        placed = (self.items[k] for k in numbers)
        return stacked([item if item.at is None else replace(item, at=numbers[item.at]) for item in placed])


def _along(item: Item, old: Item, new: Item) -> Item:
    """Return what is fixed to an item after that was moved, resized or mirrored."""
    scale = new.height / old.height
    side = -1 if old.flip != new.flip else 1
    return replace(
        item,
        x=new.x + side * scale * (item.x - old.x),
        foot=new.foot + scale * (item.foot - old.foot),
        width=item.width * scale,
        height=item.height * scale,
        depth=new.depth,
        flip=item.flip != (old.flip != new.flip),
    )
