"""Layouts of random wishes, judged by their boxes alone: nothing here needs the art."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from tools.pages.catalogue import things
from tools.pages.composition.layout import lay_out
from tools.pages.page import Page, Relation, Wish, Wishes
from tools.pages.styles import LOOKS, STYLES
from training.pages.art.styles import apply_look, apply_style
from training.pages.composition.judge import judge, judge_all
from training.pages.composition.sampler import random_wishes


def _page(*things: str | Wish, relation: str | None = None, place: str | None = None, seed: int = 0) -> Page:
    wishes = tuple(Wish(thing) if isinstance(thing, str) else thing for thing in things)
    relations = (Relation(0, relation, 1, 2 if relation == "between" else None),) if relation else ()
    return lay_out(Wishes(wishes, relations, place), np.random.default_rng(seed))


@pytest.fixture(scope="module")
def random_pages() -> list[Page]:
    return [lay_out(random_wishes(rng), rng) for rng in (np.random.default_rng([3, k]) for k in range(250))]


def test_random_pages_are_of_natural_geometry(random_pages: list[Page]) -> None:
    found = judge_all(random_pages)
    assert found.at_home >= 0.95
    assert found.whole >= 0.99
    assert found.standing >= 0.95
    assert found.ordered >= 0.95
    assert found.seen >= 0.95
    assert found.related >= 0.95


def test_wishes_without_a_place_are_laid_out_naturally() -> None:
    pages = []
    for k in range(150):
        rng = np.random.default_rng([7, k])
        wishes = random_wishes(rng)
        free = tuple(replace(wish, position=None) for wish in wishes.things)
        pages.append(lay_out(replace(wishes, place=None, things=free, relations=()), rng))
    found = judge_all(pages)
    assert min(found.at_home, found.standing, found.ordered) >= 0.95
    assert found.whole == 1


def test_the_judge_sees_what_is_wrong() -> None:
    page = _page("dog", "elephant", "tree")
    assert judge(page).at_home == judge(page).standing == judge(page).whole == judge(page).ordered == 1
    first = page.items[0]

    def changed(**fields: float | str) -> Page:
        return replace(page, items=(replace(first, **fields), *page.items[1:]))  # type: ignore[arg-type]

    assert judge(changed(foot=0.4)).standing < 1
    assert judge(changed(x=0.99)).whole < 1
    assert judge(changed(ground="air")).at_home < 1
    assert judge(changed(height=first.height / 9)).ordered < 1
    dog = next(item for item in page.items if item.noun == "dog")
    hidden = replace(page, items=(dog, replace(dog, noun="tree")))
    assert judge(hidden).seen < 1


def test_a_page_goes_to_json_and_back(random_pages: list[Page]) -> None:
    for page in random_pages:
        assert Page.from_json(json.loads(json.dumps(page.to_json()))) == page


def test_random_wishes_seldom_lift_what_does_not_fly() -> None:
    lifted = total = 0
    for k in range(1500):
        wishes = random_wishes(np.random.default_rng([11, k]))
        flying = [things()[wish.noun].habitat in ("sky", "high", "wall") for wish in wishes.things]
        above = {r.subject for r in wishes.relations if r.kind == "above"}
        high = {i for i, wish in enumerate(wishes.things) if "top" in (wish.position or "")}
        grounded = [i for i, flies in enumerate(flying) if not flies]
        total += len(grounded)
        lifted += len((above | high).intersection(grounded))
    assert 0 < lifted < 0.01 * total


def test_every_style_that_pages_have_is_painted() -> None:
    picture = Image.new("RGB", (32, 32), "orange")
    for style in STYLES:
        assert apply_style(picture, style).size == (32, 32)
    for look in LOOKS:
        assert apply_look(picture, look).getpixel((0, 0)) != picture.getpixel((0, 0))
