"""Lays what is new on a page, and what must stand elsewhere, among all that stays: the best of many tries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tools.pages.composition.attachments import attach
from tools.pages.composition.faults import count_faults
from tools.pages.composition.layout import GOOD, draw_board
from tools.pages.composition.placing import (
    Frame,
    clamp,
    crowding,
    middle_x,
    place_beside,
    place_wish,
    zone_of,
)
from tools.pages.composition.relations import ATTACHED, holds, host_of, in_order, union
from tools.pages.composition.sizes import perspective
from tools.pages.composition.zones import MARGIN, in_position
from tools.pages.edits.draft import Draft
from tools.pages.edits.work import STANDING, Region, Work, fresh
from tools.pages.page import Item, Relation

TRIALS = 24
"""Layouts tried for an edit at most."""
_BROKEN = 2.5
"""Faults above which a wish is broken."""
_INVERSE = {
    "left of": "right of", "right of": "left of", "above": "below", "below": "above", "next to": "next to",
    "behind": "in front of", "in front of": "behind",
}  # fmt: skip


def lay_pending(work: Work) -> None:
    """Lay what is pending and what there are too few of; everything else stays."""
    order = [index for index in in_order(work.found.wishes) if _is_open(work, index)]
    if not order:
        return
    before = work.before
    allowed = count_faults(before.wishes, before.items, work.frame.place, before.board) + GOOD
    faults, made = _best(work, order, allowed)
    if faults > allowed and (more := _in_the_way(work, made)):
        # There is no room beside what stands at the page's edge: it has to make some.
        work.pending |= more
        work.nudged |= more
        order = [index for index in in_order(work.found.wishes) if _is_open(work, index)]
        other = _best(work, order, allowed)
        made = other[1] if other[0] < faults - _BROKEN else made
    work.draft = made


def _best(work: Work, order: Sequence[int], allowed: float) -> tuple[float, Draft]:
    """Return the faults of the best of many layouts of what is open, and the layout."""
    frame = replace(work.frame, kept=_kept_heights(work, order))
    best: tuple[float, Draft] | None = None
    for trial in range(TRIALS):
        made = _lay(work, frame, order, slide=trial < TRIALS // 2)
        faults = count_faults(work.found.wishes, made.finished(), frame.place, made.board)
        if best is None or faults < best[0]:
            best = faults, made
        if faults <= allowed:
            break
    assert best is not None
    return best


def _in_the_way(work: Work, made: Draft) -> set[int]:
    """Return what stands by itself and that things were to be put beside in vain."""
    items = made.items.values()
    found = set()
    for relation in work.found.wishes.relations:
        indices = [relation.subject, relation.object, *([] if relation.second is None else [relation.second])]
        groups = [[item for item in items if item.wish == index] for index in indices]
        new = relation not in work.found.kept and relation.kind not in ATTACHED
        if new and set(indices) & work.found.freed.keys() and not holds(relation.kind, *groups):
            found.add(relation.object)
    return found - work.pending - work.fixed.keys()


def _is_open(work: Work, index: int) -> bool:
    return index in work.pending or len(work.draft.of_wish(index)) < work.wish(index).count


def _kept_heights(work: Work, order: Sequence[int]) -> dict[int, float]:
    """Return how tall things are that only move: near the eye where they will stand on something, else as they are."""
    found = {}
    for index in order:
        items = [work.draft.items[k] for k in work.draft.of_wish(index)]
        free = [item for item in items if item.at is None and item.noun == work.wish(index).noun]
        if free and index not in work.unsized:
            stood = free[0].ground in STANDING and zone_of(work.frame, work.wish(index)).stands
            found[index] = free[0].height / (perspective(free[0].depth) if stood else 1.0)
    return found


def _lay(work: Work, frame: Frame, order: Sequence[int], slide: bool) -> Draft:
    """Draw one layout of what is open."""
    made = work.draft.copy()
    placed: dict[int, list[Item]] = {}
    for k in made.order:
        if made.items[k].wish not in work.pending:
            placed.setdefault(made.items[k].wish, []).append(made.items[k])
    if made.board is None and frame.surface & set(order):
        made.board = draw_board(replace(frame, surface=frame.surface & set(order)))
    for index in order:
        if index in work.fixed:
            _fix(work, made, index)
        elif index in work.pending or not made.of_wish(index):
            old = made.of_wish(index)
            items = _within(_place(work, frame, made, index, placed, slide), work.region)
            placed[index] = items
            _set(made, old, items)
        else:
            # Those of the wish that hang on others are patterns for what stands by itself.
            group = placed.get(index) or [replace(made.items[k], at=None, ground="ground") for k in made.of_wish(index)]
            more = _within(_grown(work, frame, placed, index, group), work.region)
            placed[index] = [*placed.get(index, []), *more]
            for item in more:
                made.add(item)
    return made


def _set(made: Draft, old: list[int], items: list[Item]) -> None:
    """Put items where those of old numbers were laid anew; they keep which way they look, their colour and tone."""
    for k, item in zip(old, items, strict=False):
        was = made.items[k]
        same = was.noun == item.noun
        made.move(k, replace(item, color=was.color, tone=was.tone, flip=was.flip if same else item.flip))
    for item in items[len(old) :]:
        made.add(item)


def _fix(work: Work, made: Draft, index: int) -> None:
    """Fix the things of a wish to those that wear, hold, carry or contain them."""
    relation = work.fixed[index]
    old = made.of_wish(index)
    hosts = [k for k in made.of_wish(host_of(relation, index)) if not any(made.hangs_on(k, number) for number in old)]
    wish = work.wish(index)
    for number in range(wish.count):
        host = hosts[number % len(hosts)]
        share = number % max(1, wish.count // len(hosts)), max(1, wish.count // len(hosts))
        raw = made.items[old[number]] if number < len(old) else fresh(work, index)
        item = attach(raw, made.items[host], work.frame.art, host, relation.kind, share)
        if number < len(old):
            made.move(old[number], item)
        else:
            made.add(item)


def _place(work: Work, frame: Frame, made: Draft, index: int, placed: dict[int, list[Item]], slide: bool) -> list[Item]:
    """Lay the things of a wish that stand by themselves."""
    old = [made.items[k] for k in made.of_wish(index)]
    if index in work.nudged:
        left, _, right, _ = union(old)
        low, high = sorted((MARGIN - left, 1 - MARGIN - right))
        shift = float(frame.rng.uniform(low, high))
        return [replace(item, x=item.x + shift) for item in old]
    if slide and len(old) == frame.wishes.things[index].count and (slid := _slid(work, frame, index, old)) is not None:
        return slid
    if not any(r.subject == index for r in frame.wishes.relations):
        inverse = next(filter(None, (_turned(index, r, placed) for r in frame.wishes.relations)), None)
        if inverse is not None:
            return place_beside(frame, index, inverse, placed)
    found = place_wish(frame, index, placed, made.board)
    if slide and index in work.heirs:
        left, _, right, _ = union(found)
        shift = work.heirs[index] - (left + right) / 2
        return [clamp(replace(item, x=item.x + shift)) for item in found]
    return found


def _turned(index: int, relation: Relation, placed: dict[int, list[Item]]) -> Relation | None:
    """Return a relation in which what is new is the other thing, told of the new one."""
    if relation.object != index or relation.kind not in _INVERSE or relation.subject not in placed:
        return None
    return Relation(index, _INVERSE[relation.kind], relation.subject)


def _slid(work: Work, frame: Frame, index: int, old: list[Item]) -> list[Item] | None:
    """Move things across the page to their position; None where that alone does not do."""
    wish = frame.wishes.things[index]
    at_home = all(item.at is None and item.ground in (work.ground_of(index), "behind") for item in old)
    if wish.position not in ("left", "right", "center") or not at_home:
        return None
    left, _, right, _ = union(old)
    shift = middle_x(frame, wish, right - left) - (left + right) / 2
    slid = [replace(item, x=item.x + shift) for item in old]
    return slid if in_position(wish.position, union(slid)) else None


def _grown(work: Work, frame: Frame, placed: dict[int, list[Item]], index: int, group: list[Item]) -> list[Item]:
    """Return more things of a wish of which there are too few: like the others, beside them where there is room."""
    rng, group = frame.rng, list(group)
    around = [item for items in placed.values() for item in items]
    more: list[Item] = []
    for _ in range(work.wish(index).count - len(work.draft.of_wish(index))):
        options = []
        for _ in range(8):
            like = group[int(rng.integers(len(group)))]
            left, _, right, _ = union(group)
            side = float(rng.uniform(0.42, 0.62)) * like.width
            x = float(rng.choice([left - side, right + side, float(rng.uniform(0.05, 0.95))], p=[0.4, 0.4, 0.2]))
            x = min(max(x, 0.05), 0.95)
            drift = 0.0 if like.ground in ("edge", "behind") else 0.02 if like.ground in STANDING else 0.06
            foot = like.foot + float(rng.uniform(-drift, drift))
            options.append(_on_ground(frame, clamp(replace(like, x=x, foot=foot)), index))
        found = min(options, key=lambda item: crowding(item, [*around, *more]))
        more.append(found)
        group.append(found)
    return more


def _on_ground(frame: Frame, item: Item, index: int) -> Item:
    """Return an item whose foot is on its ground."""
    zone = zone_of(frame, frame.wishes.things[index])
    if item.ground != zone.ground or not zone.stands:
        return item
    return replace(item, foot=min(max(item.foot, zone.top), max(zone.low, 0.97)))


def _within(items: list[Item], region: Region | None) -> list[Item]:
    """Return items moved into a region, smaller where they are larger than it; an explicit wish beats the habitat."""
    if region is None:
        return items
    left, top, right, bottom = union(items)
    scale = min(1.0, (region[2] - region[0]) / (right - left), (region[3] - region[1]) / (bottom - top))
    x, foot = (left + right) / 2, bottom
    half, height = scale * (right - left) / 2, scale * (bottom - top)
    new_x = min(max(x, region[0] + half), region[2] - half)
    new_foot = min(max(foot, region[1] + height), region[3])
    lifted = new_foot < foot - 1e-9
    return [
        replace(
            item,
            x=new_x + scale * (item.x - x),
            foot=new_foot + scale * (item.foot - foot),
            width=scale * item.width,
            height=scale * item.height,
            ground="air" if lifted and item.ground in STANDING else item.ground,
        )
        for item in items
    ]
