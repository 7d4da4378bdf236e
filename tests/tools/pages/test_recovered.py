"""Pages from layouts, as a reader finds them: what hangs on what, and what was said of the whole."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tools.content import ChangeSpec
from tools.pages.composition.layout import lay_out
from tools.pages.layouts import Numbers, page_layout, present_numbers, vocabulary
from tools.pages.page import Page, Relation, Wish, Wishes
from tools.pages.recovered import recover_page, with_whole
from training.pages.composition.sampler import random_wishes


def looks(page: Page) -> list[tuple[object, ...]]:
    """What every item shows and what it hangs on, without the numbers of wishes."""
    return [
        (i.noun, i.color, i.box, i.flip, i.tone, i.ground, None if i.at is None else page.items[i.at].noun)
        for i in page.items
    ]


def test_a_layout_gives_its_page_back() -> None:
    same = 0
    for k in range(40):
        rng = np.random.default_rng([9, k])
        page = lay_out(random_wishes(rng), rng)
        found = recover_page(page_layout(page), present_numbers())
        assert (found.place, found.variant, found.time, found.weather) == (
            page.place, page.variant, page.time, page.weather,
        )  # fmt: skip
        assert (found.style, found.look, found.board is None) == (page.style, page.look, page.board is None)
        assert [look[:6] for look in looks(found)] == [look[:6] for look in looks(page)]
        assert page_layout(found) == page_layout(page)
        same += looks(found) == looks(page)
    assert same >= 36


def test_things_alike_are_one_wish() -> None:
    wishes = Wishes((Wish("duck", count=3), Wish("duck", "red")), place="river")
    page = lay_out(wishes, np.random.default_rng(0))
    found = recover_page(page_layout(page), present_numbers())
    assert sorted((w.noun, w.color or "", w.count) for w in found.wishes.things) == [
        ("duck", "", 3),
        ("duck", "red", 1),
    ]


def test_what_hangs_on_nothing_stands_by_itself() -> None:
    page = lay_out(Wishes((Wish("bear"), Wish("top hat")), (Relation(0, "wearing", 1),)), np.random.default_rng(0))
    layout = page_layout(page)
    hat = next(thing for thing in layout.things if thing.height < 0.3)
    alone = recover_page(replace(layout, things=(replace(hat, x=0.1),)), present_numbers())
    assert [(item.ground, item.at) for item in alone.items] == [("ground", None)]


def test_networks_of_other_words_count_in_their_own() -> None:
    names = {kind: list(reversed(words)) if isinstance(words, list) else words for kind, words in vocabulary().items()}
    numbers = Numbers(names)
    page = lay_out(Wishes((Wish("dog", "red"),), place="park", look="sepia"), np.random.default_rng(0))
    layout = page_layout(page, numbers)
    assert names["nouns"][layout.things[0].noun] == "dog"
    assert looks(recover_page(layout, numbers)) == looks(page)
    with pytest.raises(KeyError):
        page_layout(page, Numbers({**vocabulary(), "nouns": ["cat"]}))


def test_what_an_edit_says_of_the_whole_and_keeps_is_so() -> None:
    page = lay_out(Wishes((Wish("dog"),), place="park", time="dusk"), np.random.default_rng(0))
    said = Wishes((), place="garden", time="night", weather="rain", style="flat", look="sepia")
    kept = with_whole(page, said, ChangeSpec(freed={"dog": frozenset()}))
    assert (kept.place, kept.time, kept.weather, kept.style) == ("garden", "night", "rain", "flat")
    changed = with_whole(page, said, ChangeSpec(scene=True, style=True, whole=frozenset({"time", "weather", "look"})))
    assert changed == page
