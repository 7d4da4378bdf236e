"""Whether things of a page are small or large for what they are, beside the others."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from tools.networks.eyes.page_geometry import soft
from tools.networks.pages.reading import ThingReading, likeliest
from tools.pages.catalogue import things
from tools.pages.composition.sizes import FACTORS, aloft, natural, perspective, zoom
from tools.pages.styles import art_of

ATTACHED = ("on", "in", "worn", "held", "under")
"""What a thing is on whose size is its host's matter."""
UNKNOWN = {"small": 0.2, "medium": 0.6, "large": 0.2}
"""Sizes of what cannot be measured."""
_SLACK = 0.08
"""Standard error of the logarithm of a thing's height."""


@dataclass(frozen=True)
class Ruler:
    """How tall the things of a page would be if no size had been asked for.

    Attributes:
        art: the art set of the page's things.
        shown: the page's things that count.
    """

    art: str
    shown: tuple[ThingReading, ...]

    @classmethod
    def of(cls, shown: Sequence[ThingReading], style: str) -> Ruler:
        """Return the ruler of a page's things in a style."""
        return cls(art_of(style), tuple(shown))

    def sizes(self, thing: ThingReading, noun: str) -> dict[str, float]:
        """Return a distribution over small, medium and large of a thing that is taken for a noun."""
        ratio = self._ratio(thing, noun)
        if ratio is None:
            return UNKNOWN
        others = [r for one in self.shown if one is not thing and (r := self._ratio(one, likeliest(one.nouns)))]
        alone = not others
        power = 0.8 if alone else 1.0
        log = math.log(ratio if alone else ratio / median(others))
        small, large = (math.log(factor or 1.0) * power / 2 for factor in (FACTORS["small"], FACTORS["large"]))
        is_small, is_large = soft(small - log, _SLACK), soft(log - large, _SLACK)
        return {"small": is_small, "medium": max(0.0, 1 - is_small - is_large), "large": is_large}

    def _free(self) -> Counter[str]:
        """Return how many there are of each noun that stands by itself."""
        nouns = (likeliest(one.nouns) for one in self.shown if likeliest(one.grounds) not in ATTACHED)
        return Counter(noun for noun in nouns if noun in things())

    def _ratio(self, thing: ThingReading, noun: str) -> float | None:
        """Return how much taller a thing is than usual; None where its host decides."""
        if noun not in things() or likeliest(thing.grounds) in ATTACHED:
            return None
        free = self._free()
        factor = zoom([(things()[name], None, count) for name, count in free.items()], self.art)
        height = max(thing.box[3] - thing.box[1], 1e-3)
        if likeliest(thing.grounds) in ("air", "swim"):
            usual = aloft(things()[noun], None, free.total() <= 1, factor)
        else:
            usual = natural(things()[noun]) * perspective(thing.depth) * factor
        return height / max(usual, 1e-3)
