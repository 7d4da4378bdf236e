"""True and false statements about composed pages, which the eyes are calibrated and tried on."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tools.pages.catalogue import things
from tools.pages.colors import colors
from tools.pages.composition.faults import items_of
from tools.pages.composition.relations import ATTACHED, BESIDE, holds, union
from tools.pages.composition.zones import POSITIONS, in_position
from tools.pages.page import TIMES, WEATHERS, Item, Page
from tools.pages.places import places
from tools.pages.styles import LOOKS, STYLES
from tools.types import Requirement

Fact = tuple[Requirement, bool]
SIZES = ("small", "medium", "large")
_TOLD = tuple(word for word in POSITIONS if word != "background")
"""Words for places on a page whose truth a box tells."""
_PLAIN = tuple(kind for kind in BESIDE if kind not in ("between", "around"))


def page_facts(page: Page, rng: np.random.Generator) -> list[Fact]:
    """Return statements about a page, about as many false ones as true ones of each kind.

    Args:
        page: the page.
        rng: source of chance.
    """
    groups = [(wish, items_of(page.items, k)) for k, wish in enumerate(page.wishes.things)]
    facts: list[Fact] = []
    for wish, items in groups:
        if items:
            facts += _thing_facts(wish.noun, items, wish.size or "medium", rng)
    shown = {item.noun for item in page.items}
    for _ in groups:
        missing = _other(rng, tuple(things()), *shown)
        facts += [(Requirement(kind="exists", subject=missing), False)]
        facts += [(Requirement(kind="absent", subject=missing), True)]
    facts += _relation_facts(page, rng)
    wholes = {
        "scene": (page.place, tuple(places())), "style": (page.style, STYLES), "look": (page.look or "none", LOOKS),
    }  # fmt: skip
    if places()[page.place].has_time:
        wholes["time"] = page.time, TIMES
    if places()[page.place].has_weather:
        wholes["weather"] = page.weather, WEATHERS
    for kind, (value, names) in wholes.items():
        facts += [(_ask(kind, value=value), True), (_ask(kind, value=_other(rng, names, value)), False)]
    return facts


def _ask(kind: str, **fields: str) -> Requirement:
    return Requirement.model_validate({"kind": kind, **fields})


def _other(rng: np.random.Generator, names: tuple[str, ...], *taken: str) -> str:
    return str(rng.choice([name for name in names if name not in taken]))


def _thing_facts(noun: str, items: list[Item], size: str, rng: np.random.Generator) -> Iterator[Fact]:
    yield _ask("exists", subject=noun), True
    yield _ask("absent", subject=noun), False
    count = min(len(items), 6)
    wrong = _other(rng, tuple(str(k) for k in range(1, 7) if abs(k - count) <= 2), str(count))
    yield _ask("count", subject=noun, value=str(count)), True
    yield _ask("count", subject=noun, value=wrong), False
    color = items[0].color
    if color:
        yield _ask("color", subject=noun, value=color), True
        yield _ask("color", subject=noun, value=_other(rng, tuple(colors()), color)), False
    if items[0].at is None:
        yield _ask("size", subject=noun, value=size), True
        yield _ask("size", subject=noun, value=_other(rng, SIZES, size)), False
    box = union(items)
    found = [word for word in _TOLD if in_position(word, box)]
    if found:
        yield _ask("place", subject=noun, value=str(rng.choice(found))), True
        yield _ask("place", subject=noun, value=_other(rng, _TOLD, *found)), False


def _relation_facts(page: Page, rng: np.random.Generator) -> Iterator[Fact]:
    for relation in page.wishes.relations:
        names = [page.wishes.things[k].noun for k in (relation.subject, relation.object)]
        groups = [items_of(page.items, k) for k in (relation.subject, relation.object)]
        second: list[Item] = []
        if relation.second is not None:
            second = items_of(page.items, relation.second)
            names[1] += f" and {page.wishes.things[relation.second].noun}"
        if all(groups) and holds(relation.kind, groups[0], groups[1], second):
            yield _ask("relation", subject=names[0], value=relation.kind, object=names[1]), True
    for k, one in enumerate(page.wishes.things):
        for j, two in enumerate(page.wishes.things):
            subject, other = items_of(page.items, k), items_of(page.items, j)
            if k == j or not subject or not other:
                continue
            kind = str(rng.choice(_PLAIN))
            truth = holds(kind, subject, other)
            # A pair has seven relations of which few hold; half of the false ones are left out.
            if truth or rng.random() < 0.5:
                yield _ask("relation", subject=one.noun, value=kind, object=two.noun), truth
            if all(item.at is None for item in (*subject, *other)) and rng.random() < 0.3:
                kind = str(rng.choice(ATTACHED))
                yield _ask("relation", subject=one.noun, value=kind, object=two.noun), False
