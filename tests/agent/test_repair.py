"""Plans that forgot or made up a thing are narrowed; sound ones are left alone."""

from __future__ import annotations

from threading import Event
from typing import Any

import pytest

from agent import director
from agent.brief import Brief, Element
from agent.context import View
from agent.edits import Edit
from agent.plan import Plan, schema
from agent.repair import mended, narrower
from agent.spans import mentions, scene_of
from tools import profiles
from tools.shelf import Shelf

NIGHT = Brief(elements=(Element(what="balloon", color="red", count=2), Element(what="castle")), scene="night")


def _view(message: str, brief: Brief = NIGHT) -> View:
    return View(brief, "castle", 3, 3, (("user", message),))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("two red balloons above a castle at night", ["balloons", "castle"]),
        ("a pine tree, an ice cream and a dog without a ball", ["pine tree", "ice cream", "dog"]),
        ("pencil sketch style please", []),
        ("一只长颈鹿和一个南瓜，在沙滩上", ["长颈鹿", "南瓜"]),
        ("把城堡换成教堂，不要月亮", ["城堡", "教堂"]),
        ("hello there", []),
        ("a dog without a ball or a hat", ["dog"]),
        ("a castle, but don't add a moon", ["castle"]),
        ("不要月亮和星星", []),
        ("画一只开心的小狗", ["小狗"]),
        ("马上把城堡去掉", ["城堡"]),
        ("把气球移到画面中心", ["气球"]),
        ("一匹马和一棵树", ["马", "树"]),
        ("drop the castle", ["castle"]),
        ("add an apple tree", []),
        ("a piano and a volcano", ["piano", "volcano"]),
    ],
)
def test_things_are_found_as_they_are_spelt(text: str, names: list[str]) -> None:
    assert mentions(text) == names


@pytest.mark.parametrize(
    ("text", "scene"),
    [
        ("a cat in the snow", "snow"),
        ("一只猫在山羊的左边", None),
        ("火山上有一条龙", None),
        ("一只猫在沙滩上", "beach"),
        ("a snowman", None),
        ("at night on the beach", None),
    ],
)
def test_a_plain_scene_is_found(text: str, scene: str | None) -> None:
    assert scene_of(text) == scene


def test_sound_plans_are_left_alone() -> None:
    add, scene = Edit(op="add", what="giraffe"), Edit(op="scene", to="beach")
    assert narrower(Plan(do="create", edits=(add, scene)), _view("a giraffe on the beach", Brief())) == []
    assert narrower(Plan(do="edit", edits=(Edit(op="remove", what="castle"),)), _view("remove the castle")) == []
    assert narrower(Plan(do="edit", edits=(Edit(op="add", what="balloon"),)), _view("one more of those")) == []
    assert narrower(Plan(do="undo"), _view("undo the castle")) == []


@pytest.mark.parametrize(
    ("message", "edit"),
    [
        ("put a dog into the castle", Edit(op="add", what="dog")),
        ("把城堡旁边的气球改成红色", Edit(op="change", what="气球", color="red")),
        ("make the balloons as big as the castle", Edit(op="change", what="balloons", size="large")),
        ("add a tree near the castle", Edit(op="add", what="tree")),
        ("add a fire hydrant", Edit(op="add", what="fire hydrant")),
        ("多加两个", Edit(op="add", what="balloon")),
        ("make it bigger", Edit(op="change", what="castle", size="large")),
    ],
)
def test_a_thing_that_only_says_where_is_no_slip(message: str, edit: Edit) -> None:
    assert narrower(Plan(do="edit", edits=(edit,)), _view(message)) == []


def test_two_kinds_of_one_thing_are_left_to_be_refused() -> None:
    both = (Edit(op="add", what="balloon", color="red"), Edit(op="add", what="balloon", color="blue"))
    assert narrower(Plan(do="create", edits=both), _view("a red balloon and a blue balloon", Brief())) == []


def test_what_else_was_asked_survives() -> None:
    plan = Plan(do="edit", edits=(Edit(op="change", what="castle", size="large"), Edit(op="add", what="castle")))
    readings = narrower(plan, _view("make it bigger and add a moon"))
    assert readings
    assert all(any(s.must.get("size") == ["large"] for s in reading) for reading in readings)


def test_a_new_picture_shows_everything_that_was_named() -> None:
    twice = Plan(do="create", edits=(Edit(op="add", what="castle"), Edit(op="add", what="castle")))
    (slots,) = narrower(twice, _view("two red balloons above a castle at night", Brief()))
    assert [s.must.get("what") or s.must["to"] for s in slots] == [["balloons"], ["castle"], ["night"]]


