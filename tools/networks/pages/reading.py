"""What is read from a page: its things with their boxes, and distributions over what they are and what the page is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tools.pages.layouts import PageLayout, PlacedThing
from tools.pages.page import MOST_THINGS

SURE = 0.4
"""Score from which a thing is part of the likeliest layout."""
Box = tuple[float, float, float, float]
"""Left, top, right and bottom as shares of the page's side, y down."""


@dataclass(frozen=True)
class ThingReading:
    """One thing that a page shows.

    Attributes:
        box: where it is.
        score: how sure it is that there is a thing, in [0, 1].
        nouns: distribution over what it is.
        unpainted: the probability that it has its noun's own colour.
        colors: the probabilities that it was given one of these colours.
        tones: distribution over skin tones, "0" for the art's yellow.
        grounds: distribution over what it is on.
        flip: the probability that it is mirrored.
        depth: 0 for the nearest ground to 1 for the farthest.
    """

    box: Box
    score: float
    nouns: dict[str, float]
    unpainted: float
    colors: dict[str, float]
    tones: dict[str, float]
    grounds: dict[str, float]
    flip: float
    depth: float

    def chance(self, noun: str) -> float:
        """Return the probability that there is something and that it is one of these."""
        return self.score * self.nouns.get(noun, 0.0)


@dataclass(frozen=True)
class PageReading:
    """What a page shows.

    Attributes:
        things: from back to front.
        places: distribution over places; those below are of the same kind.
        variants: distribution over the backdrops of the likeliest place, by number.
        times: times of day.
        weathers: weathers.
        looks: looks of the whole picture; "" is none.
        styles: styles.
    """

    things: tuple[ThingReading, ...]
    places: dict[str, float]
    variants: list[float]
    times: dict[str, float]
    weathers: dict[str, float]
    looks: dict[str, float]
    styles: dict[str, float]

    def layout(self, names: Any, least: float = SURE) -> PageLayout:
        """Return the likeliest layout.

        Args:
            names: the lists `nouns`, `colors`, `grounds`, `places`, `times`, `weathers`, `looks` and `styles`, as the
                configuration of the networks for pages has them.
            least: the score from which a thing counts.
        """
        things = [_placed(thing, names) for thing in self.things if thing.score >= least]
        look = likeliest(self.looks)
        return PageLayout(
            tuple(things[-MOST_THINGS:]),
            names.places.index(likeliest(self.places)),
            self.variants.index(max(self.variants)),
            names.times.index(likeliest(self.times)),
            names.weathers.index(likeliest(self.weathers)),
            names.looks.index(look) + 1 if look else 0,
            names.styles.index(likeliest(self.styles)),
        )


def _placed(thing: ThingReading, names: Any) -> PlacedThing:
    left, top, right, bottom = thing.box
    color = likeliest(thing.colors) if thing.unpainted < max(thing.colors.values(), default=0.0) else ""
    return PlacedThing(
        names.nouns.index(likeliest(thing.nouns)),
        names.colors.index(color) + 1 if color else 0,
        int(likeliest(thing.tones)),
        names.grounds.index(likeliest(thing.grounds)),
        (left + right) / 2, bottom, right - left, bottom - top, thing.depth, thing.flip > 0.5,
    )  # fmt: skip


def likeliest(shares: dict[str, float]) -> str:
    """Return the name with the largest share."""
    return max(shares, key=shares.__getitem__)
