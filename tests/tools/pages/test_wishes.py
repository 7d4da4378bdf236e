"""From content to wishes, and where pages are set that name no place."""

from __future__ import annotations

import numpy as np
import pytest

from tools.content import ContentSpec, RelationSpec, ThingSpec
from tools.pages.catalogue import things
from tools.pages.composition.layout import lay_out
from tools.pages.page import MOST_THINGS, Relation, Wish, Wishes
from tools.pages.wishes import wishes_of


def thing(name: str, **said: object) -> ThingSpec:
    return ThingSpec.model_validate({"name": name, **said})


def test_everything_that_is_said_becomes_a_wish() -> None:
    content = ContentSpec(
        things=(
            thing("balloon", color="red", key="red balloon", place="top left"),
            thing("balloon", color="blue", key="blue balloon", size="small"),
            thing("woman", doing="dancing", tone="dark"),
            thing("duck", flock=True),
            thing("cat", count=3),
        ),
        relations=(
            RelationSpec(subject="woman", kind="holding", object="red balloon"),
            RelationSpec(subject="cat", kind="between", object="woman", second="blue balloon"),
        ),
        scene="forest", time="night", weather="rain", style="oil", look="sepia",
    )  # fmt: skip
    wishes = wishes_of(content)
    assert wishes.things == (
        Wish("balloon", "red", position="top left", key="red balloon"),
        Wish("balloon", "blue", size="small", key="blue balloon"),
        Wish("dancer", tone=5, key="woman"),
        Wish("duck", count=5, flock=True, key="duck"),
        Wish("cat", count=3, key="cat"),
    )
    assert wishes.relations == (Relation(2, "holding", 0), Relation(4, "between", 2, 1))
    assert (wishes.place, wishes.time, wishes.weather) == ("forest", "night", "rain")
    assert (wishes.style, wishes.look) == ("oil", "sepia")


def test_what_the_world_lacks_is_left_out() -> None:
    content = ContentSpec(
        things=(
            thing("wyvern"), thing("orange", certain=False), thing("dog", color="mauve", size="vast", place="attic"),
        ),
        relations=(
            RelationSpec(subject="dog", kind="chasing", object="wyvern"),
            RelationSpec(subject="dog", kind="next to", object="wyvern"),
        ),
        scene="limbo", time="noon", weather="hail", style="baroque", look="neon",
    )  # fmt: skip
    assert wishes_of(content) == Wishes((Wish("dog", key="dog"),))
    natural = next(name for name, one in things().items() if one.paint == "none")
    assert wishes_of(ContentSpec(things=(thing(natural, color="red"),))).things[0].color is None


def test_relations_that_contradict_others_are_left_out() -> None:
    pairs = [("cat", "on", "chair"), ("chair", "on", "cat"), ("cat", "in", "basket"), ("dog", "on", "dog")]
    relations = tuple(RelationSpec(subject=a, kind=kind, object=b) for a, kind, b in pairs)
    names = ("cat", "chair", "basket", "dog", "dress")
    worn = RelationSpec(subject="dog", kind="wearing", object="dress")
    wishes = wishes_of(ContentSpec(things=tuple(map(thing, names)), relations=(*relations, worn)))
    assert wishes.relations == (Relation(0, "on", 1), Relation(3, "holding", 4))


def test_a_page_never_holds_more_than_the_painter_takes() -> None:
    wishes = wishes_of(ContentSpec(things=(thing("duck", count=40), thing("dog", count=3))))
    assert [wish.count for wish in wishes.things] == [20, 3]
    many = wishes_of(ContentSpec(things=tuple(map(thing, list(things())[:40]))))
    assert sum(wish.count for wish in many.things) < MOST_THINGS


def test_scenes_of_the_first_edition_that_are_hours() -> None:
    wishes = wishes_of(ContentSpec(things=(thing("dog"),), scene="night"))
    assert (wishes.place, wishes.time) == (None, "night")


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("whale",), {"underwater", "ocean"}), (("sofa",), {"room"}), (("camel",), {"desert"}),
        (("rocket",), {"space", "moon"}),
        (("bread",), {"kitchen"}), (("tractor",), {"farm"}), (("sailboat",), {"ocean", "harbor", "beach", "river"}),
    ],
)  # fmt: skip
def test_a_page_is_set_where_its_things_are_at_home(names: tuple[str, ...], expected: set[str]) -> None:
    wishes = Wishes(tuple(map(Wish, names)))
    assert {lay_out(wishes, np.random.default_rng(k)).place for k in range(4)} <= expected


def test_a_place_without_hours_or_weather_has_a_clear_day() -> None:
    for place in ("underwater", "plain", "stage"):
        page = lay_out(Wishes((Wish("dog"),), place=place, time="night", weather="rain"), np.random.default_rng(1))
        assert page.weather == "clear"
        assert (page.time == "day") == (place != "underwater")
