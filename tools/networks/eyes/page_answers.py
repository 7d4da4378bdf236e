"""What the eyes answer about a page, from the distributions that its reader gives.

Every answer is a probability that its kind's calibration can sharpen: where a box or a noun is in doubt, so is it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tools.networks.eyes.page_geometry import beside_chance, position_chance, rest_chance, touch_chance, union
from tools.networks.eyes.page_sizes import Ruler
from tools.networks.pages.reading import SURE, PageReading, ThingReading, likeliest
from tools.pages.colors import colors
from tools.pages.composition.relations import BESIDE
from tools.pages.composition.zones import POSITIONS
from tools.pages.layouts import BOARDS
from tools.pages.styles import art_of

KINDS = (
    "exists", "absent", "color", "count", "size", "place", "relation", "scene", "style", "time", "weather", "look",
)  # fmt: skip
"""Kinds of requirement that pages' eyes can answer."""
RELATIONS = (*BESIDE, "on", "in", "holding", "wearing", "under")
LEAST_SHARE = 0.01
"""What every answer gets before the shares are made to add up to one, since no look is sure."""
MAX_COUNT = 6
"""The highest count that is told apart; it also means more than that."""
LEAST_CHANCE = 1e-6
"""Chances below this count as this in the confidence of a caption."""
NO_LOOK = "none"
_LIKELY_NOUNS = 5
"""Nouns of a thing whose natural colours count for the colour that it shows."""
_TABLES = (*BOARDS.values(), "table")

Natural = Mapping[str, Mapping[str, str]]
"""The colour that each noun shows unpainted, by art set and noun; "mixed" where it has several."""


