"""What a plan can't mean is mended; sound plans are left alone."""

from __future__ import annotations

from threading import Event
from typing import Any

import pytest

from agent.brief.edits import Edit
from agent.brief.model import Brief, Element
from agent.director.plan import Plan
from agent.director.pocket.director import PocketDirector
from agent.director.pocket.plan_repair import repair_plan
from agent.director.view import View
from tools import profiles
from tools.model_manager import ModelManager

NIGHT = Brief(elements=(Element(what="balloon", color="red", count=2), Element(what="castle")), scene="night")


def _view(message: str, brief: Brief = NIGHT) -> View:
    return View(brief, "castle", 3, 3, (("user", message),))


@pytest.fixture(scope="module")
def writer() -> Any:
    """The pocket director."""
    return ModelManager(profiles.load_profile("pocket")).get("director")


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
    plan = PocketDirector(writer).interpret(_view(message, brief), Event())
    assert [(e.what, e.to) for e in plan.edits if e.op in ("add", "replace")] == whats


def _mended(message: str, plan: Plan, brief: Brief = NIGHT) -> list[dict[str, Any]]:
    return [e.model_dump(exclude_none=True) for e in repair_plan(plan, _view(message, brief)).edits]


def test_a_change_of_what_is_not_there_adds_it_unless_it_was_spoken_of_as_there() -> None:
    taxi = Plan(intent="edit", edits=(Edit(op="change", what="taxi", rel="below", of="castle"),))
    assert _mended("yellow taxi below it", taxi)[0]["op"] == "add"
    assert _mended("move the taxi below it", taxi)[0]["op"] == "change"
    dragon = Plan(intent="edit", edits=(Edit(op="change", what="龙", color="red"),))
    assert _mended("龙要红的", dragon)[0]["op"] == "add"
    assert _mended("把龙变红", dragon)[0]["op"] == "change"
    there = Plan(intent="edit", edits=(Edit(op="change", what="balloons", color="blue"),))
    assert _mended("balloons blue", there)[0]["op"] == "change"


def test_nothing_stands_beside_itself_and_nothing_is_added_twice_by_one_word() -> None:
    beside = Plan(intent="edit", edits=(Edit(op="add", what="flag", rel="left of", of="flags"),))
    assert _mended("a flag on the left", beside) == [{"op": "add", "what": "flag"}]
    beds = Plan(intent="create", edits=(Edit(op="add", what="bed"), Edit(op="add", what="bed", place="left")))
    assert _mended("a room with a bed on the left", beds, Brief()) == [{"op": "add", "what": "bed", "place": "left"}]
    both = Plan(intent="create", edits=(Edit(op="add", what="bed"), Edit(op="add", what="bed", place="left")))
    assert len(_mended("a bed, and a bed on the left", both, Brief())) == 2


def test_a_plan_that_would_be_empty_stays_for_the_studio_to_explain() -> None:
    only = Plan(intent="edit", edits=(Edit(op="change", what="castle", rel="above", of="castle"),))
    assert repair_plan(only, _view("castle above castle")) == only


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
    fixed = repair_plan(Plan(intent="edit", edits=edits), _view(message, brief))
    assert tuple(e.place for e in fixed.edits) == places


@pytest.mark.parametrize(("what", "kept"), [("蓝", False), ("蓝色", False), ("orange", True), ("蓝鲸", True)])
def test_a_colour_is_no_thing_to_add(what: str, kept: bool) -> None:
    balloons, color = Edit(op="add", what="气球", count=2), Edit(op="add", what=what)
    edits = repair_plan(Plan(intent="create", edits=(balloons, color)), _view("两个气球")).edits
    assert edits == ((balloons, color) if kept else (balloons,))
    alone = Plan(intent="create", edits=(color,))
    assert repair_plan(alone, _view(what)) == alone
