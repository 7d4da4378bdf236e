"""Random wishes, biased like what people ask for: few things, in sensible company, now and then anything at all."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from tools.pages.catalogue import SETS, Thing, read_table, things
from tools.pages.colors import colors
from tools.pages.composition.zones import POSITIONS
from tools.pages.page import TIMES, WEATHERS, Relation, Size, Time, Weather, Wish, Wishes
from tools.pages.places import Place, places
from training.holdout import held_out, held_out_pair

LIFTED = 0.1
"""Share of the wishes for the top of the page, or above another thing, that hold for what does not fly."""


@cache
def _role(role: str) -> list[str]:
    """Names of the things that play a part in relations: container, support, wearer, holder, held."""
    return [row["name"] for row in read_table("roles.tsv") if row["role"] == role]


@cache
def _names() -> tuple[str, ...]:
    return tuple(things())


@cache
def _weights(place: str) -> np.ndarray:
    """Return how often each thing is met in a place."""
    company = places()[place].company
    found = []
    for thing in things().values():
        weight = 0.02
        for rank, kind in enumerate(company):
            if kind in thing.company:
                weight += 3.0 / (1 + rank) / len(thing.company) ** 0.5
        weight *= {"food": 0.5, "household": 0.6, "clothes": 0.45, "tool": 0.6, "animal": 1.6}.get(thing.group, 1.0)
        found.append(weight)
    values: np.ndarray = np.array(found) / sum(found)
    return values


def _pick(rng: np.random.Generator, options: Any, p: list[float] | None = None) -> Any:
    return options[int(rng.choice(len(options), p=p))]


def random_place(rng: np.random.Generator) -> Place:
    """Draw a place; the plain page is as likely as any two others."""
    names = list(places())
    weights = np.array([2.0 if name in ("plain", "meadow", "room") else 1.0 for name in names])
    return places()[str(rng.choice(names, p=weights / weights.sum()))]


def random_thing(rng: np.random.Generator, place: Place, taken: set[str]) -> Thing:
    """Draw a thing that is often met in a place; one in five is any thing."""
    while True:
        weights = None if rng.random() < 0.2 or place.name == "plain" else _weights(place.name)
        name = str(rng.choice(_names(), p=weights))
        if name not in taken and not any(held_out_pair(name, other) for other in taken):
            return things()[name]


def _color(rng: np.random.Generator, thing: Thing) -> str | None:
    """Draw a colour that a thing can take and that is not held out with it."""
    options = [color for color in colors() if not held_out(thing.name, color)]
    return str(rng.choice(options)) if thing.paint != "none" else None


def _may_be_aloft(rng: np.random.Generator, thing: Thing) -> bool:
    """Draw whether a thing may be wished into the air: what does not fly, seldom, but the painter must know it too."""
    return thing.habitat in ("sky", "high", "wall") or bool(rng.random() < LIFTED)


def random_wish(rng: np.random.Generator, thing: Thing, crowded: bool) -> Wish:
    """Draw colour, count, size, position and skin tone of a thing."""
    color = _color(rng, thing) if rng.random() < 0.38 else None
    count = 1
    flock = False
    if rng.random() < (0.12 if crowded else 0.26):
        count = (
            2 + int(rng.random() < 0.4) if crowded else int(_pick(rng, (2, 3, 4, 5, 6), [0.38, 0.28, 0.16, 0.1, 0.08]))
        )
        flock = count > 3 and rng.random() < 0.5
    size: Size | None = None
    if rng.random() < 0.15:
        size = "small" if crowded or rng.random() < 0.5 else "large"
    position = str(rng.choice(POSITIONS)) if rng.random() < 0.12 and count < 4 else None
    if position is not None and not _may_be_aloft(rng, thing):
        position = position.replace("top", "bottom")
    tone = int(rng.integers(1, 6)) if thing.group == "person" and rng.random() < 0.6 else 0
    return Wish(thing.name, color, count, size, position, tone, flock)


def _kinds(rng: np.random.Generator, thing: Thing) -> list[Wish]:
    """Draw two of one kind that differ: in colour, or in size."""
    if thing.paint != "none" and rng.random() < 0.6:
        options = [color for color in colors() if not held_out(thing.name, color)]
        first, second = (str(c) for c in rng.choice(options, 2, replace=False))
        return [Wish(thing.name, first), Wish(thing.name, second)]
    return [Wish(thing.name, size="large"), Wish(thing.name, size="small")]


def _named(rng: np.random.Generator, name: str) -> Wish:
    """Draw a single thing of a name, with a colour now and then."""
    thing = things()[name]
    color = _color(rng, thing) if rng.random() < 0.3 else None
    tone = int(rng.integers(1, 6)) if thing.group == "person" and rng.random() < 0.6 else 0
    return Wish(name, color, tone=tone)


def _attachment(rng: np.random.Generator) -> tuple[list[Wish], Relation]:
    """Draw two wishes of which one is fixed to the other."""
    kind = str(_pick(rng, ("wearing", "holding", "on", "in"), [0.32, 0.26, 0.26, 0.16]))
    if kind == "wearing":
        worn = [t.name for t in things().values() if t.worn in ("head", "eyes", "neck")]
        pair = str(rng.choice(_role("wearer"))), str(rng.choice(worn))
    elif kind == "holding":
        pair = str(rng.choice(_role("holder"))), str(rng.choice(_role("held")))
    else:
        small = [
            t.name for t in things().values() if t.height < 0.7 and t.group in ("animal", "food", "toy", "household")
        ]
        host = str(rng.choice(_role("support" if kind == "on" else "container")))
        pair = str(rng.choice([name for name in small if name != host])), host
    return [_named(rng, name) for name in pair], Relation(0, kind, 1)


def random_relation(rng: np.random.Generator, wishes: list[Wish]) -> Relation | None:
    """Draw a relation between things that stand by themselves, as far as their number allows."""
    free = [i for i, wish in enumerate(wishes) if wish.position is None]
    if len(free) < 2:
        return None
    a, b = (int(v) for v in rng.permutation(free)[:2])
    kinds = ["left of", "right of", "above", "below", "next to", "behind", "in front of"]
    weights = [0.24, 0.24, 0.1, 0.1, 0.14, 0.09, 0.09]
    kind = str(_pick(rng, kinds, weights))
    if kind == "above" and not _may_be_aloft(rng, things()[wishes[a].noun]):
        kind = "below" if things()[wishes[b].noun].habitat in ("sky", "high") else "behind"
    if len(free) > 2 and rng.random() < 0.2:
        c = next(i for i in free if i not in (a, b))
        return Relation(a, "between", b, c)
    if wishes[a].count >= 3 and wishes[b].count == 1 and rng.random() < 0.5:
        return Relation(a, "around", b)
    return Relation(a, kind, b)


def random_wishes(rng: np.random.Generator, styles: tuple[str, ...] = SETS) -> Wishes:
    """Draw what somebody might ask for: one to five things, a place, mostly an hour and a weather.

    Args:
        rng: Source of chance.
        styles: Styles to draw from.
    """
    place = random_place(rng)
    number = int(_pick(rng, (1, 2, 3, 4, 5), [0.3, 0.3, 0.2, 0.12, 0.08]))
    wishes: list[Wish] = []
    relations: list[Relation] = []
    if rng.random() < 0.2:
        wishes, relation = _attachment(rng)
        relations.append(relation)
    elif number == 2 and rng.random() < 0.15:
        wishes = _kinds(rng, random_thing(rng, place, set()))
    while len(wishes) < number:
        thing = random_thing(rng, place, {wish.noun for wish in wishes})
        wishes.append(random_wish(rng, thing, number > 2))
    if not relations and rng.random() < 0.35:
        relation_or_none = random_relation(rng, wishes)
        relations += [relation_or_none] if relation_or_none else []
    time: Time = _pick(rng, TIMES, [0.12, 0.56, 0.14, 0.18]) if place.has_time else "day"
    weather: Weather = _pick(rng, WEATHERS, [0.64, 0.12, 0.11, 0.07, 0.06]) if place.has_weather else "clear"
    look = str(_pick(rng, ("black and white", "sepia"))) if rng.random() < 0.03 else None
    return Wishes(tuple(wishes), tuple(relations), place.name, time, weather, str(_pick(rng, styles)), look)
