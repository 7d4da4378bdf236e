"""Pages as text, as they travel inside picture files and recipes: in names, so that they outlive any weights."""

from __future__ import annotations

import json
import math
from collections.abc import Container
from dataclasses import asdict, fields
from typing import Any, get_args

from tools.pages.catalogue import things
from tools.pages.colors import colors
from tools.pages.composition.relations import ATTACHED, BESIDE
from tools.pages.composition.zones import POSITIONS
from tools.pages.layouts import GROUNDS
from tools.pages.page import MOST_THINGS, TIMES, WEATHERS, Board, Item, Page, Relation, Size, Surface, Wish
from tools.pages.places import VARIANTS, places
from tools.pages.styles import LOOKS, STYLES

EDITION = 2
"""Number of the layouts' edition, the first entry of their text."""
_LONGEST = 64 * 1024
_LONGEST_KEY = 80
_LENGTHS = {"x": (-1, 2), "foot": (-1, 2), "width": (1e-4, 3), "height": (1e-4, 3), "depth": (-1, 2), "top": (-1, 2)}
"""Bounds of lengths, as shares of the page's side."""


def encode_page(page: Page) -> str:
    """Return a page as text; what has its usual value is left out."""
    whole = page.to_json()
    wishes = whole["wishes"]
    wishes["things"] = [_short(wish) for wish in page.wishes.things]
    wishes["relations"] = [_short(relation) for relation in page.wishes.relations]
    whole["items"] = [_short(item) for item in page.items]
    return json.dumps({"edition": EDITION, **whole}, ensure_ascii=False, separators=(",", ":"))


def _short(value: Wish | Relation | Item) -> dict[str, Any]:
    usual = {field.name: field.default for field in fields(value)}
    return {name: said for name, said in asdict(value).items() if said != usual[name]}


def decode_page(text: object) -> Page | None:
    """Return the page of a text of `encode_page`.

    Args:
        text: from anywhere, since it travels inside picture files.

    Returns:
        None where it is no page, or one with names, numbers or places that do not exist.
    """
    if not isinstance(text, str) or len(text) > _LONGEST:
        return None
    try:
        data = json.loads(text)
        page = Page.from_json({name: value for name, value in data.items() if name != "edition"})
        sound = data["edition"] == EDITION and _is_sound(page)
    except (TypeError, ValueError, KeyError, AttributeError, RecursionError, OverflowError):
        return None
    return page if sound else None


def _is_sound(page: Page) -> bool:
    wishes = page.wishes
    whole = (
        _is_one(page.place, places()), _is_one(page.time, TIMES), _is_one(page.weather, WEATHERS),
        _is_one(page.style, STYLES), _is_one(page.look, LOOKS, True), _is_number(page.variant, 0, VARIANTS - 1),
        _is_number(page.seed, 0, 2**64), _is_one(wishes.place, places(), True), _is_one(wishes.time, TIMES, True),
        _is_one(wishes.weather, WEATHERS, True), _is_one(wishes.style, STYLES, True),
        _is_one(wishes.look, LOOKS, True),
    )  # fmt: skip
    return (
        all(whole)
        and len(page.items) + (page.board is not None) <= MOST_THINGS
        and len(wishes.relations) <= MOST_THINGS**2
        and all(map(_is_wish, wishes.things))
        and all(_is_relation(relation, len(wishes.things)) for relation in wishes.relations)
        and all(_is_item(item, page) for item in page.items)
        and {item.wish for item in page.items} == set(range(len(wishes.things)))
        and all(_ends(page.items, k) for k in range(len(page.items)))
        and (page.board is None or _is_board(page.board))
    )


def _is_one(value: object, known: Container[object], may_be_open: bool = False) -> bool:
    return (may_be_open and value is None) or (isinstance(value, str) and value in known)


def _is_number(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _are_lengths(value: object, names: tuple[str, ...]) -> bool:
    lengths = [(getattr(value, name), _LENGTHS[name]) for name in names]
    return all(
        isinstance(length, int | float) and not isinstance(length, bool) and math.isfinite(length)
        and least <= length <= most
        for length, (least, most) in lengths
    )  # fmt: skip


def _is_wish(wish: Wish) -> bool:
    return (
        _is_one(wish.noun, things())
        and _is_one(wish.color, colors(), True)
        and _is_number(wish.count, 1, MOST_THINGS)
        and _is_one(wish.size, get_args(Size), True)
        and _is_one(wish.position, POSITIONS, True)
        and _is_number(wish.tone, 0, 5)
        and isinstance(wish.flock, bool)
        and (wish.key is None or (isinstance(wish.key, str) and len(wish.key) <= _LONGEST_KEY))
    )


def _is_relation(relation: Relation, wishes: int) -> bool:
    numbers = [relation.subject, relation.object, *([] if relation.second is None else [relation.second])]
    return (
        _is_one(relation.kind, (*ATTACHED, *BESIDE))
        and (relation.kind == "between") == (len(numbers) == 3)
        and all(_is_number(number, 0, wishes - 1) for number in numbers)
        and len(set(numbers)) == len(numbers)
    )


def _is_item(item: Item, page: Page) -> bool:
    return (
        _is_number(item.wish, 0, len(page.wishes.things) - 1)
        and _is_one(item.noun, things())
        and _is_one(item.color, colors(), True)
        and _are_lengths(item, ("x", "foot", "width", "height", "depth"))
        and isinstance(item.flip, bool)
        and _is_number(item.tone, 0, 5)
        and _is_one(item.ground, GROUNDS)
        and (item.at is None or _is_number(item.at, 0, len(page.items) - 1))
        and (item.at is not None) == (item.ground in ("on", "in", "worn", "held", "under"))
    )


def _ends(items: tuple[Item, ...], number: int) -> bool:
    """Whether an item's hosts end with one that stands by itself."""
    at = items[number].at
    for _ in items:
        if at is None:
            return True
        at = items[at].at
    return False


def _is_board(board: Board) -> bool:
    return _is_one(board.kind, get_args(Surface)) and _are_lengths(board, ("x", "top", "width", "depth", "foot"))
