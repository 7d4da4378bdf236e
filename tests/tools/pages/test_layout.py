"""Layouts, of what somebody asks for."""

from __future__ import annotations

import numpy as np
import pytest

from tools.pages.catalogue import SETS
from tools.pages.composition.faults import items_of
from tools.pages.composition.layout import lay_out
from tools.pages.composition.relations import holds
from tools.pages.page import Page, Relation, Wish, Wishes


def _page(*things: str | Wish, relation: str | None = None, place: str | None = None, seed: int = 0) -> Page:
    wishes = tuple(Wish(thing) if isinstance(thing, str) else thing for thing in things)
    relations = (Relation(0, relation, 1, 2 if relation == "between" else None),) if relation else ()
    return lay_out(Wishes(wishes, relations, place), np.random.default_rng(seed))


def test_the_same_seed_makes_the_same_page() -> None:
    wishes = Wishes((Wish("dog"), Wish("car")), place="city")
    first, again = (lay_out(wishes, np.random.default_rng(5)) for _ in range(2))
    assert first == again


@pytest.mark.parametrize("kind", ["left of", "right of", "above", "next to", "behind", "in front of", "between"])
def test_relations_hold(kind: str) -> None:
    good = 0
    for seed in range(10):
        page = _page("dog", "house", "tree", relation=kind, place="meadow", seed=seed)
        subject, other, second = (items_of(page.items, k) for k in range(3))
        good += holds(kind, subject, other, second)
    assert good >= 9


def test_a_hat_is_on_the_head_and_a_cat_on_the_chair() -> None:
    page = _page("bear", "top hat", relation="wearing")
    bear, hat = (items_of(page.items, k)[0] for k in range(2))
    assert page.items[hat.at or 0] == bear
    assert abs(hat.x - bear.x) < 0.2 * bear.width
    assert hat.box[1] < bear.box[1] < hat.foot
    page = _page("cat", "chair", relation="on", place="room")
    cat, chair = (items_of(page.items, k)[0] for k in range(2))
    assert chair.box[1] < cat.foot < chair.foot
    assert page.items.index(cat) > page.items.index(chair)


@pytest.mark.parametrize("hat", ["military helmet", "headphones", "crown", "cap", "top hat"])
@pytest.mark.parametrize("style", SETS)
def test_what_is_worn_sits_on_the_head_at_its_width(hat: str, style: str) -> None:
    """A head is at most as wide as a face, and begins within a body's upper half (a rabbit's below its ears)."""
    for wearer, widest in (("koala", 0.9), ("bear", 0.9), ("giraffe", 0.6), ("rabbit", 0.7), ("elephant", 0.6)):
        wishes = Wishes((Wish(wearer), Wish(hat)), (Relation(0, "wearing", 1),), "plain", style=style)
        body, worn = lay_out(wishes, np.random.default_rng(1)).items
        assert worn.width < widest * body.width
        left, top, right, _ = body.box
        assert left < worn.x < right
        assert top < worn.foot < top + 0.9 * body.height
        # What has straps or cups comes down over the head by half; the rest touches it.
        down = (worn.foot - top) / worn.height
        assert down > (0.45 if hat in ("military helmet", "headphones") else 0.14)


def test_what_is_in_a_basket_is_painted_before_it() -> None:
    page = _page("rabbit", "basket", relation="in")
    rabbit, basket = (items_of(page.items, k)[0] for k in range(2))
    assert page.items.index(rabbit) < page.items.index(basket)
    assert rabbit.box[1] < basket.box[1] < rabbit.foot


def test_an_explicit_position_beats_the_habitat() -> None:
    for seed in range(5):
        page = _page(Wish("car", position="top left"), place="meadow", seed=seed)
        left, _, right, bottom = page.items[0].box
        assert (left + right) / 2 < 0.4
        assert bottom < 0.66
        assert page.items[0].ground == "air"


def test_food_lies_on_a_table_inside_and_on_a_blanket_outside() -> None:
    inside, outside, lone = (_page("apple", place=place) for place in ("kitchen", "park", "space"))
    assert inside.board is not None
    assert inside.board.kind == "table"
    assert outside.board is not None
    assert outside.board.kind == "blanket"
    assert lone.board is None


def test_kinds_of_one_thing_differ() -> None:
    page = _page(Wish("dog", size="large"), Wish("dog", size="small"))
    large, small = (items_of(page.items, k)[0] for k in range(2))
    assert large.height > 1.4 * small.height


def test_as_many_stand_there_as_were_asked_for() -> None:
    for count in range(1, 7):
        page = _page(Wish("duck", count=count, flock=count > 3), place="river")
        assert len(page.items) == count
