"""From what a picture is to show, as structure, to wishes for a page; what the world lacks is left out."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace
from functools import cache
from typing import Any, get_args

from tools.content import ContentSpec, RelationSpec, ThingSpec, Tone
from tools.pages.catalogue import things
from tools.pages.colors import colors
from tools.pages.composition.relations import ATTACHED, BESIDE
from tools.pages.composition.zones import POSITIONS
from tools.pages.page import MOST_THINGS, TIMES, WEATHERS, Relation, Size, Wish, Wishes
from tools.pages.places import places
from tools.pages.styles import LOOKS, STYLES

FLOCK = 5
"""Things of a flock whose number nobody says."""
_MOST = MOST_THINGS - 1
"""Things of all wishes together: the layout may put a table under them."""
_HOURS = {"night": "night", "sunset": "dusk"}
"""Scenes of the first edition that are times of day."""


@cache
def _by_name() -> dict[str, str]:
    return {name: thing.name for thing in things().values() for name in reversed(thing.english)}


def find_thing(name: str, doing: str | None = None) -> str | None:
    """Return the canonical name of a thing, of one that is doing something where the art shows it; None if unknown."""
    shown = (_by_name().get(words) for words in (f"{name} {doing}", f"{doing} {name}") if doing)
    return next(filter(None, shown), _by_name().get(name))


def wishes_of(content: ContentSpec, nouns: Container[str] | None = None) -> Wishes:
    """Return the wishes that a content makes of a page, in the order of its things.

    Unknown things and what is uncertain are left out, and so are colours, sizes, positions and relations that pages
    don't have. Of more things than a page holds the last ones are left out, and the largest numbers are cut.

    Args:
        content: What the picture is to show.
        nouns: The things that the painter knows; all of the catalogue without it.
    """
    named = [(thing, find_thing(thing.name, thing.doing)) for thing in content.things if thing.certain]
    known = [(thing, name) for thing, name in named if name and (nouns is None or name in nouns)][:_MOST]
    wanted = _cut([_wish(thing, name) for thing, name in known])
    numbers = {thing.called: index for index, (thing, _) in reversed(list(enumerate(known)))}
    scene = content.scene if content.scene in places() else None
    time: Any = _one_of(content.time, TIMES) or _HOURS.get(content.scene or "")
    return Wishes(
        tuple(wanted),
        _relations(content.relations, numbers, wanted),
        scene,
        time,
        _one_of(content.weather, WEATHERS),
        _one_of(content.style, STYLES),
        _one_of(content.look, LOOKS),
    )


def _one_of(value: str | None, known: Container[object]) -> Any:
    return value if value in known else None


def _wish(thing: ThingSpec, name: str) -> Wish:
    size: Size | None = _one_of(thing.size, get_args(Size))
    return Wish(
        name,
        _one_of(thing.color, colors()) if things()[name].paint != "none" else None,
        max(1, thing.count if thing.count is not None else FLOCK if thing.flock else 1),
        size,
        _one_of(thing.place, POSITIONS),
        get_args(Tone).index(thing.tone) + 1 if thing.tone and things()[name].group == "person" else 0,
        thing.flock,
        thing.called,
    )


def _cut(wishes: list[Wish]) -> list[Wish]:
    """Return wishes for no more things than a page holds."""
    counts = [wish.count for wish in wishes]
    while sum(counts) > _MOST:
        largest = max(range(len(counts)), key=counts.__getitem__)
        counts[largest] = max(1, counts[largest] - (sum(counts) - _MOST))
    return [replace(wish, count=count) for wish, count in zip(wishes, counts, strict=True)]


def _relations(said: Iterable[RelationSpec], numbers: dict[str, int], wishes: list[Wish]) -> tuple[Relation, ...]:
    """Return the relations between known things, without those that contradict ones before them."""
    found: list[Relation] = []
    hosts: dict[int, int] = {}
    for one in said:
        subject, other, second = (numbers.get(name or "") for name in (one.subject, one.object, one.second))
        if subject is None or other is None or subject == other or one.kind not in (*ATTACHED, *BESIDE):
            continue
        if (one.kind == "between") != (second is not None) or second in (subject, other):
            continue
        kind = _as_shown(one.kind, wishes[other].noun)
        if kind in ATTACHED:
            fixed, host = (other, subject) if kind in ("wearing", "holding") else (subject, other)
            if fixed in hosts or _hangs_on(host, fixed, hosts):
                continue
            hosts[fixed] = host
        found.append(Relation(subject, kind, other, second))
    return tuple(found)


def _as_shown(kind: str, worn: str) -> str:
    """Return "holding" for what can't be worn on head, eyes or neck: the art has no clothed bodies."""
    return "holding" if kind == "wearing" and things()[worn].worn not in ("head", "eyes", "neck") else kind


def _hangs_on(thing: int, host: int, hosts: dict[int, int]) -> bool:
    """Whether a thing is fixed to a host, if only through others."""
    at: int | None = thing
    while at is not None:
        if at == host:
            return True
        at = hosts.get(at)
    return False
