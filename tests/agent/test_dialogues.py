"""Suite B's sessions hold together, and what the director is told of a session stays short."""

from __future__ import annotations

import pytest

from agent.brief.edits import Edit
from agent.brief.model import Brief, Element
from agent.director.plan import Plan, schema
from agent.director.view import STEPS, Step, View, focus, render, told
from benchmarks.dialogues import Session, replayed, rows
from benchmarks.judges.keyword_parser import parse
from benchmarks.suites import director as suite


@pytest.mark.parametrize("row", [*rows("dialogues"), *rows("second")], ids=lambda row: row["id"])
def test_every_true_plan_can_be_carried_out_where_it_stands(row: dict) -> None:  # type: ignore[type-arg]
    assert 4 <= len(row["turns"]) <= 6
    for session, view, plan, tags in replayed(row):
        refused = session.settled(plan)[0] == "refused"
        assert refused is ("outside" in tags), (plan, session.settled(plan))
        assert {plan.n, plan.m} - {None} <= set(range(1, view.pictures + 1))


def test_the_sessions_are_half_chinese_and_both_sets_have_wishes_that_are_declined() -> None:
    assert sum(row["lang"] == "zh" for row in rows("dialogues")) == 50
    for name in ("dialogues", "instructions"):
        plans = [t["plan"]["do"] for row in rows(name) for t in row.get("turns", [row])]
        assert plans.count("decline") >= 20


def test_a_perfect_reader_scores_one_and_a_keyword_parser_less() -> None:
    chosen = rows("dialogues")[::10]
    truths = iter([plan for row in chosen for _, _, plan, _ in replayed(row)])
    perfect = suite.dialogues(lambda view: next(truths), chosen, lambda: None)
    assert perfect["en"]["joint_goal"] == perfect["zh"]["slot_f1"] == perfect["en"]["t3"] == 1.0
    keywords = suite.dialogues(parse, chosen, lambda: None)
    assert 0.1 < keywords["en"]["joint_goal"] < 0.9


def test_a_picture_is_told_by_what_changed_where_it_came_from_and_what_it_shows() -> None:
    cat, two = Element(what="cat"), Element(what="cat", color="blue", count=2)
    made = Plan(do="create", edits=(Edit(op="add", what="cat"), Edit(op="scene", to="night")))
    changed = Plan(do="edit", edits=(Edit(op="change", what="cat", color="blue"), Edit(op="remove", what="hat")))
    branched = Plan(do="branch", n=1, edits=(Edit(op="replace", what="cat", to="dog"),))
    steps = (
        Step(1, None, made, Brief(elements=(cat,), scene="night")), Step(2, 1, changed, Brief(elements=(two,))),
        Step(4, 1, branched, Brief(elements=(Element(what="dog"),))), Step(5, 4, Plan(do="enhance", how="x2"), Brief()),
        Step(6, 5, Plan(do="again"), Brief(elements=(cat,))),
    )  # fmt: skip
    told = render(View(Brief(), None, 6, 6, (), steps)).split("\n")[0].removeprefix("made: ").split("; ")
    assert told == ["1 new: cat, night", "2 cat blue, -hat: 2 blue cat", "4<1 cat>dog: dog", "5 x2", "6 again: cat"]


def test_it_is_what_was_named_last_or_the_only_thing() -> None:
    two = Brief(elements=(Element(what="cat"), Element(what="dog")))
    adds = tuple(Edit(op="add", what=e.what) for e in two.elements)
    assert focus(two, "create", adds, None) is None
    assert focus(two, "edit", (Edit(op="change", what="cat", color="red"),), "dog") == "cat"
    assert focus(two, "edit", (Edit(op="scene", to="night"),), "dog") == "dog"
    assert focus(Brief(elements=two.elements[:1]), "edit", (Edit(op="remove", what="dog"),), "dog") == "cat"


def test_numbers_of_pictures_told_of_can_be_written_and_others_not() -> None:
    view = View(Brief(), None, 20, 20, (("user", "back to before the hat"),))
    assert told(view) == [1, *range(20 - STEPS + 1, 21)]
    assert schema(["hat"], [], told(view))["properties"]["n"]["enum"] == told(view)


def test_what_is_told_does_not_grow_with_the_session() -> None:
    session = Session("en")
    session.take("a cat", Plan(do="create", edits=(Edit(op="add", what="cat"),)))
    lengths = []
    for number in range(200):
        color = ("red", "blue", "green")[number % 3]
        session.take("x", Plan(do="edit", edits=(Edit(op="change", what="cat", color=color),)))
        lengths.append(len(render(session.view("make it blue"))))
    assert max(lengths[100:]) <= lengths[10] + 20
