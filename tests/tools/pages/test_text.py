"""Pages as text: every page comes back, and nothing that is no page does."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tools.pages.composition.layout import lay_out
from tools.pages.page import Page, Relation, Wish, Wishes
from tools.pages.text import decode_page, encode_page

HATTED = Wishes(
    (Wish("bear", "blue", key="blue bear"), Wish("top hat"), Wish("duck", count=3, flock=True), Wish("apple")),
    (Relation(0, "wearing", 1), Relation(2, "between", 0, 3)),
    "park", "night", "rain", "oil", "sepia",
)  # fmt: skip


@pytest.fixture
def page() -> Page:
    return lay_out(HATTED, np.random.default_rng(1))


def test_a_page_comes_back_as_it_was(page: Page) -> None:
    text = encode_page(page)
    assert decode_page(text) == page
    assert encode_page(page) == text
    assert len(text) < 2000
    assert '"bear"' in text
    empty = lay_out(Wishes((), place="beach"), np.random.default_rng(1))
    assert decode_page(encode_page(empty)) == empty


def change(path: str, value: object) -> Callable[[dict[str, Any]], None]:
    *keys, last = path.split(".")

    def put(data: Any) -> None:
        for key in keys:
            data = data[int(key) if key.isdigit() else key]
        if value is KeyError:
            del data[last]
        else:
            data[int(last) if last.isdigit() else last] = value

    return put


@pytest.mark.parametrize(
    "put",
    [
        change("edition", 1), change("edition", KeyError), change("place", "limbo"), change("place", ["park"]),
        change("place", None), change("variant", 99), change("variant", True), change("variant", 1.5),
        change("time", "noon"), change("weather", {}), change("style", "baroque"), change("look", "neon"),
        change("seed", -1), change("extra", 1), change("items", KeyError), change("items", {}), change("items", None),
        change("items.0.noun", "wyvern"), change("items.0.color", "mauve"), change("items.0.x", float("nan")),
        change("items.0.x", float("inf")), change("items.0.x", 1e300), change("items.0.x", "0.5"),
        change("items.0.width", 0), change("items.0.width", -0.1), change("items.0.height", True),
        change("items.0.wish", 7), change("items.0.wish", -1), change("items.0.at", 99), change("items.0.at", 0),
        change("items.0.flip", 1), change("items.0.tone", 9), change("items.0.ground", "lava"),
        change("items.0.path", "/etc"), change("wishes.things.0.count", 10**9), change("wishes.things.0.noun", None),
        change("wishes.things.0.key", "k" * 999), change("wishes.things.0.position", "under"),
        change("wishes.things.0.flock", "yes"), change("wishes.relations.0.kind", "eats"),
        change("wishes.relations.0.object", 0), change("wishes.relations.0.object", 17),
        change("wishes.relations.1.second", None), change("wishes.place", 3), change("board.kind", "trap"),
        change("board.width", float("nan")), change("board.top", None),
    ],
)  # fmt: skip
def test_what_is_no_page_is_refused(page: Page, put: Callable[[dict[str, Any]], None]) -> None:
    data = json.loads(encode_page(page))
    put(data)
    assert decode_page(json.dumps(data)) is None


def test_items_that_hang_on_each_other_are_refused(page: Page) -> None:
    data = json.loads(encode_page(page))
    for item, other in ((0, 1), (1, 0)):
        data["items"][item] |= {"at": other, "ground": "on"}
    assert decode_page(json.dumps(data)) is None


def test_a_page_with_more_things_than_one_holds_is_refused(page: Page) -> None:
    data = json.loads(encode_page(page))
    data["items"] += [data["items"][0]] * 30
    assert decode_page(json.dumps(data)) is None


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "1", '"page"', "[" * 100_000, "{}", "x" * 10**6, None, b"{}", 3, '["a",1,2,3,[]]']
)
def test_other_texts_are_refused(text: object) -> None:
    assert decode_page(text) is None
