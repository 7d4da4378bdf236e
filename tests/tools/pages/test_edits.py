"""Edits of pages, told as the studio tells them: what they name changes, all else stays exactly."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest

from agent.brief.content import change_of, content_of
from agent.brief.edits import Edit, apply_edits
from agent.brief.model import Brief
from tools.content import ChangeSpec, ContentSpec, ThingSpec
from tools.pages.composition.faults import items_of
from tools.pages.composition.layout import lay_out
from tools.pages.composition.relations import holds
from tools.pages.composition.zones import in_position
from tools.pages.edits.edit import edit_page
from tools.pages.page import Item, Page
from tools.pages.places import places
from tools.pages.wishes import wishes_of


class Story:
    """A page and its brief, edited turn by turn."""

    def __init__(self, *edits: Edit, seed: int = 0) -> None:
        self.rng = np.random.default_rng(seed)
        self.brief = apply_edits(Brief(), edits)
        self.page = lay_out(wishes_of(content_of(self.brief)), self.rng)

    def turn(self, *edits: Edit, region: tuple[float, float, float, float] | None = None) -> Page:
        self.brief = apply_edits(self.brief, edits)
        wishes = wishes_of(content_of(self.brief))
        self.page = edit_page(self.page, wishes, change_of(edits), self.rng, region)
        return self.page

    def items(self, key: str) -> list[Item]:
        return [item for item in self.page.items if self.page.wishes.things[item.wish].key == key]

    def item(self, key: str) -> Item:
        (found,) = self.items(key)
        return found


def add(what: str, **said: Any) -> Edit:
    return Edit(op="add", what=what, **said)


def change(what: str, **said: Any) -> Edit:
    return Edit(op="change", what=what, **said)


def scene(to: str) -> Edit:
    return Edit(op="scene", to=to)


def look_of(item: Item) -> tuple[Any, ...]:
    """Everything of an item but the numbers of its wish and host."""
    return item.noun, item.color, item.box, item.depth, item.flip, item.tone, item.ground


THREE = (add("rabbit"), add("bear"), add("house"), scene("forest"))


@pytest.mark.parametrize("seed", range(4))
def test_a_relation_moves_its_subject_and_nothing_else(seed: int) -> None:
    story = Story(*THREE, seed=seed)
    before = story.page
    story.turn(change("rabbit", rel="right of", of="bear"))
    assert holds("right of", story.items("rabbit"), story.items("bear"))
    for name in ("bear", "house"):
        assert look_of(story.item(name)) in [look_of(item) for item in before.items]
    assert story.page.variant == before.variant


def test_what_a_relation_already_says_moves_nothing() -> None:
    story = Story(*THREE, change("rabbit", rel="left of", of="bear"))
    before = story.page
    side = "next to" if holds("next to", story.items("rabbit"), story.items("bear")) else "left of"
    assert story.turn(change("rabbit", rel=side, of="bear")).items == before.items


def test_colours_change_in_place() -> None:
    story = Story(add("balloon", color="red"), add("balloon", color="blue"), add("dog"), scene("park"))
    red, blue, dog = (story.item(name) for name in ("red balloon", "blue balloon", "dog"))
    story.turn(change("red balloon", color="green"))
    green = story.item("green balloon")
    assert (green.color, green.box) == ("green", red.box)
    assert (look_of(story.item("blue balloon")), look_of(story.item("dog"))) == (look_of(blue), look_of(dog))


def test_two_that_become_alike_are_one_wish_and_stay_where_they_are() -> None:
    story = Story(add("balloon", color="red"), add("balloon", color="blue"), scene("park"))
    boxes = {item.box for item in story.page.items}
    story.turn(change("red balloon", color="blue"))
    assert {item.box for item in story.items("balloon")} == boxes
    assert {item.color for item in story.items("balloon")} == {"blue"}
    story.turn(add("balloon", color="red"))
    assert {item.box for item in story.items("blue balloon")} == boxes


def test_a_larger_thing_grows_on_its_spot_and_takes_its_hat_along() -> None:
    story = Story(add("bear"), add("top hat"), change("bear", rel="wearing", of="top hat"), scene("forest"))
    bear, hat = story.item("bear"), story.item("top hat")
    story.turn(change("bear", size="small"))
    small, smaller_hat = story.item("bear"), story.item("top hat")
    assert (small.foot, small.x) == (bear.foot, pytest.approx(bear.x))
    assert small.height == pytest.approx(0.66 * bear.height, rel=0.01)
    assert smaller_hat.height / small.height == pytest.approx(hat.height / bear.height, rel=0.01)
    moved = story.turn(change("bear", place="left"))
    assert in_position("left", story.item("bear").box)
    assert moved.items[story.item("top hat").at or 0].noun == "bear"
    assert story.item("top hat").x == pytest.approx(story.item("bear").x, abs=0.05)


@pytest.mark.parametrize("seed", range(4))
def test_counts_keep_sizes_and_places(seed: int) -> None:
    story = Story(add("duck", count=2), add("boat"), scene("river"), seed=seed)
    two = {look_of(item) for item in story.items("duck")}
    boat = look_of(story.item("boat"))
    story.turn(change("duck", count=4))
    four = {look_of(item) for item in story.items("duck")}
    assert len(four) == 4
    assert two < four
    assert len({item.height for item in story.items("duck")}) == 1
    story.turn(change("duck", count=1))
    assert look_of(story.item("duck")) in four
    assert look_of(story.item("boat")) == boat


def test_what_takes_the_place_of_a_thing_stands_where_that_stood() -> None:
    story = Story(add("dog"), add("tree"), scene("park"))
    dog, tree = story.item("dog"), story.item("tree")
    story.turn(Edit(op="replace", what="dog", to="sheep"))
    sheep = story.item("sheep")
    assert (sheep.foot, sheep.ground) == (dog.foot, dog.ground)
    assert sheep.x == pytest.approx(dog.x, abs=0.05)
    assert sheep.height > dog.height
    assert look_of(story.item("tree")) == look_of(tree)
    story.turn(Edit(op="replace", what="sheep", to="bird"))
    assert story.item("bird").ground == "air"
    assert story.item("bird").x == pytest.approx(sheep.x, abs=0.1)


def test_what_was_on_a_thing_stays_when_that_goes_if_it_is_wished_for() -> None:
    story = Story(add("cat"), add("chair"), change("cat", rel="on", of="chair"), scene("room"))
    assert story.item("cat").ground == "on"
    story.turn(Edit(op="remove", what="chair"))
    cat = story.item("cat")
    assert (cat.ground, cat.at, len(story.page.items)) == ("ground", None, 1)
    assert cat.foot >= places()["room"].far - 0.02


def test_a_thing_leaves_its_host_when_it_is_moved_and_another_takes_it() -> None:
    story = Story(
        add("woman"), add("girl"), add("umbrella"), change("woman", rel="holding", of="umbrella"), scene("park")
    )
    woman = look_of(story.item("woman"))
    page = story.turn(change("girl", rel="holding", of="umbrella"))
    holder = story.item("umbrella").at
    assert holder is not None
    assert page.items[holder].noun in ("girl", "woman")
    assert look_of(story.item("woman")) == woman


@pytest.mark.parametrize("seed", range(4))
def test_new_things_leave_the_old_ones_alone(seed: int) -> None:
    story = Story(*THREE, seed=seed)
    before = [look_of(item) for item in story.page.items]
    side = "left of" if story.item("house").x > 0.5 else "right of"
    story.turn(add("dog", rel=side, of="house"))
    after = [look_of(item) for item in story.page.items if item.noun != "dog"]
    assert after == before
    assert holds(side, story.items("dog"), story.items("house"))


def test_what_stands_at_the_edge_makes_room_for_what_must_stand_beyond_it() -> None:
    stories = [Story(add("house"), scene("meadow"), seed=seed) for seed in range(12)]
    at_right = [story for story in stories if story.item("house").x > 0.6]
    for story in at_right:
        house = story.item("house")
        story.turn(add("elephant", rel="right of", of="house"))
        moved = story.item("house")
        assert holds("right of", story.items("elephant"), [moved])
        assert (moved.foot, moved.height, moved.flip) == (house.foot, house.height, house.flip)
    assert at_right


def test_things_stay_in_their_place_when_the_place_changes_as_far_as_they_are_at_home() -> None:
    story = Story(add("car"), add("bird"), scene("meadow"), seed=1)
    car, bird = story.item("car"), story.item("bird")
    story.turn(scene("desert"))
    assert look_of(story.item("bird")) == look_of(bird)
    desert = story.item("car")
    assert (desert.x, desert.width) == (car.x, car.width)
    story.turn(scene("ocean"))
    swims = story.item("car")
    assert (swims.ground, swims.x) == ("water", car.x)
    assert swims.foot >= 0.5 - 0.02
    story.turn(scene("meadow"))
    assert story.item("car").ground == "ground"


def test_an_explicit_wish_beats_the_habitat() -> None:
    story = Story(add("car"), scene("city"))
    story.turn(change("car", place="top left"))
    car = story.item("car")
    assert car.ground == "air"
    assert in_position("top left", car.box)
    story.turn(scene("ocean"))
    assert look_of(story.item("car")) == look_of(car)
    story.turn(change("car", place="bottom"))
    assert story.item("car").ground == "water"


def test_food_lies_on_the_table_of_a_kitchen_and_on_the_blanket_of_a_park() -> None:
    story = Story(add("apple"), add("bread"), scene("kitchen"))
    assert story.page.board is not None
    board = story.page.board
    page = story.turn(add("cheese"))
    assert (page.board, story.item("cheese").ground) == (board, "surface")
    page = story.turn(scene("park"))
    assert page.board is not None
    assert page.board.kind == "blanket"
    assert {item.ground for item in page.items} == {"surface"}
    page = story.turn(scene("space"))
    assert page.board is None


def test_hour_weather_and_look_move_nothing_and_come_back_with_the_place() -> None:
    story = Story(*THREE)
    items = story.page.items
    wet = story.turn(
        Edit(op="time", to="night"), Edit(op="weather", to="rain"), Edit(op="look", to="sepia"), scene("forest")
    )
    assert (wet.time, wet.weather, wet.look, wet.items) == ("night", "rain", "sepia", items)
    inside = story.turn(scene("gym"))
    assert (inside.time, inside.weather) == ("day", "clear")
    outside = story.turn(scene("forest"))
    assert (outside.time, outside.weather) == ("night", "rain")
    clear = story.turn(Edit(op="clear", what="weather"), Edit(op="clear", what="look"))
    assert (clear.time, clear.weather, clear.look, clear.items) == ("night", "clear", None, outside.items)


def test_another_style_keeps_what_it_can() -> None:
    story = Story(add("bear"), add("top hat"), add("house"), change("bear", rel="wearing", of="top hat"))
    items = story.page.items
    assert story.turn(Edit(op="style", to="watercolor")).items == items
    story.turn(Edit(op="style", to="3d"))
    for name in ("bear", "house"):
        old = next(item for item in items if item.noun == name)
        new = story.item(name)
        assert (new.x, new.foot, new.height) == pytest.approx((old.x, old.foot, old.height), abs=0.05)
    assert story.item("top hat").x == pytest.approx(story.item("bear").x, abs=0.05)


def test_things_that_an_edit_knows_nothing_of_stay() -> None:
    story = Story(*THREE)
    before = [look_of(item) for item in story.page.items]
    content = ContentSpec(things=(ThingSpec(name="rabbit", color="blue"), ThingSpec(name="fox")))
    named = ChangeSpec(freed={"rabbit": frozenset({"color"})}, mentioned=frozenset({"rabbit"}))
    page = edit_page(story.page, wishes_of(content), named, story.rng)
    assert Counter(item.noun for item in page.items) == Counter(("rabbit", "bear", "house"))
    kept = [look_of(item) for item in page.items if item.noun != "rabbit"]
    assert kept == [look for look in before if look[0] != "rabbit"]
    everything = edit_page(story.page, wishes_of(content), None, story.rng)
    assert {item.noun for item in everything.items} == {"rabbit", "fox"}


def test_what_is_put_in_a_region_is_within_it() -> None:
    region = (0.05, 0.05, 0.4, 0.45)
    story = Story(*THREE)
    before = [look_of(item) for item in story.page.items]
    story.turn(add("car"), region=region)
    left, top, right, bottom = story.item("car").box
    assert left >= region[0] - 1e-4
    assert top >= region[1] - 1e-4
    assert right <= region[2] + 1e-4
    assert bottom <= region[3] + 1e-4
    assert [look_of(item) for item in story.page.items if item.noun != "car"] == before


def test_a_page_can_be_emptied_and_filled() -> None:
    story = Story(add("dog"), scene("beach"))
    page = story.turn(Edit(op="remove", what="dog"))
    assert (page.items, page.place) == ((), "beach")
    story.turn(add("crab", count=3))
    assert len(items_of(story.page.items, 0)) == 3


def test_what_hangs_on_something_in_a_basket_stays_on_the_page() -> None:
    story = Story(
        add("cat"), add("basket"), add("crown"), change("cat", rel="in", of="basket"),
        change("cat", rel="wearing", of="crown"), scene("room"),
    )  # fmt: skip
    assert [item.noun for item in story.page.items] == ["cat", "crown", "basket"]
    page = story.turn(change("basket", place="left"))
    assert [item.noun for item in page.items] == ["cat", "crown", "basket"]
    assert in_position("left", story.item("basket").box)


def test_a_page_never_gets_more_things_than_the_painter_takes() -> None:
    story = Story(add("duck", count=12), add("fish", count=6), scene("river"))
    wishes = wishes_of(ContentSpec(things=(ThingSpec(name="duck", count=12), ThingSpec(name="cat", count=20))))
    named = ChangeSpec(freed={"cat": frozenset()}, mentioned=frozenset({"cat"}))
    page = edit_page(story.page, wishes, named, story.rng)
    assert Counter(item.noun for item in page.items) == {"duck": 12, "fish": 6, "cat": 5}


def test_people_at_the_edge_who_become_many_stay_on_the_page() -> None:
    story = Story(add("princess"), scene("meadow"))
    story.turn(change("princess", count=4))
    assert all(0 < item.x < 1 for item in story.items("princess"))