@dataclass(frozen=True)
class PageAnswers:
    """A page's reading, and what it answers.

    Attributes:
        reading: what was read.
        natural: colours of what nobody painted.
    """

    reading: PageReading
    natural: Natural = field(default_factory=dict)

    def answers(self, kind: str, subject: str = "", value: str = "", other: str = "") -> dict[str, float]:
        """Return the probabilities of all answers to a question; they add up to one.

        Args:
            kind: one of `KINDS`.
            subject: the noun that is asked about, with a colour before it where two of a kind are told apart ("red
                balloon"); "" for what the whole page has.
            value: the answer that would be right, which so is among the answers; the relation for kind "relation".
            other: the other noun of a relation; both landmarks of "between", joined by "and".

        Returns:
            By answer: "yes" and "no" for the kinds "exists", "absent" and "relation"; else values of that kind, or
            "nothing" where there is no such thing. For kind "place", whose words overlap, the right word and the
            likeliest other one. Each has a share of at least LEAST_SHARE before normalisation.
        """
        shares = {name: share + LEAST_SHARE for name, share in self._shares(kind, subject, value, other).items()}
        if value and kind != "relation":
            shares.setdefault(value, LEAST_SHARE)
        total = sum(shares.values())
        return {name: share / total for name, share in shares.items()}

    def _shares(self, kind: str, subject: str, value: str, other: str) -> Mapping[str, float]:
        page = self.reading
        wholes = {"scene": page.places, "style": page.styles, "time": page.times, "weather": page.weathers}
        if kind in wholes:
            return wholes[kind]
        if kind == "look":
            return {name or NO_LOOK: share for name, share in page.looks.items()}
        exists = self.exists(subject)
        match kind:
            case "exists":
                return {"yes": exists, "no": 1 - exists}
            case "absent":
                return {"yes": 1 - exists, "no": exists}
            case "count":
                return self._count(subject)
            case "relation":
                holds = self._relation(value, subject, other)
                return {"yes": holds, "no": 1 - holds}
        values = self._attribute(kind, subject, value) if self.group(subject) else {}
        return {**{name: share * exists for name, share in values.items()}, "nothing": 1 - exists}

    def _attribute(self, kind: str, name: str, value: str) -> dict[str, float]:
        """Return a distribution over the colour, the size or the place of things that there are."""
        if kind == "color":
            return self._average(name, self.colors_of)
        if kind == "size":
            noun = split_color(name)[1]
            return self._average(name, lambda thing: self._ruler.sizes(thing, noun))
        chances = self._places(name)
        best = max((word for word in chances if word != value), key=chances.__getitem__)
        if value not in chances:
            return {best: chances[best], "elsewhere": 1 - chances[best]}
        return {value: chances[value], best: 1 - chances[value]}

    def _places(self, name: str) -> dict[str, float]:
        """Return for each word how surely the things of a noun are there."""
        group = self.group(name)
        box = union([thing.box for thing in group])
        depth = sum(thing.depth for thing in group) / len(group)
        return {word: position_chance(word, box, depth) for word in POSITIONS}

    @cached_property
    def _ruler(self) -> Ruler:
        return Ruler.of([thing for thing in self.reading.things if thing.score >= SURE], likeliest(self.reading.styles))

    def colors_of(self, thing: ThingReading) -> dict[str, float]:
        """Return a distribution over the colours that a thing shows, painted or by nature."""
        shown = dict(thing.colors)
        likely = sorted(thing.nouns.items(), key=lambda pair: -pair[1])[:_LIKELY_NOUNS]
        total = sum(share for _, share in likely) or 1.0
        for noun, share in likely:
            for style, chance in self.reading.styles.items():
                natural = self.natural.get(art_of(style), {}).get(noun, "mixed")
                shown[natural] = shown.get(natural, 0.0) + thing.unpainted * share / total * chance
        return shown

    def chance(self, thing: ThingReading, name: str) -> float:
        """Return the probability that there is something and that it is what a name says, colour and all."""
        color, noun = split_color(name) if name not in thing.nouns else ("", name)
        found = thing.chance(noun)
        return found * self.colors_of(thing).get(color, 0.0) if color and found else found

    def exists(self, name: str) -> float:
        """Return the probability that there is at least one."""
        return 1 - math.prod(1 - self.chance(thing, name) for thing in self.reading.things)

    def group(self, name: str) -> list[ThingReading]:
        """Return the things that are likeliest what a name says: all with more than half the chance of the best."""
        chances = [self.chance(thing, name) for thing in self.reading.things]
        best = max(chances, default=0.0)
        return [thing for thing, found in zip(self.reading.things, chances, strict=True) if found > best / 2]

    def _count(self, name: str) -> dict[str, float]:
        """Return a distribution over the number of things, taking them as independent."""
        shares = [1.0] + [0.0] * MAX_COUNT
        for found in (self.chance(thing, name) for thing in self.reading.things):
            # Either there is one more of them, or there are as many as before; MAX_COUNT also means more than that.
            before = shares
            shares = [share * (1 - found) for share in before]
            shares[MAX_COUNT] = before[MAX_COUNT]
            for number in range(MAX_COUNT):
                shares[number + 1] += before[number] * found
        return {str(number): share for number, share in enumerate(shares)}

    def _relation(self, kind: str, name: str, other: str) -> float:
        """Return the probability that a relation holds, both things being there."""
        kind = {"under": "below"}.get(kind, kind)
        if kind not in BESIDE:
            return self._attached(kind, name, other)
        landmarks = self._landmarks(other) if kind == "between" else (other,)
        groups = [self.group(one) for one in (name, *landmarks)]
        if not all(groups):
            return 0.0
        holds = beside_chance(kind, *([thing.box for thing in group] for group in groups))
        return holds * math.prod(self.exists(one) for one in (name, *landmarks))

    def _landmarks(self, words: str) -> tuple[str, ...]:
        """Return both names in "dog and tree"; the one name where it is only one."""
        parts = words.split(" and ")
        pairs = [(" and ".join(parts[:k]), " and ".join(parts[k:])) for k in range(1, len(parts))]
        return max(pairs, key=lambda pair: self.exists(pair[0]) * self.exists(pair[1]), default=(words,))

    def _attached(self, kind: str, name: str, other: str) -> float:
        """Return the probability that one thing is fixed to another: on it, in it, in its hand, on its body."""
        best = 0.0
        for one in self.group(name):
            for two in self.group(other):
                if one is not two:
                    both = self.chance(one, name) * self.chance(two, other)
                    best = max(best, both * _fixed(kind, one, two, split_color(other)[1]))
        return best

    def _average(self, name: str, distribution: Callable[[ThingReading], Mapping[str, float]]) -> dict[str, float]:
        """Return the average of a distribution over the things that a name means, weighted by their chances."""
        average: dict[str, float] = {}
        group = self.group(name)
        weights = [self.chance(thing, name) for thing in group]
        for thing, weight in zip(group, weights, strict=True):
            for value, share in distribution(thing).items():
                average[value] = average.get(value, 0.0) + share * weight / sum(weights)
        return average

    def caption(self) -> tuple[list[str], float]:
        """Return words of the caption grammar (`tools.vocabulary.storybook.captions`), and their confidence.

        Beside the grammar's `style:` and `scene:` there are `time:`, `weather:` and, where there is one, `look:`. The
        confidence is the geometric mean of the probabilities of style, place and each thing's noun.
        """
        page = self.reading
        place, style, look = (likeliest(shares) for shares in (page.places, page.styles, page.looks))
        words = [f"style:{style}", f"scene:{place}", f"time:{likeliest(page.times)}"]
        words += [f"weather:{likeliest(page.weathers)}", *([f"look:{look}"] if look else [])]
        chances = [page.places[place], page.styles[style]]
        counts: dict[str, int] = {}
        for thing in sorted(self._told(), key=lambda thing: thing.box):
            noun = likeliest(thing.nouns)
            counts[noun] = counts.get(noun, 0) + 1
            chances.append(thing.chance(noun))
        for noun, count in counts.items():
            color, size = (likeliest(self.answers(kind, noun)) for kind in ("color", "size"))
            places = self._places(noun)
            words += [str(count), color, size, f"noun:{noun}", likeliest(places), "<and>"]
        return words, math.exp(sum(math.log(max(c, LEAST_CHANCE)) for c in chances) / len(chances))

    def _told(self) -> Sequence[ThingReading]:
        """Return the things that a caption speaks of."""
        boards = set(BOARDS.values())
        return [thing for thing in self.reading.things if thing.score >= SURE and likeliest(thing.nouns) not in boards]


def split_color(name: str) -> tuple[str, str]:
    """Return the colour before a noun ("red" of "red balloon") and the noun; "" where there is none."""
    found = max((color for color in colors() if name.startswith(f"{color} ")), key=len, default="")
    return found, name.removeprefix(f"{found} ") if found else name


def _fixed(kind: str, one: ThingReading, two: ThingReading, host: str) -> float:
    """Return how surely one thing is on, in, held by or worn by another: by what it is on, and by both boxes."""
    match kind:
        case "on":
            share = one.grounds.get("on", 0.0) + (one.grounds.get("surface", 0.0) if host in _TABLES else 0.0)
            return share * rest_chance(one.box, two.box)
        case "in":
            return one.grounds.get("in", 0.0) * touch_chance(one.box, two.box)
        case "holding":
            share = two.grounds.get("held", 0.0) + two.grounds.get("under", 0.0)
            return share * touch_chance(one.box, two.box)
        case "wearing":
            return two.grounds.get("worn", 0.0) * touch_chance(one.box, two.box)
    raise ValueError(f"No relation is called {kind!r}.")
