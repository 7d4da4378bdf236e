"""Layouts as tokens: which number means what, and which tokens may follow so that a layout comes out.

What the prompt and the picture to edit say about the layout narrows the choice further: decoding is lexically
constrained (Hokamp and Liu, arXiv:1704.07138).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tools.networks.painter.layout import CELLS, SIZES, Layout, Thing
from tools.vocabulary.storybook import lexicon

END, START = 0, 1
"""Tokens after a layout and before the one to write."""
MOST_THINGS = 12
"""Things of a layout that the composer can read or write."""
KINDS = ("noun", "color", "size", "cell")
"""The tokens of one thing, in order."""


@dataclass(frozen=True)
class Wanted:
    """What a layout must and may show; nouns are numbers.

    Attributes:
        sure: nouns that it must have, in order.
        maybe: all nouns that it may have.
        counts: how many things of a noun there must be, where that is said.
        kept: things of the picture to edit that stay.
        open: by noun, the kinds of tokens in which the things that stay may change.
    """

    sure: tuple[int, ...]
    maybe: frozenset[int]
    counts: dict[int, int] = field(default_factory=dict)
    kept: tuple[Thing, ...] = ()
    open: Mapping[int, frozenset[str]] = field(default_factory=dict)

    def stays(self, noun: int, there: tuple[Thing, ...]) -> Thing | None:
        """Return the next thing of a noun that stays, given the things that are written already.

        None where there is no more, where its place is taken, and where the prompt says another number of things than
        was read from the picture, so that none of them is certain.
        """
        same = [thing for thing in self.kept if thing.noun == noun]
        done = sum(thing.noun == noun for thing in there)
        if done >= len(same) or self.counts.get(noun, len(same)) != len(same):
            return None
        taken = {cell for thing in there for cell in thing.cells}
        return same[done] if taken.isdisjoint(same[done].cells) else None

    def reserved(self, there: tuple[Thing, ...]) -> set[int]:
        """Return the cells of things that stay in their places and are not written yet."""
        fixed = (t for t in self.kept if t not in there and "cell" not in self.open.get(t.noun, ()))
        return {cell for thing in fixed for cell in thing.cells}

    def next(self, there: list[int]) -> tuple[set[int], bool]:
        """Return the nouns that may follow those written already, and whether the layout may end.

        The nouns come one after the other, in the prompt's order, with as many things of each as it says; where it
        says none, the composer decides.
        """
        last = there[-1] if there else None
        if last is not None and there.count(last) < self.counts.get(last, 1):
            return {last}, False
        missing = [noun for noun in self.sure if noun not in there]
        allowed = {*missing[:1], *there[-1:], *self.maybe.difference(self.sure)}
        most = {noun: self.counts.get(noun, lexicon.MAX_COUNT) for noun in allowed}
        return {noun for noun in allowed if there.count(noun) < most[noun]}, not missing


@dataclass(frozen=True)
class Codes:
    """The composer's tokens: of each kind, the number of the first one, and how many there are."""

    first: dict[str, int]
    count: dict[str, int]

    @classmethod
    def of(cls, nouns: int, colors: int, scenes: int, styles: int) -> Codes:
        """Return the tokens of a world of so many nouns, colours, scenes and styles."""
        count = {"scene": scenes, "style": styles, "noun": nouns, "color": colors + 1, "size": len(SIZES)}
        count["cell"] = CELLS**2
        first: dict[str, int] = {}
        at = START + 1
        for kind, number in count.items():
            first[kind] = at
            at += number
        return cls(first, count)

    @property
    def total(self) -> int:
        """Size of the token vocabulary, the start token included."""
        return START + 1 + sum(self.count.values())

    def encode(self, layout: Layout) -> list[int]:
        """Return a layout's tokens: scene and style, then for each thing in its order the tokens of KINDS."""
        row = [self.first["scene"] + layout.scene, self.first["style"] + layout.style]
        for t in layout.things:
            values = {"noun": t.noun, "color": t.color, "size": SIZES.index(t.size), "cell": t.y * CELLS + t.x}
            row += [self.first[kind] + values[kind] for kind in KINDS]
        return row

    def decode(self, row: list[int]) -> Layout:
        """Return the layout of tokens, up to an END or an unfinished thing."""
        row = row[: row.index(END)] if END in row else row
        things = []
        for at in range(2, len(row) - 3, 4):
            noun, color, size, cell = (v - self.first[k] for k, v in zip(KINDS, row[at : at + 4], strict=True))
            things.append(Thing(cell // CELLS, cell % CELLS, SIZES[size], noun, color))
        return Layout(tuple(things), row[0] - self.first["scene"], row[1] - self.first["style"])

    def legal(self, row: list[int], wanted: Wanted | None = None) -> list[int]:
        """Return the tokens that may follow a row.

        Things are whole, inside the picture, and not over one another. With `wanted` there are only things that are
        wanted, and no END before all that must come has come.
        """
        kind = ("scene", "style")[len(row)] if len(row) < 2 else KINDS[(len(row) - 2) % len(KINDS)]
        tokens = list(range(self.first[kind], self.first[kind] + self.count[kind]))
        if kind in ("scene", "style"):
            return tokens
        done = self.decode(row).things
        taken = {cell for thing in done for cell in thing.cells}
        if kind == "noun":
            return self._legal_nouns(tokens, done, taken, wanted)
        kept: Thing | None = None
        resized = False
        if wanted is not None:
            noun = row[2 + len(KINDS) * len(done)] - self.first["noun"]
            kept = wanted.stays(noun, done)
            may_change = wanted.open.get(noun, frozenset())
            resized = "size" in may_change
            if kept is not None and kind not in may_change:
                return [self.encode(Layout((kept,), 0, 0))[2 + KINDS.index(kind)]]
            reserved = taken | wanted.reserved(done)
            taken = reserved if self._spots(reserved, SIZES[0]) else taken
        if kind == "color":
            return tokens
        if kind == "size":
            return [token for token, size in zip(tokens, SIZES, strict=True) if self._spots(taken, size)]
        size = SIZES[row[-1] - self.first["size"]]
        spots = self._nearest_spots(kept, taken, size) if kept is not None and resized else self._spots(taken, size)
        return [self.first["cell"] + cell for cell in spots]

    def _legal_nouns(
        self, tokens: list[int], done: tuple[Thing, ...], taken: set[int], wanted: Wanted | None
    ) -> list[int]:
        """Return which of the noun tokens, and whether END, may follow the things that are written already."""
        room = len(done) < MOST_THINGS and self._spots(taken, SIZES[0])
        if not room:
            return [END]
        if wanted is None:
            return [END, *tokens]
        allowed, enough = wanted.next([thing.noun for thing in done])
        return [*([END] if enough else []), *(self.first["noun"] + noun for noun in sorted(allowed))]

    def _nearest_spots(self, thing: Thing, taken: set[int], size: int) -> list[int]:
        """Return the cells at which a thing of another size is nearest to where its middle was."""

        def away(cell: int) -> float:
            dy, dx = cell // CELLS - thing.y, cell % CELLS - thing.x
            return abs(dy + (size - thing.size) / 2) + abs(dx + (size - thing.size) / 2)

        spots = self._spots(taken, size)
        least = min(map(away, spots))
        return [cell for cell in spots if away(cell) == least]

    @staticmethod
    def _spots(taken: set[int], size: int) -> list[int]:
        """Return the cells at which a thing of a size can begin without covering cells that are taken."""
        reach = range(CELLS - size + 1)
        return [y * CELLS + x for y in reach for x in reach if taken.isdisjoint(Thing(y, x, size, 0, 0).cells)]
