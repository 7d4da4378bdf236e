"""What the pocket eyes read from a picture, and how it answers questions.

Answers come from the network's distributions and not from its best guess: which noun a place shows, and whether it
shows one at all.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from tools.vocabulary.storybook import geometry

SIZES = ("small", "medium", "large")
"""Names of the sizes of single things of 2, 3 and 4 cells a side."""
LEAST_SHARE = 0.02
"""What every answer gets before the shares are made to add up to one, since no look is sure."""
MAX_COUNT = 4
"""The highest count that is told apart; it also means more than that."""
LEAST_CHANCE = 1e-6
"""Chances below this count as this in the confidence of a caption."""


@dataclass(frozen=True)
class ThingReading:
    """What the eyes read at one place of a picture.

    Attributes:
        point: x and y of its middle, as shares of the picture's side.
        size: its side in cells: 2, 3 or 4.
        score: the probability that something stands there.
        nouns: a distribution over what it is.
        colors: a distribution over the colours that it shows.
    """

    point: geometry.Point
    size: int
    score: float
    nouns: dict[str, float]
    colors: dict[str, float]

    def chance(self, noun: str) -> float:
        """Return the probability that there is something and that it is one of these."""
        return self.score * self.nouns.get(noun, 0.0)


@dataclass(frozen=True)
class PictureReading:
    """What the eyes read in a picture: its things, and distributions over scenes and styles."""

    things: tuple[ThingReading, ...]
    scenes: dict[str, float]
    styles: dict[str, float]

    def answers(self, kind: str, subject: str = "", value: str = "", other: str = "") -> dict[str, float]:
        """Return the probabilities of all answers to a question; they add up to one.

        Args:
            kind: a `RequirementKind`: what is asked.
            subject: the noun that is asked about; "" for scene and style.
            value: the answer that would be right, which so is among the answers; the relation for kind "relation".
            other: the other noun of a relation.

        Returns:
            By answer: "yes" and "no" for the kinds "exists", "absent" and "relation"; else values of that kind, or
            "nothing" where there is no such thing. Each has a share of at least LEAST_SHARE before normalisation.
        """
        shares = {name: share + LEAST_SHARE for name, share in self._shares(kind, subject, value, other).items()}
        if value and kind != "relation":
            shares.setdefault(value, LEAST_SHARE)
        total = sum(shares.values())
        return {name: share / total for name, share in shares.items()}

    def _shares(self, kind: str, subject: str, value: str, other: str) -> dict[str, float]:
        exists = self._exists(subject)
        match kind:
            case "scene" | "style":
                return self.scenes if kind == "scene" else self.styles
            case "exists":
                return {"yes": exists, "no": 1 - exists}
            case "absent":
                return {"yes": 1 - exists, "no": exists}
            case "count":
                return self._count(subject)
            case "relation":
                both = exists * self._exists(other)
                holds = both > 0 and geometry.holds(value, self._middle(subject), self._middle(other))
                return {"yes": both, "no": 1 - both} if holds else {"yes": 0.0, "no": 1.0}
        values = self._attribute(kind, subject) if exists > 0 else {}
        return {**{name: share * exists for name, share in values.items()}, "nothing": 1 - exists}

    def _attribute(self, kind: str, noun: str) -> dict[str, float]:
        """Return a distribution over the colour, the size or the place of things that there are."""
        if kind == "color":
            return self._average(noun, lambda thing: thing.colors)
        if kind == "size":
            # Things of a group are drawn small, so that their cells say nothing about their size.
            single = len(self._group(noun)) == 1
            return self._average(noun, lambda thing: {SIZES[thing.size - 2] if single else "medium": 1.0})
        return {geometry.place(self._middle(noun)) or "between": 1.0}

    def _exists(self, noun: str) -> float:
        return 1 - math.prod(1 - thing.chance(noun) for thing in self.things)

    def _group(self, noun: str) -> list[ThingReading]:
        """Return the things that are likeliest of a noun: all with more than half the chance of the best."""
        best = max((thing.chance(noun) for thing in self.things), default=0.0)
        return [thing for thing in self.things if thing.chance(noun) > best / 2]

    def _middle(self, noun: str) -> geometry.Point:
        xs, ys = zip(*(thing.point for thing in self._group(noun)), strict=True)
        return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2

    def _count(self, noun: str) -> dict[str, float]:
        """Return a distribution over the number of things of a noun, taking them as independent."""
        shares = [1.0] + [0.0] * MAX_COUNT
        for chance in (thing.chance(noun) for thing in self.things):
            # Either there is one more of them, or there are as many as before; MAX_COUNT also means more than that.
            before = shares
            shares = [share * (1 - chance) for share in before]
            shares[MAX_COUNT] = before[MAX_COUNT]
            for number in range(MAX_COUNT):
                shares[number + 1] += before[number] * chance
        return {str(number): share for number, share in enumerate(shares)}

    def _average(self, noun: str, distribution: Callable[[ThingReading], dict[str, float]]) -> dict[str, float]:
        """Return the average of a distribution over the things of a noun, weighted by their chances."""
        average: dict[str, float] = {}
        group = self._group(noun)
        total = sum(thing.chance(noun) for thing in group)
        for thing in group:
            for name, share in distribution(thing).items():
                average[name] = average.get(name, 0.0) + share * thing.chance(noun) / total
        return average

    def caption(self) -> tuple[list[str], float]:
        """Return words of the caption grammar (`tools.vocabulary.storybook.captions`), and their confidence.

        The confidence is the geometric mean of the probabilities of scene, style and each thing's noun.
        """
        scene = _likeliest(self.scenes)
        style = _likeliest(self.styles)
        words = [f"style:{style}", f"scene:{scene}"]
        chances = [self.scenes[scene], self.styles[style]]
        counts: dict[str, int] = {}
        for thing in sorted(self.things, key=lambda thing: thing.point):
            noun = _likeliest(thing.nouns)
            counts[noun] = counts.get(noun, 0) + 1
            chances.append(thing.chance(noun))
        for noun, count in counts.items():
            color = _likeliest(self.answers("color", noun))
            size = _likeliest(self.answers("size", noun))
            place = geometry.place(self._middle(noun)) or "between"
            words += [str(count), color, size, f"noun:{noun}", place, "<and>"]
        return words, math.exp(sum(math.log(max(c, LEAST_CHANCE)) for c in chances) / len(chances))


def _likeliest(shares: dict[str, float]) -> str:
    return max(shares, key=shares.__getitem__)
