"""What a message says in so many words is put into a plan that left it out, and nothing else is."""

from __future__ import annotations

from typing import Any

import pytest

from agent.brief.model import Brief, Element
from agent.director.plan import Plan
from agent.director.pocket.completion import complete_plan
from agent.director.view import View

EMPTY = Brief()
BOY = Brief(elements=(Element(what="temple"), Element(what="boy")))


def _plan(intent: str, *edits: dict[str, Any]) -> Plan:
    return Plan.model_validate({"do": intent, "edits": [{"op": "add", **edit} for edit in edits]})


def _completed(message: str, plan: Plan, brief: Brief = EMPTY) -> list[dict[str, Any]]:
    view = View(brief, None, len(brief.elements) and 1, 1 if brief.elements else None, (("user", message),))
    done = complete_plan(plan, view)
    return [edit.model_dump(exclude_none=True, exclude_defaults=True) for edit in done.edits]


def test_the_things_of_a_list_are_all_there() -> None:
    made = _completed("苹果，香蕉，橙子，还有葡萄，西瓜", _plan("create", {"what": "苹果"}, {"what": "葡萄"}))
    assert [edit["what"] for edit in made] == ["苹果", "葡萄", "香蕉", "橙子", "西瓜"]


@pytest.mark.parametrize(
    "message",
    ["a cow, no, a goat", "a goat, not a cow", "a goat or a cow", "一只山羊，牛就不用了", "do you know a cow?"],
)
def test_what_is_taken_back_or_left_open_is_not_added(message: str) -> None:
    assert [edit["what"] for edit in _completed(message, _plan("create", {"what": "goat"}))] == ["goat"]


@pytest.mark.parametrize(
    ("message", "thing", "bearer", "relation"),
    [
        ("the boy is holding an umbrella", "umbrella", "boy", "holding"),
        ("给boy戴上墨镜", "墨镜", "boy", "wearing"),
    ],
)
def test_somebody_bears_what_is_held_or_worn(message: str, thing: str, bearer: str, relation: str) -> None:
    made = _completed(message, _plan("edit", {"what": thing}), BOY)
    assert made == [
        {"op": "add", "what": thing}, {"op": "change", "what": bearer, "rel": relation, "of": thing},
    ]  # fmt: skip


def test_a_hat_that_wears_somebody_is_turned_round() -> None:
    plan = _plan("edit", {"what": "hat", "rel": "wearing", "of": "boy"})
    made = _completed("the boy wearing a hat", plan, BOY)
    assert made == [{"op": "add", "what": "hat"}, {"op": "change", "what": "boy", "rel": "wearing", "of": "hat"}]


def test_a_doing_that_is_said_is_done() -> None:
    assert _completed("a lion reading", _plan("create", {"what": "lion"})) == [
        {"op": "add", "what": "lion", "doing": "reading"}
    ]


def test_a_scene_is_no_thing() -> None:
    plan = Plan.model_validate(
        {
            "do": "create",
            "edits": [{"op": "add", "what": "花园"}, {"op": "add", "what": "猫"}, {"op": "scene", "to": "garden"}],
        }
    )
    assert [edit.get("what") for edit in _completed("画一个花园，里面有一只猫", plan)] == ["猫", None]


def test_plans_without_edits_stay() -> None:
    plan = Plan(intent="undo")
    assert complete_plan(plan, View(BOY, None, 1, 1, (("user", "back, the boy had a hat"),))) == plan
