"""Where and when a page is set whose wishes leave that open: where its things are at home and in company."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from tools.pages.catalogue import Thing, things
from tools.pages.composition.relations import ATTACHED
from tools.pages.page import Time, Weather, Wishes
from tools.pages.places import Place, places

_CHANCE = 0.25
"""How far chance moves a place's score; company in the first place counts 1."""
_USUAL = {"meadow": 0.4, "room": 0.1, "plain": -2.0}


def choose_place(rng: np.random.Generator, wishes: Wishes) -> Place:
    """Return the wished place, or one where the wished things are at home.

    Raises:
        KeyError: there is no such place.
    """
    if wishes.place is not None:
        return places()[wishes.place]
    fixed = {
        r.object if r.kind in ("holding", "wearing") else r.subject for r in wishes.relations if r.kind in ATTACHED
    }
    free = [things()[wish.noun] for index, wish in enumerate(wishes.things) if index not in fixed]
    chance = rng.uniform(0, _CHANCE, len(places()))
    scores = [_score(place, free, wishes) + float(more) for place, more in zip(places().values(), chance, strict=True)]
    return list(places().values())[int(np.argmax(scores))]


def _score(place: Place, free: Iterable[Thing], wishes: Wishes) -> float:
    total = _USUAL.get(place.name, 0.0)
    if wishes.weather not in (None, "clear"):
        total -= 3.0 * (not place.has_weather) + 0.5 * (place.kind == "inside")
        total += 0.5 * (wishes.weather == "snow" and "snow" in place.company)
    if wishes.time not in (None, "day"):
        total -= 3.0 * (not place.has_time)
    for thing in free:
        ranks = [rank for rank, kind in enumerate(place.company) if kind in thing.company]
        total += 1 / (1 + ranks[0] / 2) if ranks else 0.0
        total -= _strangeness(place, thing)
    return total


def _strangeness(place: Place, thing: Thing) -> float:
    """Return how far from home a thing is in a place, from 0 to 3."""
    match thing.habitat:
        case "underwater" | "seabed":
            wet = {"underwater": 0.0, "water": 0.8}
            return wet.get(place.kind, 1.2 if place.water else 3.0)
        case "water":
            return 0.0 if place.water else 2.0
        case "sky" | "high":
            return {"inside": 1.5, "underwater": 3.0}.get(place.kind, 0.0)
        case "wall" | "furniture":
            return 0.0 if place.kind == "inside" else 1.0
        case "table":
            return 0.0 if place.kind == "inside" or "picnic" in thing.company else 0.6
    # Space and the sky have no ground: only who belongs there is set there.
    outside = place.kind in ("air", "water", "underwater") or place.name == "moon"
    at_home = any(kind in thing.company for kind in place.company[:1])
    return 3.0 if outside and not at_home else 0.0


def settled(place: Place, time: Time | None, weather: Weather | None) -> tuple[Time, Weather]:
    """Return the hour and the weather of a page: those wished where the place can have them, else a clear day."""
    return time if time and place.has_time else "day", weather if weather and place.has_weather else "clear"
