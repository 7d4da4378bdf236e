"""From a page and what is wished for after an edit to the page after it: what the edit does not name stays exactly."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from tools.content import ChangeSpec
from tools.pages.composition.relations import ATTACHED, holds, host_of, union
from tools.pages.composition.setting import settled
from tools.pages.composition.zones import in_position
from tools.pages.edits.assignment import assign
from tools.pages.edits.changes import recolor, replace_nouns, resize, restyle, take_away
from tools.pages.edits.draft import KINDS
from tools.pages.edits.placement import lay_pending
from tools.pages.edits.relay import relay
from tools.pages.edits.work import Region, Work, begin
from tools.pages.page import Item, Page, Relation, Wishes
from tools.pages.places import VARIANTS, places
from tools.pages.styles import art_of

_CLEARED: dict[str, str | None] = {"time": "day", "weather": "clear", "look": None}
"""What the whole picture has when nothing is said of it any more."""


def edit_page(
    before: Page,
    wishes: Wishes,
    change: ChangeSpec | None,
    rng: np.random.Generator,
    region: Region | None = None,
) -> Page:
    """Return a page after an edit.

    Everything that the edit does not name stays exactly as it was: place, size, colour, which way it looks. What is
    worn or held by a thing, or lies on it, goes along with it.

    Args:
        before: The page.
        wishes: Everything that is wished for afterwards.
        change: What the edit names; without one, whatever differs from before's wishes.
        rng: Source of chance.
        region: The only part of the page where things may be put; anywhere without one.
    """
    before = before.rounded()
    wishes = _whole(before, wishes, change)
    found = assign(before, wishes, change)
    place = places()[wishes.place or before.place]
    style = wishes.style or before.style
    work = begin(before, found, place, (art_of(before.style), art_of(style)), rng)
    work.region = region
    take_away(work)
    if work.old_art != work.frame.art:
        restyle(work)
    if place.name != before.place:
        relay(work)
    replace_nouns(work)
    recolor(work)
    resize(work)
    _loosen_moved(work)
    _loosen_related(work)
    lay_pending(work)
    time, weather = settled(place, wishes.time, wishes.weather)
    variant = before.variant if place.name == before.place else int(rng.integers(VARIANTS))
    board = work.draft.board
    return Page(
        place.name, variant, time, weather, style, work.draft.finished(), found.wishes, wishes.look, board, before.seed
    ).rounded()


def _whole(before: Page, wishes: Wishes, change: ChangeSpec | None) -> Wishes:
    """Return wishes with the place, hour, weather, style and look after the edit: before's where it names none."""
    named = {"place", "style", "time", "weather", "look"}
    if change is not None:
        named = {*change.whole, *(["place"] if change.scene else []), *(["style"] if change.style else [])}
        # A scene of the first edition may be an hour.
        named |= {"time"} if change.scene and wishes.place is None else set()
    values: dict[str, Any] = {
        "place": before.place, "style": before.style, "look": before.look,
        # What its place could not have comes back with another place.
        "time": before.wishes.time or before.time, "weather": before.wishes.weather or before.weather,
    }  # fmt: skip
    values |= {name: value for name, value in _CLEARED.items() if change is not None and name in change.whole}
    values |= {name: value for name in named if (value := getattr(wishes, name)) is not None}
    return replace(wishes, **values)


def _loosen_moved(work: Work) -> None:
    """Lay anew what the edit gives another position."""
    for index, kinds in work.found.freed.items():
        wish = work.wish(index)
        if wish.position is None or index not in work.found.old or index in work.fixed:
            continue
        was = work.before.wishes.things[work.found.old[index]]
        items = _items(work, index)
        if (
            items
            and ("cell" in kinds or wish.position != was.position)
            and not in_position(wish.position, union(items))
        ):
            work.pending.add(index)


def _items(work: Work, index: int) -> list[Item]:
    return [work.draft.items[k] for k in work.draft.of_wish(index)]


def _loosen_related(work: Work) -> None:
    """Lay anew what the edit puts in another relation, and what it takes out of one that fixed it to another."""
    fixed, before = work.fixed, work.found.kept
    for relation in before:
        if relation.kind in ATTACHED:
            index = relation.object if relation.kind in ("wearing", "holding") else relation.subject
            if index not in fixed and index in work.found.freed and work.draft.of_wish(index):
                work.pending.add(index)
    for index, relation in fixed.items():
        if relation not in before and _is_named(work, relation) and not _is_fixed(work, index, relation):
            work.pending.add(index)
    for relation in work.found.wishes.relations:
        if relation.kind not in ATTACHED and relation not in before and _is_named(work, relation):
            _loosen_beside(work, relation)


def _is_named(work: Work, relation: Relation) -> bool:
    """Whether the edit names one of a relation's two things."""
    return bool({relation.subject, relation.object} & work.found.freed.keys())


def _is_fixed(work: Work, index: int, relation: Relation) -> bool:
    """Whether all things of a wish are fixed already as a relation says."""
    hosts = work.draft.of_wish(host_of(relation, index))
    items = _items(work, index)
    return bool(items) and all(item.at in hosts and KINDS.get(item.ground) == relation.kind for item in items)


def _loosen_beside(work: Work, relation: Relation) -> None:
    indices = [relation.subject, relation.object, *([] if relation.second is None else [relation.second])]
    groups = [_items(work, index) for index in indices]
    mover = work.frame.roots[relation.subject]
    if not groups[0] or mover != relation.subject:
        return  # What is new is put there anyway, and what is worn stays on its wearer.
    if all(groups) and not set(indices) & work.pending:
        if holds(relation.kind, groups[0], groups[1], groups[2] if len(groups) > 2 else ()):
            return
    elif not all(groups) and "cell" not in work.freed(relation.subject):
        return  # Of something new it is the new thing that goes where the relation holds.
    work.pending.add(relation.subject)