def test_a_swap_is_a_replacement_whatever_the_order() -> None:
    plan = Plan(do="edit", edits=(Edit(op="replace", what="castle", to="castle"),))
    for message in ("replace the castle with a church", "a church instead of the castle", "把城堡换成教堂"):
        (reading,) = narrower(plan, _view(message))
        assert [slot.must["op"] for slot in reading] == [["replace"]]


def test_an_unknown_thing_is_not_painted_as_a_known_one() -> None:
    plan = Plan(do="edit", edits=(Edit(op="add", what="balloon"),))
    ((slot,),) = narrower(plan, _view("add a wyvern"))
    assert slot.must == {"op": ["add"], "what": ["wyvern"]}


def test_the_narrowed_schema_keeps_intent_number_and_order() -> None:
    plan = Plan(do="branch", n=3, edits=(Edit(op="add", what="balloon"),))
    made = director.narrowed(schema(["castle"], [3]), plan, narrower(plan, _view("like 3 with a moon and a star")))
    assert list(made["properties"]) == ["do", "n", "edits"]
    assert made["properties"]["do"] == {"enum": ["branch"]}
    assert [len(array["prefixItems"]) for array in made["properties"]["edits"]["anyOf"]] == [2]


@pytest.fixture(scope="module")
def writer() -> Any:
    """The pocket director."""
    return Shelf(profiles.load("pocket")).get("director")


@pytest.mark.parametrize(
    ("message", "brief", "whats"),
    [
        ("two red balloons above a castle at night, watercolor", Brief(), [("balloons", None), ("castle", None)]),
        ("add a giraffe and a pumpkin", NIGHT, [("giraffe", None), ("pumpkin", None)]),
        ("swap the castle for a church", NIGHT, [("castle", "church")]),
        ("一只长颈鹿和一个南瓜，在沙滩上", Brief(), [("长颈鹿", None), ("南瓜", None)]),
        ("add a wyvern", NIGHT, [("wyvern", None)]),
    ],
)
def test_the_pocket_director_names_every_thing(writer: Any, message: str, brief: Brief, whats: list[Any]) -> None:
    plan = director.interpret(writer, _view(message, brief), True, Event(), lambda plan: None)
    assert [(e.what, e.to) for e in plan.edits if e.op in ("add", "replace")] == whats


def _mended(message: str, plan: Plan, brief: Brief = NIGHT) -> list[dict[str, Any]]:
    return [e.model_dump(exclude_none=True) for e in mended(plan, _view(message, brief)).edits]


def test_a_change_of_what_is_not_there_adds_it_unless_it_was_spoken_of_as_there() -> None:
    taxi = Plan(do="edit", edits=(Edit(op="change", what="taxi", rel="below", of="castle"),))
    assert _mended("yellow taxi below it", taxi)[0]["op"] == "add"
    assert _mended("move the taxi below it", taxi)[0]["op"] == "change"
    dragon = Plan(do="edit", edits=(Edit(op="change", what="龙", color="red"),))
    assert _mended("龙要红的", dragon)[0]["op"] == "add"
    assert _mended("把龙变红", dragon)[0]["op"] == "change"
    there = Plan(do="edit", edits=(Edit(op="change", what="balloons", color="blue"),))
    assert _mended("balloons blue", there)[0]["op"] == "change"


def test_nothing_stands_beside_itself_and_nothing_is_added_twice_by_one_word() -> None:
    beside = Plan(do="edit", edits=(Edit(op="add", what="flag", rel="left of", of="flags"),))
    assert _mended("a flag on the left", beside) == [{"op": "add", "what": "flag"}]
    beds = Plan(do="create", edits=(Edit(op="add", what="bed"), Edit(op="add", what="bed", place="left")))
    assert _mended("a room with a bed on the left", beds, Brief()) == [{"op": "add", "what": "bed", "place": "left"}]
    both = Plan(do="create", edits=(Edit(op="add", what="bed"), Edit(op="add", what="bed", place="left")))
    assert len(_mended("a bed, and a bed on the left", both, Brief())) == 2


def test_a_plan_that_would_be_empty_stays_for_the_studio_to_explain() -> None:
    only = Plan(do="edit", edits=(Edit(op="change", what="castle", rel="above", of="castle"),))
    assert mended(only, _view("castle above castle")) == only


@pytest.mark.parametrize(
    ("message", "places"),
    [
        ("swap their positions", ("right", "left")),
        ("交换位置", ("right", "left")),
        ("castle left, balloon right", ("left", "right")),
    ],
)
def test_two_things_put_where_they_are_change_places_unless_the_message_names_them(
    message: str, places: tuple[str, str]
) -> None:
    brief = Brief(elements=(Element(what="castle", place="left"), Element(what="balloon", place="right")))
    edits = (Edit(op="change", what="castle", place="left"), Edit(op="change", what="balloon", place="right"))
    fixed = mended(Plan(do="edit", edits=edits), _view(message, brief))
    assert tuple(e.place for e in fixed.edits) == places
