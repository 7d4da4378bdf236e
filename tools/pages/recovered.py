"""Pages from layouts that a reader has found in a picture: what hangs on what, and what is one wish."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tools.content import ChangeSpec
from tools.pages.composition.relations import area, shared_area
from tools.pages.composition.setting import settled
from tools.pages.layouts import BOARDS, Numbers, PageLayout, PlacedThing
from tools.pages.page import Board, Item, Page, Wish, Wishes
from tools.pages.places import VARIANTS, places

_FIXED = ("on", "in", "worn", "held", "under")
_NEAR = 0.02
"""Share of the page's side by which a box is widened to find what its thing is on: a cat's foot is on a chair's top."""
_LEAST = 0.01
"""Share of the page's side that a thing measures at least."""
_KINDS = {noun: kind for kind, noun in BOARDS.items()}
_TABLE_DEPTH = 0.17
_TOP_SHARE = 0.3
"""From the far edge of a table's top to the near one: of one in front, and as a share of the height of others."""


def recover_page(layout: PageLayout, numbers: Numbers) -> Page:
    """Return the page that a layout is of.

    Things of one noun, colour and tone are one wish; nobody knows of sizes and places that were wished for.

    Args:
        layout: Things from back to front, as a reader finds them.
        numbers: Those of the network that found them.
    """
    items: list[Item] = []
    board: Board | None = None
    wishes: dict[tuple[str, str | None, int], int] = {}
    for thing in layout.things:
        noun = str(numbers.name("nouns", thing.noun))
        if noun in _KINDS:
            board = board or _board(noun, thing)
            continue
        if min(thing.width, thing.height) < _LEAST:
            continue
        color = numbers.name("colors", thing.color)
        wish = wishes.setdefault((noun, color, thing.tone), len(wishes))
        ground = str(numbers.name("grounds", thing.ground))
        items.append(
            Item(
                wish, noun, color, thing.x, thing.foot, thing.width, thing.height, thing.depth, thing.flip, thing.tone,
                ground,
            )
        )  # fmt: skip
    things = tuple(
        Wish(noun, color, sum(item.wish == wish for item in items), tone=tone)
        for (noun, color, tone), wish in wishes.items()
    )
    time, weather = numbers.name("times", layout.time), numbers.name("weathers", layout.weather)
    return Page(
        str(numbers.name("places", layout.place)), layout.variant % VARIANTS, time, weather,  # type: ignore[arg-type]
        str(numbers.name("styles", layout.style)), _hung(items, board), Wishes(things),
        numbers.name("looks", layout.look), board,
    ).rounded()  # fmt: skip


def with_whole(page: Page, wishes: Wishes, change: ChangeSpec) -> Page:
    """Return a page that was read with the place, hour, weather, look and style that an edit says of it and keeps."""
    place = page.place if change.scene or wishes.place is None else wishes.place
    said: dict[str, Any] = {
        name: value
        for name in ("time", "weather", "look")
        if name not in change.whole and (value := getattr(wishes, name)) is not None
    }
    time, weather = settled(places()[place], said.pop("time", page.time), said.pop("weather", page.weather))
    style = page.style if change.style or wishes.style is None else wishes.style
    return replace(page, place=place, time=time, weather=weather, style=style, **said)


def _board(noun: str, thing: PlacedThing) -> Board:
    top = thing.foot - thing.height
    if _KINDS[noun] == "blanket":
        return Board("blanket", thing.x, top, thing.width, thing.height, thing.foot)
    depth = _TABLE_DEPTH if thing.foot > 1 else _TOP_SHARE * thing.height
    return Board("table", thing.x, top, thing.width, depth, thing.foot)


def _hung(items: list[Item], board: Board | None) -> tuple[Item, ...]:
    """Return items with what each hangs on; what hangs on nothing stands on the ground."""
    found = list(items)
    for k, item in enumerate(items):
        if item.ground in _FIXED:
            host = _host(found, k)
            found[k] = replace(item, at=host) if host is not None else replace(item, ground="ground")
        elif item.ground == "surface" and board is None:
            found[k] = replace(item, ground="ground")
    return tuple(found)


def _host(items: list[Item], number: int) -> int | None:
    """Return the thing that most of an item lies over or next to, and that does not hang on the item itself."""
    left, top, right, bottom = items[number].box
    box = left - _NEAR, top - _NEAR, right + _NEAR, bottom + _NEAR
    shares = {
        k: shared_area(box, other.box) / area(box)
        for k, other in enumerate(items)
        if k != number and not _leads_to(items, k, number)
    }
    best = max(shares, key=shares.__getitem__, default=None)
    return best if best is not None and shares[best] > 0 else None


def _leads_to(items: list[Item], start: int, number: int) -> bool:
    at: int | None = start
    while at is not None and at != number:
        at = items[at].at
    return at == number
