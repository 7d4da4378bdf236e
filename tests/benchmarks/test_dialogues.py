"""The sessions of the director suite can be carried out, and what the director is shown of a session stays short."""

from __future__ import annotations

from typing import Any

import pytest

from agent.brief.edits import Edit
from agent.brief.model import Brief, Element
from agent.director.plan import Plan
from agent.director.schema import Choices, plan_schema
from agent.director.view import STEPS, HistoryStep, View, focus_after, pictures_shown, render_view
from benchmarks.datasets import load_rows
from benchmarks.judges.keyword_parser import parse
from benchmarks.reading.dialogues import Session, replay_rows
from benchmarks.suites import director as suite


@pytest.mark.parametrize("row", [*load_rows("dialogues"), *load_rows("second")], ids=lambda row: row["id"])
def test_every_true_plan_can_be_carried_out_in_its_place(row: dict[str, Any]) -> None:
    assert 4 <= len(row["turns"]) <= 6
    for session, view, plan, tags in replay_rows(row):
        refused = session.outcome(plan)[0] == "refused"
        assert refused is ("outside" in tags), (plan, session.outcome(plan))
        assert {plan.picture, plan.other} - {None} <= set(range(1, view.pictures + 1))


def test_half_of_the_sessions_are_chinese_and_both_sets_have_messages_to_decline() -> None:
    assert sum(row["lang"] == "zh" for row in load_rows("dialogues")) == 50
    for name in ("dialogues", "instructions"):
        plans = [t["plan"]["do"] for row in load_rows(name) for t in row.get("turns", [row])]
        assert plans.count("decline") >= 20


def test_a_perfect_interpreter_scores_one_and_a_keyword_parser_less() -> None:
    chosen = load_rows("dialogues")[::10]
    truths = iter([plan for row in chosen for _, _, plan, _ in replay_rows(row)])
    perfect = suite.measure_dialogues(lambda view: next(truths), chosen, lambda: None)
    assert perfect["en"]["joint_goal"] == perfect["zh"]["slot_f1"] == perfect["en"]["t3"] == 1.0
    keywords = suite.measure_dialogues(parse, chosen, lambda: None)
    assert 0.1 < keywords["en"]["joint_goal"] < 0.9


def test_the_view_says_of_a_picture_what_changed_where_it_came_from_and_what_it_shows() -> None:
    cat, two = Element(what="cat"), Element(what="cat", color="blue", count=2)
    made = Plan(intent="create", edits=(Edit(op="add", what="cat"), Edit(op="scene", to="night")))
    changed = Plan(intent="edit", edits=(Edit(op="change", what="cat", color="blue"), Edit(op="remove", what="hat")))
    branched = Plan(intent="branch", picture=1, edits=(Edit(op="replace", what="cat", to="dog"),))
    steps = (
        HistoryStep(1, None, made, Brief(elements=(cat,), scene="night")),
        HistoryStep(2, 1, changed, Brief(elements=(two,))),
        HistoryStep(4, 1, branched, Brief(elements=(Element(what="dog"),))),
        HistoryStep(5, 4, Plan(intent="enhance", method="x2"), Brief()),
        HistoryStep(6, 5, Plan(intent="again"), Brief(elements=(cat,))),
    )
    lines = render_view(View(Brief(), None, 6, 6, (), steps)).split("\n")[0].removeprefix("made: ").split("; ")
    assert lines == ["1 new: cat, night", "2 cat blue, -hat: 2 blue cat", "4<1 cat>dog: dog", "5 x2", "6 again: cat"]


def test_the_focus_is_the_thing_named_last_or_the_only_one() -> None:
    two = Brief(elements=(Element(what="cat"), Element(what="dog")))
    adds = tuple(Edit(op="add", what=e.what) for e in two.elements)
    assert focus_after(two, "create", adds, None) is None
    assert focus_after(two, "edit", (Edit(op="change", what="cat", color="red"),), "dog") == "cat"
    assert focus_after(two, "edit", (Edit(op="scene", to="night"),), "dog") == "dog"
    assert focus_after(Brief(elements=two.elements[:1]), "edit", (Edit(op="remove", what="dog"),), "dog") == "cat"


def test_only_numbers_of_shown_pictures_can_be_written() -> None:
    view = View(Brief(), None, 20, 20, (("user", "back to before the hat"),))
    assert pictures_shown(view) == [1, *range(20 - STEPS + 1, 21)]
    shown = pictures_shown(view)
    assert plan_schema(Choices(["hat"], pictures=shown))["properties"]["n"]["enum"] == shown


def test_the_view_does_not_grow_with_the_session() -> None:
    session = Session("en")
    session.advance("a cat", Plan(intent="create", edits=(Edit(op="add", what="cat"),)))
    lengths = []
    for number in range(200):
        color = ("red", "blue", "green")[number % 3]
        session.advance("x", Plan(intent="edit", edits=(Edit(op="change", what="cat", color=color),)))
        lengths.append(len(render_view(session.view("make it blue"))))
    assert max(lengths[100:]) <= lengths[10] + 20
